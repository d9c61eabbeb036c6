"""A write whose answer was lost, or came broken: in the end every record is in the books once."""

from __future__ import annotations

import os
import random
import sys
import threading
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from unclear_books import CUSTOMERS, WAYS, Books, Other, orders, pushing, settled

from core.errors import Misconfigured, Overtaken
from core.flow import Policy
from core.records import RunState, Verdict
from core.runs.doubt import Doubt
from core.store import EntryState, Store

PUSHES = int(os.environ.get("KOPPEL_PUSHES", "40"))


def drawn(number: int) -> Books:
    """Books that fail by a seed, which is printed so that the draw can be repeated."""
    seed = int(os.environ.get("KOPPEL_SEED", "0")) or random.randrange(1, 10**6)
    sys.stdout.write(f"KOPPEL_SEED={seed}\n")
    books = Books(orders(number, seed))
    books.draw(seed)
    return books


def left_at_the_first_write(books: Books, leave: threading.Event) -> None:
    """Ask a run to leave while its first write is on its way."""
    write = books.write

    def leaving(*asked: Any) -> Any:
        leave.set()
        return write(*asked)

    books.write = leaving  # type: ignore[method-assign]


@pytest.mark.parametrize("way", WAYS)
def test_every_order_is_in_the_books_once(store: Store, way: str) -> None:
    """Nothing is lost, nothing is there twice, and the amounts are the same to the cent."""
    books = drawn(PUSHES)
    with pushing(books, store, way) as pushes:
        asked = settled(pushes)
    books.quiet()
    assert books.doubled(way) == []
    assert books.refs(way) == [order["ref"] for order in books.orders]
    assert books.total(way) == sum(order["total"] for order in books.orders)
    assert bool(asked) == (way == "blind")
    runs = store.runs.all("pushes")
    assert all(run.counts.balanced for run in runs)


def test_what_a_check_makes_is_made_once(store: Store) -> None:
    """The customer was made and the answer lost: the order waits for it, and no customer is there twice."""
    books = drawn(PUSHES)
    with pushing(books, store, "asked", checks=CUSTOMERS) as pushes:
        settled(pushes)
    assert books.doubled("customers", "email") == []
    assert books.doubled("asked") == []
    assert books.refs("asked") == [order["ref"] for order in books.orders]
    assert store.ledger("pushes").open() == []


def test_who_else_needs_what_was_sent_twice_without_an_answer_waits_for_it(store: Store) -> None:
    """Two orders of one customer: the second time the customer comes late, and the other order makes none."""
    books = Books(orders(2))
    email = books.orders[0]["email"] = books.orders[1]["email"]
    books.plans = {email: [("502", "before"), ("502", "late")]}
    with pushing(books, store, "asked", checks=CUSTOMERS) as pushes:
        settled(pushes)
        books.quiet()
    assert [row["email"] for row in books.kept["customers"]] == [email]
    assert books.refs("asked") == [order["ref"] for order in books.orders]


def test_what_a_record_needs_and_came_after_the_run_is_in_doubt_no_longer(store: Store) -> None:
    """The customer was sent twice without an answer, and is there when the next run looks: it is settled."""
    books = Books(orders(1))
    (order,) = books.orders
    books.plans = {order["email"]: [("502", "before"), ("502", "late")]}
    with pushing(books, store, "asked", checks=CUSTOMERS) as pushes:
        pushes.run()
        books.quiet()
        assert [entry.kind for entry in store.ledger("pushes").open()].count("customer") == 1
        assert pushes.run().counts.created == 1
    assert store.ledger("pushes").open() == []
    assert [row["email"] for row in books.kept["customers"]] == [order["email"]]
    assert books.refs("asked") == [order["ref"]]


