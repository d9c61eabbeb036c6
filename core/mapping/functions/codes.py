"""Functions on what has a register: countries, currencies, phone numbers, VAT numbers, IBAN and EAN.

The registers are loaded where somebody asks: a process that only knows of these functions begins sooner.
"""

# ruff: noqa: PLC0415  - as said

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from core.mapping.functions.registry import function
from core.mapping.functions.texts import ascii_
from core.mapping.limits import nearest
from core.mapping.values import named, text

#: Languages in which a country is known by its name.
_LANGUAGES = ("en", "nl", "de", "fr", "sv", "es", "it", "da", "nb", "fi", "pl", "pt")
#: Languages in which names can be given everywhere, also where no file can be read.
LANGUAGES = (
    *_LANGUAGES,
    *("en_GB", "en_US", "nl_BE", "nl_NL", "de_DE", "de_AT", "de_CH", "fr_FR", "fr_BE", "fr_CH", "pt_BR"),
    *("sv_SE", "es_ES", "it_IT", "da_DK", "nb_NO", "fi_FI", "pl_PL", "pt_PT"),
    *("cs", "hu", "ro", "bg", "el", "hr", "sk", "sl", "et", "lv", "lt", "ga", "mt", "is", "no", "nn", "ca"),
    *("eu", "gl", "lb", "ru", "uk", "sr", "sq", "mk", "bs", "tr", "ja", "zh", "ko", "ar", "he", "hi"),
)


@dataclass(frozen=True, slots=True)
class Names:
    """What countries and currencies are called in one language, by their codes."""

    countries: dict[str, str]
    currencies: dict[str, str]


#: The languages that were asked for so far.
_NAMES: dict[str, Names] = {}


def names_in(languages: Iterable[str]) -> dict[str, Names]:
    """The names in these languages; where no file can be read, those that were asked for before."""
    for language in languages:
        if language not in _NAMES:
            _NAMES[language] = _names(language)
    return {language: _NAMES[language] for language in languages}


def keep(names: dict[str, Names]) -> None:
    """Take over names that were read elsewhere."""
    _NAMES.update(names)
    _codes()


def _names(language: str) -> Names:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
        countries, currencies = locale.territories, locale.currencies
    except (UnknownLocaleError, ValueError, OSError):
        raise ValueError(f"there are no names in the language {language!r}; write one like 'nl'") from None
    return Names(
        {code: str(name) for code, name in countries.items() if len(code) == 2 and code.isalpha()},  # noqa: PLR2004
        {code: str(name) for code, name in currencies.items()},
    )


def _territories(language: str) -> dict[str, str]:
    return names_in([language])[language].countries


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Every name of a country in the languages of the trade, folded, with its code."""
    found: dict[str, str] = {
        "holland": "NL",
        "the netherlands": "NL",
        "great britain": "GB",
        "usa": "US",
        "uk": "GB",
    }
    for language in _LANGUAGES:
        for code, name in _territories(language).items():
            found.setdefault(ascii_(name).casefold(), code)
    return found


@function("'NL'|country_name('de')", "Niederlande", library="babel")
def country_name(value: Any, language: str = "en") -> str:
    """The name of a country from its two-letter code, in a language."""
    names, code = _territories(language), text(value).strip().upper()
    if code not in names:
        raise ValueError(f"{named(value)} is not a country code of two letters")
    return names[code]


@function("'Duitsland'|country_code", "DE", library="babel")
def country_code(value: Any) -> str:
    """The two-letter code of a country from its name in a European language, or from the code itself."""
    given = text(value).strip()
    if given.upper() in _territories("en"):
        return given.upper()
    names, folded = _codes(), ascii_(given).casefold()
    if folded not in names:
        raise ValueError(f"{named(value)} is not a country{nearest(folded, names)}")
    return names[folded]


@function("'eur'|currency", "EUR", library="babel")
def currency(value: Any) -> str:
    """A currency's three-letter code, checked."""
    from babel.numbers import list_currencies

    code = text(value).strip().upper()
    if code not in list_currencies():
        raise ValueError(f"{named(value)} is not a currency code of three letters")
    return code


