"""What the cage costs beside the same work in this process, and what attacks cost in it."""

from __future__ import annotations

import json
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from order_mapping import MAPPING
from webshop_orders import orders

from core.documents import parse_json
from core.errors import Misconfigured
from core.mapping import Batch, Mapping, Rule, Scope, compile, pool  # noqa: A004  - its name
from core.mapping.cage.nursery import Nursery
from core.mapping.renderer import compile as compile_here

pytestmark = pytest.mark.benchmark

REFERENCE = os.environ.get("KOPPEL_REFERENCE", "")
_ENDLESS = "{{ (record.big * 900)|regex_replace('((a|A){1,40}){1,20}c', 'x')|length }}"
_GREEDY = "{{ [" + ",".join(["range(99999)"] * 440) + "]|length }}"


def _median(work: Callable[[], object], rounds: int) -> float:
    """Give the milliseconds of the median round."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def test_starting_and_asking() -> None:
    """The first process costs as much as Koppel's own start; another one, and a question, next to nothing."""
    nursery = Nursery()
    began = time.perf_counter()
    nursery.process()
    start = (time.perf_counter() - began) * 1000
    fork = _median(nursery.process, 30)
    nursery.stop()
    renderer = compile(Mapping(rules=(Rule(to="A", select="a"),)), owner="bench")
    asked = _median(lambda: renderer.render([Scope({"a": 1})]), 500)
    print(f"\nfirst process {start:.0f} ms, another {fork:.1f} ms, one question {asked:.2f} ms")
    assert fork < start / 5


def test_batches_beside_the_same_work_in_this_process() -> None:
    """30 fields, orders of about 3 KB, 100 at a time, payloads as values in Koppel's own process."""
    records = [parse_json(line) for line in map(_text, orders(100))]
    caged, here = compile(MAPPING, owner="bench"), compile_here(MAPPING)
    loose = [Scope(record) for record in records]
    batch = Batch(records)
    held = [Scope(record, batch=batch) for record in records]
    assert [one.payload for one in caged.render(held)] == [one.payload for one in here.render(loose)]
    rounds = [
        (
            _median(lambda: here.render(loose), 3),
            _median(lambda: caged.render(loose), 3),
            _median(lambda: caged.render(held), 3),
        )
        for _ in range(25)
    ]
    own, shipped, kept = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(
        f"\n100 orders: in this process {own:.2f} ms, caged {shipped:.2f} ms ({shipped / own:.2f}), "
        f"shipped before {kept:.2f} ms ({kept / own:.2f})"
    )
    assert kept < own * 3


def test_an_edit_of_the_whole_mapping() -> None:
    """Every edit is a new text: compiled and rendered for 100 orders that were shipped before."""
    records = [parse_json(line) for line in map(_text, orders(100))]
    batch = Batch(records)
    scopes = [Scope(record, batch=batch) for record in records]
    count = iter(range(10_000))

    def edited(mapping: Mapping) -> None:
        more = Rule(to="Edited", transform=f"{{{{ record.name|upper ~ '{next(count)}' }}}}")
        compile(mapping.model_copy(update={"rules": (*mapping.rules, more)}), owner="bench").render(scopes)

    edited(MAPPING)
    whole = _median(lambda: edited(MAPPING), 20)
    column = _median(lambda: edited(MAPPING.model_copy(update={"rules": ()})), 50)
    print(f"\nedit to preview of 100 orders: whole mapping {whole:.1f} ms, the edited column {column:.2f} ms")
    assert column < whole


@pytest.mark.skipif(not REFERENCE, reason="KOPPEL_REFERENCE does not name the reference data")
def test_attacks_end_in_time_and_within_their_memory() -> None:
    """Each by itself, from the text to the answer; and two that no static rule refuses."""
    found = []
    for name, rule in [*_attacks(), ("endless", Rule(to="A", transform=_ENDLESS)), ("greedy", _greedy())]:
        with _watched() as peak:
            began = time.perf_counter()
            _tried(rule)
            found.append((time.perf_counter() - began, name))
        found[-1] = (*found[-1], max(peak, default=0))
    slowest, hungriest = max(found), max(found, key=lambda one: one[2])
    print(
        f"\n{len(found)} attacks: slowest {slowest[1]} {slowest[0]:.2f} s, "
        f"most memory {hungriest[1]} {hungriest[2] // 1024} MB"
    )
    assert hungriest[2] < 200 * 1024


def test_a_neighbour_during_an_attack() -> None:
    """A preview of 25 orders, again and again, alone and beside somebody's endless expression."""
    records = [parse_json(line) for line in map(_text, orders(25))]
    neighbour, batch = compile(MAPPING, owner="neighbour"), Batch(records)
    scopes = [Scope(record, batch=batch) for record in records]
    neighbour.render(scopes)
    over = threading.Event()
    attacked = 0

    def attack() -> None:
        nonlocal attacked
        while not over.is_set():
            _tried(Rule(to="A", transform=_ENDLESS))
            attacked += 1

    alone = _median(lambda: neighbour.render(scopes), 1000)
    thread = threading.Thread(target=attack)
    thread.start()
    beside = _median(lambda: neighbour.render(scopes), 1000)
    over.set()
    thread.join()
    print(
        f"\npreview of 25 orders: alone {alone:.2f} ms, beside an attack {beside:.2f} ms "
        f"({beside / alone:.2f})"
    )
    assert attacked
    assert beside < alone * 3


def _text(order: bytes | str) -> str:
    return order.decode() if isinstance(order, bytes) else order


def _greedy() -> Rule:
    return Rule(to="A", transform=_GREEDY)


def _attacks() -> Iterator[tuple[str, Rule]]:
    for one in json.loads(Path(REFERENCE, "security", "attacks.json").read_text()):
        given = one["input"]
        if one["kind"] in ("jinja_escape", "jinja_dos"):
            yield (
                one["id"],
                Rule(
                    to="A",
                    transform=_whole(given.get("template", given) if isinstance(given, dict) else given),
                ),
            )
        elif one["kind"] == "jmespath":
            yield one["id"], Rule(to="A", select=_whole(given["expression"]))


def _whole(given: str | dict[str, list[tuple[str, int]]]) -> str:
    return given if isinstance(given, str) else "".join(piece * times for piece, times in given["concat"])


def _tried(rule: Rule) -> None:
    record = {"id": 1, "name": "x", "lines": [1, 2, 3], "total": "1.10", "big": "A" * 1000}
    with suppress(Misconfigured):
        compile(Mapping(rules=(rule,))).render([Scope(record)])


@contextmanager
def _watched() -> Iterator[list[int]]:
    """The most memory that any caged process has had, in kilobytes, looked at all the time."""
    pool().start()
    zygote = pool()._nursery._zygote
    assert zygote is not None
    children = Path(f"/proc/{zygote.pid}/task/{zygote.pid}/children")
    seen: list[int] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.002):
            for pid in children.read_text().split():
                try:
                    status = Path(f"/proc/{pid}/status").read_text()
                except (FileNotFoundError, ProcessLookupError):
                    continue
                seen.extend(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()
