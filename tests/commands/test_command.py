import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer

from core.commands.command import before, command
from core.commands.terminal import Terminal
from core.errors import KoppelError, Misconfigured, Stopped, Unreachable


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """A command listens to signals; a test gives them back."""
    kept = [(number, signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM)]
    yield
    for number, handler in kept:
        signal.signal(number, handler)


def carry(act: Callable[[Terminal], int | None], *arguments: str) -> int:
    """Make a function a command in an application of its own, and give the command."""
    app = typer.Typer(callback=before)

    @command(app, "act")
    def acting(terminal: Terminal, times: int = 1) -> int | None:
        """Act."""
        return max((act(terminal) or 0) for _ in range(times))

    return int(app(arguments or ["act"], standalone_mode=False))


def test_a_command_that_ends_well_has_status_0() -> None:
    """No exit status given means that it is done."""
    assert carry(lambda _: None) == 0


def test_a_command_may_say_that_records_are_parked() -> None:
    """A command's own exit status is passed on."""
    assert carry(lambda _: 1) == 1


@pytest.mark.parametrize(
    ("arguments", "home", "json"),
    [
        (("--home", "/a", "--json", "act"), "/a", True),
        (("act", "--home", "/b", "--json"), "/b", True),
        (("--home", "/a", "act", "--home", "/b"), "/b", False),
    ],
)
def test_home_and_json_stand_before_or_after_the_name(
    arguments: tuple[str, ...], home: str, *, json: bool
) -> None:
    """The one nearer to the command's end counts where both are given."""
    met: list[tuple[str, bool]] = []
    carry(lambda terminal: met.append((str(terminal.home), terminal.json)), *arguments)
    assert met == [(home, json)]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Misconfigured("The flow a has no source."), 2),
        (Unreachable("demo-shop did not answer."), 3),
        (Stopped("The deadline has passed."), 3),
    ],
)
def test_an_error_is_one_sentence_and_a_status(
    error: KoppelError, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Configuration is 2, stopped or unreachable is 3; the sentence goes to the standard error alone."""

    def act(_: Terminal) -> int:
        raise error

    assert carry(act) == status
    assert capsys.readouterr() == ("", f"{error}\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_a_command(number: signal.Signals, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C and a polite end from outside are the same to it."""
    assert carry(lambda _: os.kill(os.getpid(), number)) == 3
    assert capsys.readouterr().err == "Stopped.\n"


def test_a_full_disk_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """What the operating system refuses is named with the file."""

    def act(_: Terminal) -> int:
        raise OSError(28, "No space left on device", "/data/koppel.db")

    assert carry(act) == 2
    assert capsys.readouterr().err == "/data/koppel.db: No space left on device.\n"


def test_the_unforeseen_is_one_sentence_and_its_detail_is_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person sees no traceback; whoever looks for the cause finds it, in a file for the owner alone."""

    def act(_: Terminal) -> int:
        return len(None)  # type: ignore[arg-type]

    assert carry(act, "act", "--home", str(tmp_path / "home")) == 2
    log = tmp_path / "home" / "koppel.log"
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert str(log) in told
    assert "TypeError: object of type 'NoneType' has no len()" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_the_log_keeps_no_message_that_may_quote_a_secret(tmp_path: Path) -> None:
    """A library's error may repeat the header that it was given."""

    class IllegalHeader(Exception):
        """A library's own error."""

    def act(_: Terminal) -> int:
        quoted = "hunter2"
        raise IllegalHeader(f"Bearer {quoted}")

    carry(act, "act", "--home", str(tmp_path))
    told = (tmp_path / "koppel.log").read_text()
    assert "IllegalHeader" in told
    assert "Bearer hunter2" not in told


def test_the_log_keeps_no_message_that_may_quote_a_record(tmp_path: Path) -> None:
    """Python's own errors repeat the value that they met, and that may be somebody's address."""

    def act(_: Terminal) -> int:
        return int("anna@example.nl")

    carry(act, "act", "--home", str(tmp_path))
    told = (tmp_path / "koppel.log").read_text()
    assert "ValueError" in told
    assert "ValueError: " not in told
