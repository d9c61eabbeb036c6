"""A marked person among the orders: told to nobody while everything goes wrong, and nowhere once erased."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import stamina

from core.__main__ import carry
from core.errors import KoppelError
from core.sandbox.server import Served
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"
#: Answers that give back whom they were sent, that never come, or that break off.
FAULTS: tuple[dict[str, Any], ...] = (
    {"status": 422, "body": '{"error": {"message": {"value": "not valid for {mail}"}}}'},
    {"status": 500, "body": "<p>{mail}</p>"},
    {"status": 409, "body": '{"message": "{mail} conflicts"}'},
    {"reset": True, "when": "after"},
    {"truncate": 7, "when": "after"},
)


@pytest.fixture(autouse=True)
def _no_backoff() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
def marks(sandbox: Served) -> tuple[str, ...]:
    """What only one person of the shop's has: the address first, then street and telephone."""
    orders = httpx.get(f"{sandbox.url}/_sandbox/shopify/orders").json()
    for order in orders:
        if order["financial_status"] == "paid" and order.get("customer"):
            person = order["customer"]["email"]
            billed = order["billing_address"]
            told = [each for each in (billed["address1"], billed["phone"]) if each and len(each) > 7]
            others = str([each for each in orders if (each.get("customer") or {}).get("email") != person])
            own = tuple(each for each in told if each not in others)
            if own and person not in others:
                return (person, *own)
    raise AssertionError("nobody in the shop has a street of their own")


def everything(home: Path) -> bytes:
    """All bytes of a home: the database, what it writes ahead, its free pages, logs and all else."""
    return b"\0".join(file.read_bytes() for file in sorted(home.rglob("*")) if file.is_file()).lower()


def test_nobody_is_told_and_nothing_is_left(
    demo: Workspace,
    sandbox: Served,
    marks: tuple[str, ...],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Faults on both sides, an error of our own, every way out; then their time passes, and their right."""
    for fault in FAULTS:
        for connector in ("shopify", "exact_online"):
            told = json.dumps({"connector": connector, "times": 1, **fault}).replace("{mail}", marks[0])
            httpx.post(f"{sandbox.url}/_sandbox/faults", content=told).raise_for_status()
            with suppress(KoppelError):  # whoever runs a flow may read what became of it; no log and no paper
                demo.run(demo.flow(FLOW), limit=3)
            httpx.delete(f"{sandbox.url}/_sandbox/faults")
    _fails_in_an_unforeseen_way(demo, marks[0])
    carry(["run", FLOW, "--home", str(demo.home), "--json"])
    demo.save_plan(demo.flow(FLOW))
    bundle = tmp_path / "bundle"
    assert carry(["flow", "export", FLOW, "--bundle", str(bundle), "--home", str(demo.home)]) == 0
    assert carry(["audit", "export", str(tmp_path / "trail"), "--home", str(demo.home)]) == 0
    assert carry(["log", "-n", "1000", "--home", str(demo.home)]) == 0
    heard = capfd.readouterr()
    for place, text in {
        "output": heard.out + heard.err,
        "log": (demo.home / "koppel.log").read_text(),
        "bundle": everything(bundle).decode(),
        "trail": (tmp_path / "trail").read_text(),
        "doctor": str(demo.doctor()),
        "export": demo.export(FLOW),
    }.items():
        assert not [mark for mark in marks if mark.lower() in text.lower()], place
    assert any(mark.lower().encode() in everything(demo.home) for mark in marks)

    demo.tidy(datetime.now(UTC) + timedelta(days=31))
    erased = demo.erase_person(marks[0])
    assert (erased.left, erased.files) == ((), ())
    demo._store._database._engine.dispose()
    left = everything(demo.home)
    assert not [mark for mark in marks if mark.lower().encode() in left]


def _fails_in_an_unforeseen_way(demo: Workspace, mail: str) -> None:
    """An error of the program itself quotes the person that it met."""

    @contextmanager
    def broken(*_: Any, **__: Any) -> Iterator[Any]:
        raise LookupError(mail)
        yield

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo._reach, "target", broken)
        run = demo.run(demo.flow(FLOW))
    assert "Something unforeseen" in run.error
