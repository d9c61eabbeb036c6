"""What a name that is not there may have been meant to be: a field beside it, or elsewhere in the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from core.insight.seen import Seen
from core.mapping import Kind, Read

_OTHER = re.compile(r"[^a-z0-9]+")
_NAME = re.compile(r'"(?:[^"\\]|\\.)*"|[^.\[\]"]+')
#: How alike two names must be, side by side and anywhere in the record.
_ALIKE, _SURELY_ALIKE = 0.6, 0.8


class Names:
    """Every path of the samples, to be searched by name."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self.known = {each.path for each in seen}
        self._beside: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        for each in seen:
            above, name = split(each.path)
            self._beside.setdefault(above, []).append(name)
            if each.filled:
                self._by_name.setdefault(plain(name), []).append(each.path)

    def nearest(self, read: Read, step: int, bases: Sequence[str]) -> str:
        """The path to write for one that ends at a step, from a node at `bases`; nothing when none is near.

        A field beside the missing one goes before one of the same name elsewhere in the record.
        """
        name = read.steps[step].name
        way = Read("", read.steps[:step]).path
        starts = [""] if read.root == "record" else list(bases)
        holders = [".".join(part for part in (base, way) if part) for base in starts]
        if any(f"{holder}.{name}".lstrip(".") in self.known for holder in holders):
            return ""
        beside = {other for holder in holders for other in self._beside.get(holder, ())}
        found = _closest(name, beside, _SURELY_ALIKE)
        if not found and (elsewhere := self._elsewhere(read, bases)):
            return elsewhere
        found = found or _closest(name, beside, _ALIKE)
        if not found:
            return ""
        before, after = read.text(step), read.text()[len(read.text(step + 1)) :]
        made = found if before == "@" else f"{before}.{found}"
        goes_on = any(f"{holder}.{found}{after}".lstrip(".") in self.known for holder in holders)
        return made + after if goes_on else made

    def _elsewhere(self, read: Read, bases: Sequence[str]) -> str:
        """A path whose last name is that of the read, the one most like the whole; lists come last."""
        last = next((step.name for step in reversed(read.steps) if step.kind is Kind.FIELD), "")
        wanted = plain(read.path)
        found = [(_told(path, bases), path) for path in self._by_name.get(plain(last), ())]
        if not found:
            return ""
        told, _ = max(found, key=lambda pair: ("[]" not in pair[0], _likeness(wanted, plain(pair[1]))))
        return told


def _told(path: str, bases: Sequence[str]) -> str:
    """A path of the record as it is written from a node."""
    for base in bases:
        if base and path.startswith(base + "."):
            return path[len(base) + 1 :]
    return f"$record.{path}" if any(bases) else path


def split(path: str) -> tuple[str, str]:
    """A path as that of the object and the name of its field."""
    names = list(_NAME.finditer(path))
    if not names:
        return "", path
    start = names[-1].start()
    return path[:start].removesuffix("."), path[start:]


def plain(name: str) -> str:
    """A name without what people write differently: capitals, underscores, hyphens."""
    return _OTHER.sub("", name.casefold())


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _closest(name: str, names: Iterable[str], least: float) -> str:
    wanted = plain(name)
    rated = [(_likeness(wanted, plain(other)), other) for other in sorted(names)]
    best = max(rated, default=(0.0, ""), key=lambda pair: pair[0])
    return best[1] if best[0] >= least else ""
