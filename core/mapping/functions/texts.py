"""Functions on text: trimming, cutting, splitting, folding, and the way into and out of HTML."""

# ruff: noqa: RUF001  - these letters are what is folded

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import quote

from core.mapping.functions.registry import function
from core.mapping.limits import charge, items
from core.mapping.values import Unfit, named, text


@function("'  Jan '|trim", "Jan")
def trim(value: Any, chars: str | None = None) -> str:
    """Take blanks, or the given characters, off both ends."""
    return text(value).strip(chars)


@function("'Jan'|upper", "JAN")
def upper(value: Any) -> str:
    """Write in capitals."""
    return text(value).upper()


@function("'Jan'|lower", "jan")
def lower(value: Any) -> str:
    """Write in small letters."""
    return text(value).lower()


@function("'jan DE VRIES'|capitalize", "Jan de vries")
def capitalize(value: Any) -> str:
    """Write the first letter as a capital, all others small."""
    return text(value).capitalize()


@function("'jan de vries'|title", "Jan De Vries")
def title(value: Any) -> str:
    """Write each word with a capital."""
    return text(value).title()


@function("12.50|string", "12.5")
def string(value: Any) -> str:
    """Make text of any value; numbers keep their digits."""
    return text(value)


_JOINER, _VARIANTS, _SKINS, _FLAGS = "\u200d", ("\ufe00", "\ufe0f"), ("\U0001f3fb", "\U0001f3ff"), "🇦🇿"


def _splits(made: str, at: int) -> bool:
    """Whether a cut before this place would split what a reader sees as one character."""
    before, after = made[at - 1], made[at]
    if _JOINER in (before, after) or unicodedata.combining(after):
        return True
    if _VARIANTS[0] <= after <= _VARIANTS[1] or _SKINS[0] <= after <= _SKINS[1]:
        return True
    flags = 0
    while flags < at and _FLAGS[0] <= made[at - 1 - flags] <= _FLAGS[1]:
        flags += 1
    return flags % 2 == 1 and _FLAGS[0] <= after <= _FLAGS[1]


@function("'Koffiezetapparaat'|truncate(6)", "Koffie")
def truncate(value: Any, length: int, end: str = "") -> str:
    """Cut to at most so many characters, `end` included; what reads as one character is not split."""
    made = text(value)
    if length < 0 or len(end) > length:
        raise ValueError(f"truncate({length}) leaves no room for the end {end!r}")
    if len(made) <= length:
        return made
    at = length - len(end)
    while at and _splits(made, at):
        at -= 1
    return made[:at] + end


_FOLDED = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L"}
    | {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "’": "'", "‘": "'", "–": "-"}
    | {"“": '"', "”": '"', "—": "-", "…": "...", "€": "EUR"}
)


@function("'Åsa Müller-Straße'|ascii", "Asa Muller-Strasse")
def ascii_(value: Any) -> str:
    """Write without accents and special letters, for systems that know only plain letters."""
    parts = unicodedata.normalize("NFKD", text(value).translate(_FOLDED))
    return "".join(c for c in parts if ord(c) < 128)  # noqa: PLR2004  - that is what ASCII is


