"""The names that a customer gave to GetConnectors and their columns, read from the connection's setting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from connectors.afas.resources import RESOURCES, changed
from core.api.connector import Resource
from core.errors import Misconfigured

#: One resource: its name, its GetConnector, and our columns with theirs where they differ.
_ONE = re.compile(r"\s*(\w+)\s*:\s*([\w.-]+)\s*(?:\(([^()]*)\))?\s*")
_PAIR = re.compile(r"\s*(\w+)\s*=\s*([^=,()]+?)\s*")
_EXAMPLE = "stock: Webshop_Stock(Item_code=Itemcode, ModifiedDate=Changed)"
#: A name with a dot would need quotes in every expression.
_USUAL = {"delivery_addresses": {"A_Toev_Huisnr": "A_Toev_Huisnr."}}
#: Where a customer's own GetConnector may tell what changed, or in which warehouse.
_CHANGED = {"stock": "ModifiedDate", "delivery_notes": "ModifiedDate"}
_DEEPER = {"stock": ("Item_code", "Warehouse")}


@dataclass(frozen=True, slots=True)
class Columns:
    """Our names of columns and theirs, by resource."""

    theirs: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _USUAL)

    def name(self, resource: str, ours: str) -> str:
        """Give the column's name in Profit."""
        return self.theirs.get(resource, {}).get(ours, ours)

    def names(self, resource: str) -> dict[str, str]:
        """Give our name of each column that has another in Profit."""
        return {theirs: ours for ours, theirs in self.theirs.get(resource, {}).items()}


def own(text: str) -> tuple[tuple[Resource, ...], Columns]:
    """Read the setting: the resources as they are with it, and the columns' names; Misconfigured if wrong."""
    made, theirs = {each.name: each for each in RESOURCES}, dict[str, Mapping[str, str]](_USUAL)
    for part in filter(str.strip, re.split(r"[;\n]", text)):
        named, connector, pairs = _read(part)
        rows = made[named].rows
        for name in (named, *([rows.changed] if rows else [])):  # the rows tell which records changed
            made[name] = _fitted(made[name], connector, pairs)
            theirs[name] = {**_USUAL.get(name, {}), **pairs}
    return tuple(made.values()), Columns(theirs)


def _read(part: str) -> tuple[str, str, dict[str, str]]:
    one = _ONE.fullmatch(part)
    if one is None or one[1] not in {each.name for each in RESOURCES}:
        known = ", ".join(each.name for each in RESOURCES)
        raise Misconfigured(
            f"{part.strip()!r} names no GetConnector of your own: write {_EXAMPLE}; resources are: {known}"
        )
    pairs = [_PAIR.fullmatch(pair) for pair in (one[3] or "").split(",") if pair.strip()]
    columns = {pair[1]: pair[2] for pair in pairs if pair}
    fields = _columns(one[1])
    if unknown := sorted(set(columns) - fields) or len(columns) != len(pairs):
        what = ", ".join(unknown) if isinstance(unknown, list) else one[3]
        raise Misconfigured(f"{what!r} names no column of {one[1]}: write our name = yours, as in {_EXAMPLE}")
    return one[1], one[2], columns


def _columns(name: str) -> set[str]:
    """Name the columns that a resource may have, those of its rows among them."""
    resource = next(each for each in RESOURCES if each.name == name)
    own = {each.name for each in resource.fields}
    return own | _columns(resource.rows.changed) if resource.rows else own


def _fitted(resource: Resource, connector: str, columns: Mapping[str, str]) -> Resource:
    """Give a resource with its own GetConnector; a column that it has besides makes it tell more."""
    order = resource.params["orderbyfieldids"].split(",")
    since, deeper = _CHANGED.get(resource.name, ""), _DEEPER.get(resource.name)
    if deeper and deeper[-1] in columns:
        order = list(deeper)
    if since in columns:
        resource, order = replace(resource, since=changed(since)), [since, *order]
    return replace(resource, path=f"connectors/{connector}", params={"orderbyfieldids": ",".join(order)})


def composite(resource: Resource, key: str) -> tuple[str, ...]:
    """Give the columns of which a key is made; none where it is a column itself."""
    if key == "EntryKey":
        return ("UnitId", "EntryNo") if resource.name in {"entries", "transactions"} else ()
    if key != "Key" or resource.key != "Key":
        return ()
    since = resource.since.field if resource.since else ""
    return tuple(column for column in resource.params["orderbyfieldids"].split(",") if column != since)
