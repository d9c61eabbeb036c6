"""What kind of values stand at a path, told from the values: e-mail addresses, dates, codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

import phonenumbers
from babel import Locale
from babel.numbers import list_currencies
from stdnum import ean, iban
from stdnum.eu import vat

from core.suggestions.words import folded

#: Values that are looked at; more say no more.
_LOOKED_AT = 8
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|gid://\S+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*")
_OTHER_DATE = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{4}|\d{8}")
_DIGITS = re.compile(r"\d[\d ]{6,16}\d")
_PHONE = re.compile(r"\+?[\d(][\d ()./-]{6,18}\d")
_IBAN = re.compile(r"[A-Za-z]{2}\d{2} ?[A-Za-z0-9 ]{10,34}")
_VAT = re.compile(r"[A-Za-z]{2}[ .]?[A-Za-z0-9. ]{7,16}")
_POSTCODE = re.compile(r"\d{4} ?[A-Z]{2}|\d{4,5}|\d{3} \d{2}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]-\d{4,5}")
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d+)?")
_COMMA_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})*,\d+|-?\d+,\d+")
_CODE = re.compile(r"(?=\S*\d)[A-Za-z0-9#/_.-]{1,40}")
_WORD = re.compile(r"[a-z]+(?:[_ -][a-z]+)*")
_HTML = re.compile(r"<(?:p|b|i|br|ul|li|div|span|strong|em|h[1-6]|table|a)\b[^>]*>", re.IGNORECASE)
_SHORTEST_EAN = 8


def kind(values: Iterable[Any]) -> str:
    """The kind that all values have in common; `text` when they have none, nothing when there are none."""
    looked_at = [value for value in values if value not in (None, "", [], {})][:_LOOKED_AT]
    if not looked_at:
        return ""
    if all(isinstance(value, bool) for value in looked_at):
        return "boolean"
    if all(isinstance(value, int | Decimal | float) for value in looked_at):
        return "number"
    texts = [value.strip() for value in looked_at if isinstance(value, str)]
    if len(texts) < len(looked_at):
        return "text" if texts else "other"
    return next((name for name, test in _TESTS.items() if all(map(test, texts))), "text")


def _is_email(text: str) -> bool:
    return bool(_EMAIL.fullmatch(text))


def _is_date(text: str) -> bool:
    return bool(_DATE.fullmatch(text)) and _reads(text)


def _is_time(text: str) -> bool:
    return bool(_TIME.fullmatch(text)) and _reads(text)


def _reads(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_other_date(text: str) -> bool:
    if not _OTHER_DATE.fullmatch(text):
        return False
    forms = ("%Y%m%d",) if text.isdigit() else (f"%d{text[-5]}%m{text[-5]}%Y", f"%m{text[-5]}%d{text[-5]}%Y")
    return any(_has_form(text, form) for form in forms)


def _has_form(text: str, form: str) -> bool:
    try:
        return datetime.strptime(text, form).year > 1900  # noqa: DTZ007, PLR2004  - a day, no moment
    except ValueError:
        return False


def _is_ean(text: str) -> bool:
    return bool(_DIGITS.fullmatch(text)) and len(text) >= _SHORTEST_EAN and bool(ean.is_valid(text))


def _is_iban(text: str) -> bool:
    return bool(_IBAN.fullmatch(text)) and bool(iban.is_valid(text))


def _is_vat(text: str) -> bool:
    return bool(_VAT.fullmatch(text)) and bool(vat.is_valid(text))


def _is_phone(text: str) -> bool:
    if not _PHONE.fullmatch(text) or not (text.startswith(("+", "0")) or " " in text):
        return False
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(text, "NL"))
    except phonenumbers.NumberParseException:
        return False


@cache
def _countries() -> frozenset[str]:
    names = [Locale.parse(tongue).territories.items() for tongue in ("en", "nl", "de", "fr", "es", "sv")]
    return frozenset(folded(str(name)).casefold() for some in names for code, name in some if code.isalpha())


@cache
def _codes() -> frozenset[str]:
    codes = map(str, Locale.parse("en").territories)
    return frozenset(code for code in codes if code.isalpha() and len(code) == 2)  # noqa: PLR2004


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


_TESTS: dict[str, Callable[[str], bool]] = {
    "email": _is_email,
    "url": lambda text: bool(_URL.match(text)),
    "key": lambda text: bool(_UUID.fullmatch(text)),
    "date": _is_date,
    "time": _is_time,
    "other_date": _is_other_date,
    "ean": _is_ean,
    "iban": _is_iban,
    "vat_number": _is_vat,
    "currency": lambda text: text in _currencies(),
    "country": lambda text: text in _codes(),
    "country_name": lambda text: folded(text).casefold() in _countries(),
    "phone": _is_phone,
    "postcode": lambda text: bool(_POSTCODE.fullmatch(text)),
    "number": lambda text: bool(_NUMBER.fullmatch(text)),
    "comma_number": lambda text: bool(_COMMA_NUMBER.fullmatch(text)),
    "html": lambda text: bool(_HTML.search(text)),
    "word": lambda text: bool(_WORD.fullmatch(text)),
    "code": lambda text: bool(_CODE.fullmatch(text)),
}
