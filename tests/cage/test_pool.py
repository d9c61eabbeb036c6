"""Whose a caged process is, how many there are, and that none outlives Koppel."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from inside import alive, caged, inside

from core.errors import Uncaged
from core.mapping import pool
from core.mapping.cage import nursery as nurseries
from core.mapping.cage.bounds import MOST, PER_OWNER, WARM
from core.mapping.cage.nursery import Nursery
from core.mapping.cage.pool import Pool
from core.workspace import Workspace

_WHO = "import os\nfound = os.getpid()"


def test_a_flow_keeps_its_process_and_no_other_is_given_it() -> None:
    """What one has left in memory, another cannot meet."""
    first = inside(_WHO, "orders")
    assert inside(_WHO, "orders") == first
    assert inside(_WHO, "customers") != first


def test_processes_that_nobody_uses_are_ended_but_for_a_few() -> None:
    """Those used last are kept."""
    made = [inside(_WHO, f"flow {n}") for n in range(WARM + 3)]
    while any(alive(pid) for pid in made[:3]):
        time.sleep(0.01)
    assert [inside(_WHO, f"flow {n}") for n in range(3, WARM + 3)] == made[3:]
    assert len(caged()) <= WARM


def test_who_waits_is_served_in_order_and_no_owner_has_more_than_its_share() -> None:
    """The first in line whose owner is below its share comes next."""
    lent = Pool(Nursery())
    served: list[str] = []
    free = threading.Event()

    def ask(owner: str) -> None:
        with lent.lend(owner):
            served.append(owner)
            free.wait()

    threads: list[threading.Thread] = []

    def come(owner: str, *, waits: bool) -> None:
        threads.append(threading.Thread(target=ask, args=(owner,)))
        before = len(served)
        threads[-1].start()
        while not (lent._waiting if waits else len(served) > before):
            time.sleep(0.01)

    try:
        for _ in range(PER_OWNER):
            come("greedy", waits=False)
        come("greedy", waits=True)
        assert served == ["greedy"] * PER_OWNER
        for n in range(MOST - PER_OWNER):
            come(f"other {n}", waits=False)
        assert len(served) == MOST
        assert list(lent._waiting.values()) == ["greedy"]
    finally:
        free.set()
        for thread in threads:
            thread.join()
        lent.stop()
    assert served[-1] == "greedy"


def test_a_process_is_not_used_again_when_a_call_was_broken_off() -> None:
    """Its answer would be taken for that to the next question."""
    left = inside(_WHO, "broken off")
    with pytest.raises(KeyboardInterrupt), pool().lend("broken off"):
        raise KeyboardInterrupt
    assert inside(_WHO, "broken off") != left


_KOPPEL = """
import sys, time
from core.mapping import Mapping, Rule, Scope, compile
renderer = compile(Mapping(rules=(Rule(to="A", select="a"),)))
assert renderer.render([Scope({"a": 1})])[0].payload == {"A": 1}
from core.mapping import pool
print(pool()._nursery._zygote.pid, *[process.pid for _, process in pool()._warm], flush=True)
if sys.argv[1:] == ["fork"]:
    import os
    if (pid := os.fork()) == 0:
        made = compile(Mapping(rules=(Rule(to="A", select="a"),))).render([Scope({"a": 2})])[0].payload
        pool().stop()
        os._exit(made != {"A": 2})
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert renderer.render([Scope({"a": 3})])[0].payload == {"A": 3}
if sys.argv[1:] == ["stay"]:
    time.sleep(60)
"""


def _koppel(*arguments: str) -> tuple[subprocess.Popen[str], list[int]]:
    """Another Koppel, and the processes that it made."""
    root = Path(nurseries.__file__).parents[3]
    started = subprocess.Popen(
        [sys.executable, "-c", _KOPPEL, *arguments], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    made = [int(pid) for pid in started.stdout.readline().split()]
    assert len(made) == 2
    return started, made


def test_nothing_is_left_when_koppel_is_killed() -> None:
    """Neither the zygote nor what it made."""
    started, made = _koppel("stay")
    assert all(alive(pid) for pid in made)
    started.kill()
    started.communicate()
    while any(alive(pid) for pid in made):
        time.sleep(0.01)


def test_nothing_is_left_and_nothing_hangs_when_koppel_ends() -> None:
    """The interpreter ends by itself."""
    started, made = _koppel()
    started.communicate()
    assert started.returncode == 0
    while any(alive(pid) for pid in made):
        time.sleep(0.01)


def test_a_copy_of_koppel_has_processes_of_its_own() -> None:
    """And ends none of those of the original."""
    started, _ = _koppel("fork")
    started.communicate()
    assert started.returncode == 0


def test_what_interrupts_koppel_does_not_end_what_it_is_rendering_with() -> None:
    """A terminal sends its interrupt to all of a group; Koppel decides what ends."""
    started, made = _koppel("stay")
    assert {os.getpgid(pid) for pid in made}.isdisjoint({os.getpgid(started.pid)})
    started.send_signal(signal.SIGINT)
    started.communicate()


def test_without_a_process_there_is_one_sentence_and_no_evaluation(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what could not be started, and where to look."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(
        Uncaged, match=r"could not be started \(.*No such file.*\); look with `koppel doctor`"
    ):
        Nursery().process()
    monkeypatch.undo()
    monkeypatch.setattr(nurseries, "_START", "raise ImportError('no module named jinja2')")
    broken = Nursery()
    with pytest.raises(Uncaged, match="no module named jinja2"):
        broken.process()
    broken.stop()


def test_the_doctor_tells_whether_expressions_can_be_evaluated(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One finding: that they can, or why not."""
    workspace = Workspace(tmp_path / "home")
    assert [finding.ok for finding in workspace.doctor() if "expressions" in finding.what] == [True]
    pool().stop()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert [finding.ok for finding in workspace.doctor() if "expressions" in finding.what] == [False]
    workspace.close()
