"""Flows as they are kept: every version byte for byte, drafts, and what the schedule fired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, delete, exists, func, update
from sqlmodel import Session, col, select

from core.errors import Misconfigured, Overtaken
from core.flow.sign_off import SignOff
from core.store.database import Database, insert
from core.store.tables import ApprovalRow, DraftRow, FlowRow, SignOffRow, VersionRow


@dataclass(frozen=True, slots=True)
class SavedFlow:
    """One version of a flow: the document, byte for byte, and how the flow stands now."""

    name: str
    version: int
    text: str
    note: str
    at: datetime
    active: bool = False
    draft: bool = False
    #: whether it is paused: no run of it begins
    held: bool = False
    #: who published it, where that is known
    by: str = ""
    #: in which folder it lies; "" in none
    folder: str = ""
    #: whether it is paused when its source drifts
    pauses: bool = False


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """What one person is writing: the document, the version that they began with, who and when.

    `edit` counts the changes: whoever keeps another one says which was the last that they have seen.
    """

    id: str
    flow: str
    text: str
    version: int = 0
    by: str = ""
    edit: int = 0
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Approval:
    """Who said of which version's plan that it may be run, when, and how many records met which verdict."""

    version: int
    by: str
    at: datetime
    counts: dict[str, int]


#: What the notebook asks and writes with every edit: the statements are made once.
_ONE = (
    select(
        FlowRow.__table__,  # type: ignore[attr-defined]
        VersionRow.__table__,  # type: ignore[attr-defined]
        exists().where(col(DraftRow.flow) == FlowRow.name).label("drafted"),
    )
    .join(VersionRow, col(VersionRow.flow) == FlowRow.name)
    .where(
        col(FlowRow.name) == bindparam("name"),
        col(VersionRow.version) == func.coalesce(bindparam("version", type_=Integer), FlowRow.newest),
    )
)
_NAMES = (
    select(FlowRow.name, FlowRow.newest)
    .join(VersionRow, (col(VersionRow.flow) == FlowRow.name) & (col(VersionRow.version) == FlowRow.newest))
    .order_by(FlowRow.name)
)
_NEWEST = select(FlowRow.newest).where(col(FlowRow.name) == bindparam("name"))
_DRAFTS = (
    select(DraftRow.id, DraftRow.edit)
    .where(col(DraftRow.flow) == bindparam("name"))
    .order_by(col(DraftRow.id))
)
_FIRST = insert(DraftRow).on_conflict_do_nothing()
_NEXT = update(DraftRow).where(
    col(DraftRow.id) == bindparam("known"), col(DraftRow.edit) == bindparam("seen")
)


