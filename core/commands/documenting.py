"""Documents for the client: the specification of a flow, the report of its trial, and who agreed to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.command import command
from core.commands.given import ConnectionsOption, FlowArgument, NameArgument, read_text
from core.commands.terminal import Terminal
from core.errors import Misconfigured

if TYPE_CHECKING:
    from core.specification import Document

documenting = typer.Typer()

ToOption = Annotated[
    Path, typer.Option("--to", metavar="FILE", help="Where to write it: .xlsx or .html.", show_default=False)
]
LanguageOption = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="CODE",
        help="Its language: en, nl, de, fr, es or sv; otherwise yours.",
        show_default=False,
    ),
]


@command(documenting, "document")
def document(
    terminal: Terminal,
    flow: FlowArgument,
    *,
    to: ToOption,
    records: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Records for the examples, in place of pulling some; - for stdin."),
    ] = None,
    n: Annotated[int, typer.Option("-n", min=0, metavar="N", help="How many records to pull.")] = 25,
    language: LanguageOption = "",
    connections: ConnectionsOption = None,
) -> None:
    """Write a flow's mapping specification for the client: rules in plain words, examples, open points."""
    code = _code(language)
    workspace = terminal.workspace(connections)
    read = workspace.flow(flow)
    given = [sample.record for sample in read.samples]
    if records is not None:
        from core.workspace import read_records  # noqa: PLC0415  loaded only where asked: `--help` is quick

        given += read_records(read_text(records), "" if records == "-" else Path(records).name)
    elif n:
        given += [record.data for record in workspace.sample(read, n)]
    _write(terminal, workspace.specification(read, given, code), to)


@command(documenting, "accept")
def accept(
    terminal: Terminal,
    flow: FlowArgument,
    *,
    to: ToOption,
    of: Annotated[
        str | None, typer.Option("--of", metavar="ID", help="The run or the kept plan to report on.")
    ] = None,
    language: LanguageOption = "",
    connections: ConnectionsOption = None,
) -> None:
    """Write the acceptance report of a flow: its samples, and the counts and records of a run or a plan."""
    code = _code(language)
    workspace = terminal.workspace(connections)
    _write(terminal, workspace.acceptance(workspace.flow(flow), of, code), to)


@command(documenting, "sign-off")
def sign_off(
    terminal: Terminal,
    name: NameArgument,
    *,
    by: Annotated[str, typer.Option(metavar="WHO", help="Who agreed to it.", show_default=False)],
    version: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="To which version; otherwise the newest.")
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="A remark.")] = "",
) -> None:
    """Write down that a client agreed to a version of a flow; later specifications say what changed."""
    given = terminal.workspace().sign_off(name, by, version=version, note=note)
    terminal.tell(
        {"flow": given.flow, "version": given.version, "by": given.by, "at": given.at, "note": given.note},
        f"Version {given.version} of {given.flow} is signed off by {given.by}.",
    )


def _code(language: str) -> str:
    """The code of a language that was asked for; nothing where none was."""
    from core.language import known  # noqa: PLC0415  loaded only where asked: `--help` is quick

    if language and not known(language):
        raise Misconfigured(f"{language!r} is no language that Koppel speaks: say en, nl, de, fr, es or sv")
    return known(language)


def _write(terminal: Terminal, made: Document, to: Path) -> None:
    from core.specification import as_file  # noqa: PLC0415  loaded only where asked: `--help` is quick

    content = as_file(made, to.name)
    try:
        to.write_bytes(content)
    except OSError as error:
        raise Misconfigured(f"{to} cannot be written: {error.strerror}.") from error
    facts = {"title": made.title, "file": str(to), "bytes": len(content)}
    terminal.tell(facts, f"{made.title} is in {to}.")
