"""The capability table: what each system can do with each kind of record, by which way, and why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.api.connector import Connector, Resource
from core.catalog import Catalog
from core.entities import ENTITIES
from core.recipes.document import documents
from core.recipes.guide import guide
from core.recipes.profile import Part, profile

#: Parameters that say which kind of record is meant, where one path serves all of them.
_NAMING = ("BusinessObject", "list_direction")
#: What is sold, and can be written as more than one kind of document.
_SOLD = ("order", "invoice")
#: The first field that a GraphQL query asks for.
_QUERIED = re.compile(r"\{\s*(\w+)")


@dataclass(frozen=True, slots=True)
class Capability:
    """What a connector can do with one kind of record; `entity` is its word in the common model, or empty.

    `reads` and `writes` say whether there is a way, `read_by` and `write_by` by which request. `why_not_read`
    and `why_not_write` say in a sentence why there is none, and `instead` what serves instead; `choices` are
    what can be chosen of it, such as which stock counts, and what is to be known of it. A kind that a system
    does not keep at all has no resource.
    """

    connector: str
    title: str
    resource: str
    resource_title: str
    entity: str
    reads: bool
    writes: bool
    read_by: str = ""
    write_by: str = ""
    limits: str = ""
    why_not_read: str = ""
    why_not_write: str = ""
    instead: str = ""
    choices: str = ""


def capabilities(catalog: Catalog) -> list[Capability]:
    """Every system with every entity of the trade, and then with whatever else it keeps."""
    return [row for connector in catalog.connectors() for row in _of(catalog, connector)]


def _of(catalog: Catalog, connector: Connector) -> Iterator[Capability]:
    parts = profile(catalog, connector.name)
    shown: set[str] = set()
    for entity in ENTITIES if parts else ():
        row = _entity(catalog, connector, entity, parts.get(entity))
        shown.add(row.resource)
        yield row
    for resource in connector.resources:
        if resource.name not in shown:
            yield Capability(
                connector=connector.name,
                title=connector.title,
                resource=resource.name,
                resource_title=resource.title,
                entity="",
                reads=reads(connector, resource),
                writes=resource.write is not None,
                read_by=read_by(connector, resource),
                write_by=write_by(connector, resource),
                limits=_limits(resource),
            )


def _entity(catalog: Catalog, connector: Connector, entity: str, part: Part | None) -> Capability:
    told = guide(catalog, connector.name)
    absent = told.absent.get(entity)
    given_to, taken_by = bool(part and part.read), bool(part and part.write)
    given = connector.resource(part.resource) if part else None
    written = part.write.resource if part and part.write else None
    taken = connector.resource(written) if written else given
    kept = given if given_to else taken
    return Capability(
        connector=connector.name,
        title=connector.title,
        resource=kept.name if kept else "",
        resource_title=kept.title if kept else "",
        entity=entity,
        reads=given_to,
        writes=taken_by,
        read_by=read_by(connector, given) if given and given_to else "",
        write_by=write_by(connector, taken) if taken and taken_by else "",
        limits=_limits(kept) if kept else "",
        why_not_read="" if given_to or not absent else absent.read,
        why_not_write="" if taken_by or not absent else absent.write,
        instead=absent.instead if absent else "",
        choices=" ".join(filter(None, _also(catalog, connector, entity, part, told.notes.get(entity, "")))),
    )


def _also(
    catalog: Catalog, connector: Connector, entity: str, part: Part | None, note: str
) -> tuple[str, ...]:
    """What can be chosen of an entity, and what is to be known of it; empty where there is nothing to say."""
    return _documents(catalog, connector, entity), _choices(part) if part else "", note


def _documents(catalog: Catalog, connector: Connector, entity: str) -> str:
    """As which documents records can be written, in a sentence; of what is sold also where it is but one."""
    parts = profile(catalog, connector.name)
    offered = documents(parts, entity) if entity in parts else {}
    titles = [connector.resource(resource).title for resource in offered.values()]
    if len(titles) > 1:
        return f"Written as: {'; '.join(titles)}."
    return f"Written as {titles[0].lower()} only." if titles and entity in _SOLD else ""


def _choices(part: Part) -> str:
    """What a part lets people choose, in a sentence for each question."""
    asked = (*part.settings.values(), *(part.write.settings.values() if part.write else ()))
    return " ".join(
        f"{each.title}: {'; '.join(each.choices.values())}. {each.help}" for each in asked if each.choices
    )


def reads(connector: Connector, resource: Resource) -> bool:
    """Whether a resource can be read: all but a folder's files that only go out."""
    return bool(resource.records) or not connector.folder


def read_by(connector: Connector, resource: Resource) -> str:
    """The request that reads a resource: `GET orders`, or for GraphQL `POST /graphql.json: orders`."""
    if connector.folder or not reads(connector, resource):
        return "files that come in" if reads(connector, resource) else ""
    asked = connector.dialect.read(resource, {}) if connector.dialect.read else ("GET", None)
    body = {"query": resource.query} if resource.query else asked[1]
    if isinstance(body, dict) and (field := _QUERIED.search(str(body.get("query", "")))):
        return f"POST {resource.path}: {field[1]}"
    named = "&".join(f"{name}={resource.params[name]}" for name in _NAMING if name in resource.params)
    path = f"{resource.path}…" if resource.path.endswith("/") else resource.path
    return f"{asked[0]} {path}" + (f"?{named}" if named else "")


def write_by(connector: Connector, resource: Resource) -> str:
    """The requests that write a resource: `POST orders, PUT orders/{key}`."""
    write = resource.write
    if write is None:
        return ""
    if connector.folder:
        return "files that go out"
    if ": " in read_by(connector, resource):
        return f"POST {write.create or write.update}"
    made = f"POST {write.create}" if write.create else ""
    changed = f"{write.update_method} {write.update}" if write.update else ""
    return ", ".join(filter(None, (made, changed)))


def _limits(resource: Resource) -> str:
    return f"{resource.page_size} records a page" if resource.page_size > 1 else ""
