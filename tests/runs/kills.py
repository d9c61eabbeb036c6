"""Two workers on one home, of which one is killed; the other one must finish what it began, once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx

from core.records import RunState
from core.workspace import Run

MORTAL = Path(__file__).parent / "mortal.py"
#: Where a worker may die; a plan's approval and a migration are no moments of a run.
POINTS = (
    "page read",
    "intent",
    "send",
    "server's commit",
    "answer",
    "result",
    "bookmark",
    "page turned",
    "token write",
)
#: Within so many seconds a run must be carried again.
TAKEN_OVER = 15.0
_LONGEST = 90.0


@dataclass
class Kills:
    """Three workers of a trade, as processes of their own, and how long each take-over took.

    Two are there whenever one is killed; the third is the next one, which may still be getting ready.
    """

    trade: Any
    dice: random.Random
    taken_over: list[float] = field(default_factory=list)
    missed: int = 0
    _workers: list[int] = field(default_factory=list)

    def __enter__(self) -> Self:
        here = Path(__file__).parent.parent.parent
        self._nursery = subprocess.Popen(
            [sys.executable, str(MORTAL), str(self._home)],
            cwd=here,
            env={**os.environ, "PYTHONPATH": str(here)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3):
            self._hire()
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._living():
            os.kill(worker, signal.SIGTERM)
        until = time.monotonic() + _LONGEST
        while self._living() and time.monotonic() < until:
            time.sleep(0.05)
        for worker in self._living():
            os.kill(worker, signal.SIGKILL)
        self._nursery.communicate(timeout=30)

    def at(self, point: str) -> None:
        """Kill the worker that comes to the point; then everything must be there, once."""
        self._begin_anew(renew=point == "token write")
        self._point = point
        passes = 1 if point in ("page read", "intent", "bookmark", "page turned", "token write") else 5
        armed = self._home / "armed"
        armed.write_text(f"{point} {self.dice.randint(1, passes)}")
        run = self.trade.workspace.start(self.trade.flow.name)
        self._watch(run, lambda: len(self._living()) < len(self._workers))
        armed.unlink(missing_ok=True)

    def at_random(self) -> None:
        """Kill the worker that carries the run at a moment that nobody chose."""
        self._begin_anew()
        self._point = "at random"
        run = self.trade.workspace.start(self.trade.flow.name)
        moment: list[float] = []

        def struck() -> bool:
            now = self.trade.workspace.run_of(run.id)
            if now.state is not RunState.RUNNING:
                return False
            if not moment:
                moment.append(time.monotonic() + self.dice.random() * 0.8)
            if time.monotonic() < moment[0]:
                return False
            os.kill(pid := int(now.worker.split("/")[2]), signal.SIGKILL)
            while pid in self._living():
                time.sleep(0.001)
            return True

        self._watch(run, struck)

    def _watch(self, run: Run, struck: Any) -> None:
        """Wait for the kill and the end of the run; then hold the books against the shop."""
        killed, until = 0.0, time.monotonic() + _LONGEST
        now = run
        while now.state in (RunState.WAITING, RunState.RUNNING, RunState.INTERRUPTED):
            assert time.monotonic() < until, f"the run did not end by itself: {now}"
            if not killed and struck():
                killed, first = time.monotonic(), now.worker
                self._replace_the_dead()
            now = self.trade.workspace.run_of(run.id)
            if killed and now.worker != first and len(self.taken_over) <= self._count:
                self.taken_over.append(time.monotonic() - killed)
            time.sleep(0.01)
        self.missed += not killed
        self._hold(now)
        took = (
            f"taken over after {self.taken_over[-1]:.1f} s" if len(self.taken_over) > self._count else "over"
        )
        self._count = len(self.taken_over)
        sys.stdout.write(f"{self._point}: {took if killed else 'missed'}\n")
        sys.stdout.flush()

    _count, _point = 0, ""

    def _hold(self, run: Run) -> None:
        """Everything paid is booked, nothing twice, and the counts of the run balance."""
        if run.state is RunState.FAILED and "authorise" in run.error:
            # Killed between the vendor's new token and our note of it: a person authorises once more.
            self.trade.workspace.connect_sandbox("demo-exact", "exact_online", self.trade.url)
            run = self.trade.workspace.start(self.trade.flow.name)
            until = time.monotonic() + _LONGEST
            while (run := self.trade.workspace.run_of(run.id)).state in (RunState.WAITING, RunState.RUNNING):
                assert time.monotonic() < until, f"the run did not end: {run}"
                time.sleep(0.05)
        assert run.state is RunState.DONE, run
        assert self.trade.twice() == []
        assert self.trade.booked() == self.trade.paid()
        assert run.counts.balanced, run.counts
        assert max(self.taken_over, default=0.0) <= TAKEN_OVER, self.taken_over

    @property
    def _home(self) -> Path:
        home: Path = self.trade.workspace.home
        return home

    def _begin_anew(self, *, renew: bool = False) -> None:
        """An empty ledger, and systems as on their first day."""
        url, workspace = self.trade.url, self.trade.workspace
        httpx.post(f"{url}/_sandbox/reset").raise_for_status()
        workspace.connect_sandbox("demo-shop", "shopify", url)
        workspace.connect_sandbox("demo-exact", "exact_online", url)
        # On its first day a system has refused nothing: it is not left alone for what it did before.
        workspace._store.connections.allowance("demo-exact").change(lambda before: type(before)())
        if renew:
            httpx.post(f"{url}/_sandbox/clock", json={"advance": 700}).raise_for_status()
        workspace.start_over(self.trade.flow.name)
        until = time.monotonic() + _LONGEST
        while len(workspace.workers()) < 2:
            assert time.monotonic() < until, "the workers did not begin"
            time.sleep(0.05)

    def _living(self) -> list[int]:
        """Give the workers that are processes."""
        return [pid for pid in self._workers if Path(f"/proc/{pid}").exists()]

    def _replace_the_dead(self) -> None:
        dead = set(self._workers) - set(self._living())
        self._workers = self._living()
        for _ in dead:
            self._hire()

    def _hire(self) -> None:
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write("\n")
        self._nursery.stdin.flush()
        self._workers.append(int(self._nursery.stdout.readline()))
