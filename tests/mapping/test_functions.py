"""The functions of transforms: every example is run, and each says what is wrong with a value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.mapping import Function, functions
from core.mapping.functions.tables import EXAMPLE
from core.mapping.template import template


def use(written: str, value: Any = None) -> Any:
    """Give what a value becomes by functions written as in a transform."""
    return template("{{ value|" + written + " }}").of({"value": value}, EXAMPLE)


def wrong(written: str, value: Any) -> str:
    """Give the sentence that refuses a value."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011  - the callers compare the sentence
        use(written, value)
    return str(caught.value)


@pytest.mark.parametrize("function", functions(), ids=lambda function: function.name)
def test_every_function_has_help_and_an_example_that_is_true(function: Function) -> None:
    """What the completion shows is what happens."""
    made = template("{{ " + function.example + " }}").of({}, EXAMPLE)
    assert (made, str(made)) == (function.result, str(function.result))
    assert function.signature.startswith(function.name)
    assert function.help.endswith(".")
    assert function.name in function.example


@pytest.mark.parametrize("function", functions(), ids=lambda function: function.name)
@pytest.mark.parametrize(
    "value", [True, -1, Decimal("1e300"), "", " ", "🎁", "A" * 2000, [], [None], {}, {"a": [1]}]
)
def test_every_function_gives_a_value_or_a_sentence_for_anything(function: Function, value: Any) -> None:
    """No value makes a function fail in any other way than with a reason."""
    _, _, call = function.example.partition("|")
    try:
        use(call, value)
    except ValueError as error:
        assert str(error)  # noqa: PT017  - either outcome is right


@pytest.mark.parametrize(
    ("value", "length", "expected"),
    [
        ("Koffie", 60, "Koffie"),
        ("👩‍👩‍👧‍👦 gift", 3, ""),
        ("ok 👍🏽", 4, "ok "),
        ("e\u0301e\u0301", 3, "e\u0301"),
        ("🇳🇱🇧🇪", 2, "🇳🇱"),
        ("مرحبا", 3, "مرح"),
    ],
)
def test_cutting_never_splits_what_reads_as_one_character(value: str, length: int, expected: str) -> None:
    """Families, skin tones, accents and flags stay whole or go."""
    assert use(f"truncate({length})", value) == expected


TEXT = st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"]), max_size=80)


@given(TEXT, st.integers(0, 40))
def test_cut_text_is_a_beginning_and_fits(value: str, length: int) -> None:
    """However it is cut, it is at most so long and what it was before."""
    made = use(f"truncate({length})", value)
    assert len(made) <= length
    assert value.startswith(made)


@pytest.mark.parametrize(
    ("country", "line", "street", "number", "addition"),
    [
        ("NL", "Keizersgracht 123", "Keizersgracht", "123", None),
        ("NL", "Keizersgracht 123-A", "Keizersgracht", "123", "A"),
        ("NL", "Keizersgracht 123a", "Keizersgracht", "123", "a"),
        ("NL", "Kerkstraat 12 bis", "Kerkstraat", "12", "bis"),
        ("NL", "Kerkstraat 12 3 hoog", "Kerkstraat", "12", "3 hoog"),
        ("NL", "Plein 1945 23", "Plein 1945", "23", None),
        ("NL", "2e Jan Steenstraat 10-II", "2e Jan Steenstraat", "10", "II"),
        ("NL", "Postbus 1234", "Postbus", "1234", None),
        ("NL", "Dorpsstraat", "Dorpsstraat", None, None),
        ("BE", "Rue de la Loi 16 bte 3", "Rue de la Loi", "16", "bte 3"),
        ("BE", "Kerkstraat 12 bus 4", "Kerkstraat", "12", "bus 4"),
        ("DE", "Musterstraße 12a", "Musterstraße", "12", "a"),
        ("DE", "Straße des 17. Juni 135", "Straße des 17. Juni", "135", None),
        ("DE", "Am Markt 3 - 5", "Am Markt", "3-5", None),
        ("FR", "12 bis, rue de Rivoli", "rue de Rivoli", "12", "bis"),
        ("FR", "8 Boulevard du 11 Novembre 1918", "Boulevard du 11 Novembre 1918", "8", None),
        ("FR", "12B avenue Foch", "avenue Foch", "12", "B"),
        ("SE", "Storgatan 12 B lgh 1101", "Storgatan", "12", "B lgh 1101"),
        ("SE", "Storgatan 12", "Storgatan", "12", None),
        ("ES", "Calle Mayor, 12, 3º B", "Calle Mayor", "12", "3º B"),
        ("ES", "Calle 9 de Octubre 12", "Calle 9 de Octubre", "12", None),
        ("ES", "C/ Alcalá nº 45", "C/ Alcalá", "45", None),
        ("ES", "Plaza Mayor s/n", "Plaza Mayor s/n", None, None),
    ],
)
def test_address_lines_are_split_as_their_country_writes_them(
    country: str, line: str, street: str, number: str | None, addition: str | None
) -> None:
    """Street, number and addition are found; a number that belongs to the street's name stays there."""
    made = use(f"address_parts('{country}')", line)
    assert (made["street"], made["number"], made["addition"]) == (street, number, addition)


@pytest.mark.parametrize("country", ["NL", "BE", "DE", "FR", "SE", "ES"])
def test_a_joined_address_line_splits_into_what_it_was(country: str) -> None:
    """Joining and splitting are each other's reverse."""
    parts = {"street": "Grote Weg", "number": "12", "addition": "bis" if country == "FR" else "B"}
    assert use(f"address_line('{country}')|address_parts('{country}')", parts) == parts


