"""What a run keeps of each record that it carried, sealed while the target is waited for."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property

from core.records import Verdict
from core.runs.case import Case
from core.runs.passport import KEPT, passport
from core.store import Run, Seal, Sealed, Store


class Keeper:
    """Keeps what a run saw, sent and heard of each record, as long as its flow says."""

    def __init__(self, run: Run, store: Store) -> None:
        self._run, self._store = run, store
        self._waiting: deque[tuple[Case, datetime]] = deque()
        self._done: list[tuple[Case, Sealed]] = []

    def begin(self, case: Case) -> None:
        """Take a record that was written, of which nothing will change, to be sealed soon."""
        if case.verdict in (Verdict.CREATE, Verdict.UPDATE) and case.exchanges and self._seal is not None:
            self._waiting.append((case, datetime.now(UTC)))

    def go_on(self) -> None:
        """Seal one more record, if there is one."""
        if self._waiting and self._seal is not None:
            case, at = self._waiting.popleft()
            self._done.append((case, self._sealed(self._seal, case, at)))

    def kept(self, cases: Sequence[Case], at: datetime) -> list[Sealed]:
        """What is kept of these records, sealed; of a record that came twice, what was written of it."""
        done = {id(case): sealed for case, sealed in self._done}
        written = {case.record.key for case in cases if case.exchanges}
        told = [
            case
            for case in cases
            if case.verdict in KEPT and (case.exchanges or case.record.key not in written)
        ]
        seal = self._seal if told else None
        kept = [done.get(id(case)) or self._sealed(seal, case, at) for case in told] if seal else []
        self._waiting.clear()
        self._done.clear()
        return kept

    def _sealed(self, seal: Seal, case: Case, at: datetime) -> Sealed:
        return seal.close(passport(case, self._run.version, at))

    @cached_property
    def _seal(self) -> Seal | None:
        """A run has a key once it has something to keep."""
        return self._store.payloads.seal(self._run.id, self._run.flow)
