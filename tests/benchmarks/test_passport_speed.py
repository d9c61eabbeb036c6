"""A passport is found by an e-mail address among a million payloads; what keeping them costs."""

from __future__ import annotations

import os
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.store import Payload, Store
from core.store.payloads import add_payloads

pytestmark = pytest.mark.benchmark

ROWS = int(os.environ.get("KOPPEL_PAYLOADS", "1000000"))
_RUN = 10_000
_PAGE = 500


def payload(n: int) -> Payload:
    """An order of a webshop as a run keeps it."""
    mail, number = f"customer{n % 400_000}@example.org", f"#{n}"
    record = {"id": n, "name": number, "customer": {"email": mail}, "lines": [{"sku": f"SKU-{n % 900}"}] * 3}
    content = {"record": record, "payload": {"YourRef": number, "Lines": [{"Item": n % 900}] * 3}}
    words = (number, mail, f"SKU-{n % 900}", f"key-{n}")
    return Payload(str(n), content, words, datetime.now(UTC))


def test_a_passport_is_found_within_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By an address that five records have, and by an article of which a thousand were sold."""
    monkeypatch.setenv("KOPPEL_KEY_FILE", str(tmp_path / "keys" / "koppel.key"))
    store = Store(tmp_path / "home")
    began = time.perf_counter()
    sealing = 0.0
    for start in range(0, ROWS, _RUN):
        seal = store.payloads.seal(f"run{start}", "orders")
        assert seal is not None
        for page in range(start, min(start + _RUN, ROWS), _PAGE):
            then = time.perf_counter()
            sealed = [seal.close(payload(n)) for n in range(page, page + _PAGE)]
            sealing += time.perf_counter() - then
            with store._database.keeping() as connection:
                add_payloads(connection, seal.owner, sealed)
    filled = time.perf_counter() - began
    size = sum(file.stat().st_size for file in (tmp_path / "home").glob("koppel.db*"))
    print(f"{ROWS:,} payloads kept in {filled:,.0f} s: {filled / ROWS * 1e6:,.0f} µs each, ", end="")
    print(f"of which {sealing / ROWS * 1e6:,.0f} µs to seal; {size / ROWS:,.0f} bytes each")
    store.close()
    store = Store(tmp_path / "home")
    for what, words in (
        ("e-mail address", [f"Customer{n}@example.org" for n in range(0, 4000, 200)]),
        ("article code", [f"sku-{n}" for n in range(20)]),
    ):
        times = []
        for word in words:
            then = time.perf_counter()
            found = store.payloads.find(word)
            times.append(time.perf_counter() - then)
            assert found
        median, most = statistics.median(times) * 1000, max(times) * 1000
        print(f"found by {what}: median {median:.1f} ms, most {most:.1f} ms")
        assert max(times) < 1
    store.close()
