"""Functions on addresses: street, house number and addition, as they are written in each country."""

# ruff: noqa: RUF001  - people do write dashes of any length

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from core.mapping.functions.registry import function
from core.mapping.values import Unfit, named, text

_LONGEST = 300
_NUMBER = r"\d{1,5}(?:\s?[-–/+]\s?\d{1,5})?"
_FIRST = re.compile(
    rf"^(?P<number>{_NUMBER})\s*(?P<addition>(?:bis|ter|quater|[a-z])\b)?\s*,?\s+(?P<street>[^\W\d].*)$",
    re.IGNORECASE,
)
_YEAR = range(1500, 2100)
_COUNTRIES = ("NL", "BE", "DE", "FR", "SE", "ES")


def _parts(line: str, country: str) -> dict[str, str | None]:
    whole = " ".join(line.split())
    if len(whole) > _LONGEST:
        raise ValueError(f"an address line of {len(whole)} characters is none")
    if country == "FR" and (found := _FIRST.match(whole)):
        return {
            "street": found["street"],
            "number": _tidy(found["number"]),
            "addition": found["addition"] or None,
        }
    for at in _candidates(whole):
        street, rest = whole[: at.start()].rstrip(" ,"), whole[at.end() :]
        addition = rest.strip(" ,-–/:.") or None
        return {"street": street, "number": _tidy(at["number"]), "addition": addition}
    return {"street": whole, "number": None, "addition": None}


_START = re.compile(rf"(?<=[\s,])(?:(?:nr|no|num|nº|n°)\.?\s*)?(?P<number>{_NUMBER})", re.IGNORECASE)
_NOT_A_NUMBER = re.compile(
    r"^(?:\.\s*[^\W\d]|(?:e|de|ste|ème|er|º|ª)\b|\s+(?:de|des|van|of)\s)", re.IGNORECASE
)


def _candidates(whole: str) -> list[re.Match[str]]:
    """The place of the house number: the first number behind a word that is not part of a name."""
    found = [
        one
        for one in _START.finditer(whole)
        if re.search(r"[^\W\d]", whole[: one.start()]) and not _NOT_A_NUMBER.match(whole[one.end() :])
    ]
    if len(found) > 1 and _part_of_name(found[0], found[1], whole):
        return found[1:2]
    return found[:1]


def _part_of_name(one: re.Match[str], other: re.Match[str], whole: str) -> bool:
    """`Plein 1945 23`, `Laan 40-45 12`: a year or a range of years, directly followed by another number."""
    direct = not whole[one.end() : other.start()].strip()
    years = [int(year) for year in re.findall(r"\d+", one["number"])]
    return direct and (years[0] in _YEAR or len(years) > 1)


def _tidy(number: str) -> str:
    return re.sub(r"\s*([-–/+])\s*", lambda sign: "-" if sign[1] == "–" else sign[1], number)


def _known(country: str) -> str:
    code = str(country).upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise ValueError(f"{named(country)} is not a country code of two letters")
    return code if code in _COUNTRIES else "NL"


@function(
    "'Keizersgracht 12-A'|address_parts('NL')",
    {"street": "Keizersgracht", "number": "12", "addition": "A"},
    library="Koppel",
)
def address_parts(value: Any, country: str = "NL") -> dict[str, str | None]:
    """Split a line into street, number and addition, as written in NL, BE, DE, FR, SE or ES."""
    return _parts(text(value), _known(country))


@function("'12 bis, rue de Rivoli'|street('FR')", "rue de Rivoli", library="Koppel")
def street(value: Any, country: str = "NL") -> str | None:
    """The street of an address line, without number and addition."""
    return address_parts(value, country)["street"]


@function("'Plein 1945 23 hs'|house_number", "23", library="Koppel")
def house_number(value: Any, country: str = "NL") -> str | None:
    """The house number of an address line; null when it has none."""
    return address_parts(value, country)["number"]


@function("'Kerkstraat 12 bus 4'|house_addition('BE')", "bus 4", library="Koppel")
def house_addition(value: Any, country: str = "NL") -> str | None:
    """What follows the house number: letter, floor or box; null when nothing does."""
    return address_parts(value, country)["addition"]


_JOINED: dict[str, Callable[[str, str, str], str]] = {
    "NL": lambda street, number, addition: f"{street} {number}{'-' + addition if addition else ''}",
    "BE": lambda street, number, addition: f"{street} {number}{' ' + addition if addition else ''}",
    "DE": lambda street, number, addition: f"{street} {number}{_close(addition)}",
    "FR": lambda street, number, addition: f"{number}{' ' + addition if addition else ''} {street}",
    "SE": lambda street, number, addition: f"{street} {number}{' ' + addition if addition else ''}",
    "ES": lambda street, number, addition: f"{street}, {number}{', ' + addition if addition else ''}",
}


def _close(addition: str) -> str:
    """In Germany a single letter stands at the number: 12a."""
    return addition if len(addition) == 1 else (f" {addition}" if addition else "")


@function(
    "{'street': 'rue de Rivoli', 'number': '12', 'addition': 'bis'}|address_line('FR')",
    "12 bis rue de Rivoli",
    library="Koppel",
)
def address_line(value: Any, country: str = "NL") -> str:
    """Join street, number and addition in one line, as written in NL, BE, DE, FR, SE or ES."""
    if not isinstance(value, dict):
        raise Unfit(f"address_line() needs an object with street, number and addition, not {named(value)}")
    name, number, addition = (text(value.get(key)).strip() for key in ("street", "number", "addition"))
    return _JOINED[_known(country)](name, number, addition).strip(" ,") if number else name
