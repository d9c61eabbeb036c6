"""A million orders: memory stays flat, two processes are nearly twice one, the cage costs little."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, Self

import pytest
from order_by_koppel import COMPILED, pruned, scopes
from order_mapping import MAPPING
from webshop_orders import orders

from core.mapping import compile as caged
from core.mapping import pool, stream

RECORDS = int(os.environ.get("KOPPEL_BENCH_RECORDS", "100000"))
#: how often the orders in the file are gone through to make it ten times as many
TIMES, ROUNDS = 100, 9
#: orders that a process is given at a time
AT_ONCE = 200

pytestmark = pytest.mark.benchmark


@dataclass(frozen=True)
class File:
    """Orders in a file, and where its second half begins."""

    path: Path
    half: int
    end: int


@pytest.fixture(scope="module")
def file() -> Iterator[File]:
    """A tenth of the orders; every process goes through its part again and again."""
    with tempfile.TemporaryDirectory(prefix="koppel-orders-") as home:
        path, source, half = Path(home, "orders.jsonl"), orders(RECORDS // 10), 0
        with path.open("wb") as out:
            for _ in range(2):
                half = out.tell()
                out.writelines(line + b"\n" for line in islice(source, RECORDS // 20))
        yield File(path, half, path.stat().st_size)


@dataclass(frozen=True)
class Told:
    """What a process says of itself: seconds by the clock and of CPU, memory in MB on the way and at most."""

    orders: int
    seconds: float
    cpu: float
    memory: list[float]
    peak: float


class Mapper:
    """A process that maps a part of a file."""

    def __init__(self, file: File, start: int, end: int, times: int) -> None:
        script = Path(__file__).with_name("map_orders.py")
        command = [sys.executable, str(script), str(file.path), str(start), str(end), str(times)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        assert self.process.stdout.readline() == "ready\n"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def begin(self) -> None:
        """Let it go."""
        assert self.process.stdin
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def told(self) -> Told:
        """What it has to tell in the end."""
        assert self.process.stdout
        return Told(**json.loads(self.process.stdout.readline()))


def bare() -> float:
    """The memory of an interpreter that does nothing, in MB."""
    code = "print(open('/proc/self/statm').read().split()[1])"
    pages = int(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    )
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def test_memory_stays_flat_over_ten_times_the_orders(file: File) -> None:
    """The peak is less than 40 MB beside the interpreter's own, and the end is as the beginning."""
    with Mapper(file, 0, file.end, TIMES) as mapper:
        mapper.begin()
        told = mapper.told()
    own = bare()
    print(f"\n{told.orders:,} orders in {told.seconds:.1f} s, {told.orders / told.seconds:,.0f} a second")
    print(f"  memory along the way in MB: {', '.join(f'{one:.0f}' for one in told.memory)}")
    print(f"  peak {told.peak - own:.1f} MB beside the interpreter's own {own:.1f} MB   goal: less than 40")
    assert told.orders == RECORDS // 10 * TIMES
    assert told.peak - own < 40
    assert told.memory[-1] - told.memory[0] < 4


def all_at_once(file: File, parts: list[tuple[int, int]]) -> tuple[float, float]:
    """Let processes map, one for each part: the seconds until the last is through, and the CPU of all."""
    with ExitStack() as stack:
        mappers = [stack.enter_context(Mapper(file, *part, TIMES // 10)) for part in parts]
        for mapper in mappers:
            mapper.begin()
        told = [mapper.told() for mapper in mappers]
    return max(one.seconds for one in told), sum(one.cpu for one in told)


def test_two_processes_are_nearly_twice_as_fast_as_one(file: File) -> None:
    """Each has its own part of the file; nothing goes through a third."""
    halves = [(0, file.half), (file.half, file.end)]
    rounds = [(all_at_once(file, [(0, file.end)]), all_at_once(file, halves)) for _ in range(ROUNDS)]
    faster = median(one[0] / two[0] for one, two in rounds)
    costs = median(two[1] / one[1] for one, two in rounds)
    cores, load = os.cpu_count(), os.getloadavg()[0]
    print(f"\ntwo processes are {faster:.2f} times as fast as one   goal: at least 1.8")
    print(f"  they take {costs:.2f} times its CPU; {cores} cores had a load of {load:.1f}")
    assert faster >= 1.8


def test_the_cage_costs_little(file: File) -> None:
    """Orders in JSON through the cage and back take at most 1.4 times what they take within the process.

    What is counted is the CPU time of this process and of the caged ones, so that neither a busy machine nor
    a second core changes the result; the seconds by the clock are printed beside it.
    """
    renderer = caged(MAPPING, owner="benchmark")
    lines = file.path.read_bytes().splitlines()
    values = scopes(lines)
    sides: dict[str, tuple[Work, Work]] = {
        "in JSON": (lambda: streamed(lines, 1), lambda: in_parts(lines, pruned)),
        "in JSON, by two processes": (lambda: streamed(lines, 2), lambda: in_parts(lines, pruned)),
        "as values": (
            lambda: in_parts(values, renderer.render),
            lambda: in_parts(values, COMPILED.render),
        ),
    }
    for inside, here in sides.values():  # every process has its mapping, and counts on its orders
        inside()
        here()
    gc.collect()
    gc.freeze()  # what stands ready for another side is no garbage of this one
    print("\nthe cage's cost divided by that within this process, CPU and clock:")
    found = {}
    for what, (inside, here) in sides.items():
        rounds = [(cost(inside), cost(here)) for _ in range(ROUNDS)]
        found[what] = median(caged.cpu / own.cpu for caged, own in rounds)
        clock = median(caged.clock / own.clock for caged, own in rounds)
        goal = "   goal: at most 1.4 of CPU" if what == "in JSON" else ""
        print(f"  orders {what:28} {found[what]:5.2f} {clock:5.2f}{goal}")
    gc.unfreeze()
    assert found["in JSON"] <= 1.4


Work = Callable[[], object]


def streamed(lines: Sequence[bytes], processes: int) -> int:
    """Through so many caged processes; no line is kept, as none is here. Gives the bytes of the payloads."""
    return sum(len(line.payload) for line in stream(MAPPING, (), lines, processes, owner="benchmark"))


def in_parts(asked: Sequence[Any], work: Callable[[Any], object]) -> None:
    """Some work, for as many at a time as a process is given."""
    for at in range(0, len(asked), AT_ONCE):
        work(asked[at : at + AT_ONCE])


@dataclass(frozen=True)
class Cost:
    """What some work took: seconds of CPU, those of the caged processes included, and by the clock."""

    cpu: float
    clock: float


def cost(work: Work) -> Cost:
    """Do it; no caged process starts or ends meanwhile."""
    used, began = time.process_time() + in_cages(), time.perf_counter()
    work()
    return Cost(time.process_time() + in_cages() - used, time.perf_counter() - began)


def in_cages() -> float:
    """The CPU seconds of all caged processes that there are."""
    return sum(process.spent() for _, process in pool()._warm)
