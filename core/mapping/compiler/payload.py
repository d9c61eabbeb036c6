"""The payload at the end of a generated function: objects in objects, of the names of their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import UNSET

from core.mapping.compiler.source import Lines, Names, NotCompiled, defined

#: The field of a payload that a value is for, and the name of the value.
Named = tuple[tuple[str, ...], str]


def payload_tree(values: Iterable[Named]) -> dict[str, Any]:
    """The tree of the fields of a payload, with the names of their values as its leaves."""
    tree: dict[str, Any] = {}
    for path, name in values:
        holder = tree
        for segment in path[:-1]:
            holder = holder.setdefault(segment, {})
        holder[path[-1]] = name
    return tree


@lru_cache(64)
def payload_of(paths: tuple[tuple[str, ...], ...]) -> Callable[..., msgspec.Struct]:
    """The function that puts a payload together from one value for each of these paths."""
    names, lines = Names(("UNSET", "payload")), Lines()
    given = [names.fresh("value") for _ in paths]
    with lines.inside(f"def payload({', '.join(given)}):"):
        made = payload_source(payload_tree(zip(paths, given, strict=True)), "Payload", names, lines)
        lines.add(f"return {made}")
    whole: Callable[..., msgspec.Struct] = defined("payload", lines.text, {"UNSET": UNSET, **names.bound})
    return whole


def payload_source(tree: dict[str, Any], title: str, names: Names, lines: Lines) -> str:
    """The expression of an object, from the tree of its fields; an object of nothing is left out."""
    parts = []
    for name, made in tree.items():
        if isinstance(made, dict):
            inner = payload_source(made, name, names, lines)
            held = names.fresh(name)
            nothing = " and ".join(f"{one} is UNSET" for one in _leaves(made))
            lines.add(f"{held} = UNSET if {nothing} else {inner}")
            parts.append(held)
        else:
            parts.append(made)
    return f"{names.bind(_struct(title, tuple(tree)), title)}({', '.join(parts)})"


@lru_cache(1024)
def _struct(title: str, names: tuple[str, ...]) -> type[msgspec.Struct]:
    """The type of a payload: what is UNSET in it is not written."""
    fields = [(f"f{n}", Any, UNSET) for n in range(len(names))]
    renamed = {f"f{n}": name for n, name in enumerate(names)}
    try:
        return msgspec.defstruct("Payload", fields, rename=renamed, gc=False)
    except ValueError as error:
        raise NotCompiled(f"{title}: {error}") from None


def _leaves(tree: dict[str, Any]) -> list[str]:
    return [leaf for made in tree.values() for leaf in (_leaves(made) if isinstance(made, dict) else [made])]
