from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from core.commands.terminal import Terminal, home_of, printable, shown


def test_the_home_is_given_or_named_or_the_usual_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`--home` goes before KOPPEL_HOME, and that before ~/.koppel."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("KOPPEL_HOME", raising=False)
    assert home_of(None) == tmp_path / ".koppel"
    monkeypatch.setenv("KOPPEL_HOME", str(tmp_path / "named"))
    assert home_of(None) == tmp_path / "named"
    assert home_of(Path("~/given")) == tmp_path / "given"


def test_the_home_does_not_move_with_the_folder_that_a_child_starts_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A relative home is where it was when the command was given."""
    monkeypatch.chdir(tmp_path)
    assert home_of(Path("here")) == tmp_path / "here"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (Decimal("10.10"), "10.10"),
        ({"Price": Decimal("10.10")}, '{"Price":10.10}'),
        ("\x1b[31mred", "\N{REPLACEMENT CHARACTER}[31mred"),
    ],
)
def test_values_are_written_for_people(value: object, text: str) -> None:
    """Nothing for null, every digit of an amount, and no control characters."""
    assert shown(value) == text


def test_times_are_shown_where_the_person_is() -> None:
    """A time with a zone is written as the clock of the machine's own zone."""
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert shown(moment) == moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def test_a_record_cannot_draw_on_the_terminal() -> None:
    """Escape sequences are replaced; line ends, hard spaces, joined emoji and right-to-left text stay."""
    mark = "\N{REPLACEMENT CHARACTER}"
    assert printable("a\x1b]0;owned\x07b\n\u202ec") == f"a{mark}]0;owned{mark}b\n{mark}c"
    hebrew, family = (
        "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED}",
        "\U0001f468\N{ZERO WIDTH JOINER}\U0001f467",
    )
    harmless = f"a\N{NO-BREAK SPACE}b {hebrew} {family}"
    assert printable(harmless) == harmless


def test_a_program_gets_json_and_nothing_else(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With --json an answer is one document, and sentences are not printed."""
    terminal = Terminal(tmp_path, json=True)
    terminal.say("Hello.")
    terminal.tell({"flow": "a", "amount": Decimal("1.50")}, "The flow a is kept.")
    assert capsys.readouterr().out == '{"flow":"a","amount":1.50}\n'


def test_a_person_gets_a_table_with_the_words_as_they_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What looks like markup in a record is shown, not obeyed."""
    Terminal(tmp_path).show([], ("record", "why"), [("[bold]1001", ":smile: no SKU")])
    out = capsys.readouterr().out
    assert "[bold]1001" in out
    assert ":smile: no SKU" in out


def test_an_empty_table_is_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """No headings without rows: a person reads why there is nothing."""
    Terminal(tmp_path).show([], ("record",), [], none="Nothing is parked.")
    assert capsys.readouterr().out == "Nothing is parked.\n"
