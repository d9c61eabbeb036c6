"""Source fields that hold data and that nothing in the flow reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.flow import Flow, Rule
from core.insight.block import based
from core.insight.seen import Seen
from core.mapping import Read, reads, template_reads


def unused(flow: Flow, seen: Sequence[Seen], known: Iterable[str] = ()) -> tuple[Seen, ...]:
    """The paths with data that no rule, check, `where`, `match` or `each` reads; `known` are read by Koppel.

    What is taken as a whole, an object as it is, counts as read with all that is in it.
    """
    use = _Use()
    use.paths.update([*known, flow.source.since or ""])
    for text in (flow.source.where, *flow.target.match.values()):
        use.expression(text, ("",), ("",))
    use.rules(flow.map, ("",), ("",))
    for check in flow.checks:
        use.expression(check.unless, ("",), ("",))
        bases = use.list(check.each, ("",), ("",)) if check.each else ("",)
        for text in check.match.values():
            use.expression(text, bases, ("",))
        use.rules(check.map, bases, ("",))
    return tuple(each for each in seen if each.holds and each.filled and not use.reads(each.path))


class _Use:
    """The paths that are read: some as they are, some with all that is in them."""

    def __init__(self) -> None:
        self.paths: set[str] = set()
        self.wholes: set[str] = set()

    def reads(self, path: str) -> bool:
        """Whether a path is read."""
        if path in self.paths or path + "[]" in self.paths or "" in self.wholes:
            return True
        return any(path == whole or path.startswith((whole + ".", whole + "[")) for whole in self.wholes)

    def rules(self, rules: Sequence[Rule], bases: tuple[str, ...], parents: tuple[str, ...]) -> None:
        """Note what rules read from nodes at these bases."""
        for rule in rules:
            if rule.each is not None:
                self.rules(rule.map, self.list(rule.each, bases, parents), bases)
                continue
            transform = template_reads(rule.transform).reads if rule.transform is not None else ()
            self.expression(rule.select, bases, parents)
            self._note([read for read in transform if read.root != "value"], bases, parents)

    def list(self, each: str, bases: tuple[str, ...], parents: tuple[str, ...]) -> tuple[str, ...]:
        """Note what an `each` asks; gives where its rows stand, of which the rules inside read the fields."""
        found = reads(each)
        self._note([read for read in found if read.asked], bases, parents)
        rows = [path for read in found if not read.asked for path in _paths(read, bases, parents)]
        self.paths.update(rows)
        return tuple(rows)

    def expression(self, text: str | None, bases: tuple[str, ...], parents: tuple[str, ...]) -> None:
        """Note what an expression reads from nodes at these bases."""
        if text is not None:
            self._note(reads(text), bases, parents)

    def _note(self, found: Iterable[Read], bases: tuple[str, ...], parents: tuple[str, ...]) -> None:
        for read in found:
            (self.paths if read.asked else self.wholes).update(_paths(read, bases, parents))


def _paths(read: Read, bases: tuple[str, ...], parents: tuple[str, ...]) -> list[str]:
    """Where a read leads to in the record, from each of the bases; nowhere for other variables."""
    match read.root:
        case "":
            return [based(read, base) for base in bases]
        case "parent":
            return [based(read, base) for base in parents]
        case "record":
            return [based(read, "")]
        case _:
            return []
