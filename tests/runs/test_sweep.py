"""A sweep notices what no run would, tells it, and changes nothing by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from moving_pulls import Pulls, pulling

from core.records import RunState
from core.runs.doubt import Doubt
from core.store import EntryState, SavedSweep, Swept

ORDERS = 45


@pytest.fixture
def pulls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulls]:
    """A quiet shop, all of whose orders are in the books."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with pulling(7, tmp_path / "home", "keyset", orders=ORDERS, size=20, busy=0) as made:
        made.shop.pass_time(3_600)
        made.settle()
        made.settle()
        made.shop.written.clear()
        yield made


def told(pulls: Pulls, sweep: SavedSweep, finding: Swept) -> list[str]:
    """The keys about which the sweep found this."""
    return [each.key for each in pulls.store.sweeps.found(sweep.run, finding)]


def test_where_all_is_well_there_is_nothing_to_tell(pulls: Pulls) -> None:
    """Every order is there; the numbers add up to what was read."""
    sweep = pulls.sweep()
    assert sweep.whole
    assert sweep.counts == {**dict.fromkeys(Swept, 0), Swept.THERE: ORDERS}
    assert sweep.untimed == 0
    assert pulls.shop.written == []


def test_what_no_run_would_carry_is_found_and_carried_when_asked(pulls: Pulls) -> None:
    """An order without a time of change, and one that says it is old, are missing until they are wanted."""
    untimed = pulls.shop.make(0, timed=False)
    old = pulls.shop.make(pulls.shop.now - 50_000)
    new = pulls.shop.make(pulls.shop.now)
    sweep = pulls.sweep()
    assert sorted(told(pulls, sweep, Swept.MISSING)) == sorted([untimed, old])
    assert (sweep.counts[Swept.DUE], sweep.untimed) == (1, 1)
    assert pulls.run().counts.created == 1
    assert new in pulls.shop.books
    assert untimed not in pulls.shop.books
    carried = pulls.carry_missing()
    assert (carried.state, carried.counts.created, carried.counts.read) == (RunState.DONE, 2, 2)
    assert pulls.shop.lost() == []
    assert pulls.shop.twice() == []
    assert pulls.carry_missing().counts.read == 0


def test_a_run_of_what_was_missing_goes_on_where_it_was_stopped(pulls: Pulls) -> None:
    """It is stopped after a page, and gone on with: each order arrives once."""
    made = [pulls.shop.make(0, timed=False) for _ in range(120)]
    pulls.sweep()
    stopped = pulls.carry_missing(stop_after=1)
    assert stopped.state is RunState.INTERRUPTED
    assert 0 < stopped.counts.created < len(made)
    ended = pulls.carry(stopped.id)
    assert (ended.state, ended.counts.created) == (RunState.DONE, len(made))
    assert ended.counts.balanced
    assert pulls.shop.lost() == []
    assert pulls.shop.twice() == []


def test_what_was_removed_from_the_target_is_told_and_not_made_again(pulls: Pulls) -> None:
    """Somebody removed an order from the books: that may have been meant."""
    gone = sorted(pulls.shop.books)[3]
    del pulls.shop.books[gone]
    sweep = pulls.sweep()
    assert told(pulls, sweep, Swept.GONE) == [gone]
    assert sweep.counts[Swept.MISSING] == 0
    assert pulls.carry_missing().counts.read == 0
    assert gone not in pulls.shop.books


def test_what_the_source_lost_is_told_and_stays_in_the_target(pulls: Pulls) -> None:
    """An order was removed from the shop: the books keep it."""
    lost = sorted(pulls.shop.books)[5]
    pulls.shop.remove(lost)
    sweep = pulls.sweep()
    assert told(pulls, sweep, Swept.LOST) == [lost]
    assert sweep.counts[Swept.THERE] == ORDERS - 1
    assert lost in pulls.shop.books


def test_nothing_is_concluded_from_a_sweep_that_was_cut_short(pulls: Pulls) -> None:
    """A sweep that ends early tells of no loss; when it goes on, it does not begin anew."""
    asked = pulls.store.runs.ask("moving", 0, "sweep")
    stopped = pulls.carry(asked.id, stop_after=1)
    assert stopped.state is RunState.INTERRUPTED
    assert pulls.store.sweeps.last("moving") is None
    assert told(pulls, pulls.store.sweeps.of(asked.id), Swept.LOST) == []  # type: ignore[arg-type]
    assert pulls.carry(asked.id).state is RunState.DONE
    sweep = pulls.store.sweeps.last("moving")
    assert sweep is not None
    assert sweep.counts[Swept.THERE] == ORDERS


def test_what_waits_for_a_person_is_not_missing(pulls: Pulls) -> None:
    """A parked order is told elsewhere."""
    ledger = pulls.store.ledger("moving")
    key = min(pulls.shop.books)
    entry = ledger.entries("record", [key])[key]
    ledger.keep(
        [type(entry)("record", key, EntryState.PARKED, entry.run, match=entry.match, why="no VAT code")]
    )
    del pulls.shop.books[key]
    sweep = pulls.sweep()
    assert (sweep.counts[Swept.WAITING], sweep.counts[Swept.MISSING]) == (1, 0)


def test_a_word_that_was_wrong_is_noticed_by_the_next_sweep(pulls: Pulls) -> None:
    """Somebody said of an order in doubt that it arrived, and it did not: it is told as gone."""
    key = max(pulls.shop.books)
    ledger = pulls.store.ledger("moving")
    entry = ledger.entries("record", [key])[key]
    ledger.keep([replace(entry, state=EntryState.AMBIGUOUS, target_key=None, once="o", why="no answer")])
    del pulls.shop.books[key]
    Doubt("moving", ledger, "Ada").arrived(key, "4711")
    assert told(pulls, pulls.sweep(), Swept.GONE) == [key]


def test_an_erased_record_is_neither_lost_nor_gone(pulls: Pulls) -> None:
    """Its key stands in the ledger no more: while the source has it, it is there; later nobody can tell."""
    key = max(pulls.shop.books)
    assert pulls.store.erasure.erase(key, "Ada")["entry"] == 1
    sweep = pulls.sweep()
    assert sweep.counts == {**dict.fromkeys(Swept, 0), Swept.THERE: ORDERS}
    pulls.shop.remove(key)
    sweep = pulls.sweep()
    assert sweep.counts == {**dict.fromkeys(Swept, 0), Swept.THERE: ORDERS - 1}


def test_an_erased_record_that_the_source_no_longer_names_is_not_gone(pulls: Pulls) -> None:
    """The source has blanked what it is found by in the target, and the ledger holds a fingerprint of it."""
    key = max(pulls.shop.books)
    ledger = pulls.store.ledger("moving")
    entry = ledger.entries("record", [key])[key]
    ledger.keep([replace(entry, match={"ref": pulls.store.erasure.instead(key)})])
    match = {"ref": f"to_string(id) != '{key}' && id || null"}
    target = pulls.flow.target.model_copy(update={"match": match})
    pulls.flow = pulls.flow.model_copy(update={"target": target})
    sweep = pulls.sweep()
    assert sweep.counts == {**dict.fromkeys(Swept, 0), Swept.THERE: ORDERS}
