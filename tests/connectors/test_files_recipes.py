"""Ready-made flows for files: orders, customers, products, stock and invoices in the words of the trade."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from connectors.files import CONNECTOR, OF_KINDS
from connectors.files.formats import reads, writes
from connectors.files.kinds import KEYS, held
from core.entities import ENTITIES
from core.records import JsonObject, RunState
from core.sandbox.server import Served
from core.workspace import Run, Workspace

#: Which system each kind of file is tried with: written by the one, read into the other.
TRADE = {
    "order": ("orders", "shopify", "exact_online"),
    "customer": ("customers", "accountview", "shopify"),
    "product": ("products", "shopify", "visma_net"),
    "stock": ("stock", "afas", "shopify"),
    "invoice": ("invoices", "eaccounting", "buchhaltungsbutler"),
}
ORDER = """number;ordered;email;name;vat_included;billing_country;line_sku;line_quantity;line_price;\
line_vat_rate
1001;2026-03-01;anna@example.nl;Anna de Vries;ja;NL;KOF-ESP-0250;2;1.234,50;0,21
1001;2026-03-01;anna@example.nl;Anna de Vries;ja;NL;KOF-ESP-1000;1;9,95;0,09
1002;2026-03-02;;;nee;DE;;;;
"""


@pytest.fixture
def desk(sandbox: Served, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with every system of the trade, a folder that is written and one that is read."""
    workspace = Workspace(tmp_path / "home")
    for name in {name for _, *pair in TRADE.values() for name in pair}:
        workspace.connect_sandbox(name, name, sandbox.url)
    for name in ("given", "taken"):
        (workspace.home / "files" / name).mkdir(parents=True)
        workspace.connect(name, "files", {"folder": name, "quiet": "0"}, {})
    yield workspace
    workspace.close()


def carried(desk: Workspace, entity: str, source: str, target: str) -> Run:
    """Make a recipe's flow, as it is suggested, and carry it."""
    name = f"{source}-{entity}-{target}".replace("_", "-")
    desk.save(desk.new(name, entity, source, target))
    run = desk.run(desk.flow(name))
    assert run.state is RunState.DONE, run.error
    assert run.counts.balanced
    return run


@pytest.mark.parametrize("entity", TRADE)
def test_a_file_is_written_by_one_system_and_read_into_another(
    desk: Workspace, sandbox: Served, entity: str
) -> None:
    """What a system keeps goes into a table, and from there into another system; again, nothing is."""
    kind, giver, taker = TRADE[entity]
    out = carried(desk, entity, giver, "given")
    assert out.counts.created == out.counts.read - out.counts.filtered - out.counts.parked > 3
    (file,) = (desk.home / "files" / "given" / kind / "out").glob("*.csv")
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    assert len({row[KEYS[kind]] for row in rows}) == out.counts.created

    folder = desk.home / "files" / "taken" / kind
    folder.mkdir()
    shutil.copy(file, folder / "first.csv")
    into = carried(desk, entity, "taken", taker)
    assert into.counts.read == out.counts.created
    assert into.counts.created + into.counts.updated + into.counts.unchanged > 0, into.counts
    assert not [why for why in _whys(desk, into) if "table" in why or "expression" in why]
    assert (folder / "done").is_dir()

    before = _writes(sandbox)
    shutil.copy(file, folder / "again.csv")
    again = desk.run(desk.flow(f"taken-{entity}-{taker}".replace("_", "-")))
    assert (again.counts.created, again.counts.updated, _writes(sandbox)) == (0, 0, before)


def _whys(desk: Workspace, run: Run) -> list[str]:
    return [record.why for record in desk.records(run.id)]


def _writes(sandbox: Served) -> int:
    return sum(one["write"] for one in httpx.get(f"{sandbox.url}/_sandbox/requests", timeout=60).json())


def test_orders_of_a_file_are_booked_by_value(desk: Workspace, sandbox: Served) -> None:
    """What a spreadsheet in the Netherlands writes stands in the books as it was meant."""
    folder = desk.home / "files" / "taken" / "orders"
    folder.mkdir()
    desk.connect("taken", "files", {"folder": "taken", "quiet": "0", "decimal": ","}, {})
    (folder / "orders.csv").write_text(ORDER, "utf-8")
    run = carried(desk, "order", "taken", "exact_online")
    assert (run.counts.created, run.counts.parked) == (1, 1)  # nobody knows whose the second one is
    orders = httpx.get(f"{sandbox.url}/_sandbox/exact_online/sales_orders", timeout=60).json()
    (order,) = (each for each in orders if each["YourRef"] == "1001")
    lines = order["SalesOrderLines"]
    sold = [(Decimal(str(line["Quantity"])), Decimal(str(line["NetPrice"]))) for line in lines]
    assert sold == [(2, Decimal("1234.50")), (1, Decimal("9.95"))]