@pytest.mark.parametrize("also", ["its customer is refused", "the flow makes none"])
def test_what_may_have_arrived_keeps_its_name_while_something_else_keeps_it_back(
    store: Store, also: str
) -> None:
    """Sent, and perhaps booked: once nothing keeps it back any more it is the same order, and no new one."""
    books = Books(orders(1))
    (order,) = books.orders
    books.plans = {order["ref"]: [("502", "after")] * 4}
    with pushing(books, store, "keyed", checks=CUSTOMERS) as pushes:
        assert pushes.counted() == {"ambiguous": 1}
        flow, books.plans = pushes.flow, {}
        if also == "its customer is refused":
            order["email"] = "new@shop.example"
            books.poison = {"new@shop.example"}
        else:
            target = flow.target.model_copy(update={"policy": Policy.UPDATE})
            pushes.flow = flow.model_copy(update={"target": target})
        pushes.counted("retry")
        assert [entry.state for entry in store.ledger("pushes").open()] == [EntryState.AMBIGUOUS]
        pushes.flow, books.poison = flow, set()
        assert pushes.counted("retry") == {"created": 1}
    assert books.refs("keyed") == [order["ref"]]
    assert store.ledger("pushes").open() == []


def test_what_may_have_arrived_keeps_its_name_in_the_run_in_which_it_was_sent(store: Store) -> None:
    """Two orders change one customer in turn: when the first is sent again, its customer is refused."""
    books = Books(orders(2))
    first, second = books.orders
    first["email"], second["name"] = second["email"], "Somebody Else"
    changes = [("", "after"), ("", "after"), ("422", "before")]
    books.plans = {first["ref"]: [("502", "after")], first["email"]: changes}
    with pushing(books, store, "keyed", checks=CUSTOMERS) as pushes:
        pushes.counted()
        assert [entry.key for entry in store.ledger("pushes").open()] == ["1"]
        pushes.counted("retry")
    assert books.refs("keyed") == [first["ref"], second["ref"]]
    assert store.ledger("pushes").open() == []


@pytest.mark.parametrize("why", ["the run is left", "its customer is made by another flow"])
def test_what_may_have_arrived_keeps_its_name_where_it_is_not_come_to(store: Store, why: str) -> None:
    """Two orders in doubt, and the next run does not send the second: it is the same order afterwards."""
    books = Books(orders(2))
    books.plans = {order["ref"]: [("502", "after")] * 4 for order in books.orders}
    with pushing(books, store, "keyed", checks=CUSTOMERS) as pushes:
        assert pushes.counted() == {"ambiguous": 2}
        books.plans, leave, other = {}, threading.Event(), None
        if why == "its customer is made by another flow":
            books.orders[1]["email"] = "new@shop.example"
            other = Other(store, "customers", {"email": "new@shop.example"})
            threading.Timer(1, leave.set).start()
        else:
            left_at_the_first_write(books, leave)
        asked = store.runs.ask("pushes", 0, "retry").id
        assert pushes.carry(asked, leave).state is RunState.INTERRUPTED
        if other is not None:
            other.end(EntryState.PARKED)
        pushes.carry(asked)
    assert books.refs("keyed") == ["R00001", "R00002"]
    assert [entry for entry in store.ledger("pushes").open() if entry.kind == "record"] == []


def test_what_a_parked_record_needed_besides_stands_in_no_flows_way(store: Store) -> None:
    """Its customer is refused, so the second thing that it needs is not made: nobody waits for that."""
    second = CUSTOMERS.replace("name: customer", "name: payer").replace(
        "match: {email: email}", "match: {email: ref}"
    )
    books = Books(orders(1), poison={orders(1)[0]["email"]})
    with pushing(books, store, "asked", checks=CUSTOMERS + second) as pushes:
        assert pushes.counted() == {"parked": 1}
    (left,) = store.ledger("pushes").open()
    assert (left.kind, left.once, left.claim) == ("payer", "", None)


