"""All flows as they stand: they are looked at every few seconds, by every worker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from postgresql_server import on_both
from sqlalchemy import event
from sqlalchemy.engine import Engine

from core.records import Counts, RunState, Verdict
from core.store import Entry, EntryState, RunRecord, Store, Watched


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that databases are asked meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


def look(store: Store) -> dict[str, Watched]:
    """The flows as whoever decides sees them."""
    seen: dict[str, Watched] = {}

    def decide(watched: Any, known: Any) -> Any:
        seen.update({each.flow: each for each in watched})
        return list(known), []

    store.alerts.watch(decide)
    return seen


def carried(store: Store, flow: str, entry: Entry | None = None) -> str:
    """A run of the flow that ended well, and left one record as this entry says."""
    run = store.runs.ask(flow, 1, "schedule")
    if entry is not None:
        told = RunRecord(entry.key, Verdict.PARKED, {}, entry.why, at=run.asked)
        store.ledger(flow).turn(run.id, Counts.of([Verdict.PARKED]), [told], [entry], None)
    store.runs.finish(run.id, RunState.DONE)
    return run.id


@on_both
def test_flows_with_which_nothing_happened_are_not_read_again(store: Store, database: str) -> None:
    """However many there are, the next look is as many statements as one of them would take."""
    del database
    asked = {}
    for number in range(40):
        store.flows.put(f"f{number}", "koppel: 1")
        carried(store, f"f{number}")
        if number in (0, 39):
            look(store)
            with statements() as asked[number]:
                assert len(look(store)) == number + 1
    assert len(asked[39]) == len(asked[0])


@on_both
def test_what_happens_is_seen_at_the_next_look(store: Store, database: str) -> None:
    """Another run, another record that waits, the same one for another reason, and none any more."""
    del database
    store.flows.put("f", "koppel: 1")
    assert look(store)["f"].last is None
    first = carried(store, "f")
    assert getattr(look(store)["f"].last, "id", "") == first
    second = carried(store, "f", Entry("record", "1", EntryState.PARKED, "r", why="no customer"))
    seen = look(store)["f"]
    assert (seen.last and seen.last.id, seen.parked, seen.first) == (second, 1, ("1", {}, "no customer"))
    store.ledger("f").keep([Entry("record", "1", EntryState.PARKED, "r", why="no article")])
    assert look(store)["f"].first == ("1", {}, "no article")
    store.ledger("f").keep([Entry("record", "1", EntryState.DELIVERED, "r", target_key="7")])
    assert (look(store)["f"].parked, look(store)["f"].first) == (0, None)
    waiting = store.runs.ask("f", 1, "hand")
    assert look(store)["f"].waits == waiting.asked
