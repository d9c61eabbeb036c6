"""Flows at a glance: how each stands, what waits in it, in which folder it lies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache

from core.access import Action
from core.flow import Flow, FlowProblems, read_flow
from core.runs.occurrence import next_times
from core.store import EntryState, Run, SavedFlow
from core.store import Flows as SavedFlows
from core.workspace.access import needs
from core.workspace.recipes import Recipes
from core.workspace.states import FlowState


class Glance(Recipes):
    """Every flow, as far as it is told without a record."""

    @needs(Action.READ)
    def flows(self) -> list[FlowState]:
        """Every flow at a glance."""
        saved_ones = self._store.flows.all()
        last = self._store.glance.latest()
        waiting = self._store.glance.waiting([saved.name for saved in saved_ones])
        known = {each.name for each in self.connections()}
        return [
            self._state(
                saved,
                last.get(saved.name),
                waiting.get((saved.name, EntryState.PARKED), 0),
                waiting.get((saved.name, EntryState.AMBIGUOUS), 0),
                known,
            )
            for saved in saved_ones
        ]

    @needs(Action.READ)
    def titles(self) -> dict[str, str]:
        """Every flow's title by its name; one that cannot be read is called by its name."""
        flows = self._store.flows
        return {name: _title(flows, name, version) for name, version in flows.newest()}

    @needs(Action.EDIT)
    def file(self, names: Sequence[str], folder: str) -> None:
        """Lay flows into a folder, by client for example; "" takes them out of theirs."""
        self._store.flows.file(names, " ".join(folder.split()))

    def _state(
        self, saved: SavedFlow, last: Run | None, parked: int, ambiguous: int, known: set[str]
    ) -> FlowState:
        try:
            flow = read_again(saved.text)
        except FlowProblems as error:
            problem, name = str(error), saved.name
            return FlowState(
                name, name, saved.version, saved.active, "", "", "", None, last, parked, ambiguous, problem,
                saved.folder, saved.at,
            )  # fmt: skip
        upcoming = next_times(flow.schedule, datetime.now(UTC), 1) if flow.schedule and saved.active else []
        unknown = [
            f"connection {name!r} is not known here"
            for name in (flow.source.connection, flow.target.connection)
            if name not in known
        ]
        return FlowState(
            name=saved.name,
            title=flow.title,
            version=saved.version,
            active=saved.active,
            source=flow.source.connection,
            target=flow.target.connection,
            schedule=flow.schedule.cron if flow.schedule else "",
            next_run=next(iter(upcoming), None),
            last=last,
            parked=parked,
            ambiguous=ambiguous,
            problem="; ".join(unknown),
            folder=saved.folder,
            published=saved.at,
        )


@lru_cache(maxsize=2048)
def read_again(text: str) -> Flow:
    """Read a document that is read over and over: pages ask for the same ones with every look."""
    return read_flow(text)


@lru_cache(maxsize=4096)
def _title(flows: SavedFlows, name: str, version: int) -> str:
    """The title of a version, which never changes."""
    saved = flows.get(name, version)
    try:
        return read_again(saved.text).title if saved is not None else name
    except FlowProblems:
        return name
