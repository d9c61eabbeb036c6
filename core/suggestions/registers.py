"""Values that a register knows: countries, phone numbers, VAT numbers, and the parts of an address line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import phonenumbers
from babel import Locale

from core.suggestions.candidate import Atom, Candidate, Wanted, of
from core.suggestions.words import folded

_TONGUES = ("en", "nl", "de", "fr", "es", "sv")
_COUNTRIES = ("NL", "BE", "DE", "FR", "SE", "ES", "GB")
_LINES = ("NL", "BE", "DE", "FR", "SE", "ES")
_SAME_DIGITS = 6


def registered(atoms: Sequence[Atom], wanted: Wanted) -> Iterator[Candidate]:
    """Rules that ask a register, for values that may be in it."""
    if not wanted.written or not all(wanted.texts):
        return
    for atom in atoms:
        if all(isinstance(value, str) and value for value in atom.values):
            yield from _country(atom, wanted)
            yield from _phone(atom, wanted)
            yield from _plain(atom, wanted)
            yield from _address(atom, wanted)


def _country(atom: Atom, wanted: Wanted) -> Iterator[Candidate]:
    if all(re.fullmatch("[A-Z]{2}", wish) for wish in wanted.texts):
        if all(_named(one, wish) for one, wish in zip(atom.texts, wanted.texts, strict=True)):
            yield Candidate(atom.cost + 0.5, atom.select, of("{v} | country_code"), "the country's code")
        return
    if all(re.fullmatch("[A-Z]{2}", one) for one in atom.texts):
        for n, tongue in enumerate(_TONGUES):
            names = Locale.parse(tongue).territories
            if tuple(str(names.get(one)) for one in atom.texts) == wanted.texts:
                call = of(f"{{v}} | country_name('{tongue}')" if n else "{v} | country_name")
                yield Candidate(
                    atom.cost + 0.7 + 0.02 * n, atom.select, call, f"the country's name ({tongue})"
                )


def _named(name: str, code: str) -> bool:
    return any(
        folded(str(Locale.parse(tongue).territories.get(code))).casefold() == folded(name).casefold()
        for tongue in _TONGUES
    )


def _phone(atom: Atom, wanted: Wanted) -> Iterator[Candidate]:
    digits = [
        (re.sub(r"\D", "", one), re.sub(r"\D", "", wish))
        for one, wish in zip(atom.texts, wanted.texts, strict=True)
    ]
    if not all(
        len(one) > _SAME_DIGITS and one[-_SAME_DIGITS:] == wish[-_SAME_DIGITS:] for one, wish in digits
    ):
        return
    for n, country in enumerate(_COUNTRIES):
        for form in ("E164", "international", "national"):
            made = tuple(_written(one, country, form) for one in atom.texts)
            if made == wanted.texts:
                more = "" if form == "E164" else f", form='{form}'"
                call = of(f"{{v}} | phone('{country}'{more})")
                yield Candidate(atom.cost + 0.6 + 0.05 * n, atom.select, call, f"the phone number ({form})")


def _written(number: str, country: str, form: str) -> str:
    try:
        read = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(read, getattr(phonenumbers.PhoneNumberFormat, form.upper()))


def _plain(atom: Atom, wanted: Wanted) -> Iterator[Candidate]:
    """Numbers that are checked and written without blanks and points."""
    alike = all(
        re.sub(r"[^A-Z0-9]", "", one.upper()) == wish and one != wish
        for one, wish in zip(atom.texts, wanted.texts, strict=True)
    )
    if alike:
        for name in ("iban", "vat_number", "ean"):
            yield Candidate(
                atom.cost + 0.7, atom.select, of(f"{{v}} | {name}"), f"checked: {name.replace('_', ' ')}"
            )
    if any("<" in one for one in atom.texts):
        for n, name in enumerate(("html_to_text", "striptags")):
            yield Candidate(
                atom.cost + 0.5 + 0.1 * n, atom.select, of(f"{{v}} | {name}"), "HTML as plain text"
            )
    if any(not one.isascii() for one in atom.texts) and all(wish.isascii() for wish in wanted.texts):
        yield Candidate(atom.cost + 0.5, atom.select, of("{v} | ascii"), "without accents")
    if all(re.fullmatch("[a-z0-9-]+", wish) for wish in wanted.texts):
        yield Candidate(atom.cost + 0.8, atom.select, of("{v} | slug"), "as a name for an address")


def _address(atom: Atom, wanted: Wanted) -> Iterator[Candidate]:
    inside = all(wish in one and wish != one for one, wish in zip(atom.texts, wanted.texts, strict=True))
    if not inside or not any(letter.isdigit() for one in atom.texts for letter in one):
        return
    for n, country in enumerate(_LINES):
        for name in ("street", "house_number", "house_addition"):
            call = of(f"{{v}} | {name}('{country}')" if n else f"{{v}} | {name}")
            why = name.replace("_", " ")
            yield Candidate(atom.cost + 0.45 + 0.05 * n, atom.select, call, f"the {why} of an address line")
