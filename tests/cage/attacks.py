"""The list of attacks on expressions, and flows that hold them."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REFERENCE = os.environ.get("KOPPEL_REFERENCE", "")
_KINDS = ("jinja_escape", "jinja_dos", "jmespath")
_RECORD = {"id": 1, "name": "x", "lines": [1, 2, 3], "total": "1.10", "big": "A" * 1000}
#: What would show that an expression has seen more than its record.
SPOILS = ("canary-of-the-master-key", "<class", "<built-in", "<function", "<module", "uid=", "root:x")


@dataclass(frozen=True)
class Attack:
    """One expression, as a key of a rule, with the record that it is tried on."""

    name: str
    rule: dict[str, str]
    record: dict[str, Any]


def attacks(*kinds: str) -> list[Attack]:
    """Give those of these kinds, or of all that are to be refused or limited; none without the reference."""
    if not REFERENCE:
        return []
    known = json.loads(Path(REFERENCE, "security", "attacks.json").read_text())
    return [_attack(one["id"], one["input"]) for one in known if one["kind"] in (kinds or _KINDS)]


def _attack(name: str, given: Any) -> Attack:
    if isinstance(given, dict) and "expression" in given:
        data = given["data"] if isinstance(given["data"], dict) else {"data": given["data"]}
        return Attack(name, {"select": _whole(given["expression"])}, {"id": name, **data})
    if isinstance(given, dict) and "template" in given:
        return Attack(name, {"transform": given["template"]}, given.get("record", _RECORD))
    return Attack(name, {"transform": _whole(given)}, _RECORD)


def _whole(given: Any) -> str:
    """An expression that is written out, or in pieces to be repeated."""
    return given if isinstance(given, str) else "".join(piece * times for piece, times in given["concat"])


def flow(*made: Attack, **more: Any) -> str:
    """Give a flow file whose rules are attacks, each on a field of its own, between two good ones."""
    rules = [{"to": f"Attack{n}", **one.rule} for n, one in enumerate(made)]
    return json.dumps(
        {
            "koppel": 1,
            "name": "attack",
            "title": "Attack",
            "source": {"connection": "nowhere", "resource": "lamps"},
            "target": {"connection": "elsewhere", "resource": "entries", "match": {"Code": "id"}},
            "map": [{"to": "Code", "select": "id"}, *rules, {"to": "Last", "select": "id"}],
            **more,
        }
    )


def spoilt(text: str) -> list[str]:
    """What a text shows that no expression may reach."""
    return [spoil for spoil in SPOILS if spoil in text]
