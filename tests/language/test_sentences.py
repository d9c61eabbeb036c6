"""Words, numbers and sentences in the language of who reads them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from gettext import GNUTranslations
from pathlib import Path

import pytest

from core.errors import KoppelError
from core.language import (
    _,
    amount,
    asked_of,
    current,
    day,
    day_order,
    decimal,
    known,
    moment,
    n_,
    percent,
    sentences,
    speaking,
    translated,
    whole,
)
from core.workspace import Workspace

MADE = {
    "there is no flow '{name}'": "er is geen flow '{name}'",
    "{system} answered {status}: {why}": "{system} antwoordde {status}: {why}",
    "the record is closed": "het record is gesloten",
    "is open": "staat open",
    "{path} open": "{path} geopend",
    "{n} records": "{n} records hier",
    "Sent to {name}, {count} of them": "Naar {name} verstuurd, {count} ervan",
    "closed": "gesloten",
    "Orders": "Bestellingen",
    "{first} and {last}": "{first} en {last}",
    "Mend {what}, then try again": "Herstel {what} en probeer het opnieuw",
}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give a language with a few messages in the place of Dutch."""
    for each in (sentences._index, sentences._translated):
        each.cache_clear()
    monkeypatch.setattr(sentences, "pairs", lambda _language: MADE)
    with speaking("nl"):
        yield
    for each in (sentences._index, sentences._translated):
        each.cache_clear()


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("the record is closed", "het record is gesloten"),
        ("The record is closed.", "Het record is gesloten."),
        ("there is no flow 'closed'", "er is geen flow 'closed'"),
        ("Exact answered 500: the record is closed", "Exact antwoordde 500: het record is gesloten"),
        ("the record is closed; there is no flow 'x'", "het record is gesloten; er is geen flow 'x'"),
        ("Name: the record is closed", "Name: het record is gesloten"),
        ("city: is open", "city: staat open"),
        ("1,240 records", "1.240 records hier"),
        ("Sent to Ada, 3 of them", "Naar Ada verstuurd, 3 ervan"),
        ("Gift for Ada", "Gift for Ada"),
        ("InvoiceTo there is no flow 'x'", "InvoiceTo er is geen flow 'x'"),
        ("Ada and Bob", "Ada and Bob"),
        ("`Ada` and `Bob`", "`Ada` en `Bob`"),
        ("map[0].to: Mend it, then try again", "map[0].to: Herstel it en probeer het opnieuw"),
        ("the cat and closed", "the cat and closed"),
        ("the cat sat on a mat and looked at it", "the cat sat on a mat and looked at it"),
        ("the record is closed and 'x'", "het record is gesloten en 'x'"),
        ("a thing that was of somebody, closed", "a thing that was of somebody, closed"),
        ("Sent to orders, 3 of them", "Naar orders verstuurd, 3 ervan"),
        ("one, and closed", "one, and closed"),
        ("", ""),
    ],
)
def test_a_sentence_is_known_by_its_pattern(english: str, dutch: str) -> None:
    """What stands between quotes is data and stays; what stands in a gap is said, too; the rest is left."""
    assert translated(english) == dutch


@pytest.mark.usefixtures("made")
def test_a_long_text_is_left_as_it_is() -> None:
    """A page of somebody's words is not searched for ours."""
    text = "x " * 2000 + "the record is closed"
    assert translated(text) == text


def test_english_is_said_as_it_is_written() -> None:
    """Nothing is looked up for it."""
    assert translated("the record is closed") == "the record is closed"
    assert _("{n} of {of}", n=1, of=2) == "1 of 2"
    assert (n_("{n} order", "{n} orders", 1), n_("{n} order", "{n} orders", 1240)) == (
        "1 order",
        "1,240 orders",
    )
    assert _("{braces} stand where nothing is given") == "{braces} stand where nothing is given"


def test_the_error_of_the_core_is_read_in_every_language(tmp_path: Path) -> None:
    """A real sentence, with a name that stays what it is."""
    workspace = Workspace(tmp_path / "home")
    with pytest.raises(KoppelError) as told:
        workspace.flow("nothing")
    said = {}
    for language in ("nl", "de", "fr", "es", "sv"):
        with speaking(language):
            said[language] = translated(told.value)
    workspace.close()
    assert len({str(told.value), *said.values()}) == 6, said
    assert all("'nothing'" in each for each in said.values()), said


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("nl", "nl"),
        ("nl-BE", "nl"),
        ("de_AT.UTF-8", "de"),
        ("C.UTF-8", ""),
        ("pt-BR", ""),
        (None, ""),
        ("SV", "sv"),
    ],
)
def test_a_locale_names_a_language(locale: str | None, language: str) -> None:
    """By its first part, whatever the country; one that Koppel does not speak is none."""
    assert known(locale) == language


def test_numbers_and_days_are_written_as_the_language_writes_them() -> None:
    """Thousands, decimals, money, days and moments."""
    when = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
    with speaking("de"):
        assert (whole(1240), decimal(1.5), percent(0.12)) == ("1.240", "1,5", "12\u00a0%")
        assert amount(Decimal("1240.50"), "EUR") == "1.240,50\u00a0€"
        assert day_order() == "DD.MM.YYYY"
        assert (day(date(2026, 11, 22)), moment(when)) == ("22.11.2026", "So., 22. Nov. 2026, 14:05")
    with speaking("fr"):
        assert n_("{n} order", "{n} orders", 1240).startswith("1\u202f240 ")
    assert (day(date(2026, 11, 22)), moment(when)) == ("22 Nov 2026", "Sun 22 Nov 2026, 14:05")


def test_the_language_is_asked_where_it_is_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever draws the pages tells it; without anybody it is English."""
    monkeypatch.setattr("core.language.language._asked", [])
    assert current() == "en"
    asked_of(lambda: "")
    assert current() == "en"
    with speaking("sv"):
        assert current() == "sv"
    with ThreadPoolExecutor(1) as elsewhere:
        asked_of(lambda: "de")
        assert elsewhere.submit(current).result() == "de"
        asked_of(lambda: "fr")
        assert elsewhere.submit(current).result() == "de", "it is asked once for each thread"


def test_catalogues_speak_plurals() -> None:
    """One and many are told apart as the language does: nothing of something is one in French."""
    from core.language.catalogue import messages  # noqa: PLC0415

    french = messages("fr")
    assert isinstance(french, GNUTranslations)
    forms = {number: french.ngettext("{n} minute", "{n} minutes", number) for number in (0, 1, 2)}
    assert forms[0] == forms[1] != forms[2]
