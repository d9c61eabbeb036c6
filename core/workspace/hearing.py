"""Hearing: what systems notify of is checked, and turned into runs of the records that changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from core.api.connector import Notice
from core.errors import Denied
from core.flow import FlowProblems, read_flow
from core.store import Heeding
from core.workspace.access import anyone
from core.workspace.monitoring import Monitoring


class Hearing(Monitoring):
    """What comes in by itself."""

    @anyone
    def notified(
        self, connection: str, body: bytes, headers: Mapping[str, str], now: datetime | None = None
    ) -> list[str]:
        """Take a notice from a system; gives the runs that it asks for, none where it was heeded before.

        Its signature says who sends it: Denied where that is missing or not right, whatever else it holds, or
        where it is too old. Header names are in small letters.
        """
        now = now or datetime.now(UTC)
        saved = self._reach.get(connection)
        declared = self._catalog.connector(saved.connector).notices if saved is not None else None
        if saved is None or declared is None:
            raise Denied("there is nothing here that is notified")
        if not body.strip() and declared.knocks:
            return []
        access = self._reach.access(connection)
        secret = next((access.secrets[name] for name in declared.secrets if access.secrets.get(name)), "")
        if not secret:
            raise Denied(f"connection {connection!r} has no secret by which a notice could be trusted")
        notice = declared.read(body, headers, secret, access.settings)
        if notice.at is None or abs((now - notice.at).total_seconds()) > declared.seconds:
            raise Denied("it is too old, or from the future")
        if notice.gone or not notice.key:
            return []
        # The body alone is surely the system's own: what only the headers call new is not.
        marks = [
            f"body {hashlib.sha256(body).hexdigest()}",
            *([f"id {notice.id}"[:200]] if notice.id else []),
        ]
        flows = self._heeding(connection, notice)
        return self._store.notices.heed(connection, marks, notice.key, flows, now) or []

    def _heeding(self, connection: str, notice: Notice) -> list[Heeding]:
        """The flows that start by themselves and read such records from there."""
        found = []
        for saved in self._store.flows.all():
            try:
                flow = read_flow(saved.text) if saved.active else None
            except FlowProblems:
                continue  # its next run says what is wrong with it
            if flow and flow.source.connection == connection and flow.source.resource in notice.resources:
                ends = flow.source.connection, flow.target.connection
                found.append(Heeding(saved.name, saved.version, ends))
        return found