@function("'EUR'|currency_name('nl')", "Euro", library="babel")
def currency_name(value: Any, language: str = "en") -> str:
    """The name of a currency in a language."""
    code = currency(value)
    return names_in([language])[language].currencies.get(code, code)


_FORMS = ("E164", "international", "national")


@function("'06 12345678'|phone('NL')", "+31612345678", library="phonenumbers")
def phone(
    value: Any, country: str = "NL", form: Literal["E164", "international", "national"] = "E164"
) -> str:
    """A phone number in one form; the country is that of numbers without a country code."""
    import phonenumbers

    if form not in _FORMS:
        raise ValueError(f"phone() knows E164, international and national, not {form!r}")
    try:
        number = phonenumbers.parse(text(value), str(country).upper())
    except phonenumbers.NumberParseException:
        raise ValueError(f"{named(value)} is not a phone number in {country}") from None
    if not phonenumbers.is_possible_number(number):
        raise ValueError(f"{named(value)} is not a possible phone number in {country}")
    return phonenumbers.format_number(number, getattr(phonenumbers.PhoneNumberFormat, form.upper()))


def _vat(value: Any, country: str | None) -> str:
    from stdnum import get_cc_module
    from stdnum.exceptions import ValidationError

    given = "".join(c for c in text(value).upper() if c.isalnum())
    code = str(country).upper() if country else given[:2]
    code = {"EL": "GR"}.get(code, code)
    module = get_cc_module(code.lower(), "vat") if code.isalpha() and len(code) == 2 else None  # noqa: PLR2004
    if module is None:
        raise ValueError(
            f"{named(value)} does not begin with a country that has VAT numbers; name the country"
        )
    prefix = "EL" if code == "GR" else code
    try:
        return prefix + str(module.validate(given)).removeprefix(prefix).removeprefix(code)
    except ValidationError:
        raise ValueError(f"{named(value)} is not a VAT number of {code}") from None


@function("'NL 0044.95.445 B01'|vat_number", "NL004495445B01", library="python-stdnum")
def vat_number(value: Any, country: str | None = None) -> str:
    """A VAT number, checked and without blanks; the country is that of numbers without one."""
    return _vat(value, country)


@function("'NL123'|is_vat_number", result=False, library="python-stdnum")
def is_vat_number(value: Any, country: str | None = None) -> bool:
    """Whether it is a VAT number, by its country's own check."""
    return _holds(lambda: _vat(value, country))


@function("'nl91 abna 0417 1643 00'|iban", "NL91ABNA0417164300", library="python-stdnum")
def iban(value: Any) -> str:
    """An IBAN, checked and without blanks."""
    from stdnum import iban as numbers
    from stdnum.exceptions import ValidationError

    try:
        return str(numbers.validate(text(value)))
    except ValidationError:
        raise ValueError(f"{named(value)} is not an IBAN: its length or its check digits are wrong") from None


@function("'NL91ABNA0417164301'|is_iban", result=False, library="python-stdnum")
def is_iban(value: Any) -> bool:
    """Whether it is an IBAN, check digits included."""
    return _holds(lambda: iban(value))


@function("'4006381333931'|ean", "4006381333931", library="python-stdnum")
def ean(value: Any) -> str:
    """An EAN, UPC or GTIN, checked and without blanks."""
    from stdnum import ean as numbers
    from stdnum.exceptions import ValidationError

    try:
        return str(numbers.validate(text(value)))
    except ValidationError:
        raise ValueError(f"{named(value)} is not an EAN: its length or its check digit is wrong") from None


@function("'4006381333930'|is_ean", result=False, library="python-stdnum")
def is_ean(value: Any) -> bool:
    """Whether it is an EAN, check digit included."""
    return _holds(lambda: ean(value))


def _holds(check: Any) -> bool:
    try:
        check()
    except ValueError:
        return False
    return True
