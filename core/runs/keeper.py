"""What a run keeps of each record that it carried, sealed beside the sending of the next."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
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
        self._hand = ThreadPoolExecutor(1, thread_name_prefix="keeper")
        self._under_way: dict[int, Future[Sealed]] = {}

    def begin(self, case: Case) -> None:
        """Seal a record that was written, of which nothing will change, while the system is waited for."""
        if case.verdict in (Verdict.CREATE, Verdict.UPDATE) and case.exchanges and self._seal is not None:
            self._under_way[id(case)] = self._hand.submit(self._sealed, self._seal, case, datetime.now(UTC))

    def kept(self, cases: Sequence[Case], at: datetime) -> list[Sealed]:
        """What is kept of these records, sealed; of a record that came twice, what was written of it."""
        begun, self._under_way = self._under_way, {}
        written = {case.record.key for case in cases if case.exchanges}
        told = [
            case
            for case in cases
            if case.verdict in KEPT and (case.exchanges or case.record.key not in written)
        ]
        seal = self._seal if told else None
        if seal is None:
            return []
        return [
            begun[id(case)].result() if id(case) in begun else self._sealed(seal, case, at) for case in told
        ]

    def close(self) -> None:
        """Leave what is not sealed yet."""
        self._hand.shutdown(cancel_futures=True)

    def _sealed(self, seal: Seal, case: Case, at: datetime) -> Sealed:
        return seal.close(passport(case, self._run.version, at))

    @cached_property
    def _seal(self) -> Seal | None:
        """A run has a key once it has something to keep."""
        return self._store.payloads.seal(self._run.id, self._run.flow)
