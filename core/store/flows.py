"""Flows as they are kept: every version byte for byte, drafts, and what the schedule fired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from core.errors import Misconfigured
from core.store.database import Database
from core.store.tables import DraftRow, FlowRow, VersionRow


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


class Flows:
    """All flows of a home folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

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

    def get(self, name: str, version: int | None = None) -> SavedFlow | None:
        """One version of a flow, or its newest."""
        with self._database.reading() as session:
            flow = session.get(FlowRow, name)
            if flow is None:
                return None
            row = session.get(VersionRow, (name, flow.newest if version is None else version))
            return None if row is None else _saved(flow, row, session.get(DraftRow, name) is not None)

    def put(self, name: str, text: str, note: str = "") -> SavedFlow:
        """Save a document as the flow's newest version; the same text again makes no new one."""
        with self._database.writing() as session:
            flow = session.get(FlowRow, name) or FlowRow(name=name, newest=0)
            row = session.get(VersionRow, (name, flow.newest))
            if row is None or row.text != text:
                flow.newest += 1
                session.add(flow)
                session.flush()
                row = VersionRow(flow=name, version=flow.newest, text=text, note=note, at=datetime.now(UTC))
                session.add(row)
            return _saved(flow, row, session.get(DraftRow, name) is not None)

    def versions(self, name: str) -> list[SavedFlow]:
        """Every version of a flow, newest first."""
        chosen = select(VersionRow).where(VersionRow.flow == name).order_by(col(VersionRow.version).desc())
        with self._database.reading() as session:
            flow = session.get(FlowRow, name)
            if flow is None:
                return []
            draft = session.get(DraftRow, name) is not None
            return [_saved(flow, row, draft) for row in session.exec(chosen)]

    def remove(self, name: str) -> None:
        """Forget a flow's documents; its ledger stays, so that nothing is written twice if it comes back."""
        with self._database.writing() as session:
            session.execute(delete(VersionRow).where(col(VersionRow.flow) == name))
            session.execute(delete(DraftRow).where(col(DraftRow.flow) == name))
            flow = session.get(FlowRow, name)
            if flow is not None:
                flow.active, flow.fired = False, None

    def activate(self, name: str, on: bool) -> None:  # noqa: FBT001 - activate(name, True) reads well
        """Let the flow's schedule start runs, or not."""
        with self._database.writing() as session:
            _existing(session, name).active = on

    def fired(self, name: str) -> str | None:
        """The last occurrence of the schedule that was dealt with: a local wall time."""
        with self._database.reading() as session:
            flow = session.get(FlowRow, name)
            return None if flow is None else flow.fired

    def set_fired(self, name: str, local_time: str | None) -> None:
        """Write down the last occurrence of the schedule that was dealt with."""
        with self._database.writing() as session:
            _existing(session, name).fired = local_time

    def draft(self, name: str) -> str | None:
        """What somebody is writing and has not saved yet."""
        with self._database.reading() as session:
            row = session.get(DraftRow, name)
            return None if row is None else row.text

    def keep_draft(self, name: str, text: str | None) -> None:
        """Keep what somebody is writing; None forgets it."""
        with self._database.writing() as session:
            if text is None:
                session.execute(delete(DraftRow).where(col(DraftRow.flow) == name))
            else:
                session.merge(DraftRow(flow=name, text=text))


def _existing(session: Session, name: str) -> FlowRow:
    flow = session.get(FlowRow, name)
    if flow is None or session.get(VersionRow, (name, flow.newest)) is None:
        raise Misconfigured(f"There is no flow {name!r}; save it first.")
    return flow


def _saved(flow: FlowRow, row: VersionRow, draft: bool) -> SavedFlow:  # noqa: FBT001 - private
    return SavedFlow(flow.name, row.version, row.text, row.note, row.at, flow.active, draft)
