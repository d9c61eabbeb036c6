"""People in what is written down: shown, erased for good, never carried twice; and the audit trail."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Text
from sqlmodel import AutoString, SQLModel

from core.errors import Misconfigured
from core.flow import Sample, Table
from core.sandbox.server import Served
from core.store import Entry, EntryState
from core.store.columns import Json
from core.store.rotation import SEALED
from core.store.traces import _OURS, tables, texts
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"


@pytest.fixture
def demo(tmp_path: Path, sandbox: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Give a workspace in which the demo's flow was carried."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    workspace = Workspace(tmp_path / "home")
    workspace.demo(sandbox.url)
    workspace.run(workspace.flow(FLOW))
    yield workspace
    workspace.close()


@pytest.fixture
def order(demo: Workspace, sandbox: Served) -> dict[str, Any]:
    """An order of a person that was carried, and stands in the flow as a sample too."""
    stored = httpx.get(f"{sandbox.url}/_sandbox/shopify/orders").json()
    pulled = {each.data["name"]: each.data for each in demo.sample(demo.flow(FLOW), 200)}
    chosen = next(each for each in stored if each["financial_status"] == "paid" and each["name"] in pulled)
    flow = demo.flow(FLOW)
    samples = (Sample(name="one order", record=pulled[chosen["name"]]),)
    demo.save(flow.model_copy(update={"samples": samples}))
    return dict(chosen)


def everything(home: Path) -> bytes:
    """All bytes of a home: the database, what it writes ahead, its free pages, and the log."""
    return b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())


def test_what_is_kept_about_a_person_is_shown(demo: Workspace, order: dict[str, Any]) -> None:
    """Payloads, ledger, runs and samples are named, with what stands there."""
    found = demo.person(order["customer"]["email"].upper())
    places = Counter(each.place for each in found.traces)
    assert {"payload", "entry", "run_record", "sample"} <= places.keys()
    kept = next(each for each in found.traces if each.place == "payload")
    assert kept.told is not None
    assert kept.told["record"]["customer"]["email"] == order["customer"]["email"]
    assert found.erased is None


def test_an_erased_person_is_nowhere_and_not_carried_twice(
    demo: Workspace, order: dict[str, Any], sandbox: Served
) -> None:
    """No file of the home holds the address any more; the order is known as carried all the same."""
    mail = order["customer"]["email"]
    (demo.home / "koppel.log").write_text(f"a line about {mail}\nanother line\n")
    erased = demo.erase_person(mail, by="Anna")
    assert {"payload", "entry", "run_record", "sample", "log"} <= erased.rows.keys()
    assert (erased.left, erased.files) == ((), ())
    demo._store._database._engine.dispose()
    assert mail.lower().encode() not in everything(demo.home).lower()
    assert "another line" in (demo.home / "koppel.log").read_text()
    found = demo.person(mail)
    assert found.traces == ()
    assert found.erased is not None
    assert demo.flow(FLOW).samples[0].record["customer"]["email"] != mail
    booked = httpx.get(f"{sandbox.url}/_sandbox/exact_online/sales_orders").json()
    demo.set_bookmark(FLOW, None)
    run = demo.run(demo.flow(FLOW))
    assert run.counts.created == 0
    assert len(httpx.get(f"{sandbox.url}/_sandbox/exact_online/sales_orders").json()) == len(booked)


def test_others_stay_when_one_is_erased(demo: Workspace, order: dict[str, Any]) -> None:
    """Only rows of that person are touched, and erasing again finds nothing."""
    mail = order["customer"]["email"]
    before = {each.key: each for each in demo.records(demo.runs(FLOW)[-1].id)}
    demo.erase_person(mail)
    after = {each.key: each for each in demo.records(demo.runs(FLOW)[-1].id)}
    changed = [key for key in before if before[key] != after[key]]
    assert before.keys() == after.keys()
    assert 0 < len(changed) < len(before)
    assert demo.erase_person(mail).rows == {}


def test_a_person_in_a_shared_table_is_erased_in_every_flow_that_follows(
    demo: Workspace, order: dict[str, Any]
) -> None:
    """The row is another one in the table and in the flow alike; what may be a word of the table is told."""
    mail, name = order["customer"]["email"], "Saltwater Bakery"
    table = Table(rows={mail: "1", name: "2"})
    flow = demo.flow(FLOW)
    saved = demo.save(flow.model_copy(update={"tables": {**flow.tables, "who": table}}))
    demo.share("who", table, after=0, flows={FLOW: saved.version}, note=f"asked for by {mail}")
    assert "shared_table" in {each.place for each in demo.person(mail).traces}
    assert demo.erase_person(mail).left == ()
    assert mail.encode() not in everything(demo.home)
    (shared,) = demo.shared_tables()
    assert name in shared.table.rows
    assert [each.flow for each in shared.followers] == [FLOW]
    left = demo.erase_person(name).left
    assert "shared_table" in {each.place for each in left}
    assert [each.flow for each in demo.shared_tables()[0].followers] == [FLOW]


def test_a_person_in_a_note_is_erased(demo: Workspace) -> None:
    """What somebody wrote beside a version or under a sign-off, and what a vendor said of a connection."""
    mail = "canary.person@example.nl"
    flow = demo.flow(FLOW)
    demo.save(flow.model_copy(update={"title": "Another title"}), f"asked for by {mail}")
    demo.sign_off(FLOW, "Anna", note=f"seen with {mail.upper()}")
    demo._store.connections.checked("demo-shop", f"refused: {mail} may not read orders")
    assert {each.place for each in demo.person(mail).traces} == {"flow_version", "sign_off", "connection"}
    assert demo.erase_person(mail).left == ()
    assert mail.encode() not in everything(demo.home).lower()
    assert "erased-" in demo.versions(FLOW)[0].note


#: Columns with words that are no person's who is told of: names of things and of who works here, kinds and
#: times of ours, counts by kinds, settings of a system, and digests.
_NOBODYS = {
    *(
        "api_token.person",
        "api_token.scopes",
        "approval.counts",
        "audit.about",
        "audit.outcome",
        "audit.seal",
    ),
    *("audit_head.seal", "backup.file", "backup.keys", "connection.connector", "connection.settings"),
    *(
        "consent.redirect_uri",
        "consent.browser",
        "consent.back",
        "erasure.counts",
        "flow.fired",
        "flow.timing",
    ),
    *("flow.folder", "pace.granted", "pace.refused", "person.email", "person.role", "person.subject"),
    *("plan.of", "plan.counts", "plan.approved_by", "sign_in.browser", "sign_in.nonce", "sign_in.back"),
    *("stretch.fields", "stretch.odd", "sweep.counts", "sweep_schedule.cron", "sweep_schedule.timezone"),
    *(
        "sweep_schedule.fired",
        "system_version.text",
        "token.seed",
        "vault_key.fingerprint",
        "vault_key.masks",
    ),
    # found by their marks, and taken apart as documents
    *("payload.key", "draft.text", "flow_version.text"),
}


def test_every_column_with_words_is_looked_through_or_holds_nobody() -> None:
    """Whoever adds a column says whether a person may stand in it."""
    looked_through = {table.name: {each.name for each in texts(table)} for table in tables()}
    found = {
        f"{name}.{column.name}"
        for name, table in SQLModel.metadata.tables.items()
        for column in table.columns
        if isinstance(column.type, AutoString | Text | Json)
        and column.name not in looked_through.get(name, ())
        and column.name not in _OURS
        and not column.foreign_keys
        and (name, column.name) not in SEALED
    }
    assert found == _NOBODYS


def test_a_record_is_known_by_an_erased_key(demo: Workspace) -> None:
    """Where the key itself is the address, a fingerprint stands in its place and is found by the address."""
    ledger = demo._store.ledger("people")
    states = {
        "an@x.nl": EntryState.DELIVERED,
        "jan@x.nl": EntryState.DELIVERED,
        "on@x.nl": EntryState.AMBIGUOUS,
    }
    ledger.keep([Entry("record", key, state, "run") for key, state in states.items()])
    assert demo.erase_person("an@x.nl").rows == {"entry": 1}
    assert demo.erase_person("on@x.nl").left != ()
    assert ledger.entries("record", ["an@x.nl", "jan@x.nl", "eve@x.nl"]).keys() == {"an@x.nl", "jan@x.nl"}
    with closing(sqlite3.connect(demo.home / "koppel.db")) as file:
        keys = {key for (key,) in file.execute("SELECT key FROM entry WHERE flow = 'people'")}
    assert {"jan@x.nl", "on@x.nl"} < keys
    assert "an@x.nl" not in keys


def test_a_word_that_names_nobody_is_refused(demo: Workspace) -> None:
    """A short word would be found in what is not about the person."""
    with pytest.raises(Misconfigured, match="names nobody surely enough"):
        demo.erase_person("a@b")


def test_after_its_time_a_payload_is_in_no_page_of_the_database(demo: Workspace) -> None:
    """Neither the sealed payload nor the key that opens it is in the file, its free pages or its log."""
    file = demo.home / "koppel.db"
    with closing(sqlite3.connect(file)) as database:
        sealed = [row[0] for row in database.execute("SELECT sealed FROM payload LIMIT 20")]
        keys = [row[0].encode() for row in database.execute("SELECT sealed FROM payload_key")]
    assert any(each[:40] in everything(demo.home) for each in sealed)
    assert demo.tidy(datetime.now(UTC) + timedelta(days=31)) >= len(sealed)
    left = everything(demo.home)
    assert not any(each[:40] in left for each in sealed)
    assert not any(each in left for each in keys)


def test_whatever_is_done_is_in_the_trail(demo: Workspace) -> None:
    """Each deed of a person leaves its entry: who, what, to what, and what changed."""
    flow = demo.flow(FLOW)
    demo.save(flow.model_copy(update={"title": "Another title"}))
    demo.pause(FLOW)
    demo.resume(FLOW)
    demo.keep_days(FLOW, 3)
    demo.limit("demo-shop", runs=2)
    demo.erase_person("anna@example.com")
    with pytest.raises(Misconfigured):
        demo.disconnect("demo-shop")
    demo.set_bookmark(FLOW, None)
    told = [(each.what, each.about, each.outcome) for each in reversed(demo.audit(8))]
    assert told == [
        ("save", f"flow {FLOW}", "done"),
        ("pause", f"flow {FLOW}", "done"),
        ("resume", f"flow {FLOW}", "done"),
        ("keep_days", f"flow {FLOW}", "done"),
        ("limit", "connection demo-shop", "done"),
        ("erase_person", "", "done"),
        ("disconnect", "connection demo-shop", "failed"),
        ("set_bookmark", f"flow {FLOW}", "done"),
    ]
    newest = {each.what: each.change for each in demo.audit(8)}
    assert newest["save"] == {"flow.newest": [1, 2]}
    assert newest["pause"] == {"flow.held": [False, True]}
    assert newest["keep_days"] == {"retention.days": [None, 3]}
    assert newest["limit"] == {"connection.at_once": [None, 2]}
    assert {"connect_sandbox", "save", "run"} <= {each.what for each in demo.audit(None)}
    assert demo.verify_audit().wrong == ""
    assert "anna@example.com" not in str(demo.audit(None))


def test_the_log_tells_of_runs_and_requests_and_of_nobody(demo: Workspace, sandbox: Served) -> None:
    """What was asked, where and how long; no address, name or number of an order, no credential."""
    lines = demo.log(10_000)
    assert {"run begins", "run ends", "request"} <= {line["event"] for line in lines}
    ended = [line for line in lines if line["event"] == "run ends"][-1]
    assert (ended["flow"], ended["state"]) == (FLOW, "done")
    assert ended["created"] > 0
    told = (demo.home / "koppel.log").read_text()
    orders = httpx.get(f"{sandbox.url}/_sandbox/shopify/orders").json()
    people = {order["customer"]["email"] for order in orders if order.get("customer")}
    names = {order["name"].lstrip("#") for order in orders}
    credentials = httpx.get(f"{sandbox.url}/_sandbox/credentials").json()
    secrets = {known[name] for known in credentials.values() for name in known if name.endswith("token")}
    paths = " ".join(line["path"] for line in lines if "path" in line)
    assert not [each for each in people | secrets if each and each in told]
    assert not [each for each in names if each in paths]
