"""Expressions that run away are ended and named; records and people beside them lose nothing."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from inside import alive, caged, inside, zygote

from core.errors import Misconfigured
from core.mapping import Mapping, Rule, Scope, compile, pool, problems, select  # noqa: A004  - its name
from core.mapping.cage.reading import Text

#: Allowed by every static rule, and a minute of work for the library that does it.
ENDLESS = "{{ (record.text * 4999)|regex_replace('((a|b){1,40}){1,20}c', 'x')|length }}"
#: Allowed too, and a gigabyte.
GREEDY = "{{ [" + ",".join(["range(99999)"] * 440) + "]|length }}"
#: The same as JMESPath, where nothing catches what the memory refuses.
GREEDY_PATH = "map(&values($record.wide), many)"

RECORD = {
    "id": "R1",
    "text": "ab" * 100,
    "lines": [{"sku": "A"}, {"sku": "B"}],
    "many": [0] * 60_000,
    "wide": {str(n): n for n in range(2000)},
}


def rules(*bad: Rule) -> Mapping:
    """A mapping with a good rule before the bad ones, and one behind."""
    return Mapping(rules=(Rule(to="Before", select="id"), *bad, Rule(to="Behind.Id", select="id")))


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (Rule(to="Bad", transform=ENDLESS), "took too long and was stopped"),
        (Rule(to="Bad", transform=GREEDY), "not enough memory"),
        (Rule(to="Bad", select=GREEDY_PATH), ""),  # the memory ends or its time does, whichever is first
    ],
)
def test_the_guilty_rule_is_named_and_the_others_are_made(bad: Rule, why: str) -> None:
    """One fault, with rule and expression; every other field of the record is there."""
    [made] = compile(rules(bad)).render([Scope(RECORD)])
    assert made.payload == {"Before": "R1", "Behind": {"Id": "R1"}}
    [fault] = made.faults
    assert (fault.to, fault.expression) == ("Bad", bad.transform or bad.select)
    assert why in fault.why


def test_the_guilty_rule_is_named_in_rows_too() -> None:
    """By the first row in which it was tried; the rows have their other fields."""
    bad = Rule(to="Rows", each="lines", map=(Rule(to="Sku", select="sku"), Rule(to="Bad", transform=ENDLESS)))
    [made] = compile(rules(bad)).render([Scope(RECORD)])
    assert made.payload["Rows"] == [{"Sku": "A"}, {"Sku": "B"}]
    assert [(fault.to, fault.why) for fault in made.faults] == [
        ("Rows[0].Bad", "took too long and was stopped")
    ]


def test_a_record_that_makes_a_rule_run_away_stops_only_itself() -> None:
    """The records before and behind it are whole, in their order."""
    records = [{**RECORD, "id": f"R{n}", "text": RECORD["text"] if n == 30 else "ab"} for n in range(60)]
    bad = Rule(to="Bad", transform=ENDLESS.replace("* 4999", "* (4999 if record.text|length > 9 else 1)"))
    made = compile(rules(bad)).render([Scope(record) for record in records])
    assert [one.payload["Before"] for one in made] == [f"R{n}" for n in range(60)]
    assert [n for n, one in enumerate(made) if one.faults] == [30]
    assert all(one.payload["Bad"] == 2 for n, one in enumerate(made) if n != 30)


def test_what_had_to_be_ended_again_and_again_is_not_tried_any_more() -> None:
    """It costs as much as two of its records, however many there are."""
    renderer = compile(rules(Rule(to="Bad", transform=ENDLESS)))
    made = renderer.render([Scope({**RECORD, "id": f"R{n}"}) for n in range(300)])
    assert [one.payload["Before"] for one in made] == [f"R{n}" for n in range(300)]
    whys = [one.faults[0].why for one in made]
    assert set(whys[:2]) == {"took too long and was stopped"}
    assert set(whys[2:]) == {"was stopped at other records, and is not tried again"}


def test_a_selection_names_the_guilty_expression_and_keeps_the_others() -> None:
    """A `where` that runs away is a reason, not a crash."""
    found = select({"good": "id", "bad": GREEDY_PATH, "last": "text"}).of([Scope(RECORD)])[0]
    assert found.values == {"good": "R1", "last": RECORD["text"]}
    assert list(found.faults) == ["bad"]


def test_a_record_that_is_too_large_for_a_process_is_a_fault_of_that_record() -> None:
    """The others of the page are made."""
    large = {"id": "large", "parts": [{"n": n} for n in range(1_500_000)]}
    made = compile(rules()).render([Scope(RECORD), Scope(large), Scope(RECORD)])
    assert [bool(one.payload) for one in made] == [True, False, True]
    assert [(fault.to, "memory" in fault.why) for fault in made[1].faults] == [("the record", True)]


def test_a_record_that_is_nested_too_deeply_is_a_fault_of_that_record() -> None:
    """Neither Koppel nor a process goes down with it."""
    deep: dict[str, object] = {"id": "deep"}
    for _ in range(100_000):
        deep = {"id": "deep", "inner": deep}
    made = compile(rules()).render([Scope(RECORD), Scope(deep), Scope(RECORD)])
    assert [bool(one.payload) for one in made] == [True, False, True]


def test_an_answer_that_is_too_large_is_refused() -> None:
    """Bounded in the process, before it is sent."""
    bad = [Rule(to=f"F{n}", transform="{{ 'x' * 900000 }}") for n in range(6)]
    [made] = compile(rules(*bad)).render([Scope(RECORD)])
    assert [fault.to for fault in made.faults] == ["the record"]
    assert "bytes" in made.faults[0].why


# --- ended from outside


@contextmanager
def hunting(strike: Callable[[int], None], times: int) -> Iterator[list[int]]:
    """Strike caged processes, one now and then, while something goes on."""
    struck: list[int] = []
    over = threading.Event()

    def hunt() -> None:
        while not over.is_set() and len(struck) < times:
            for pid in caged():
                if pid not in struck and not over.is_set():
                    strike(pid)
                    struck.append(pid)
                    break
            time.sleep(0.05)

    thread = threading.Thread(target=hunt)
    thread.start()
    try:
        yield struck
    finally:
        over.set()
        thread.join()


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGSTOP])
def test_a_process_that_is_killed_or_stopped_is_replaced_and_nothing_is_lost(sign: signal.Signals) -> None:
    """Every record is rendered, in order, without a fault."""
    inside("found = 1")  # so that there is a zygote
    renderer = compile(rules(Rule(to="Work", transform="{{ range(2000)|map('string')|join|length }}")))
    records = [{**RECORD, "id": f"R{n}", "many": []} for n in range(100)]
    with hunting(lambda pid: os.kill(pid, sign), 2) as struck:
        while len(struck) < 2:
            made = renderer.render([Scope(record) for record in records])
            assert [one.payload["Before"] for one in made] == [record["id"] for record in records]
            assert [one.faults for one in made] == [()] * 100


def test_a_process_that_is_killed_while_it_reads_a_mapping_is_replaced() -> None:
    """The mapping is not blamed for it."""
    inside("found = 1")  # so that there is a zygote
    with hunting(lambda pid: os.kill(pid, signal.SIGKILL), 3) as struck:
        while len(struck) < 3:
            many = [Rule(to=f"F{len(struck)}_{n}", transform="{{ record.id|upper }}") for n in range(300)]
            [made] = compile(rules(*many)).render([Scope(RECORD)])
            assert (made.payload["Before"], made.faults) == ("R1", ())


def test_when_the_zygote_is_killed_another_takes_its_place() -> None:
    """What it had made ends with it; the next call goes on."""
    renderer = compile(rules())
    assert renderer.render([Scope(RECORD)])[0].payload
    before, made = zygote(), caged()
    os.kill(before, signal.SIGKILL)
    while any(alive(pid) for pid in made):
        time.sleep(0.01)
    assert renderer.render([Scope(RECORD)])[0].payload["Before"] == "R1"
    assert compile(rules(), owner="another").render([Scope(RECORD)])[0].payload["Before"] == "R1"
    assert zygote() != before


def test_while_one_attacks_others_are_served() -> None:
    """Two preview again and again, and have all their records, before the attack of a third has ended."""
    renderer = {name: compile(rules(), owner=name) for name in ("one", "two")}
    attack = compile(rules(Rule(to="Bad", transform=ENDLESS)), owner="third")
    found: dict[str, int] = {"one": 0, "two": 0}
    over = threading.Event()

    def preview(name: str) -> None:
        while not over.is_set():
            assert renderer[name].render([Scope(RECORD)] * 25)[24].payload["Before"] == "R1"
            found[name] += 1

    threads = [threading.Thread(target=preview, args=(name,)) for name in found]
    for thread in threads:
        thread.start()
    [made] = attack.render([Scope(RECORD)])
    over.set()
    for thread in threads:
        thread.join()
    assert made.faults[0].to == "Bad"
    assert min(found.values()) > 3


def test_reading_that_cannot_be_done_is_a_problem_in_words() -> None:
    """Whatever is written: a sentence with its place, or nothing."""
    found = problems([Text("a["), Text("a"), Text("x" * 20_000, "source.where")])
    assert [len(one) for one in found] == [1, 0, 1]
    assert found[2][0][1].startswith("source.where: 'xxx")
    with pytest.raises(Misconfigured, match=r"source\.where: 'a\['"):
        select({"where": "a["}, {"where": "source.where"})


def test_all_of_it_ends_with_the_pool() -> None:
    """And starts again when it is needed."""
    inside("found = 1")
    before = [zygote(), *caged()]
    pool().stop()
    while any(alive(pid) for pid in before):
        time.sleep(0.01)
    assert inside("found = 2") == 2
