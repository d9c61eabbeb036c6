"""Rules by their place: `(3,)`, or inside the `each` there `(3, 0)`; what is changed is a copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from core.flow import Rule
from core.records import JsonObject

Place = tuple[int, ...]
Rules = tuple[Rule, ...]

_STEP = re.compile(r'"((?:[^"\\]|\\.)*)"|([^."]+)')


def at(rules: Rules, place: Place) -> Rule | None:
    """The rule at a place, or None when there is none (any more)."""
    if not place or not 0 <= place[0] < len(rules):
        return None
    rule = rules[place[0]]
    return at(rule.map, place[1:]) if len(place) > 1 else rule


def put(rules: Rules, place: Place, rule: Rule | None) -> Rules:
    """The rules with another rule at a place, or, with None, without the one there."""
    first, rest = place[0], place[1:]
    if rest:
        outer = rules[first]
        inner = put(outer.map, rest, rule)
        rule = outer.model_copy(update={"map": inner}) if inner else None
    return (*rules[:first], *([rule] if rule else []), *rules[first + 1 :])


def add(rules: Rules, block: Place, rule: Rule) -> tuple[Rules, Place]:
    """The rules with one more at the end of a block, and its place."""
    outer = at(rules, block)
    if outer is None:
        return (*rules, rule), (len(rules),)
    longer = outer.model_copy(update={"map": (*outer.map, rule)})
    return put(rules, block, longer), (*block, len(outer.map))


def of(rules: Rules, block: Place) -> Rules:
    """The rules of a block: of the `each` at that place, or, at `()`, the outermost."""
    outer = at(rules, block)
    return outer.map if outer else rules


def blocks(rules: Rules, before: Place = (), named: str = "") -> Iterator[tuple[Place, str]]:
    """Every `each` block with its place and its path, outer ones first."""
    for n, rule in enumerate(rules):
        if rule.each is not None:
            place, name = (*before, n), f"{named}.{rule.to}" if named else rule.to
            yield place, name
            yield from blocks(rule.map, place, name)


def alone(rules: Rules, place: Place) -> Rule | None:
    """The rule at a place with the blocks around it, without its neighbours: enough to see what it gives."""
    rule = at(rules, place)
    if rule is None:
        return None
    for depth in range(len(place) - 1, 0, -1):
        outer = at(rules, place[:depth])
        if outer is not None:
            rule = outer.model_copy(update={"map": (rule,)})
    return rule


def steps(path: str) -> list[str]:
    """The names along a dotted path; a name with a dot stands in quotes."""
    return [quoted or bare for quoted, bare in _STEP.findall(path)]


def values(payload: JsonObject, rule: Rule, depth: int = 0) -> list[Any]:
    """What a rule that stands alone gave: one value, or, inside `depth` lists, one for each row."""
    found: list[Any] = [payload]
    for name in steps(rule.to):
        found = [value.get(name) if isinstance(value, dict) else None for value in found]
    if not depth:
        return found
    rows = [row for value in found for row in (value if isinstance(value, list) else [])]
    return [
        value
        for row in rows
        for value in values(row if isinstance(row, dict) else {}, rule.map[0], depth - 1)
    ]


def look_up(record: JsonObject, path: str) -> list[Any]:
    """What a record holds at a path, as `rows[].sku`: one value, or one for each row of a list."""
    found: list[Any] = [record]
    for name in steps(path):
        bare = name.removesuffix("[]")
        if bare:
            found = [each.get(bare) if isinstance(each, dict) else None for each in found]
        if name.endswith("[]"):
            found = [row for each in found for row in (each if isinstance(each, list) else [])]
    return found