def test_what_a_run_delivered_before_it_was_cut_short_counts_in_it(store: Store) -> None:
    """A retry is left after its first record: gone on with, it counts that one too, and sends it no more."""
    books = Books(orders(3), poison={"R00001", "R00002", "R00003"})
    with pushing(books, store, "asked") as pushes:
        assert pushes.counted() == {"parked": 3}
        books.poison, leave = set(), threading.Event()
        left_at_the_first_write(books, leave)
        asked = store.runs.ask("pushes", 0, "retry").id
        assert pushes.carry(asked, leave).state is RunState.INTERRUPTED
        assert len(books.refs("asked")) == 1
        run = pushes.carry(asked)
    assert (run.state, run.counts.created, run.counts.read) == (RunState.DONE, 3, 3)
    assert books.refs("asked") == ["R00001", "R00002", "R00003"]
    assert store.reconciliation("pushes", "UTC").unaccounted(run.asked.date()) == []


def test_a_change_whose_answer_was_lost_is_compared_before_it_is_sent_again(store: Store) -> None:
    """What arrived is not sent again, what did not is, and the run counts both as updated."""
    books = Books(orders(6))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        for order in books.orders:
            order["total"] += 1
        books.plans = {
            "R00001": [("reset", "after")],
            "R00002": [("502", "before")],
            "R00003": [("500", "late")],
        }
        before = books.writes
        run = pushes.run()
    assert (run.state, run.counts.updated, run.counts.ambiguous) == (RunState.DONE, 6, 0)
    assert books.writes - before == 7  # only the one that never arrived went out twice
    assert books.total("asked") == sum(order["total"] for order in books.orders)


def test_a_run_that_was_cut_short_knows_the_changes_that_arrived(store: Store) -> None:
    """The process ended between the request and its answer: the next run counts the change as made."""
    books = Books(orders(2))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        books.orders[0]["total"] += 1
        ledger = store.ledger("pushes")
        (entry,) = ledger.entries("record", ["1"]).values()
        mark = ledger.mark({"ref": "R00001", "total": books.orders[0]["total"]})
        left = replace(
            entry, state=EntryState.INTENDED, verdict=Verdict.UPDATE, digest=mark, once="o", at=None
        )
        ledger.keep([left])
        books.kept["asked"][0]["total"] += 1
        before, run = books.writes, pushes.run()
    assert (run.counts.updated, run.counts.balanced, books.writes) == (1, True, before)
    assert store.ledger("pushes").entries("record", ["1"])["1"].state is EntryState.DELIVERED


def test_a_commit_later_than_one_settle_is_found_by_the_second_look(store: Store) -> None:
    """It is not there at the first look, and is not sent again: the second look finds it."""
    books = Books(orders(2), plans={f"R0000{n}": [("reset", "late")] for n in (1, 2)})
    with pushing(books, store, "asked") as pushes:
        run = pushes.run()  # one comes before the first look for it, the other after
    assert (run.state, run.counts.created, run.counts.ambiguous) == (RunState.DONE, 2, 0)
    assert books.writes == 2


def test_the_name_of_a_write_is_kept_over_runs(store: Store) -> None:
    """However often it is sent, also by the next run, the books hear the same name."""
    books = Books(orders(1), plans={"R00001": [("502", "late"), ("502", "before"), ("reset", "before")]})
    with pushing(books, store, "keyed") as pushes:
        first = pushes.run()
        assert (first.counts.ambiguous, len(books.names)) == (1, 1)
        books.late.clear()
        books.names = {name: {} for name in books.names}
        assert pushes.run().counts.created == 1
    assert (len(books.names), books.writes) == (1, 4)
    assert books.refs("keyed") == ["R00001"]


def test_a_value_that_comes_back_is_a_new_write(store: Store) -> None:
    """From 5 to 7 and back to 5: the third write has another name than the first, and is carried out."""
    books = Books(orders(1))
    with pushing(books, store, "keyed", policy="upsert") as pushes:
        for total in (5, 7, 5):
            books.orders[0]["total"] = Decimal(total)
            assert pushes.run().state is RunState.DONE
        unchanged = pushes.run()
    assert books.kept["keyed"] == [{"ref": "R00001", "total": 5, "id": 1}]
    assert len(books.names) == 3
    assert unchanged.counts.unchanged == 1


