"""The 30-field mapping of an order, from JSON bytes to JSON bytes, beside other ways to do the same work."""

from __future__ import annotations

import gc
import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import order_by_koppel as koppel
import orjson
import pytest
from order_by_hand import by_hand, shaped
from order_by_libraries import by_cached_templates, by_compiled_expressions, by_templates_each_time
from order_by_peers import Part, Peer, peers
from order_mapping import NUMERALS
from webshop_orders import orders

RECORDS = int(os.environ.get("KOPPEL_BENCH_RECORDS", "100000"))
#: Chunks of records that a side gets at a time, and turns before the next.
ROUNDS, CHUNK, TURN, SAMPLE = 10, 100, 10, 1000

WHOLE, PRUNED = "Koppel, every field decoded", "Koppel, only what is read decoded"
HAND = "by hand with orjson"
COMPILED, CACHED, EACH_TIME = (
    "jmespath.py and compile_expression",
    "cached templates",
    "templates made each time",
)

Side = Callable[[Sequence[bytes]], bytes]


@dataclass(frozen=True)
class Goal:
    """How the time of one side, divided by that of another, must be."""

    side: str
    beside: str
    bound: float
    most: bool = False

    def met(self, ratio: float) -> bool:
        """Whether a ratio is within the goal."""
        return ratio <= self.bound if self.most else ratio >= self.bound


GOALS = (
    Goal(WHOLE, HAND, 1.15, most=True),
    Goal(PRUNED, HAND, 0.88, most=True),
    Goal(COMPILED, WHOLE, 12),
    Goal(CACHED, WHOLE, 16),
    Goal(EACH_TIME, WHOLE, 250),
    Goal("JSONata", WHOLE, 10),
    Goal("jq", WHOLE, 6),
    Goal("JMESPath Community for Node", WHOLE, 1.5),
    Goal("JMESPath for Node", WHOLE, 4),
    Goal("gojq", WHOLE, 5),
)

#: what a peer's language cannot do: jq writes no letter beyond ASCII in capitals
CANNOT = {"jq": {"company"}, "gojq": {"company"}}


def python_sides() -> dict[str, tuple[Side, float]]:
    """What is measured in this process, and which share of the records it gets."""
    return {
        WHOLE: (koppel.whole, 1),
        PRUNED: (koppel.pruned, 1),
        HAND: (by_hand, 1),
        COMPILED: (by_compiled_expressions(), 1),
        CACHED: (by_cached_templates(), 1),
        EACH_TIME: (by_templates_each_time(), 0.02),
    }


def same(found: Any, wanted: Any) -> bool:
    """Whether two payloads are the same; numbers by value, as far as binary ones can be."""
    if isinstance(wanted, dict):
        return (
            isinstance(found, dict)
            and found.keys() == wanted.keys()
            and all(same(found[key], wanted[key]) for key in wanted)
        )
    if isinstance(wanted, list):
        return isinstance(found, list) and len(found) == len(wanted) and all(map(same, found, wanted))
    if isinstance(wanted, Decimal | int) and isinstance(found, Decimal | int):
        return abs(found - wanted) < Decimal("1e-9")
    return bool(found == wanted)


def read(written: bytes) -> list[Any]:
    """Payloads as values, every digit kept; written one a line or as a list."""
    made = [json.loads(line, parse_float=Decimal) for line in written.splitlines()]
    return made[0] if isinstance(made[0], list) else made


def test_the_sides_make_the_same_payloads() -> None:
    """By hand, by the libraries and by Koppel orders become the same payloads, with the same faults."""
    sample = list(orders(2 * SAMPLE))
    wanted = read(by_hand(sample))
    assert read(koppel.whole(sample)) == wanted
    assert read(koppel.pruned(sample)) == wanted
    faults = [[fault.to for fault in one.faults] for one in koppel.rendered(sample)]
    assert faults == [shaped(orjson.loads(line))[1] for line in sample]
    assert 0 < sum(map(bool, faults)) < len(sample) / 100
    assert same(read(by_compiled_expressions()(sample)), wanted)
    for order in wanted:
        order |= {name: Decimal(order[name]) for name in NUMERALS & order.keys()}
        for line in order["lines"]:
            line |= {name: Decimal(line[name]) for name in NUMERALS & line.keys()}
    assert same(read(by_cached_templates()(sample)), wanted)
    assert same(read(by_templates_each_time()(sample[:40])), wanted[:40])


