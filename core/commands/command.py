"""What every command has: `--home` and `--json`, one sentence when it fails, an exit status that says why."""

from __future__ import annotations

import inspect
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer

from core.commands.terminal import Terminal, complain, home_of
from core.errors import KoppelError, Stopped, TransientError
from core.log import unforeseen

#: Some records are parked, or a test failed.
PARKED = 1
#: The input or the configuration is wrong.
WRONG = 2
#: Stopped by a person or a deadline, or the other system cannot be reached.
STOPPED = 3

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", help="The workspace (else KOPPEL_HOME, else ~/.koppel)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


@dataclass(frozen=True, slots=True)
class Given:
    """The options that may stand before a command's name as well as after it, and what a bundle brings."""

    home: Path | None = None
    json: bool = False
    connections: Path | None = None


def before(context: typer.Context, home: HomeOption = None, json: JsonOption = False) -> None:  # noqa: FBT002  typer's way to declare a switch
    """Remember what stands before the command's name."""
    outer = context.obj or Given()
    context.obj = replace(outer, home=home or outer.home, json=json or outer.json)


def command(app: typer.Typer, name: str) -> Callable[[Callable[..., int | None]], Callable[..., int | None]]:
    """Make a function a command: it gets the terminal and its own options, and may give an exit status."""

    def add(function: Callable[..., int | None]) -> Callable[..., int | None]:
        _, *own = inspect.signature(function, eval_str=True).parameters.values()

        def carried(context: typer.Context, home: Path | None, json: bool, **options: Any) -> int:  # noqa: FBT001  called by name
            given = context.obj or Given()
            terminal = Terminal(home_of(home or given.home), given.connections, json=json or given.json)
            return outcome(terminal, lambda: function(terminal, **options))

        shared = [
            inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context),
            inspect.Parameter("home", inspect.Parameter.KEYWORD_ONLY, annotation=HomeOption, default=None),
            inspect.Parameter("json", inspect.Parameter.KEYWORD_ONLY, annotation=JsonOption, default=False),
        ]
        mine = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
        carried.__signature__ = inspect.Signature([*mine, *shared])  # type: ignore[attr-defined] # typer reads it
        carried.__annotations__ = {each.name: each.annotation for each in [*mine, *shared]}
        app.command(name, help=inspect.getdoc(function))(carried)
        return function

    return add


def outcome(terminal: Terminal, act: Callable[[], int | None]) -> int:
    """Do it, and turn whatever goes wrong into one sentence and an exit status."""
    listen()
    try:
        return act() or 0
    except KoppelError as error:
        complain(str(error))
        return STOPPED if isinstance(error, TransientError | Stopped) else WRONG
    except KeyboardInterrupt:
        complain("Stopped.")
        return STOPPED
    except BrokenPipeError:
        # whoever read our output has gone: the interpreter must not try to flush into the closed pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return STOPPED
    except OSError as error:
        complain(f"{error.filename or 'The system refused'}: {error.strerror or error}.")
        return WRONG
    except Exception as error:  # noqa: BLE001  the last net: a person reads a sentence, the log has the rest
        complain(unforeseen(terminal.home, error))
        return WRONG
    finally:
        terminal.close()


def listen() -> None:
    """Let SIGTERM stop a command as Ctrl-C does; both are heard even where a shell had them ignored."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)


def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    """Stop at once."""
    raise KeyboardInterrupt