@function("'Café crème, 250 g'|slug", "cafe-creme-250-g")
def slug(value: Any) -> str:
    """Make a name for an address or a code: small plain letters and digits with hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", ascii_(value).lower()).strip("-")


@function("'a  b\n c'|one_line", "a b c")
def one_line(value: Any) -> str:
    """Put everything on one line with single blanks."""
    return " ".join(text(value).split())


@function("'NL-2026-17'|split('-')", ["NL", "2026", "17"])
def split(value: Any, separator: str | None = None) -> list[str]:
    """Split at a separator, or at blanks."""
    if separator == "":
        raise ValueError("split() needs a separator that is not empty")
    made = text(value).split(separator)
    items(len(made))
    return made


@function("'NL-2026-17'|part('-', 1)", "2026")
def part(value: Any, separator: str, index: int) -> str | None:
    """One part of a split text, counted from 0, from the end with -1; null when there is none."""
    parts = split(value, separator)
    return parts[index] if -len(parts) <= index < len(parts) else None


@function("17|pad(5)", "00017")
def pad(value: Any, width: int, fill: str = "0", side: Literal["left", "right"] = "left") -> str:
    """Fill up to a width, at the left with zeros unless said otherwise."""
    if len(fill) != 1:
        raise ValueError(f"pad() fills with one character, not {fill!r}")
    charge(width)
    return text(value).rjust(width, fill) if side == "left" else text(value).ljust(width, fill)


@function("'a-b-c'|replace('-', '/')", "a/b/c")
def replace(value: Any, old: Any, new: Any, count: int = -1) -> str:
    """Put one text in the place of another."""
    whole, old, new = text(value), text(old), text(new)
    found = whole.count(old)
    times = found if count < 0 else min(found, count)
    charge(len(whole) + times * max(0, len(new) - len(old)))
    return whole.replace(old, new, count)


@function("['Jan', none, 'Vries']|join(' ')", "Jan  Vries")
def join(value: Any, separator: Any = "", attribute: str | None = None) -> str:
    """Put the items of a list together as one text."""
    if not isinstance(value, list | tuple | str):
        raise Unfit(f"join() needs a list, not {named(value)}")
    given = [one.get(attribute) if isinstance(one, dict) else None for one in value] if attribute else value
    between = text(separator)
    parts, size = [], 0
    for one in given:
        parts.append(text(one))
        size += len(parts[-1]) + len(between)
        charge(size)
    return between.join(parts)


@function("'a b&c'|urlencode", "a%20b%26c")
def urlencode(value: Any) -> str:
    """Write so that it can stand in an address."""
    return quote(text(value), safe="/")


@function("'A & B <i>'|escape", "A &amp; B &lt;i&gt;")
def escape(value: Any) -> str:
    """Write so that it can stand in HTML."""
    return html.escape(text(value))


@function("'A &amp; B'|unescape", "A & B", library="html")
def unescape(value: Any) -> str:
    """Read what was written for HTML: `&amp;` becomes &."""
    return html.unescape(text(value))


@function("'een twee drie'|wordcount", 3)
def wordcount(value: Any) -> int:
    """Count the words."""
    return len(text(value).split())


_BREAKS = {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section"}
_HIDDEN = {"script", "style", "head", "title"}
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})")


def _visible(source: str) -> Iterator[str]:
    """Pieces of the text of HTML, a new line where a block begins or ends.

    Every search either moves on or ends the reading, so that broken HTML costs no more than sound HTML;
    the parser of the standard library takes minutes for some of it.
    """
    lowered, at = source.lower(), 0
    while (start := source.find("<", at)) >= 0:
        yield source[at:start]
        tag = _TAG.match(source, start)
        comment = source.startswith("<!--", start)
        if tag is None and source[start + 1 : start + 2] not in ("!", "?"):
            yield "<"
            at = start + 1
            continue
        end = source.find("-->" if comment else ">", start)
        if end < 0:
            return
        at = end + (3 if comment else 1)
        name = tag[1].lower() if tag else ""
        closes = source[start + 1] == "/"
        if name in _HIDDEN and not closes:
            at = lowered.find(f"</{name}", at)
            if at < 0:
                return
        elif name in _BREAKS:
            yield "\n- " if name == "li" and not closes else "\n"
    yield source[at:]


@function(
    "'<p>Nice <b>coffee</b> &amp; tea</p><ul><li>fresh</li></ul>'|html_to_text", "Nice coffee & tea\n- fresh"
)
def html_to_text(value: Any) -> str:
    """Read HTML as plain text with lines and list dashes."""
    source = re.sub(r"\s+", " ", text(value))
    lines = (one_line(html.unescape(line)) for line in "".join(_visible(source)).split("\n"))
    return "\n".join(line for line in lines if line and line != "-")


@function("'<b>Nice</b> coffee'|striptags", "Nice coffee")
def striptags(value: Any) -> str:
    """Read HTML as plain text on one line."""
    return one_line(html_to_text(value))
