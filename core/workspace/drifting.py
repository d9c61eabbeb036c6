"""Drift: what is odd about a flow's source, and what a person says of it."""

from __future__ import annotations

from dataclasses import dataclass

from core.access import Action
from core.errors import Misconfigured
from core.runs.drift import said
from core.store import Drift, SavedFlow
from core.workspace.access import needs
from core.workspace.hearing import Hearing


@dataclass(frozen=True, slots=True)
class Drifted:
    """How a flow's source stands: what is odd about it, in words too, and whether that pauses the flow.

    `held` tells whether the flow is paused now.
    """

    odd: tuple[Drift, ...]
    why: tuple[str, ...]
    pauses: bool
    held: bool


class Drifting(Hearing):
    """Flows whose source fills its fields otherwise than before."""

    @needs(Action.READ)
    def drifting(self) -> dict[str, tuple[int, bool]]:
        """The flows whose source is otherwise than before: in how many fields, and whether it is paused."""
        odd = self._store.stretches.odd().items()
        saved = {flow: self._store.flows.get(flow) for flow, _ in odd}
        return {flow: (len(found), each.held) for flow, found in odd if (each := saved[flow])}

    @needs(Action.SEE)
    def drift(self, name: str) -> Drifted:
        """What is odd about a flow's source now; nothing where all is as before, or too little is known."""
        saved = self._kept_or_run(name)
        odd = self._store.stretches.odd(name).get(name, ())
        held, pauses = (saved.held, saved.pauses) if saved is not None else (False, False)
        return Drifted(odd, said(odd), pauses, held)

    @needs(Action.RUN)
    def accept_drift(self, name: str) -> None:
        """Say that a flow's source is right as it is: from now on that is usual."""
        self._kept_or_run(name)
        self._store.stretches.accept(name)

    @needs(Action.RUN)
    def pause_on_drift(self, name: str, *, on: bool) -> None:
        """Say whether a flow is paused when its source drifts, until a person resumes it."""
        if self._kept_or_run(name) is None:
            raise Misconfigured(
                f"flow {name!r} is run from a file: nothing here starts it, so nothing here can pause it. "
                f"Let what starts it ask `koppel drift {name}` first: its status is 1 while the source is odd"
            )
        self._store.stretches.set_pauses(name, on=on)

    def _kept_or_run(self, name: str) -> SavedFlow | None:
        """A flow as it was saved; None for one that is run from a file. Misconfigured where there is none."""
        found = self._store.flows.get(name)
        return found if found is not None or self._store.runs.all(name, limit=1) else self.saved(name)
