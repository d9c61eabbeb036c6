"""An UpdateConnector's body as nodes: elements with their fields, and what stands below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from importlib import resources
from typing import Any

from connectors.afas.sandbox.refusal import Refusal, rule

#: A field that the customer made.
CUSTOM = re.compile(r"U[0-9A-F]{8,}")
#: What says how an element is written, and is no field of it.
_ACTION = "Action"


@dataclass(frozen=True)
class Kind:
    """What an object may hold: its ids with their kinds, and the objects below it."""

    ids: dict[str, str]
    below: tuple[str, ...]


@dataclass
class Node:
    """One element: its object's name, its fields as they are kept, its action, and what stands below it."""

    name: str
    fields: dict[str, Any]
    action: str = ""
    below: list[Node] = field(default_factory=list)

    def only(self, *names: str) -> Node | None:
        """Give the first element below with one of these names."""
        return next((node for node in self.below if node.name in names), None)

    def every(self, name: str) -> list[Node]:
        """Give the elements below with this name."""
        return [node for node in self.below if node.name == name]


def _kinds() -> dict[str, Kind]:
    text = (resources.files(__package__) / "objects.txt").read_text(encoding="utf-8")
    made = {}
    for part in re.split(r"\n\n(?=\[)", text)[1:]:
        head, _, rest = part.partition("\n")
        name, _, below = head.removeprefix("[").partition("]")
        pairs = (word.partition(":") for word in rest.split())
        made[name] = Kind({one: kind for one, _, kind in pairs}, tuple(below.split()))
    return made


KINDS = _kinds()


def read(body: Any, name: str) -> list[Node]:
    """Read the elements of a body; Refusal when it holds what the object does not have."""
    content = body.get(name) if isinstance(body, dict) else None
    if not isinstance(content, dict) or "Element" not in content:
        raise rule(f"Het object '{name}' ontbreekt.", f"The object '{name}' is missing.")
    return [_node(name, element) for element in _list(content["Element"])]


def _node(name: str, element: Any) -> Node:
    if not isinstance(element, dict):
        raise rule(f"Een element van '{name}' ontbreekt.", f"An element of '{name}' is missing.")
    keys = {key.removeprefix("@"): value for key, value in element.items() if key.startswith("@")}
    given = {**keys, **(element.get("Fields") or {})}
    action = str(given.pop("@Action", given.pop(_ACTION, "")))
    fields = {one: _value(name, one, value) for one, value in given.items()}
    return Node(name, fields, action, list(_below(name, element.get("Objects"))))


def _below(name: str, objects: Any) -> Iterator[Node]:
    """Objects come as a list of objects, or as one."""
    for each in _list(objects or []):
        for inner in each:
            if inner not in KINDS[name].below:
                raise rule(
                    f"Object '{inner}' is onbekend onder '{name}'.",
                    f"Object '{inner}' is unknown below '{name}'.",
                )
            yield from read(each, inner)


def _value(name: str, one: str, value: Any) -> Any:
    """Read a value: numbers and truths come as they are, or as texts; "" empties a field."""
    kind = KINDS[name].ids.get(one, "t" if CUSTOM.fullmatch(one) else "")
    if not kind:
        raise rule(f"Veld '{one}' is onbekend in '{name}'.", f"Field '{one}' is unknown in '{name}'.")
    if value is None or value == "":
        return None
    wrong = rule(
        f"De waarde '{value}' bij '{one}' is onjuist.", f"The value '{value}' for '{one}' is incorrect."
    )
    match kind[0]:
        case "b":
            return _truth(value, wrong)
        case "i" | "n":
            return _number(value, wrong, whole=kind[0] == "i")
        case "d":
            return _day(value, wrong)
        case _:
            return _text(value, int(kind[1:].rstrip("!") or 0), wrong)


def _truth(value: Any, wrong: Refusal) -> bool:
    known = {"1": True, "true": True, "0": False, "false": False}
    if str(value).lower() not in known:
        raise wrong
    return known[str(value).lower()]


def _number(value: Any, wrong: Refusal, *, whole: bool) -> int | Decimal:
    if isinstance(value, bool):
        raise wrong
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise wrong from None
    if not number.is_finite() or (whole and number != int(number)):
        raise wrong
    return int(number) if whole else number


def _day(value: Any, wrong: Refusal) -> datetime:
    try:
        return datetime.fromisoformat(str(value).removesuffix("Z")).replace(tzinfo=None)
    except ValueError:
        raise wrong from None


def _text(value: Any, longest: int, wrong: Refusal) -> str:
    if isinstance(value, dict | list):
        raise wrong
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if longest and len(text) > longest:
        raise rule(
            f"De waarde '{text[:20]}…' is langer dan {longest} posities.",
            f"The value '{text[:20]}…' is longer than {longest} positions.",
        )
    return text


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
