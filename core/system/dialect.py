"""The few ways in which a declared system's wire differs."""

from __future__ import annotations

from typing import Any

from core.api import connector as words
from core.api.lookup import odata
from core.api.places import at
from core.records import JsonObject
from core.system.system import Filter, Kept, System


def dialect_of(system: System) -> words.Dialect:
    """The few ways in which a declared wire differs: what stands around records, and how a no is said."""
    kept = {each.name: each for each in system.resources}

    def record(resource: words.Resource, wire: Any) -> JsonObject:
        found: JsonObject = at(wire, kept[resource.name].record)
        return found

    def payload(resource: words.Resource, data: JsonObject, creating: bool) -> Any:  # noqa: FBT001 - the dialect's shape
        way = kept[resource.name].create if creating else kept[resource.name].update
        return {way.wrap: data} if way and way.wrap else data

    def quote(resource: words.Resource, field: str, value: Any) -> str:
        find = kept[resource.name].find
        return _quoted(find.filter if find else None, resource, field, value)

    def refusal(status: int, headers: dict[str, str], body: Any) -> str:
        del status, headers
        found = at(body, system.refusal) if isinstance(body, dict | list) else None
        return "" if not found else str(found)

    return words.Dialect(
        record=record if any(each.record for each in kept.values()) else None,
        payload=payload if any(_wraps(each) for each in kept.values()) else None,
        quote=quote,
        refusal=refusal if system.refusal else None,
    )


def _wraps(kept: Kept) -> bool:
    return bool((kept.create and kept.create.wrap) or (kept.update and kept.update.wrap))


def _quoted(how: Filter | None, resource: words.Resource, field: str, value: Any) -> str:
    match how.quote if how else "single":
        case "double":
            return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
        case "none":
            return str(value)
        case _:
            return odata(resource, field, value)