def test_only_a_person_settles_what_the_books_cannot_be_asked(store: Store) -> None:
    """It stays ambiguous over runs, and nothing is sent; who settled it, how and when is written down."""
    books = Books(orders(3), plans={"R00001": [("reset", "after")], "R00002": [("reset", "before")]})
    with pushing(books, store, "blind") as pushes:
        assert pushes.run().counts.ambiguous == 2
        before = books.writes
        assert pushes.run().counts.ambiguous
        assert pushes.run("retry").counts.ambiguous == 2
        assert books.writes == before
        doubt = Doubt("pushes", store.ledger("pushes"), "Ada")
        with pytest.raises(Misconfigured, match="not ambiguous"):
            doubt.arrived("3", "77")
        doubt.arrived("1", "4711")
        doubt.send(["2"])
        with pytest.raises(Misconfigured, match="not ambiguous"):
            doubt.arrived("1", "4711")
        run = pushes.run("retry")
    assert (run.counts.created, run.counts.ambiguous) == (1, 0)
    assert books.refs("blind") == ["R00001", "R00002", "R00003"]
    told = store.ledger("pushes").entries("record", ["1"])["1"]
    assert (told.state, told.target_key) == (EntryState.DELIVERED, "4711")
    assert "Ada said so on 20" in told.steps[-1].why
    assert [(act.what, act.by) for act in store.acts.of("pushes", "2")] == [("send", "Ada")]


def test_a_look_tells_what_is_there(store: Store) -> None:
    """What arrived is known by it; what did not stays ambiguous, and the look is in its trace."""
    books = Books(orders(2), plans={"R00001": [("reset", "before")] * 2, "R00002": [("reset", "before")] * 2})
    with pushing(books, store, "asked") as pushes:
        assert pushes.run().counts.ambiguous == 2
        books.kept["asked"] = [{"id": 9, "ref": "R00002", "total": Decimal(1)}]
        with pushes.client() as client:
            found = Doubt("pushes", store.ledger("pushes"), "Ada").look(client, "asked")
    assert [(entry.key, entry.state.value, entry.target_key) for entry in found] == [
        ("1", "ambiguous", None),
        ("2", "delivered", "9"),
    ]
    assert "it is not there: Ada looked on 20" in found[0].steps[-1].why


def test_nobody_settles_a_record_while_its_flow_is_run(store: Store) -> None:
    """The run may be sending it at this moment."""
    books = Books(orders(1), plans={"R00001": [("reset", "before")]})
    with pushing(books, store, "blind") as pushes:
        pushes.run()
        doubt = Doubt("pushes", store.ledger("pushes"), "Ada")
        asked = store.runs.ask("pushes", 0, "command")
        store.workers.join("another")
        assert store.queue.begin(asked.id, "another") is not None
        with pytest.raises(Overtaken, match="is being carried"):
            doubt.send(["1"])
        store.runs.finish(asked.id, RunState.DONE)
        assert doubt.send(["1"])


def test_what_never_left_is_not_ambiguous(store: Store) -> None:
    """The books could not be reached: nobody has to look whether the order arrived."""
    books = Books(orders(2))
    with pushing(books, store, "blind") as pushes:
        gone = replace(pushes, target_url="http://127.0.0.1:9")
        failed = gone.run()
        assert failed.state is RunState.FAILED
        assert store.ledger("pushes").open() == []
        assert pushes.run().counts.created == 2
    assert books.refs("blind") == ["R00001", "R00002"]


@pytest.mark.parametrize("way", ["asked", "blind"])
def test_books_that_answer_nothing_clearly_are_left_alone(store: Store, way: str) -> None:
    """After ten records the run stops and says why; the next run catches up."""
    books = Books(orders(40), plans={f"R{n:05}": [("502", "before")] * 2 for n in range(1, 41)})
    with pushing(books, store, way) as pushes:
        failed = pushes.run()
        assert failed.state is RunState.FAILED
        assert "without a clear answer" in failed.error
        assert failed.counts.ambiguous == (10 if way == "blind" else 40)
        books.plans.clear()
        if way == "blind":
            Doubt("pushes", store.ledger("pushes"), "Ada").send()
            pushes.run("retry")
        pushes.run()
    assert books.refs(way) == [order["ref"] for order in books.orders]
