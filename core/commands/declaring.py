"""Systems that are declared without code: carried in and out as files, and tried by one request each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.command import PARKED, WRONG, before, command
from core.commands.given import SettingOption, is_path, pairs, read_text, secrets
from core.commands.terminal import Terminal, complain
from core.errors import Misconfigured

if TYPE_CHECKING:
    from core.workspace import System, Workspace

declaring = typer.Typer(help="Systems that are declared without code.", callback=before)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The system's name.", show_default=False)]
SystemArgument = Annotated[
    str,
    typer.Argument(metavar="SYSTEM", help="A declared system's name, or its file.", show_default=False),
]
VersionOption = Annotated[int | None, typer.Option(metavar="N", help="An older version.")]
_LARGEST = 40_000_000


@command(declaring, "list")
def list_(terminal: Terminal) -> None:
    """Show the declared systems of the workspace."""
    workspace = terminal.workspace()
    rows = [(saved, workspace.system(saved.text)) for saved in workspace.systems()]
    terminal.show(
        [
            {
                "system": s.name,
                "version": s.version,
                "title": read.title,
                "resources": [r.name for r in read.resources],
            }
            for s, read in rows
        ],
        ("system", "title", "version", "resources"),
        [(s.name, read.title, s.version, ", ".join(r.name for r in read.resources)) for s, read in rows],
        none="No system is declared yet: koppel system import FILE, or the page Systems.",
    )


@command(declaring, "show")
def show(terminal: Terminal, system: SystemArgument) -> None:
    """Show what a declared system keeps, and how each kind of record is read, looked up and written."""
    read = _read(terminal.workspace(), system)
    if terminal.json:
        terminal.document(read.told())
        return
    ways = ", ".join(auth.kind for auth in read.auth) or "none"
    terminal.say(
        f"{read.title}\n{read.base_url or 'each connection gives its own address'}\nopened by: {ways}\n"
    )
    terminal.table(
        ("resource", "path", "pages", "looked up by", "written by", "fields"),
        [
            (
                each.name,
                each.path,
                (each.paging or read.paging).kind,
                ", ".join(_looked_up(each.find)) or ("by hand" if each.unclear else "nothing"),
                ", ".join(way for way in ("create" * bool(each.create), "update" * bool(each.update)) if way),
                len(each.fields),
            )
            for each in read.resources
        ],
    )


@command(declaring, "import")
def import_(
    terminal: Terminal,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="A system's file, or an OpenAPI 3 or Swagger 2 file.", show_default=False
        ),
    ],
    *,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="The system's name, for an OpenAPI file.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="RESOURCE", help="Only this kind of record; several times.")
    ] = None,
) -> None:
    """Keep a system: its own file byte for byte, or one made of an OpenAPI file."""
    workspace = terminal.workspace()
    content = _content(file)
    notes: tuple[str, ...] = ()
    if b"koppel_system" in content[:4000]:
        saved = workspace.save_system(content.decode(errors="replace"), f"from {Path(file).name}")
    else:
        made = workspace.read_openapi(content, name or _name(file), only or ())
        saved, notes = workspace.save_system(made.system, f"from {Path(file).name}"), made.notes
    terminal.tell(
        {"system": saved.name, "version": saved.version, "notes": list(notes)},
        "\n".join(
            [
                f"The system {saved.name} is kept (version {saved.version}).",
                *(f"- {note}" for note in notes),
                f"Connect it: koppel connect NAME --connector {saved.name} --secret NAME=VARIABLE",
            ]
        ),
    )


@command(declaring, "export")
def export(terminal: Terminal, name: NameArgument, version: VersionOption = None) -> None:
    """Write a system's file to the standard output, byte for byte."""
    terminal.write(terminal.workspace().saved_system(name, version).text)


@command(declaring, "check")
def check(
    terminal: Terminal,
    system: SystemArgument,
    *,
    connection: Annotated[
        str | None, typer.Option(metavar="NAME", help="Ask with this connection, once for each resource.")
    ] = None,
    given: SettingOption = None,
    secret: Annotated[
        list[str] | None,
        typer.Option("--secret", metavar="NAME=VARIABLE", help="A secret to try it with, from a variable."),
    ] = None,
    resource: Annotated[str | None, typer.Option(metavar="RESOURCE", help="Ask for this one alone.")] = None,
) -> int:
    """Say what is wrong with a system's file; with a connection, or settings, ask the system itself too."""
    workspace = terminal.workspace()
    if problems := workspace.wrong_with(_text(workspace, system)):
        terminal.tell({"ok": False, "problems": problems}, "")
        complain("\n".join(problems))
        return WRONG
    read = _read(workspace, system)
    values = {**pairs(given, "--set"), **secrets(secret)}
    if not (connection or values):
        terminal.tell(
            {"ok": True, "problems": []}, f"{read.title} is well declared; give --connection to try it."
        )
        return 0
    wanted = [resource] if resource else [each.name for each in read.resources]
    tried = {name: workspace.try_resource(read, name, values, connection or "") for name in wanted}
    terminal.show(
        [{"resource": name, **asdict(trial)} for name, trial in tried.items()],
        ("resource", "asked", "status", "records", "what came"),
        [(n, t.asked, t.status or "", len(t.records), t.why or t.next) for n, t in tried.items()],
    )
    return PARKED if any(trial.why for trial in tried.values()) else 0


@command(declaring, "remove")
def remove(terminal: Terminal, name: NameArgument) -> None:
    """Let a system go; refused while a connection uses it."""
    terminal.workspace().remove_system(name)
    terminal.tell({"removed": name}, f"The system {name} is gone.")


@command(declaring, "schema")
def schema(terminal: Terminal) -> None:
    """Print the JSON Schema of a system's file, for editors."""
    from core.system import schema as system_schema  # noqa: PLC0415  read only where asked: `--help` is quick

    terminal.document(system_schema())


def _looked_up(find: object) -> Iterator[str]:
    for part in ("params", "paths", "read_all"):
        yield from getattr(find, part, ())
    yield from getattr(getattr(find, "filter", None), "fields", ())


def _read(workspace: Workspace, system: str) -> System:
    return workspace.system(_text(workspace, system))


def _text(workspace: Workspace, system: str) -> str:
    return read_text(system) if is_path(system) or system == "-" else workspace.saved_system(system).text


def _content(file: str) -> bytes:
    path = Path(file)
    try:
        if path.stat().st_size > _LARGEST:
            raise Misconfigured(f"{file} is larger than {_LARGEST // 1_000_000} MB; it is no system.")
        return path.read_bytes()
    except FileNotFoundError:
        raise Misconfigured(f"There is no file {file}.") from None
    except OSError as error:
        raise Misconfigured(f"{file} cannot be read: {error.strerror}.") from None


def _name(file: str) -> str:
    """A name for a system out of that of its file."""
    made = re.sub(r"[^a-z0-9]+", "-", Path(file).stem.lower()).strip("-")[:40]
    return made if made[:1].isalpha() else f"api-{made}".rstrip("-")
