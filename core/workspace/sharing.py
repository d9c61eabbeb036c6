"""Value tables that several flows share: who follows, what an edit would change, and saving it for all.

A flow file stays whole: the shared rows stand in every flow that follows, and a saved edit publishes them
all in one step. A flow follows where its table of that name is what the shared one is, or once was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.access import Action
from core.errors import Misconfigured
from core.flow import Flow, FlowProblems, Table, write_flow
from core.insight.change import Changes, changes
from core.records import JsonObject
from core.store import Following, SavedTable
from core.workspace.access import needs
from core.workspace.glance import read_again
from core.workspace.proving import Proving

#: So many records of each flow are mapped to see what an edit changes.
_RECORDS = 100


@dataclass(frozen=True, slots=True)
class Follower:
    """A flow with a table of the shared one's name, at its newest version.

    `version` is the shared table's that it has, None where it has rows of its own.
    """

    flow: str
    title: str
    at: int
    version: int | None

    @property
    def follows(self) -> bool:
        """Whether it is published with the shared table."""
        return self.version is not None


@dataclass(frozen=True, slots=True)
class SharedTable:
    """A shared table as it stands, and the flows that have a table of its name."""

    saved: SavedTable
    table: Table
    flows: tuple[Follower, ...]

    @property
    def followers(self) -> list[Follower]:
        """The flows that are published with it."""
        return [each for each in self.flows if each.follows]


@dataclass(frozen=True, slots=True)
class Effect:
    """What an edit of a shared table would change in one flow, and over how many of its records that is told.

    `records` are the keys or names by which `changes` numbers them; none where none of the flow is at hand.
    """

    flow: str
    title: str
    at: int
    records: tuple[str, ...]
    changes: Changes


class Sharing(Proving):
    """Shared value tables."""

    @needs(Action.SEE)
    def shared_tables(self) -> list[SharedTable]:
        """Every shared table, by name."""
        flows = self._readable()
        return [self._shared(saved, flows) for saved in self._store.shared_tables.all()]

    @needs(Action.SEE)
    def table_versions(self, table: str) -> list[SavedTable]:
        """Every version of a shared table, newest first."""
        return self._store.shared_tables.versions(table)

    @needs(Action.SEE)
    def effects(self, table: str, edited: Table) -> list[Effect]:
        """What each flow that follows would make otherwise of its samples and last records."""
        shared = self._named(table)
        return [self._effect(table, edited, each) for each in shared.followers]

    @needs(Action.EDIT)
    def share(
        self,
        table: str,
        edited: Table,
        *,
        after: int,
        flows: Mapping[str, int] | None = None,
        note: str = "",
        by: str = "",
    ) -> SavedTable:
        """Save a shared table and publish the flows that follow it, all of it or nothing.

        `after` is the version that was looked at, 0 for a table that is not shared yet, and `flows` the
        versions of the flows: Overtaken when one of them is not the newest any more.
        """
        taken = [self._following(table, edited, flow, at) for flow, at in (flows or {}).items()]
        self._store.shared_tables.put(table, content_of(edited), note, by=by, after=after, flows=taken)
        return self._store.shared_tables.versions(table)[0]

    @needs(Action.EDIT)
    def unshare(self, table: str) -> None:
        """Share a table no more; every flow keeps its rows as its own."""
        self._named(table)
        self._store.shared_tables.remove(table)

    def _named(self, table: str) -> SharedTable:
        found = next((each for each in self.shared_tables() if each.saved.name == table), None)
        if found is None:
            raise Misconfigured(f"there is no shared table {table!r}; share one of a flow's tables first")
        return found

    def _readable(self) -> list[tuple[int, Flow]]:
        found = []
        for saved in self._store.flows.all():
            try:
                found.append((saved.version, read_again(saved.text)))
            except FlowProblems:
                continue  # its page says what is wrong with it
        return found

    def _shared(self, saved: SavedTable, flows: Sequence[tuple[int, Flow]]) -> SharedTable:
        versions = self._store.shared_tables.versions(saved.name)
        found = [
            Follower(
                flow.name,
                flow.title,
                at,
                next((v.version for v in versions if v.content == content_of(flow.tables[saved.name])), None),
            )
            for at, flow in flows
            if saved.name in flow.tables
        ]
        return SharedTable(saved, table_of(saved.content), tuple(found))

    def _following(self, table: str, edited: Table, flow: str, at: int) -> Following:
        return Following(flow, write_flow(_with(self.flow(flow, at), table, edited)), at)

    def _effect(self, table: str, edited: Table, each: Follower) -> Effect:
        flow = self.flow(each.flow, each.at)
        records = [*(sample.record for sample in flow.samples), *self.recent(each.flow, _RECORDS)][:_RECORDS]
        before = list(self.preview(flow, records))
        after = list(self.preview(_with(flow, table, edited), records))
        names = tuple(preview.key for preview in before)
        return Effect(each.flow, each.title, each.at, names, changes(before, after))


def content_of(table: Table) -> JsonObject:
    """A table as the flow file has it."""
    return table.model_dump(exclude_unset=True)


def table_of(content: JsonObject) -> Table:
    """Read a table that was kept."""
    return Table.model_validate(content)


def _with(flow: Flow, name: str, table: Table) -> Flow:
    return flow.model_copy(update={"tables": {**flow.tables, name: table}})