@pytest.mark.parametrize(
    ("written", "value", "expected"),
    [
        ("money", "2.675", Decimal("2.68")),
        ("money", Decimal("-2.675"), Decimal("-2.68")),
        ("money(0)", "0.5", Decimal(1)),
        ("money", 12345678901234567, Decimal("12345678901234567.00")),
        ("round", Decimal("2.5"), 3),
        ("round(1, 'floor')", Decimal("-2.55"), Decimal("-2.6")),
        ("vat_in(21)|vat_out(21)", Decimal("19.99"), Decimal("19.99")),
        ("number(decimal=',')", "12,50", Decimal("12.50")),
        ("number(thousands=',')", "1,234.50", Decimal("1234.50")),
        ("int(default=0)", "x", 0),
        ("date(tz='Europe/Amsterdam')", "2026-01-31T23:30:00Z", "2026-02-01"),
        ("date", "2026-01-31T23:30:00-05:00", "2026-01-31"),
        ("date('%Y', tz='Europe/Amsterdam')", "2026-01-31", "2026"),
        ("datetime(tz='Europe/Amsterdam')", "2026-07-01 10:00:00", "2026-07-01T10:00:00+02:00"),
        ("add_days(1)", "2026-02-28T10:00:00Z", "2026-03-01T10:00:00+00:00"),
        ("from_epoch", -1, "1969-12-31T23:59:59+00:00"),
        ("parse_date('%d.%m.%Y %H:%M')", "31.12.2026 23:59", "2026-12-31T23:59:00"),
        ("country_code", "Österreich", "AT"),
        ("country_code", "nl", "NL"),
        ("phone('DE', 'international')", "030 123456", "+49 30 123456"),
        ("vat_number('BE')", "0203.201.340", "BE0203201340"),
        ("vat_number", "EL 094259216", "EL094259216"),
        ("regex_replace('(\\\\d+)-(\\\\d+)', '\\\\2/\\\\1')", "12-34", "34/12"),
        ("regex_find('(?P<n>[0-9]+)', 'n')", "no 42", "42"),
        ("html_to_text", "<style>x</style><p>a<br>b</p><script>bad()</script>", "a\nb"),
        ("html_to_text", "1 < 2 <!-- no > --> and <IMG alt='x'>3<LI>a</LI><br/>b", "1 < 2 and 3\n- a\nb"),
        ("html_to_text", "all <a href='", "all"),
        ("html_to_text", "&lt;b&gt; &eacute;&nbsp;x", "<b> é x"),
        ("part('-', 7)", "a-b", None),
        ("unique", ["a", "A", "b"], ["a", "b"]),
        ("sort(attribute='n', reverse=true)|map(attribute='n')", [{"n": 1}, {"n": 2}], [2, 1]),
    ],
)
def test_values_become_what_the_trade_expects(written: str, value: Any, expected: Any) -> None:
    """Amounts round half up, times move to their zone, names become codes."""
    made = use(written, value)
    assert (made, str(made)) == (expected, str(expected))


@pytest.mark.parametrize(
    ("written", "value", "sentence"),
    [
        ("money", "1.234,56", "the text '1.234,56' is not a number"),
        ("number", "1.234,56", "say number(decimal=',', thousands='.')"),
        ("number", "1'234.56", "is not a number"),
        ("number(decimal=',', thousands='.')", "12.34,5", "is not a number with '.' between thousands"),
        ("date(tz='Europe/Amsterdam')", "2027-03-28T02:30:00", "does not exist in Europe/Amsterdam"),
        ("date(tz='Europe/Amsterdam')", "2026-10-25T02:30:00", "comes twice in Europe/Amsterdam"),
        ("date(tz='Europe/Amstredam')", "2026-10-25T02:30:00Z", "there is no time zone 'Europe/Amstredam'"),
        ("datetime(tz='Asia/Tokyo')", "9999-12-31T23:59:59Z", "outside of the years 1 to 9999"),
        ("add_days(99999999999)", "2026-01-01", "outside of the years 1 to 9999"),
        ("date('%999999999d')", "2026-01-01", "is not a form of a date"),
        ("country_code", "Nederlnd", "is not a country; did you mean 'nederland'?"),
        ("country_name", "ZZ9", "is not a country code"),
        ("currency", "EURO", "is not a currency code"),
        ("phone('NL')", "12", "is not a possible phone number in NL"),
        ("iban", "NL91ABNA0417164301", "is not an IBAN"),
        ("ean", "4006381333932", "is not an EAN"),
        ("vat_number", "NL123456789B01", "is not a VAT number of NL"),
        ("vat_number", "123", "name the country"),
        ("lookup('vat_codes')", "XX", "the table 'vat_codes' has no row for 'XX'"),
        ("join(',')", 5, "join() needs a list, not the number 5"),
        ("regex_find('a', 3)", "a", "has no group 3"),
        ("address_parts('Netherlands')", "A 1", "is not a country code of two letters"),
        ("split('')", "abc", "needs a separator"),
    ],
)
def test_what_cannot_be_done_is_said_of_the_value(written: str, value: Any, sentence: str) -> None:
    """The sentence names the value and what is wrong with it."""
    assert sentence in wrong(written, value)


@pytest.mark.parametrize(
    "piece", ["<", "<!", "<!--", "</", "<a ", "<a b='", "<script>", "<![CDATA[", "&#", "<a><"]
)
def test_broken_html_costs_no_more_than_sound_html(piece: str) -> None:
    """Hundreds of thousands of characters of unfinished tags are read in one go."""
    assert len(use("html_to_text", piece * (200_000 // len(piece)))) <= 200_000


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)), st.integers(-20_000, 20_000))
def test_days_added_are_days_taken_back(day: date, days: int) -> None:
    """`add_days` there and back gives the day again, in any year."""
    assert use(f"add_days({days})|add_days({-days})", day.isoformat()) == day.isoformat()
