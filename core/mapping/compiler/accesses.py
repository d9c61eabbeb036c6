"""Reads of a record that cannot go wrong, shared by all rules and made once at the beginning.

Below a root (the record, a row, what a check found) such reads form a tree: fields, places in lists, lists
flattened, and loops that collect fields of rows. It is written grouped by the object that is read from.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from core.mapping.compiler.source import Lines, Names


@dataclass(slots=True)
class Loop:
    """One pass over the items of a list that fills several lists, null left out."""

    item: str
    #: the name of each list, and of the read of the item that fills it
    collected: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Reads:
    """What is read directly from one value."""

    fields: dict[str, str] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    flat: str = ""
    loop: Loop | None = None


@dataclass(frozen=True, slots=True)
class Shapes:
    """Values that are decoded into Structs of the fields that are read, and lists of such."""

    #: of the name of a Struct, each key with its attribute
    structs: dict[str, dict[str, str]] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()


class Accesses:
    """The tree of reads below some roots."""

    def __init__(self, names: Names, shapes: Shapes, *roots: str) -> None:
        self._names, self.shapes = names, shapes
        self.roots = tuple(dict.fromkeys(roots))
        self.reads: dict[str, Reads] = {root: Reads() for root in self.roots}

    def __contains__(self, name: str) -> bool:
        return name in self.reads

    def field(self, of: str, name: str) -> str:
        """The name of a field's value."""
        known = self.reads[of].fields
        if name not in known:
            known[name] = self._made(name)
        return known[name]

    def place(self, of: str, index: int) -> str:
        """The name of the item at a place of a list."""
        known = self.reads[of].places
        if index not in known:
            known[index] = self._made(f"{of}_at_{index}" if index >= 0 else f"{of}_from_end_{-index}")
        return known[index]

    def flat(self, of: str) -> str:
        """The name of a list whose lists are dissolved in it."""
        reads = self.reads[of]
        reads.flat = reads.flat or self._made(f"{of}_items")
        return reads.flat

    def item(self, of: str) -> str:
        """The name of an item in the loop over a list."""
        reads = self.reads[of]
        if reads.loop is None:
            reads.loop = Loop(self._made(f"{of}_item"))
        return reads.loop.item

    def collected(self, of: str, read: str) -> str:
        """The name of the list that collects a read of each item."""
        loop = self.reads[of].loop
        assert loop is not None  # noqa: S101  - `item` was asked first
        for name, other in loop.collected:
            if other == read:
                return name
        name = self._names.fresh(f"all_{read}")
        loop.collected.append((name, read))
        return name

    def _made(self, hint: str) -> str:
        name = self._names.fresh(hint)
        self.reads[name] = Reads()
        return name

    def write(self, root: str, into: Lines, *, there: bool = False) -> None:
        """Write every read below a root, which is `there` when it is not null."""
        reads = self.reads[root]
        if root in self.shapes.structs:
            self._attributes(root, reads.fields, into, there=there)
        elif reads.fields:
            self._fields(root, list(reads.fields.items()), into, there=there)
        for index, name in reads.places.items():
            into.add(f"{name} = {place_source(root, index)}")
        if reads.flat and root in self.shapes.lists:
            into.add(f"{reads.flat} = {root}")
        elif reads.flat:
            write_flat(root, reads.flat, into)
        if reads.loop is not None:
            self._loop(root, reads.loop, into)
        for name in (*reads.fields.values(), *reads.places.values(), *filter(None, [reads.flat])):
            self.write(name, into)

    def _fields(self, of: str, fields: list[tuple[str, str]], into: Lines, *, there: bool) -> None:
        """Most objects have the keys that are read: [ ] finds those faster, and a try costs nothing."""
        keys = [(self._names.literal(key), name) for key, name in fields]
        if len(keys) == 1:
            (key, name), *_ = keys
            into.add(f"{name} = {field_source(of, key)}")
            return
        if there:
            self._keys(of, keys, into)
            return
        into.add(f"if {of} is None: {' = '.join(name for _, name in keys)} = None")
        with into.inside("else:"):
            self._keys(of, keys, into)

    def _keys(self, of: str, keys: list[tuple[str, str]], into: Lines) -> None:
        with into.inside("try:"):
            for key, name in keys:
                into.add(f"{name} = {of}[{key}]")
        every = f"({', '.join(key for key, _ in keys)})"
        into.add(f"except Exception: {', '.join(name for _, name in keys)} = fields_of({of}, {every})")

    def _attributes(self, of: str, fields: dict[str, str], into: Lines, *, there: bool) -> None:
        attributes = self.shapes.structs[of]
        if there or not fields:
            for key, name in fields.items():
                into.add(f"{name} = {of}.{attributes[key]}")
            return
        into.add(f"if {of} is None: {' = '.join(fields.values())} = None")
        with into.inside("else:"):
            for key, name in fields.items():
                into.add(f"{name} = {of}.{attributes[key]}")

    def _loop(self, of: str, loop: Loop, into: Lines) -> None:
        with into.inside(f"if {of} is not None:" if of in self.shapes.lists else f"if {is_list(of)}:"):
            for name, _ in loop.collected:
                into.add(f"{name} = []")
            with into.inside(f"for {loop.item} in {of}:"):
                self.write(loop.item, into)
                for name, read in loop.collected:
                    into.add(f"if {read} is not None: {name}.append({read})")
        into.add(f"else: {' = '.join(name for name, _ in loop.collected)} = None")


def is_list(name: str) -> str:
    """A test for a list, quick for the ordinary one."""
    return f"type({name}) is list or isinstance({name}, list)"


def field_source(of: str, key: str) -> str:
    """A field of an object, or null; `key` as it stands in the source."""
    return f"None if {of} is None else {of}.get({key}) if type({of}) is dict else field_of({of}, {key})"


def place_source(of: str, index: int) -> str:
    """The item at a place of a list, or null."""
    if index in (0, -1):  # any list but an empty one has it
        return f"None if not {of} else {of}[{index}] if type({of}) is list else place_of({of}, {index})"
    enough = f"> {index}" if index >= 0 else f">= {-index}"
    there = f"{of}[{index}] if type({of}) is list and len({of}) {enough}"
    return f"{there} else place_of({of}, {index}) if {of} else None"


def write_flat(of: str, name: str, into: Lines) -> None:
    """A list whose lists are dissolved in it: most lists hold none, and stand for themselves."""
    with into.inside(f"if type({of}) is list:"):
        into.add(f"{name} = {of}")
        with into.inside(f"for one in {of}:"):
            into.add(f"if type(one) is list: {name} = flat_of({of}); break")
    into.add(f"else: {name} = flat_of({of})")
