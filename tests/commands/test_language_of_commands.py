"""Commands speak the language of who gives them: their errors and sentences, and never their JSON."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Koppel
from wrapped import LANGUAGE, outside, wrap

from core.__main__ import carry
from core.commands import usage
from core.commands.terminal import Terminal, asked_for, in_words, spoken
from core.language import current, speaking, translated

NAMES = ("KOPPEL_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture
def wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the environment ask for the language in which every message is in brackets."""
    wrap(monkeypatch)
    monkeypatch.setenv("KOPPEL_LANGUAGE", "nl")
    monkeypatch.setattr("core.language.known", lambda _name: LANGUAGE)
    monkeypatch.setattr("core.commands.command.listen", lambda: None)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ""),
        ({"LANG": "en_GB.UTF-8"}, ""),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LC_ALL": "POSIX", "LANG": "nl_NL"}, ""),
        ({"LANG": "nl_BE.UTF-8@euro"}, "nl"),
        ({"LANG": "nl_NL", "LC_MESSAGES": "fr_FR"}, "fr"),
        ({"KOPPEL_LANGUAGE": "de", "LC_ALL": "sv_SE"}, "de"),
        ({"KOPPEL_LANGUAGE": "en", "LC_ALL": "sv_SE"}, ""),
        ({"LANG": "pt_PT"}, "en"),
    ],
)
def test_the_environment_names_the_language(
    given: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The own setting comes before the locale; one that Koppel does not speak is English, as is none."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with spoken():
        assert current() == (expected or "en")
        assert bool(asked_for()) == bool(expected)
    assert current() == "en"


@pytest.mark.usefixtures("wrapped")
def test_an_error_is_said_in_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """That of the core, and that of the command line itself; what is somebody's own stays as it is."""
    assert carry(["--home", str(tmp_path), "flow", "show", "nope"]) == 2
    told = capfd.readouterr().err
    assert "nope" in outside(told.replace("⟦", "").replace("⟧", ""))
    assert outside(told).strip() == ""
    for wrong in (["flow", "show"], ["runs", "--nope"], ["nope"], ["flow", "document", "x"]):
        assert carry(wrong) == 2
        assert outside(capfd.readouterr().err).strip() == ""


@pytest.mark.usefixtures("wrapped")
def test_what_is_said_is_said_in_it_and_json_is_not(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The same answer to a person and to a program."""
    for json in (False, True):
        with spoken():
            Terminal(tmp_path, json=json).tell({"why": "no rule gives it"}, "no rule gives it")
            rows = [(True, "parked", "no rule gives it", "no rule gives it")]
            Terminal(tmp_path, json=json).show(["yes"], ("well", "state", "why", "note"), rows)
    person, _, program = capfd.readouterr().out.partition("{")
    assert person.startswith("⟦")
    assert "⟦yes⟧" in person
    assert "⟦parked⟧" in person
    assert person.count("⟦no rule gives it⟧") == 2
    assert person.count("no rule gives it") == 3
    assert "⟦" not in program


def test_english_is_said_as_it_stands(koppel: Koppel) -> None:
    """Whatever the machine speaks."""
    answer = koppel("flow", "show", "nope", variables={"KOPPEL_LANGUAGE": "en", "LANG": "nl_NL.UTF-8"})
    assert (answer.status, answer.err) == (2, "there is no flow 'nope'; there are: none yet\n")


def test_a_person_is_answered_in_dutch(koppel: Koppel) -> None:
    """By the catalogue as it is shipped; the name stays."""
    english = koppel("flow", "show", "nope").err.strip()
    dutch = koppel("flow", "show", "nope", variables={"KOPPEL_LANGUAGE": "nl"})
    assert dutch.status == 2
    assert "nope" in dutch.err
    with speaking("nl"):
        assert dutch.err.strip() == translated(english)


@pytest.mark.usefixtures("wrapped")
def test_wrong_usage_is_among_the_messages() -> None:
    """Typer's sentences are its own: they are written down once more to be translated."""
    with spoken():
        assert [each for each in usage.SENTENCES if not in_words(each).startswith("⟦")] == []
