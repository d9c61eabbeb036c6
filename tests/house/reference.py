"""The references of the documents, drawn from the code: commands, functions and the flow file."""

from __future__ import annotations

import html
import inspect
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from typer.main import get_command

from core.__main__ import app
from core.documents import write_json
from core.flow import schema
from core.mapping import Function, functions
from core.mapping.functions import registry

_DRAWN = "<!-- Drawn by `make references` from the code; change that. -->"
_STATUS = (
    "Every command knows `--home DIR` (the workspace; else `KOPPEL_HOME`, `~/.koppel`), `--json` (answers"
    " for programs), `--help`. **Exit status**: 0 done · 1 some records are parked, or a test failed · 2 the"
    " input or the configuration is wrong · 3 stopped, or a system could not be reached."
)
_CODE = re.compile(r"`([^`]*\|[^`]*)`")
#: What every command has, told once.
_SHARED = {"home", "json", "help"}


def pages() -> dict[str, str]:
    """The text of every page by its file's name."""
    drawn = {"commands.md": _commands, "functions.md": _functions, "flow_file.md": _flow_file}
    return {name: "\n".join([_DRAWN, *draw()]) + "\n" for name, draw in drawn.items()}


def _commands() -> Iterator[str]:
    yield from ("# Commands", "", _STATUS, "")
    for name, command in _every(get_command(app), "koppel"):
        yield from (f"## {name}", "", inspect.cleandoc(command.help or ""), "")
        parts = [each for each in command.params if each.name not in _SHARED and not each.hidden]
        arguments = " ".join(_argument(each) for each in parts if each.param_type_name == "argument")
        options = " [OPTIONS]" if any(each.param_type_name == "option" for each in parts) else ""
        yield from (f"`{name}{options}{' ' if arguments else ''}{arguments}`", "")
        rows = [(_option(each), each.help or "", _default(each)) for each in parts if each.help]
        if rows:
            yield from (*_table(("", "", "without it"), rows), "")


def _every(group: Any, name: str) -> Iterator[tuple[str, Any]]:
    for called, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _every(command, f"{name} {called}")
        else:
            yield f"{name} {called}", command


def _argument(parameter: Any) -> str:
    name = str(parameter.metavar or parameter.name.upper()).strip("[]").removesuffix("...")
    name += "…" if parameter.nargs == -1 else ""
    return name if parameter.required else f"[{name}]"


def _option(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{_argument(parameter)}`"
    named = parameter.metavar or parameter.name.upper().replace("_", "-")
    value = "" if parameter.is_flag else f" {named}"
    return f"`{', '.join([*parameter.opts, *parameter.secondary_opts])}{value}`"


def _default(parameter: Any) -> str:
    if parameter.required:
        return "required"
    return (
        ""
        if parameter.default in (None, False, ()) or callable(parameter.default)
        else str(parameter.default)
    )


def _functions() -> Iterator[str]:
    yield from ("# Functions of transforms", "")
    yield "Written behind a value and a bar, in `transform`: `{{ value | upper }}`. Null passes by each of"
    yield "them, but for `default`. Every example is run by the tests. JMESPath's own functions, in `select`,"
    yield "are those of its official specification ([where Koppel differs](../mapping.md))."
    yield ""
    for title, known in _subjects():
        rows = [
            (f"`{each.signature}`", each.help, f"`{{{{ {each.example} }}}}`", f"`{write_json(each.result)}`")
            for each in known
        ]
        yield from (f"## {title}", "", *_table(("function", "does", "example", "gives"), rows), "")


def _subjects() -> Iterator[tuple[str, list[Function]]]:
    """The functions by the file that they stand in, whose name is their subject."""
    found: dict[str, list[Function]] = {}
    for each in functions():
        subject = registry.ENTRIES[each.name].call.__module__.rpartition(".")[2]
        found.setdefault(subject, []).append(each)
    for subject in sorted(found):
        yield subject.capitalize(), found[subject]


_PARTS = {name for name, shape in schema()["$defs"].items() if "properties" in shape}


def _flow_file() -> Iterator[str]:
    whole = schema()
    yield from ("# The flow file", "")
    yield "One YAML or JSON document; unknown keys are refused, each with its line: `koppel flow validate`."
    yield "`koppel schema` prints the JSON Schema, from which this page is drawn."
    yield ""
    yield from _part("The flow", whole)
    shapes = whole["$defs"]
    for name in sorted(shapes):
        if "properties" in shapes[name]:
            yield from _part(name, shapes[name])
    yield from ("## Words with a fixed choice", "")
    fixed = [
        (f"`{name}`", _choice(each), each.get("description", "")) for name, each in sorted(shapes.items())
    ]
    yield from (*_table(("", "is one of", "says"), [row for row in fixed if row[1]]), "")


def _choice(shape: Mapping[str, Any]) -> str:
    return " · ".join(f"`{each}`" for each in shape.get("enum", ()))


def _part(title: str, shape: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"## {title}", "", shape.get("description", ""), "")
    rows = [
        (f"`{name}`", _kind(each), _unsaid(name, each, shape), each.get("description", ""))
        for name, each in shape["properties"].items()
    ]
    yield from (*_table(("key", "is", "without it", "says"), rows), "")


def _kind(shape: Mapping[str, Any]) -> str:  # noqa: PLR0911  a case for each shape
    match shape:
        case {"$ref": str(way)}:
            name = way.rpartition("/")[2]
            return f"[{name}](#{name.lower()})" if name in _PARTS else f"`{name}`"
        case {"anyOf": [*ways]}:
            return " or ".join(dict.fromkeys(_kind(each) for each in ways if each.get("type") != "null"))
        case {"type": "array", "items": items}:
            return f"list of {_kind(items)}"
        case {"type": "object", "additionalProperties": {} as values}:
            return f"names with {_kind(values)}"
        case {"type": "object"}:
            return "names with values"
        case {"const": value}:
            return f"`{value}`"
        case {"type": str(kind)}:
            return {"string": "text", "integer": "whole number", "boolean": "true or false"}.get(kind, kind)
    return "any value"


def _unsaid(name: str, shape: Mapping[str, Any], around: Mapping[str, Any]) -> str:
    if name in around.get("required", ()):
        return "required"
    default = shape.get("default")
    return "" if default in (None, [], {}) else f"`{write_json(default)}`"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in (head, ["---"] * len(head), *rows):
        yield "| " + " | ".join(_cell(cell) for cell in row) + " |"


def _cell(text: str) -> str:
    """A cell of a table; code with a bar in it is written so that GitHub and the site read it alike."""
    return " ".join(
        _CODE.sub(lambda found: f"<code>{_barred(html.escape(found[1], quote=False))}</code>", text).split()
    )


def _barred(text: str) -> str:
    return text.replace("|", "&#124;")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")
