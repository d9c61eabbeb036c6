"""Where things are used, over all flows; and flows that are copied and taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from core.access import Action
from core.flow import FlowProblems, write_flow
from core.insight import Thing, Use, uses
from core.records import Counts
from core.store import SavedFlow
from core.workspace.access import needs
from core.workspace.exporting import Exporting
from core.workspace.glance import read_again


@dataclass(frozen=True, slots=True)
class Used:
    """One use of a thing: in which flow, by its name and title, and where in it."""

    flow: str
    title: str
    use: Use


@dataclass(frozen=True, slots=True)
class Carried:
    """What all flows together came to from a moment on: runs, how many of them failed, and their counts."""

    since: datetime
    runs: int
    failed: int
    counts: Counts


class Using(Exporting):
    """Questions about all flows at once, and new flows out of others."""

    @needs(Action.SEE)
    def where_used(self, thing: Thing | None = None, name: str | None = None) -> list[Used]:
        """Every use in the newest versions of all flows, of one kind of thing or of one thing by its name.

        A path also stands for what is inside it: `line_items` for `line_items[].sku`.
        """
        found = []
        for saved in self._store.flows.all():
            title, used = _uses(saved.text)
            found += [
                Used(saved.name, title or saved.name, use)
                for use in used
                if thing in (None, use.thing) and (name is None or _is_in(name, use))
            ]
        return found

    @needs(Action.EDIT)
    def duplicate(self, name: str, title: str, *, by: str = "") -> SavedFlow:
        """Save a copy of a flow's newest version under a new name, in the same folder, its schedule off."""
        saved = self.saved(name)
        there = {each.name for each in self._store.flows.all()}
        names = (f"{name[:70]}-copy{n}" for n in ("", *(f"-{n}" for n in range(2, len(there) + 3))))
        free = next(each for each in names if each not in there)
        copy = self.flow(name).model_copy(update={"name": free, "title": " ".join(title.split()) or free})
        made = self.save(write_flow(copy), f"copied from {name}, version {saved.version}", by=by)
        if saved.folder:
            self.file([made.name], saved.folder)
        return made

    @needs(Action.EDIT)
    def import_flow(self, text: str, note: str = "", *, by: str = "") -> SavedFlow:
        """Take a flow file in, byte for byte; its schedule is off until a person turns it on.

        One that is there under the same name gets it as its next version.
        """
        saved = self.save(text, note, by=by)
        self._store.flows.activate(saved.name, on=False)
        return saved

    @needs(Action.READ)
    def carried(self, moments: Sequence[datetime]) -> list[Carried]:
        """What all flows together came to from each moment to the next; the last one has no end."""
        found = self._store.glance.carried(moments)
        return [Carried(since, *each) for since, each in zip(moments, found, strict=True)]


@lru_cache(maxsize=2048)
def _uses(text: str) -> tuple[str, tuple[Use, ...]]:
    """The title of a version and all that it uses; nothing of one that cannot be read."""
    try:
        flow = read_again(text)
    except FlowProblems:
        return "", ()
    return flow.title, uses(flow)


def _is_in(name: str, use: Use) -> bool:
    return use.name == name or (
        use.thing in (Thing.SOURCE, Thing.TARGET) and use.name.startswith((f"{name}.", f"{name}["))
    )
