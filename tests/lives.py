"""The life of flows: people, workers, the shop and its books do what they do, in any order and at once.

After every step nothing is in the books twice; when all has come to rest, nothing is lost, nothing is old,
and every day balances.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import stamina
from living_systems import WAYS, Systems, declared, served

from core.api.egress import Egress
from core.errors import KoppelError
from core.flow import Flow, read_flow
from core.records import RunState, Verdict
from core.store import EntryState, Ledger
from core.system.reading import read_system
from core.workspace import Workspace

#: How long a killed, or a competing, process may take, in seconds.
_LONGEST = 150.0
_FLOW = """
koppel: 1
name: {name}
title: Orders into the books
source: {{connection: living, resource: orders}}
target: {{connection: living, resource: {way}, match: {{ref: ref}}, policy: {policy}}}
checks:
  - name: customer
    resource: customers
    match: {{email: email}}
    policy: {made}
    map: [{{to: email, select: email}}, {{to: total, select: total}}]
map:
  - {{to: ref, select: ref}}
  - {{to: order, select: id}}
  - {{to: total, select: total}}
limits: {{park_at_most: 5000}}
"""
#: The moments at which a process may be killed: before or after a call.
MOMENTS: tuple[tuple[Any, str, bool], ...] = (
    (Egress, "send", False),
    (Egress, "send", True),
    (Ledger, "intend", True),
    (Ledger, "keep", True),
    (Ledger, "turn", False),
    (Ledger, "turn", True),
)


@dataclass(frozen=True)
class Deed:
    """Something that a process of its own does with a flow, and when it is killed, if it comes to that."""

    flow: str
    act: str
    key: str
    moment: int
    passes: int


def _replayed(home: Workspace, flow: Flow, key: str) -> Any:
    plan = home.save_replay(flow, key)
    home.approve(plan.id, by="a person")
    return home.run_plan(flow, plan.id)


def _said(done: Any) -> str:
    """What came of an act, in a few words."""
    if (counts := getattr(done, "counts", None)) is None or not hasattr(done, "state"):
        return str(done)[:200]
    named = {name: number for name, number in counts.as_dict().items() if number}
    return f"{done.state} {named} {done.error}"[:300]


def _planned(home: Workspace, flow: Flow) -> Any:
    plan = home.save_plan(flow)
    writes = [
        each.key for verdict in (Verdict.CREATE, Verdict.UPDATE) for each in home.planned(plan.id, verdict)
    ]
    home.approve(plan.id, writes[::2], by="a person")
    home.run_plan(flow, plan.id, first=2)
    return home.run_plan(flow, plan.id)


def _worked(home: Workspace) -> None:
    home.fire()
    for _ in range(6):
        if (taken := home.next_run()) is None:
            return
        home.carry(taken)


#: What is done with a flow, by a person or a worker.
ACTS: dict[str, Callable[[Workspace, Flow, str], Any]] = {
    "run": lambda home, flow, _: home.run(flow),
    "run some": lambda home, flow, _: home.run(flow, limit=5),
    "run again": lambda home, flow, _: home.run(flow, since=datetime(2020, 1, 1, tzinfo=UTC)),
    "retry": lambda home, flow, _: home.retry(flow),
    "retry one": lambda home, flow, key: home.retry_one(flow, key),
    "replay": _replayed,
    "plan": lambda home, flow, _: _planned(home, flow),
    "sweep": lambda home, flow, _: home.sweep(flow),
    "carry missing": lambda home, flow, _: home.carry_missing(flow),
    "look again": lambda home, flow, _: home.look_again(flow),
    "work": lambda home, _flow, _key: _worked(home),
}


def begin(home: Path, environ: dict[str, str], deed: Deed) -> None:
    """Do something, and be killed in the middle of it."""
    os.environ.update(environ)
    stamina.set_testing(True, attempts=3, cap=True)
    owner, called, after = MOMENTS[deed.moment]
    original, left = getattr(owner, called), [deed.passes]

    def passed(*args: Any, **more: Any) -> Any:
        left[0] -= 1
        if left[0] == 0 and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*args, **more)
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, called, passed)
    here = Workspace(home)
    with suppress(KoppelError):
        ACTS[deed.act](here, here.flow(deed.flow), deed.key)
    here.close()


class Life:
    """Two flows of one shop into the same books, and everything that happens to them."""

    def __init__(self, seed: int, home: Path, url: str, systems: Systems, way: str) -> None:
        self.dice, self.systems, self.way = random.Random(seed), systems, way
        self.home, self.told = Workspace(home), [f"seed {seed}, {way}"]
        self.policy, self._folder = self.dice.choice(["create", "upsert"]), home
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(["core.workspace"])
        self.home.save_system(read_system(declared()))
        self.home.connect("living", "living", {"base_url": url}, {"api_key": "k"})
        for name, policy in (("first", self.policy), ("second", "create")):
            made = self.dice.choice(["create", "upsert"])
            text = _FLOW.format(name=name, way=way, policy=policy, made=made)
            self.home.save(read_flow(text))
        for _ in range(self.dice.choice([3, 15, 45])):
            systems.make()

    @property
    def flows(self) -> list[str]:
        """Only books that can be asked are for more than one flow."""
        return ["first", "second"] if self.way == "asked" else ["first"]

    # --- one step

    def step(self) -> None:
        """Let something happen."""
        systems, dice = self.systems, self.dice
        happens: list[tuple[int, Callable[[], object]]] = [
            (6, lambda: [systems.make() for _ in range(dice.choice([1, 5, 25]))]),
            (5, lambda: [systems.change() for _ in range(dice.choice([1, 3, 10]))]),
            (1, systems.remove),
            (1, lambda: systems.take_away("asked")),
            (3, self._trouble),
            (1, self._calm),
            (12, self._act),
            (8, self._die),
            (8, self._both),
            (3, self._settle),
            (3, self._ask),
            (2, self._person),
        ]
        [(_, happening)] = dice.choices(happens, [weight for weight, _ in happens])
        happening()
        assert systems.twice() == [], "\n".join(self.told)

    def _trouble(self) -> None:
        self.systems.failing = self.dice.choice([0.05, 0.2, 0.5])
        self.systems.refusing = self.dice.choice([0, 0, 0.05])
        number = self.dice.randrange(1, len(self.systems.states) + 1)
        self.systems.poison.add(self.dice.choice([f"R{number:05}", f"buyer{number % 8}@shop.example"]))

    def _calm(self) -> None:
        self.systems.failing = self.systems.refusing = 0.0
        self.systems.poison.clear()

    def _drawn(self) -> tuple[str, str, str]:
        name = self.dice.choice(self.flows)
        waiting = [each.key for each in self.home.parked(name)]
        keys = waiting if waiting and self.dice.random() < 0.7 else [str(n) for n in self.systems.states]
        acts = ["run"] * 6 + ["retry"] * 2 + list(ACTS)
        return name, self.dice.choice(acts), self.dice.choice(keys)

    def _act(self, *drawn: str) -> None:
        name, act, key = drawn or self._drawn()
        try:
            done = ACTS[act](self.home, self.home.flow(name), key)
        except KoppelError as error:
            done = error
        self.told.append(f"{name}: {act} {key}: {_said(done)}")
        assert "unforeseen" not in str(getattr(done, "error", "")), "\n".join(self.told)
        if getattr(done, "state", None) is RunState.DONE:
            assert done.counts.balanced, "\n".join(self.told)

    def _begun(self) -> BaseProcess:
        moment, passes = self.dice.randrange(len(MOMENTS)), self.dice.choice([1, 2, 3, 5, 8, 13, 20])
        deed = Deed(*self._drawn(), moment, passes)
        self.told.append(f"beside it: {deed}")
        begun = self._processes.Process(target=begin, args=(self._folder, dict(os.environ), deed))
        begun.start()
        return begun

    def _die(self) -> None:
        self._end(self._begun())

    def _both(self) -> None:
        beside = self._begun()
        time.sleep(self.dice.random())
        self._act()
        self._end(beside)

    def _end(self, process: BaseProcess) -> None:
        process.join(_LONGEST)
        ended = process.exitcode is not None
        process.kill()
        assert ended, "\n".join((*self.told, "it hangs"))

    def _ask(self) -> None:
        name = self.dice.choice(self.flows)
        asked = [self.home.start, self.home.start_retry, self.home.start_sweep]
        with suppress(KoppelError):
            self.dice.choice(asked)(name)
        self._act(name, "work", "")

    def _person(self) -> None:
        name, _, key = self._drawn()
        does: list[Callable[[], object]] = [
            lambda: self.home.skip(name, key, "not wanted"),
            lambda: self.home.set_bookmark(name, datetime.now(UTC) - timedelta(minutes=5)),
            lambda: self.home.erase_person(f"buyer{int(key) % 8}@shop.example", by="a person"),
            lambda: self.home.cancel(self.home.runs(name, 1)[0].id),
            self.home.tidy,
            self.home.rotate_key,
        ]
        with suppress(KoppelError, IndexError):
            self.dice.choice(does)()

    def _settle(self) -> None:
        """Settle what only a person can, who looks into the books."""
        self.systems.settle()
        for name in self.flows:
            for each in self.home.parked(name):
                if each.state != "ambiguous":
                    continue
                rows = self.systems.rows[self.way].items()
                there = [key for key, row in rows if str(row["order"]) == each.key]
                entry = self.home.record(name, each.key).entry
                changed = entry is not None and entry.verdict is Verdict.UPDATE
                with suppress(KoppelError):
                    if there and not changed:
                        self.home.arrived(name, each.key, there[0])
                    else:
                        self.home.send_again(name, [each.key])

    # --- the end

    def rest(self) -> None:
        """Let everything come to rest, and look at what has become of it."""
        self._calm()
        for _ in range(8):
            self._settle()
            for name in self.flows:
                self._act(name, "run", "")
                self._act(name, "retry", "")
            if not any(self._waiting()):
                break
        left = list(self._waiting())
        assert left == [], "\n".join((*self.told, f"it does not come to rest: {left}"))
        assert self.systems.twice() == [], "\n".join(self.told)
        wrong = [*self._lost(), *self._unbalanced()]
        assert wrong == [], "\n".join((*self.told, *wrong))
        before = len(self.systems.writes)
        for name in self.flows:
            self._act(name, "run", "")
        again = [write for write in self.systems.writes[before:] if write[0] == self.way]
        assert again == [], "\n".join((*self.told, f"written though nothing has changed: {again}"))

    def _waiting(self) -> Iterator[str]:
        for name in self.flows:
            for each in self.home.parked(name):
                if each.state == "ambiguous" or each.key in self.systems.orders:
                    yield f"{name} {each.key} {each.state}: {each.why}"

    def _lost(self) -> Iterator[str]:
        for key, order in self.systems.orders.items():
            entry = self.home.record("first", key).entry
            rows = self.systems.rows[self.way].values()
            there = [row for row in rows if row["order"] == order["id"]]
            if not there:
                left = entry is not None and entry.state is EntryState.LEFT
                if not left and order["id"] not in self.systems.taken_away:
                    yield f"lost: {order}, {entry}"
            elif there[0]["total"] not in self.systems.states[order["id"]]:
                yield f"made up: {there[0]}"
            elif self.policy == "upsert" and there[0]["total"] != order["total"]:
                yield f"old: {there[0]}, {order}, {entry}"

    def _unbalanced(self) -> Iterator[str]:
        for name in self.flows:
            balance = self.home.balance(name)
            if not balance.balanced:
                yield f"{name} is out of balance: {balance}"
            for day in balance.days:
                if missing := self.home.unaccounted(name, day.day):
                    yield f"{name}: nobody has counted {missing}"


@contextmanager
def lived(seed: int, home: Path) -> Iterator[Life]:
    """Begin a life."""
    stamina.set_testing(True, attempts=3, cap=True)
    systems = Systems(random.Random(seed + 1))
    with served(systems) as url:
        life = Life(seed, home, url, systems, WAYS[max(0, seed % 4 - 1)])
        try:
            yield life
        finally:
            life.home.close()
            stamina.set_testing(False)
