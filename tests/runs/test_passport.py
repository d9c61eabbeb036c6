"""The passport of a record: found by what people know of it, sealed, kept for a time, and erased."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from core.errors import Misconfigured, Overtaken
from core.records import Verdict
from core.runs.case import Case
from core.runs.keeper import Keeper
from core.store import Payload, Sealed
from core.worker import Worker

PAY = "mutation($id: ID!) { orderMarkAsPaid(input: {id: $id}) { order { id } userErrors { message } } }"


def order(trade: Any, name: str) -> dict[str, Any]:
    """An order as the shop has it."""
    return next(each for each in trade.stored("shopify", "orders") if each["name"] == name)


def without_item(trade: Any) -> tuple[str, str, dict[str, Any]]:
    """Take an item out of the books; gives its code, the key of an order that needs it, and the item."""
    sold = order(trade, trade.paid()[0])
    sku = sold["line_items"][0]["sku"]
    item = next(each for each in trade.stored("exact_online", "items") if each["Code"].strip() == sku)
    trade.books("DELETE", f"logistics/Items(guid'{item['ID']}')")
    trade.run()
    key = next(each.key for each in trade.workspace.parked() if each.match["YourRef"] == sold["name"])
    return sku, key, item


def test_an_order_is_found_by_number_address_article_and_key(trade: Any) -> None:
    """Each of them leads to what was read, what was sent and what was answered, decisions and times."""
    trade.run()
    sold = order(trade, trade.paid()[0])
    mail, sku = sold["customer"]["email"], sold["line_items"][0]["sku"]
    for word in (sold["name"], sold["name"].lstrip("#"), mail, mail.upper(), f" {sku} "):
        found = [
            known for known in trade.workspace.find_records(word) if known.match["YourRef"] == sold["name"]
        ]
        assert len(found) == 1, word
    [passport] = found[0].passports
    run = trade.workspace.run_of(passport.owner)
    assert (passport.verdict, passport.version, run.flow) == (Verdict.CREATE, 1, trade.flow.name)
    assert passport.record["name"] == sold["name"]
    assert passport.payload["YourRef"] == sold["name"]
    [*_, write] = passport.exchanges
    assert (write.method, write.status) == ("POST", 201)
    assert write.body["YourRef"] == sold["name"]
    assert write.answer["d"]["OrderID"] == passport.target_key
    assert passport.steps
    assert passport.after["YourRef"] == sold["name"]
    [there] = trade.workspace.there(trade.flow, passport.match)
    assert there["YourRef"] == sold["name"]
    [again] = trade.workspace.find_records(passport.key)
    assert again.key == passport.key
    assert trade.workspace.find_records("nobody@example.org") == []


def test_passports_are_sealed_while_the_target_is_waited_for(
    trade: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but the last are ready when their page is turned, and each is kept once."""
    trade.break_it(connector="exact_online", match={"method": "POST"}, delay=0.05, times=None)
    kept, ready = Keeper.kept, []

    def noted(keeper: Keeper, cases: Sequence[Case], at: datetime) -> list[Sealed]:
        ready.append(len(keeper._done))
        sealed = kept(keeper, cases, at)
        assert len({each.key for each in sealed}) == len(sealed)
        return sealed

    with monkeypatch.context() as patched:
        patched.setattr(Keeper, "kept", noted)
        trade.run()
    assert sum(ready) == len(trade.paid()) - 1
    assert all(trade.workspace.find_records(name) for name in trade.paid())


def test_a_passport_that_cannot_be_made_in_between_is_made_in_the_end(
    trade: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No write suffers where its predecessor's passport fails, and none is missing."""

    def fail(_: Keeper) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Keeper, "go_on", fail)
    run = trade.run()
    assert run.counts.created == len(trade.paid())
    assert all(trade.workspace.find_records(name) for name in trade.paid())


