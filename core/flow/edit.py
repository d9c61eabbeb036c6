"""What two states of a flow differ in, edit by edit, and how the edits of two people are put together.

A flow is read as a tree in which rules, checks and samples have names instead of places in a list, so that
an edit says `map, Description` and moving a rule changes nothing for the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from core.flow.flow import Flow
from core.flow.reading import dumped

Place = tuple[str, ...]

#: Lists whose elements are known by a name, and where that stands.
_NAMED = {"map": "to", "checks": "name", "samples": "name"}
#: What is one thing, whatever it holds.
_WHOLE = ("params", "record", "expect")
_GONE: Any = object()


class _Node(dict[str, Any]):
    """A branch of the tree; any other value, an object too, is a leaf."""


class _Names(_Node):
    """A branch that was a list."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing in which two states differ: where, what it was and what it is; None where it is not there."""

    place: Place
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that two people changed, each in another way: what each made of it; None: taken out."""

    place: Place
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """Two people's states put together: `flow` has mine where they clash, None where it makes no flow."""

    flow: Flow | None
    #: what came in from theirs
    taken: tuple[Edit, ...]
    clashes: tuple[Clash, ...]


def edits(before: Flow, after: Flow) -> tuple[Edit, ...]:
    """Everything in which `after` differs from `before`; the order of rules is no difference."""
    return tuple(_edits(_tree(before), _tree(after), ()))


def merged(base: Flow, mine: Flow, theirs: Flow, take: Collection[Place] = ()) -> Merged:
    """Mine with their edits since `base`; of what clashes, theirs at the places of `take` only."""
    old, made, other = _tree(base), _tree(mine), _tree(theirs)
    ours = list(_edits(old, made, ()))
    taken: list[Edit] = []
    clashes: dict[Place, Clash] = {}
    for edit in _edits(old, other, ()):
        touching = [each for each in ours if _touch(each.place, edit.place)]
        if all(each == edit for each in touching):
            taken += [] if touching else [edit]
            continue
        place = min((each.place for each in (*touching, edit)), key=len)
        clashes[place] = Clash(place, _plain(_at(made, place)), _plain(_at(other, place)))
    for place in [*(edit.place for edit in taken), *(place for place in clashes if place in take)]:
        _put(made, other, place)
    return Merged(_flow(made), tuple(taken), tuple(clashes.values()))


def _tree(flow: Flow) -> _Node:
    tree = _branch(dumped(flow), ())
    return tree if isinstance(tree, _Node) else _Node()


def _branch(value: Any, place: Place) -> Any:
    name = place[-1] if place else ""
    if isinstance(value, list | tuple) and name in _NAMED:
        return _Names(
            (key, _branch(each, (*place, key)) if "map" in each or name == "checks" else dict(each))
            for key, each in _keyed(value, _NAMED[name])
        )
    if isinstance(value, dict) and name not in _WHOLE and place[:-1] != ("settings",):
        return _Node((key, _branch(inner, (*place, key))) for key, inner in value.items())
    return value


def _keyed(rows: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Rows with their names; one that stands twice gets a number."""
    seen: dict[str, int] = {}
    for row in rows:
        key = str(row[name])
        seen[key] = seen.get(key, 0) + 1
        yield (key if seen[key] == 1 else f"{key} ({seen[key]})"), row


def _edits(before: Any, after: Any, place: Place) -> Iterator[Edit]:
    if isinstance(before, _Node) and isinstance(after, _Node):
        for key in dict.fromkeys([*before, *after]):
            yield from _edits(before.get(key, _GONE), after.get(key, _GONE), (*place, key))
    elif before != after:
        yield Edit(place, _plain(before), _plain(after))


def _touch(one: Place, other: Place) -> bool:
    """Whether one place is the other, or holds it."""
    short = min(len(one), len(other))
    return one[:short] == other[:short]


def _at(tree: Any, place: Place) -> Any:
    for key in place:
        tree = tree.get(key, _GONE) if isinstance(tree, _Node) else _GONE
    return tree


def _put(tree: _Node, other: _Node, place: Place) -> None:
    """Make one place of a tree as it is in the other, behind what it stands behind there."""
    *above, key = place
    for step in above:
        inner, there = tree.get(step), other.get(step)
        if not isinstance(inner, _Node):
            inner = tree[step] = _Names() if isinstance(there, _Names) else _Node()
        tree, other = inner, there if isinstance(there, _Node) else _Node()
    if key not in other:
        tree.pop(key, None)
    elif key in tree:
        tree[key] = other[key]
    else:
        before = list(other)[: list(other).index(key)]
        last = next((each for each in reversed(before) if each in tree), None)
        rest = [each for n, each in enumerate(tree) if last is None or n > list(tree).index(last)]
        moved = {each: tree.pop(each) for each in rest}
        tree.update({key: other[key], **moved})


def _plain(value: Any) -> Any:
    if isinstance(value, _Names):
        return [_plain(each) for each in value.values()]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return None if value is _GONE else value


def _flow(tree: _Node) -> Flow | None:
    try:
        return Flow.model_validate(_plain(tree))
    except ValidationError:
        return None
