"""Text in bytes: which encoding it is in, and characters that cannot be written."""

from __future__ import annotations

import codecs

ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "iso8859-15", "cp1250", "cp850", "utf-16")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(content: bytes, encoding: str = "") -> str:
    """Read text by its mark, else as the encoding that is named, else as UTF-8, else as Windows-1252.

    Nothing is guessed beyond that: a letter that is wrong without anybody noticing is worse than a question.
    """
    marked = [name for mark, name in _MARKS if content.startswith(mark)]
    tried = marked[:1] or ([encoding] if encoding else ["utf-8", "cp1252"])
    for name in tried:
        try:
            text = content.decode(name)
        except UnicodeError:
            continue
        if "\0" in text:
            raise ValueError("it holds NUL characters, so it is no text; name its encoding on the connection")
        return text
    named = " nor ".join(tried)
    raise ValueError(f"its text is not {named}; name its encoding on the connection")


def encoded(text: str, encoding: str = "") -> bytes:
    """Write text; ValueError names a character that the encoding does not have."""
    try:
        return text.encode(encoding or "utf-8")
    except UnicodeEncodeError as error:
        letter = text[error.start]
        raise ValueError(f"the character {letter!r} does not exist in {encoding or 'utf-8'}") from None