def test_no_secret_and_no_header_is_in_a_passport(trade: Any) -> None:
    """Neither the access token nor the word of the header that carries it."""
    trade.run()
    handed = httpx.get(f"{trade.url}/_sandbox/credentials").json()["exact_online"]
    secrets = [handed[name] for name in ("access_token", "refresh_token", "client_secret")]
    for name in trade.paid():
        for known in trade.workspace.find_records(name):
            told = repr(known.passports)
            assert "Authorization" not in told
            assert "Bearer" not in told
            assert not [secret for secret in secrets if secret in told]


def test_the_payloads_of_a_home_cannot_be_read_without_its_key(trade: Any) -> None:
    """No address stands in the tables of payloads and plans, and a row that was moved does not open."""
    trade.workspace.save_plan(trade.flow)
    trade.run()
    sold = order(trade, trade.paid()[0])
    database = sqlite3.connect(trade.workspace.home / "koppel.db")
    for table in ("payload", "payload_mark", "payload_key", "plan", "plan_record"):
        told = repr(database.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608  our own names
        assert sold["customer"]["email"] not in told
        assert sold["billing_address"]["last_name"] not in told
    one, two = database.execute("SELECT id, sealed FROM payload WHERE owner NOT LIKE 'p%' LIMIT 2").fetchall()
    database.execute("UPDATE payload SET sealed = ? WHERE id = ?", (one[1], two[0]))
    database.commit()
    [moved] = database.execute("SELECT owner, key FROM payload WHERE id = ?", (two[0],)).fetchall()
    database.close()
    assert trade.workspace.passports(moved[0], [moved[1]]) == {}


def test_payloads_go_when_their_time_is_over(trade: Any) -> None:
    """After the flow's days nothing is found; the ledger still knows what was carried."""
    trade.workspace.keep_days(trade.flow.name, 7, by="Anna")
    trade.run()
    name = trade.paid()[0]
    now = datetime.now(UTC)
    assert trade.workspace.tidy(now + timedelta(days=6)) == 0
    assert trade.workspace.find_records(name)
    assert trade.workspace.tidy(now + timedelta(days=8)) == len(trade.paid())
    assert trade.workspace.find_records(name) == []
    assert trade.run().counts.created == 0


def test_a_worker_forgets_what_was_kept_long_enough(trade: Any) -> None:
    """Without anybody asking for it."""
    trade.workspace.run(trade.flow, limit=2)
    assert trade.workspace.find_records(trade.paid()[0])
    with sqlite3.connect(trade.workspace.home / "koppel.db") as database:
        database.execute("UPDATE payload_key SET until = '2020-01-01 00:00:00.000000'")
    database.close()
    worker = Worker(trade.workspace)
    worker._tidy()
    until = time.monotonic() + 30
    name = trade.paid()[0]
    while trade.workspace.find_records(name) and time.monotonic() < until:
        time.sleep(0.05)
    assert trade.workspace.find_records(name) == []


def test_a_flow_may_keep_nothing(trade: Any) -> None:
    """With 0 days nothing is ever written, a stored plan still holds, and what was there is forgotten."""
    trade.workspace.run(trade.flow, limit=2)
    assert trade.workspace._store.payloads.prune(datetime.now(UTC)) == 0
    trade.workspace.keep_days(trade.flow.name, 0)
    plan = trade.workspace.save_plan(trade.flow)
    trade.workspace.approve(plan.id)
    run = trade.workspace.run_plan(trade.flow, plan.id)
    assert (run.counts.created, run.counts.parked) == (len(trade.paid()) - 2, 0)
    with sqlite3.connect(trade.workspace.home / "koppel.db") as database:
        assert database.execute("SELECT count(*) FROM payload").fetchone() == (0,)
    database.close()


def test_what_is_kept_of_a_person_is_erased(trade: Any) -> None:
    """All records with that address are forgotten, the others stay."""
    trade.run()
    mail = order(trade, trade.paid()[0])["customer"]["email"]
    number = sum(len(known.passports) for known in trade.workspace.find_records(mail))
    assert trade.workspace.erase(mail, by="Anna") == number > 0
    assert trade.workspace.find_records(mail) == []
    kept = [name for name in trade.paid() if trade.workspace.find_records(name)]
    assert len(kept) == len(trade.paid()) - number


def test_one_parked_order_is_retried_and_the_others_wait(trade: Any) -> None:
    """The item is there again; only the order that was named goes through, and it is known who asked."""
    _, key, item = without_item(trade)
    waiting = len(trade.workspace.parked())
    trade.books("POST", "logistics/Items", Code=item["Code"], Description=item["Description"])
    run = trade.workspace.retry_one(trade.flow, key, by="Anna")
    assert (run.counts.read, run.counts.created) == (1, 1)
    assert len(trade.workspace.parked()) == waiting - 1
    [act] = trade.workspace.acts(trade.flow.name, key)
    assert (act.what, act.by, act.owner) == ("retry", "Anna", run.id)
    verdicts = [each.verdict for each in trade.workspace.record(trade.flow.name, key).passports]
    assert verdicts == [Verdict.CREATE, Verdict.PARKED]
    with pytest.raises(Misconfigured, match="carried already"):
        trade.workspace.retry_one(trade.flow, key, by="Anna")


def test_an_order_that_is_left_out_for_good_is_not_carried_any_more(trade: Any) -> None:
    """Neither by a retry nor by a usual run, until somebody takes it up again by its key."""
    _, key, item = without_item(trade)
    with pytest.raises(Misconfigured, match="say why"):
        trade.workspace.skip(trade.flow.name, key, " ", by="Anna")
    trade.workspace.skip(trade.flow.name, key, "a test order", by="Anna")
    assert key not in [each.key for each in trade.workspace.parked()]
    trade.books("POST", "logistics/Items", Code=item["Code"], Description=item["Description"])
    trade.workspace.retry(trade.flow)
    trade.workspace.set_bookmark(trade.flow.name, None)
    trade.run()
    known = trade.workspace.record(trade.flow.name, key)
    assert known.match["YourRef"] not in trade.booked()
    assert "left out for good by Anna: a test order" in known.entry.why
    assert [(act.what, act.by, act.why) for act in known.acts] == [("skip", "Anna", "a test order")]
    assert trade.workspace.retry_one(trade.flow, key, by="Bert").counts.created == 1
    assert trade.booked() == trade.paid()


def test_what_was_carried_cannot_be_left_out(trade: Any) -> None:
    """It is there already, and the sentence says as what; an unknown key is said to be unknown."""
    trade.run()
    key = trade.workspace.find_records(trade.paid()[0])[0].key
    with pytest.raises(Misconfigured, match="carried already"):
        trade.workspace.skip(trade.flow.name, key, "no")
    with pytest.raises(Misconfigured, match="never carried"):
        trade.workspace.skip(trade.flow.name, "4711", "no")


def test_a_record_is_not_taken_from_under_a_run(trade: Any) -> None:
    """While the flow is being run nobody changes what its records wait for."""
    _, key, _ = without_item(trade)
    trade.workspace.start(trade.flow.name)
    assert trade.workspace.next_run() is not None
    with pytest.raises(Overtaken):
        trade.workspace.skip(trade.flow.name, key, "no")


@pytest.fixture
def payloads(trade: Any) -> Iterator[Any]:
    """The payloads of a home."""
    return trade.workspace._store.payloads


def test_a_page_is_turned_also_where_its_key_was_destroyed(trade: Any, payloads: Any) -> None:
    """Retention ends while a run is under way: the run goes on, and nothing more is kept of it."""
    seal = payloads.seal("r1", trade.flow.name)
    sealed = seal.close(Payload("1", {"a": 1}, ("one",), datetime.now(UTC)))
    payloads.prune(datetime.now(UTC) + timedelta(days=31))
    ledger = trade.workspace._store.ledger(trade.flow.name)
    run = trade.workspace.run(trade.flow, limit=1)
    ledger.turn(run.id, type(run.counts)(), [], [], None, kept=[sealed])
    assert payloads.find("one") == []