@pytest.fixture(scope="module")
def parts() -> Iterator[list[Part]]:
    """The orders in a file, in parts for the rounds; a first small one is not measured."""
    with tempfile.TemporaryDirectory(prefix="koppel-orders-") as home:
        file, sizes = Path(home, "orders.jsonl"), [SAMPLE, *[RECORDS // ROUNDS] * ROUNDS]
        source, made = orders(sum(sizes)), []
        with file.open("wb") as out:
            for size in sizes:
                start = out.tell()
                out.writelines(line + b"\n" for line in islice(source, size))
                made.append(Part(file, start, out.tell(), size))
        yield made


def chunks(part: Part) -> Iterator[list[bytes]]:
    """The lines of a part, some at a time, fresh from the file."""
    with part.file.open("rb") as file:
        file.seek(part.start)
        while lines := [line[:-1] for line in islice(file, CHUNK)]:
            yield lines
            if file.tell() >= part.end:
                return


def python_round(sides: dict[str, tuple[Side, float]], part: Part, dice: random.Random) -> dict[str, float]:
    """One round of all sides in this process, taking turns every few chunks: CPU seconds for one record.

    A side that had to make way for another at every chunk would begin cold each time, as no run does. The
    order of turns is cast, so that none always finds the caches as the same other left them; and none has to
    clear away the garbage of another.
    """
    seconds, records = dict.fromkeys(sides, 0.0), dict.fromkeys(sides, 0)
    names, waiting, seen = list(sides), chunks(part), 0
    while block := list(islice(waiting, TURN)):
        dice.shuffle(names)
        for name in names:
            side, share = sides[name]
            gc.collect()
            for n, chunk in enumerate(block):
                if records[name] > share * (seen + n) * CHUNK:
                    continue
                began = time.process_time()
                side(chunk)
                seconds[name] += time.process_time() - began
                records[name] += len(chunk)
        seen += len(block)
    return {name: seconds[name] / records[name] for name in names}


def check_peers(there: dict[str, Peer], part: Part) -> None:
    """Hold every peer's payloads against those by hand; this also warms them up."""
    wanted = [order for chunk in chunks(part) for order in read(by_hand(chunk))]
    for name, peer in there.items():
        written = part.file.with_name(f"{name}.payloads")
        peer.seconds(part, write=written)
        found = read(written.read_bytes())
        for one in (*found, *wanted):
            for field in CANNOT.get(name, ()):
                one.pop(field, None)
        assert same(found, wanted), f"{name} makes other payloads"


@contextmanager
def only_new_garbage() -> Iterator[None]:
    """Leave all that is there now, the whole of the test run, out of every collection of garbage."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@pytest.mark.benchmark
def test_a_mapping_is_nearly_as_fast_as_by_hand_and_much_faster_than_its_peers(parts: list[Part]) -> None:
    """CPU time from JSON bytes to JSON bytes, all sides in turns, the median of the rounds' ratios."""
    first, *rest = parts
    sides, dice = python_sides(), random.Random(17)
    rounds: list[dict[str, float]] = []
    with peers(first.file) as (there, lacking), only_new_garbage():
        check_peers(there, first)
        python_round(sides, first, dice)
        for part in rest:
            timed = python_round(sides, part, dice)
            rounds.append(timed | {name: peer.seconds(part) / part.orders for name, peer in there.items()})
    assert missed(rounds, lacking, first) == []


def missed(rounds: list[dict[str, float]], lacking: list[str], part: Part) -> list[str]:
    """Print every figure beside its goal; the goals that are not reached."""
    mean = (part.end - part.start) / part.orders
    print(
        f"\n{len(rounds)} rounds, {RECORDS} orders of {mean:,.0f} bytes, 30 fields; µs of CPU for one order:"
    )
    for name in rounds[0]:
        print(f"  {name:36} {1e6 * median(one[name] for one in rounds):10,.1f}")
    print("time of one divided by that of the other:")
    fell = []
    for goal in GOALS:
        if not {goal.side, goal.beside} <= rounds[0].keys():
            continue
        ratio = median(one[goal.side] / one[goal.beside] for one in rounds)
        wanted = f"{'at most' if goal.most else 'at least'} {goal.bound:g}"
        print(
            f"  {goal.side:36} / {goal.beside:28} {ratio:8.2f}   goal: {wanted}"
            + ("" if goal.met(ratio) else "  MISSED")
        )
        if not goal.met(ratio):
            fell.append(f"{goal.side} / {goal.beside} is {ratio:.2f}, must be {wanted}")
    print(*lacking, sep="\n")
    return fell
