"""The countries that the sandboxes trade in: their VAT rates, and how people there write an address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from faker import Faker
from stdnum.eu import vat

#: How many names, streets and towns are made per country; customers are drawn from them.
POOL = 150
#: The additions to a house number that people write, blank for most.
ADDITIONS = {
    "NL": ("", "", "", "a", "-II", " bis", "B", " hs", "-3"),
    "BE": ("", "", "", " bus 2", "A", " bte 4"),
    "DE": ("", "", "", "a", "b", "-14"),
    "FR": ("", "", "", " bis", " ter"),
    "SE": ("", "", "", "A", " lgh 1102"),
    "ES": ("", "", "", ", 2º B", ", bajo"),
}


@dataclass(frozen=True, slots=True)
class Country:
    """One country: its names, its VAT rates in per cent, and how its addresses and numbers are written.

    `street` holds `{street}`, `{number}` and `{addition}`; `#` in `postcode`, `phone` and `vat` is a digit.
    """

    code: str
    name: str
    locale: str
    standard: Decimal
    reduced: Decimal
    postcode: str
    phone: str
    vat: str
    street: str = "{street} {number}{addition}"


COUNTRIES = {
    country.code: country
    for country in (
        Country(
            "NL",
            "Netherlands",
            "nl_NL",
            Decimal(21),
            Decimal(9),
            "#### ??",
            "+31 6 ########",
            "NL#########B01",
        ),
        Country(
            "BE", "Belgium", "nl_BE", Decimal(21), Decimal(6), "####", "+32 4## ## ## ##", "BE0#########"
        ),
        Country("DE", "Germany", "de_DE", Decimal(19), Decimal(7), "#####", "+49 30 #######", "DE#########"),
        Country(
            "FR",
            "France",
            "fr_FR",
            Decimal(20),
            Decimal("5.5"),
            "#####",
            "+33 6 ## ## ## ##",
            "FR###########",
            "{number}{addition} {street}",
        ),
        Country(
            "SE", "Sweden", "sv_SE", Decimal(25), Decimal(12), "### ##", "+46 70 ### ## ##", "SE##########01"
        ),
        Country(
            "ES",
            "Spain",
            "es_ES",
            Decimal(21),
            Decimal(10),
            "#####",
            "+34 6## ## ## ##",
            "ES########?",
            "{street}, {number}{addition}",
        ),
    )
}
#: The country whose rates the prices of the products are stated with.
HOME = COUNTRIES["NL"]


def rate(home_rate: Decimal, country: str) -> Decimal:
    """The VAT rate in a country of what has this rate at home."""
    there = COUNTRIES.get(country, HOME)
    return {HOME.standard: there.standard, HOME.reduced: there.reduced}.get(home_rate, home_rate)


def digits(pattern: str, random: Random) -> str:
    """Fill a pattern: `#` becomes a digit (the first one never 0), `?` a capital letter."""
    made = [random.choice("ABCDEFGHJKLMNPRSTVWXZ") if c == "?" else c for c in pattern]
    marks = [at for at, c in enumerate(made) if c == "#"]
    for at in marks:
        made[at] = random.choice("123456789" if at == marks[0] else "0123456789")
    return "".join(made)


def vat_number(country: Country, random: Random) -> str:
    """A VAT number whose check digits are right."""
    while not vat.is_valid(made := digits(country.vat, random)):
        pass
    return made


class Town:
    """The pool of one country: names, companies, streets and towns, made once and drawn from."""

    def __init__(self, country: Country, seed: int) -> None:
        fake = Faker(country.locale)
        fake.seed_instance(f"{seed}-{country.code}")
        self.country = country
        self.random = Random(f"{seed}-{country.code}")
        self.first, self.last = _pool(fake.first_name), _pool(fake.last_name)
        self.companies = _pool(fake.company)
        self.streets, self.cities = _pool(fake.street_name), _pool(fake.city)

    def address(self) -> dict[str, Any]:
        """One address, as the customer typed it."""
        country, random = self.country, self.random
        street = country.street.format(
            street=random.choice(self.streets),
            number=random.randint(1, 240),
            addition=random.choice(ADDITIONS[country.code]),
        )
        return {
            "street": street,
            "street2": "",
            "postcode": digits(country.postcode, random),
            "city": random.choice(self.cities),
            "province": None,
            "country": country.code,
        }


def _pool(make: Callable[[], str]) -> list[str]:
    return sorted({make() for _ in range(POOL)})
