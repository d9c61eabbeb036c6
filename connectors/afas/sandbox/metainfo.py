"""What Profit tells of itself: which connectors a token may use, and the fields of each."""

from __future__ import annotations

from typing import Any

from connectors.afas.sandbox.books import VIEWS
from connectors.afas.sandbox.elements import KINDS
from connectors.afas.sandbox.refusal import no_get, no_update
from connectors.afas.sandbox.writing import UPDATES

_TYPES = {"t": "string", "i": "int", "n": "decimal", "b": "boolean", "d": "date"}
_CONTROLS = {"t": 1, "i": 5, "n": 6, "b": 2, "d": 4}


def about() -> dict[str, Any]:
    """Name the connectors."""
    return {
        "updateConnectors": [{"id": name, "description": known[1]} for name, known in UPDATES.items()],
        "getConnectors": [{"id": view.name, "description": view.title} for view in VIEWS.values()],
        "info": {
            "envid": "O12345AA",
            "appName": "Koppel",
            "group": "Webshop (12345.USER)",
            "tokenExpiry": "0",
        },
    }


def about_get(name: str) -> dict[str, Any]:
    """Describe the columns of a GetConnector."""
    view = VIEWS.get(name)
    if view is None:
        raise no_get()
    fields = [
        {
            "id": column,
            "fieldId": f"U{n:03d}",
            "dataType": _TYPES[kind],
            "label": column.replace("_", " "),
            "length": 80 if kind == "t" else 0,
            "controlType": _CONTROLS[kind],
            "decimals": 2 if kind == "n" else 0,
            "decimalsFieldId": "",
        }
        for n, (column, (_, kind)) in enumerate(view.columns.items(), 1)
    ]
    return {"name": view.name, "description": view.title, "fields": fields}


def about_update(name: str) -> dict[str, Any]:
    """Describe an UpdateConnector: its fields, and the objects below it."""
    if name not in UPDATES:
        raise no_update()
    root, title, _ = UPDATES[name]
    return {"id": name, "name": name, "description": title, **_object(root, ())}


def _object(name: str, above: tuple[str, ...]) -> dict[str, Any]:
    fields: list[dict[str, Any]] = [
        {
            "fieldId": one,
            "primaryKey": place == 0,
            "dataType": _TYPES[kind[0]],
            "label": one,
            "mandatory": kind.endswith("!"),
            "length": int(kind[1:].rstrip("!") or 0),
            "decimals": 2 if kind[0] == "n" else 0,
            "decimalFieldId": "",
            "notzero": False,
            "controlType": _CONTROLS[kind[0]],
            "values": [],
        }
        for place, (one, kind) in enumerate(KINDS[name].ids.items())
    ]
    below = [each for each in KINDS[name].below if each not in above]
    objects = [{"name": each, "description": each, **_object(each, (*above, name))} for each in below]
    return {"fields": fields, "objects": objects}