class Flows:
    """All flows of a home folder."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # What is written and not published yet is nobody's business but its writer's.
        self._drafts = database.unwitnessed()

    def all(self) -> list[SavedFlow]:
        """The newest version of each flow, by name."""
        newest = (
            select(FlowRow, VersionRow)
            .join(
                VersionRow,
                (col(VersionRow.flow) == FlowRow.name) & (col(VersionRow.version) == FlowRow.newest),
            )
            .order_by(FlowRow.name)
        )
        with self._database.reading() as session:
            drafts = set(session.exec(select(DraftRow.flow)).all())
            return [_saved(flow, version, flow.name in drafts) for flow, version in session.exec(newest)]

    def newest(self) -> list[tuple[str, int]]:
        """The name of each flow, with the number of its newest version."""
        with self._database.looking() as connection:
            return [(name, version) for name, version in connection.execute(_NAMES)]

    def get(self, name: str, version: int | None = None) -> SavedFlow | None:
        """One version of a flow, or its newest."""
        for row in self._database.ask(_ONE, {"name": name, "version": version}):
            return _saved(row, row, row.drafted)
        return None

    def put(
        self, name: str, text: str, note: str = "", *, by: str = "", after: int | None = None
    ) -> SavedFlow:
        """Save a document as the flow's newest version; the same text again makes no new one.

        `after` is the version that its writer has seen: Overtaken when there is a newer one.
        """
        with self._database.writing() as session:
            return put_version(session, name, text, note, by=by, after=after)

    def file(self, names: Sequence[str], folder: str) -> None:
        """Lay flows into a folder; "" takes them out of theirs."""
        with self._database.writing() as session:
            for name in names:
                _existing(session, name).folder = folder

    def versions(self, name: str) -> list[SavedFlow]:
        """Every version of a flow, newest first."""
        chosen = select(VersionRow).where(VersionRow.flow == name).order_by(col(VersionRow.version).desc())
        with self._database.reading() as session:
            flow = session.get(FlowRow, name)
            if flow is None:
                return []
            draft = _drafted(session.connection(), name)
            return [_saved(flow, row, draft) for row in session.exec(chosen)]

    def remove(self, name: str) -> None:
        """Forget a flow's documents; its ledger stays, so that nothing is written twice if it comes back."""
        with self._database.writing() as session:
            session.execute(delete(VersionRow).where(col(VersionRow.flow) == name))
            session.execute(delete(DraftRow).where(col(DraftRow.flow) == name))
            session.execute(delete(ApprovalRow).where(col(ApprovalRow.flow) == name))
            flow = session.get(FlowRow, name)
            if flow is not None:
                flow.active, flow.held, flow.fired, flow.due = False, False, None, None

    def activate(self, name: str, on: bool, fired: str | None = None) -> None:  # noqa: FBT001 - activate(name, True) reads well
        """Let the flow's schedule start runs, or not; with `fired`, those planned after that wall time."""
        with self._database.writing() as session:
            flow = _existing(session, name)
            flow.active, flow.timed, flow.timing = on, 0, None
            flow.fired = fired or flow.fired
            flow.due = datetime.now(UTC) if on else None

    def hold(self, name: str, on: bool) -> None:  # noqa: FBT001 - as activate
        """Let no run of the flow begin, whoever asks for it, or let them begin again."""
        with self._database.writing() as session:
            _existing(session, name).held = on

    def fired(self, name: str) -> str | None:
        """The last occurrence of the schedule that was dealt with: a local wall time."""
        with self._database.reading() as session:
            flow = session.get(FlowRow, name)
            return None if flow is None else flow.fired

    def set_fired(self, name: str, local_time: str | None) -> None:
        """Write down the last occurrence of the schedule that was dealt with."""
        with self._database.writing() as session:
            _existing(session, name).fired = local_time

    def drafts(self, name: str) -> list[SavedDraft]:
        """What people are writing of a flow and have not published yet, the newest first."""
        chosen = select(DraftRow).where(DraftRow.flow == name).order_by(col(DraftRow.at).desc())
        with self._database.reading() as session:
            return [_draft(row) for row in session.exec(chosen)]

    def stamp(self, name: str, known: SavedDraft | None = None) -> tuple[object, ...]:
        """What a flow's versions and drafts stand at: the same for as long as nobody changes anything.

        A draft that is `known` is left out for as long as it holds what is known of it.
        """
        with self._database.looking() as connection:
            found = [tuple(row) for row in connection.execute(_DRAFTS, {"name": name})]
            if known is not None and (known.id, known.edit) in found:
                found.remove((known.id, known.edit))
            return (connection.execute(_NEWEST, {"name": name}).scalar(), *found)

    def keep_draft(self, draft: SavedDraft) -> SavedDraft | None:
        """Keep the next edit of a draft; None, and nothing is kept, when it holds another one by now."""
        kept = replace(draft, edit=draft.edit + 1, at=datetime.now(UTC))
        with self._drafts.keeping() as connection:
            if draft.edit:
                known = {"known": draft.id, "seen": draft.edit}
                written = connection.execute(_NEXT, {**known, **asdict(kept)})
            else:
                written = connection.execute(_FIRST, asdict(kept))
            return kept if written.rowcount else None

    def drop_draft(self, draft: SavedDraft) -> None:
        """Forget a draft; one that holds another edit by now stays."""
        seen = (col(DraftRow.id) == draft.id) & (col(DraftRow.edit) == draft.edit)
        with self._drafts.writing() as session:
            session.execute(delete(DraftRow).where(seen))

    def approval(self, name: str) -> Approval | None:
        """The approval that was given last."""
        with self._database.reading() as session:
            row = session.get(ApprovalRow, name)
            return None if row is None else Approval(row.version, row.by, row.at, row.counts)

    def sign_off(self, given: SignOff) -> SignOff:
        """Keep that somebody agreed to a version; who did so before did it then."""
        with self._database.writing() as session:
            row = session.get(SignOffRow, (given.flow, given.version, given.by))
            if row is None:
                session.add(SignOffRow(**asdict(given)))
            return given if row is None else _signed(row)

    def sign_offs(self, name: str) -> list[SignOff]:
        """Who agreed to which version of a flow, the newest version first."""
        newest = (col(SignOffRow.version).desc(), col(SignOffRow.at).desc())
        chosen = select(SignOffRow).where(SignOffRow.flow == name).order_by(*newest)
        with self._database.reading() as session:
            return [_signed(row) for row in session.exec(chosen)]


def put_version(
    session: Session, name: str, text: str, note: str, *, by: str = "", after: int | None = None
) -> SavedFlow:
    """Save a document as the flow's newest version, as `Flows.put`, in a transaction that writes more."""
    flow = session.get(FlowRow, name) or FlowRow(name=name, newest=0)
    if after is not None and flow.newest != after:
        raise Overtaken(f"version {flow.newest} of flow {name!r} was published since version {after}")
    row = session.get(VersionRow, (name, flow.newest))
    if row is None or row.text != text:
        flow.newest += 1
        flow.due = datetime.now(UTC) if flow.active else None
        session.add(flow)
        session.flush()
        row = VersionRow(flow=name, version=flow.newest, text=text, note=note, at=datetime.now(UTC), by=by)
        session.add(row)
    return _saved(flow, row, _drafted(session.connection(), name))


def _existing(session: Session, name: str) -> FlowRow:
    flow = session.get(FlowRow, name)
    if flow is None or session.get(VersionRow, (name, flow.newest)) is None:
        raise Misconfigured(f"There is no flow {name!r}; save it first.")
    return flow


def _saved(flow: Any, row: Any, draft: bool) -> SavedFlow:  # noqa: FBT001 - private
    return SavedFlow(
        name=flow.name,
        version=row.version,
        text=row.text,
        note=row.note,
        at=row.at,
        active=flow.active,
        draft=draft,
        held=flow.held,
        by=row.by or "",
        folder=flow.folder,
        pauses=flow.pauses,
    )


def _signed(row: SignOffRow) -> SignOff:
    return SignOff(row.flow, row.version, row.by, row.at, row.note)


def _draft(row: DraftRow) -> SavedDraft:
    return SavedDraft(row.id, row.flow, row.text, row.version, row.by, row.edit, row.at)


def _drafted(connection: Connection, name: str) -> bool:
    return connection.execute(_DRAFTS, {"name": name}).first() is not None
