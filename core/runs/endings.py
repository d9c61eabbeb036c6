"""How a run ended that could not be carried: written down at once, or when the database is there again."""

from __future__ import annotations

from core.errors import KoppelError
from core.records import RunState
from core.store import Run, Runs

_AWAY = "the database could not be written; the run goes on where it was"


class Endings:
    """The endings that one process writes."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._unwritten: list[Run] = []

    def failed(self, run: Run, why: str, blames: str) -> Run:
        """Write that a run has failed; where that cannot be, somebody must go on with it later."""
        try:
            return self._runs.finish(run.id, RunState.FAILED, why, worker=run.worker, blames=blames)
        except KoppelError:
            self._unwritten.append(run)
            raise

    def make_up(self) -> None:
        """Let go of the runs whose end could not be written: whoever is free takes them up again."""
        while self._unwritten:
            run = self._unwritten[0]
            if self._runs.get(run.id) is not None:  # not so where an older backup was put back meanwhile
                self._runs.finish(run.id, RunState.INTERRUPTED, _AWAY, worker=run.worker)
            self._unwritten.pop(0)
