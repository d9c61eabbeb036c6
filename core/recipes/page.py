"""The documents' page of a system, drawn from its declaration: how to connect it, and what it can do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.api.connector import Basic, Connector, Header, OAuth2
from core.catalog import Catalog
from core.entities import ENTITIES
from core.fields import FieldType
from core.recipes.capability import Capability, capabilities
from core.recipes.guide import Guide, guide

_DRAWN = "<!-- Drawn by `koppel connectors --docs docs/systems` from the connectors; change those. -->"


def pages(catalog: Catalog) -> dict[str, str]:
    """The text of every page by its file's name: one for each system with a guide, one for all of them."""
    guided = {each.name: each for each in catalog.connectors() if guide(catalog, each.name).find}
    rows = [row for row in capabilities(catalog) if row.connector in guided]
    made = {
        f"{name}.md": _page(connector, guide(catalog, name), [row for row in rows if row.connector == name])
        for name, connector in guided.items()
    }
    return {"README.md": _all(guided.values(), rows), **made}


def _all(connectors: Iterable[Connector], rows: Sequence[Capability]) -> str:
    told = {(row.connector, row.entity): row for row in rows if row.entity}
    shown = [each for each in connectors if any(name == each.name for name, _ in told)]
    table = [
        ["", *(f"[{each.title}]({each.name}.md)" for each in shown)],
        *(
            [entity.title, *(_can(told[each.name, entity.name]) for each in shown)]
            for entity in ENTITIES.values()
        ),
    ]
    others = [f"[{each.title}]({each.name}.md)" for each in connectors if each not in shown]
    also = [f"Beside them, with any kind of record: {', '.join(others)}.", ""] if others else []
    return "\n".join(
        [
            _DRAWN,
            "# The capability table",
            "",
            "What ready-made flows can read from each system and write to it. A system's own page says by",
            "which request, and why not where not.",
            "",
            *_table(table),
            "",
            *also,
        ]
    )


def _can(row: Capability) -> str:
    return " · ".join(word for word, can in (("read", row.reads), ("write", row.writes)) if can) or "no"


def _page(connector: Connector, told: Guide, rows: Sequence[Capability]) -> str:
    entities = [row for row in rows if row.entity]
    rest = [row for row in rows if not row.entity]
    lines = [_DRAWN, f"# {connector.title}", "", *([connector.help, ""] if connector.help else [])]
    lines += ["## How to connect it", "", *(f"{n}. {step}" for n, step in enumerate(told.find, 1)), ""]
    for title, text in (("Rights", told.rights), ("Addresses", told.addresses), ("Limits", told.limits)):
        lines += [f"**{title}.** {text}", ""] if text else []
    lines += [f"**Way in.** {_way_in(connector)}", ""] if connector.auth else []
    asked = [each for each in connector.settings if each.name not in {"base_url", "auth_url"}]
    lines += ["## What the form asks", ""]
    lines += _table(
        [
            ["setting", "name", "", "help"],
            *([each.title, f"`{each.name}`", _kind(each.secret, each.required), each.help] for each in asked),
        ]
    )
    lines += [""]
    if entities:
        lines += ["## What it can do", ""]
        head = ["", "read by", "written by", "why not, and what instead"]
        lines += _table(
            [head, *([_named(row), _code(row.read_by), _code(row.write_by), why(row)] for row in entities)]
        )
        lines += [""]
    if rest:
        lines += ["## What else it keeps", ""]
        lines += _table(
            [
                ["", "read by", "written by"],
                *([row.resource_title, _code(row.read_by), _code(row.write_by)] for row in rest),
            ]
        )
        lines += [""]
    if connector.folder:
        lines += _columns(connector, entities)
    documents = f" · [the vendor's documentation]({connector.docs})" if connector.docs else ""
    return "\n".join([*lines, f"From: {told.source}{documents}", ""])


def _columns(connector: Connector, rows: Sequence[Capability]) -> list[str]:
    """What the columns of each kind of file are called, those of its lines as a table has them."""
    made = ["## Columns", ""]
    for row in rows:
        if row.resource:
            fields = connector.resource(row.resource).fields
            named = [(field.name, field.help) for field in fields if field.write and not field.fields]
            named += [(f"line_{line.name}", line.help) for field in fields if field.type is FieldType.LIST
                      for line in field.fields]  # fmt: skip
            made += [f"### {ENTITIES[row.entity].title}: the folder `{row.resource}`", ""]
            made += [*_table([["column", ""], *([_code(name), told] for name, told in named)]), ""]
    return made


def why(row: Capability) -> str:
    """Why a kind of record is not read or not written, what serves instead, and what can be chosen of it."""
    reasons = dict.fromkeys(filter(None, (row.why_not_read, row.why_not_write)))
    return " ".join(filter(None, [*reasons, row.instead if reasons else "", row.choices]))


def _way_in(connector: Connector) -> str:
    ways = []
    for auth in connector.auth:
        match auth:
            case OAuth2():
                consent = "a person consents in the browser" if "authorization_code" in auth.grants else ""
                alone = "the app's own credentials" if "client_credentials" in auth.grants else ""
                proof = ", with PKCE" if auth.pkce else ""
                ways.append(f"OAuth 2.0: {' or '.join(filter(None, (alone, consent)))}{proof}")
            case Basic():
                ways.append("user and password in each request")
            case Header(name=name):
                ways.append(f"a fixed token in the header `{name}`")
    return "; ".join(ways) + "."


def _kind(secret: bool, required: bool) -> str:  # noqa: FBT001 - private
    return ", ".join(filter(None, ("sealed" if secret else "", "" if required else "optional")))


def _named(row: Capability) -> str:
    return f"**{ENTITIES[row.entity].title}**" + (f"<br>{row.resource_title}" if row.resource else "")


def _code(text: str) -> str:
    return "<br>".join(f"`{part}`" for part in text.split(", ")) if text else ""


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    return [lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]
