"""What the browser is told once about a flow: the fields of both sides, and all that rules may say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from core.errors import KoppelError
from core.fields import Field, FieldType
from core.flow import Flow
from core.insight import Seen, bases
from core.language import N_, _, current, n_, translated
from core.records import JsonObject
from core.workspace import Workspace, functions
from pages.parts.mapper.document import written
from pages.parts.mapper.grant import Desk
from pages.parts.mapper.jmespath_functions import FUNCTIONS
from pages.parts.rules import look_up
from pages.parts.wording import short

_SHOWN = 60
_VALUES = 3
_HOLDERS = ("object", "list of objects")
#: How types are called, those of the samples and those of declared fields.
_CALLED = (
    N_("text"),
    N_("number"),
    N_("yes or no"),
    N_("list"),
    N_("list of objects"),
    N_("empty"),
    N_("object"),
    N_("integer"),
    N_("decimal"),
    N_("boolean"),
    N_("date"),
    N_("datetime"),
    N_("any"),
    N_("check"),
    N_("settings"),
)
_KINDS = {
    FieldType.INTEGER: "number",
    FieldType.DECIMAL: "number",
    FieldType.BOOLEAN: "yes or no",
    FieldType.LIST: "list",
    FieldType.ANY: "empty",
}


def schema(desk: Desk) -> JsonObject:
    """Everything that the mapper needs beside the results: fetched once, not sent with every drawing."""
    flow, samples = desk.flow, desk.samples
    return {
        "doc": written(flow),
        "saved": written(desk.saved) if desk.saved is not None else None,
        "source": {
            "title": translated(_title(flow.source.resource)),
            "fields": [_called(each) for each in _source(desk)],
        },
        "parts": list(_parts(desk.workspace, flow)),
        "samples": list(samples.keys) if samples else [],
        "functions": [
            {
                "name": f.name,
                "write": f.signature,
                "help": translated(f.help),
                "example": f.example,
                "gives": short(f.result),
            }
            for f in functions()
        ],
        "jmespath": [
            {"name": name, "write": write, "help": _(help_)} for name, (write, help_) in FUNCTIONS.items()
        ],
        "tables": [{"name": name, "rows": len(table.rows)} for name, table in flow.tables.items()],
        "settings": {name: short(value, _SHOWN) for name, value in flow.settings.items()},
    }


def values(desk: Desk, n: int) -> JsonObject:
    """What one sample holds at each path of the source, in a few words; what is empty is left out."""
    if desk.samples is None or n >= len(desk.samples):
        return {}
    record = desk.samples.records[n]
    found = {each.path: _value(record, each) for each in desk.samples.seen}
    return {path: text for path, text in found.items() if text}


def _value(record: JsonObject, seen: Seen) -> str:
    held = [value for value in look_up(record, seen.path) if value not in (None, "", [], {})]
    if seen.type == "object":
        return ""
    if seen.type.startswith("list") and not seen.path.endswith("[]"):
        rows = sum(len(value) for value in held if isinstance(value, list))
        return n_("{n} row", "{n} rows", rows)
    return " · ".join(short(value, _SHOWN) for value in held[:_VALUES]) + (
        " · …" if len(held) > _VALUES else ""
    )


def _title(resource: str) -> str:
    return resource.replace("_", " ").capitalize()


def _inside(title: str) -> str:
    """A title inside of a phrase."""
    return title.lower() if current() == "en" else translated(title)


def _called(field: JsonObject) -> JsonObject:
    """A field with its type in words."""
    return {**field, "kind": _(field["type"])}


def _source(desk: Desk) -> Iterator[JsonObject]:
    """The source's fields, each below the one that holds it: those that are seen, then the declared ones."""
    flow, seen = desk.flow, desk.samples.seen if desk.samples else ()
    paths: set[str] = set()
    for each in seen:
        if each.path.endswith("[]"):
            continue  # the rows of a list stand right below the list
        paths.add(each.path)
        yield {
            "path": each.path,
            "type": each.type,
            "filled": round(100 * each.filled / len(desk.samples)) if desk.samples else 0,
            "example": short(each.example, _SHOWN),
            "values": [f"{short(value, _SHOWN)} ({count})" for value, count in each.common],
        }
    for path, field in _declared(_fields(desk.workspace, flow.source.connection, flow.source.resource)):
        if path not in paths:
            yield {"path": path, "type": _kind(field), "filled": 0, "help": translated(field.help)}
    yield from _bound(desk.workspace, flow)


def _declared(fields: Sequence[Field], before: str = "") -> Iterator[tuple[str, Field]]:
    for field in fields:
        name = before + field.name
        yield name, field
        yield from _declared(field.fields, name + ("[]." if field.type is FieldType.LIST else "."))


def _kind(field: Field) -> str:
    if field.type is FieldType.LIST and field.fields:
        return "list of objects"
    return _KINDS.get(field.type, field.type.value)


def _bound(workspace: Workspace, flow: Flow) -> Iterator[JsonObject]:
    """What is bound beside the record: what each check finds or makes, and the settings."""
    keys = {each.name: each.key for each in _resources(workspace, flow)}
    for n, check in enumerate(flow.checks):
        names = dict.fromkeys([keys.get(check.resource) or "ID", *check.match])
        yield {"path": f"${check.name}", "type": "check", "filled": 100, "after": n}
        yield from (
            {"path": f"${check.name}.{name}", "type": "text", "filled": 100, "after": n} for name in names
        )
    if flow.settings:
        yield {"path": "$settings", "type": "settings", "filled": 100}
    for name, value in flow.settings.items():
        filled = 0 if value in (None, "") else 100
        yield {"path": f"$settings.{name}", "type": "text", "filled": filled, "example": short(value, _SHOWN)}


def _resources(workspace: Workspace, flow: Flow) -> Sequence[Any]:
    try:
        return workspace.resources(flow.target.connection)
    except KoppelError:
        return ()


def _parts(workspace: Workspace, flow: Flow) -> Iterator[JsonObject]:
    """What is filled: the record itself, then what each check makes."""
    target = flow.target
    fields = _fields(workspace, target.connection, target.resource)
    yield {
        "check": "",
        "title": translated(_title(target.resource)),
        "bases": [],
        "checks": len(flow.checks),
        "fields": [_field(one) for one in fields],
    }
    for n, check in enumerate(flow.checks):
        if check.map:
            fields = _fields(workspace, target.connection, check.resource)
            yield {
                "check": check.name,
                "title": f"{check.name} ({_inside(_title(check.resource))})",
                "bases": list(bases(check.each)) if check.each else [],
                "checks": n,
                "fields": [_field(one) for one in fields],
            }


def _fields(workspace: Workspace, connection: str, resource: str) -> tuple[Field, ...]:
    try:
        return workspace.fields(connection, resource)
    except KoppelError:
        return ()


def _field(field: Field) -> JsonObject:
    return {
        "name": field.name,
        "type": field.type.value,
        "kind": _(field.type.value),
        "said": ", ".join(map(translated, field.told)),
        "help": translated(field.help),
        "required": field.required,
        "write": field.write,
        "fields": [_field(inner) for inner in field.fields],
    }