def read(text: str, kind: str = "orders", **settings: str) -> list[JsonObject]:
    """Read a table of a kind."""
    return reads("file.csv", text.encode(), {**settings, **held(kind)})


def test_a_table_is_read_as_records_with_lines() -> None:
    """Amounts, rates and yes or no are what they say; rows of one number are one order."""
    first, second = read(ORDER, decimal=",")
    assert (first["number"], first["vat_included"], first["billing_country"]) == ("1001", True, "NL")
    assert [line["price"] for line in first["lines"]] == [Decimal("1234.50"), Decimal("9.95")]
    assert [line["vat_rate"] for line in first["lines"]] == [Decimal("0.21"), Decimal("0.09")]
    assert (second["vat_included"], second["lines"]) == (False, [])


def test_the_example_of_the_documents_is_an_order() -> None:
    """What docs/files.md shows is read as it says."""
    page = (Path(__file__).parents[2] / "docs" / "files.md").read_text("utf-8")
    (example,) = re.findall(r'```text title="orders.csv"\n(.*?)```', page, re.DOTALL)
    (order,) = read(example)
    assert (order["number"], order["vat_included"], len(order["lines"])) == ("1001", True, 2)


@pytest.mark.parametrize("kind", ["csv", "excel", "json", "json lines", "xml"])
def test_a_record_is_read_as_it_was_written(kind: str) -> None:
    """Whatever the kind of file, an order comes back with its values and its lines."""
    order = {"number": "007", "ordered": "2026-03-01", "total": Decimal("12.50"), "vat_included": False}
    lines = [
        {"sku": "A", "quantity": Decimal(2), "price": Decimal("5.00")},
        {"sku": "B", "quantity": Decimal("0.5")},
    ]
    settings = {"kind": kind, **held("orders")}
    content = writes([{**order, "lines": lines}, {"number": "008"}], settings)
    ending = {"excel": "xlsx", "json lines": "jsonl"}.get(kind, kind)
    first, second = reads(f"orders.{ending}", content, settings)
    assert _said(first) == {**order, "lines": lines}
    assert _said(second) == {"number": "008", "lines": []}


def _said(value: Any) -> Any:
    """A record without what is empty."""
    if isinstance(value, dict):
        return {name: _said(each) for name, each in value.items() if each is not None}
    return [_said(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ('number,total\n1,"12,50"\n', "orders", "row 1: total '12,50' has a comma; set the decimal sign"),
        ("number,total\n1,twelve\n", "orders", "row 1: total 'twelve' is no number"),
        (
            "number,line_vat_rate\n1,21\n",
            "orders",
            "row 1: vat_rate '21' is no fraction; 21 % is written 0.21",
        ),
        ("number,vat_included\n1,perhaps\n", "orders", "'perhaps' is neither true nor false"),
        ("sku,price\nA,1\nA,2\n", "products", "row 2: sku 'A' stands twice"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_row(text: str, kind: str, why: str) -> None:
    """Nothing is guessed: the file waits in `failed` with the sentence that says what to do."""
    with pytest.raises(ValueError, match=why.replace("(", "\\(")):
        read(text, kind)


def test_numbers_of_spreadsheets_are_texts_where_texts_are_meant() -> None:
    """An order's number, a postcode and a telephone number keep their digits."""
    (order,) = reads(
        "orders.json", b'[{"number": 1001, "billing_postcode": 1012, "total": 5}]', held("orders")
    )
    assert (order["number"], order["billing_postcode"], order["total"]) == ("1001", "1012", Decimal(5))


def test_the_columns_are_the_words_of_the_trade() -> None:
    """Every word of the model is a column, no other is, and each says what it is for."""
    for entity, (kind, *_) in TRADE.items():
        fields = {field.name: field for field in CONNECTOR.resource(f"{kind}_out").fields}
        assert set(fields) - {"lines", "_file"} == {word.replace(".", "_") for word in ENTITIES[entity].words}
        assert (
            {line.name for line in fields["lines"].fields} == set(ENTITIES[entity].line)
            if "lines" in fields
            else True
        )
    assert all(field.help for resource in OF_KINDS for field in resource.fields)
