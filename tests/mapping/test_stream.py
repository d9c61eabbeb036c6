"""Records in JSON, shaped by several processes: in order, none lost, each with its own faults."""

from __future__ import annotations

from core.documents import parse_json, write_json
from core.mapping import Mapping, Rule, stream
from core.mapping.cage.bounds import LINES, SHIPPED, TRAY
from core.mapping.cage.shipment import shipment

MAPPING = Mapping(rules=(Rule(to="Code", select="sku"), Rule(to="Pieces", select="sum(lines[].n)")))


def test_a_stream_keeps_the_order_and_loses_nothing() -> None:
    """Of thousands of records over two processes, each comes out at its place."""
    records = ({"sku": f"A-{n}", "lines": [{"n": n}, {"n": 1}]} for n in range(3_000))
    made = list(stream(MAPPING, (), (write_json(each).encode() for each in records), processes=2))
    assert [parse_json(line.payload.decode()) for line in made] == [
        {"Code": f"A-{n}", "Pieces": n + 1} for n in range(3_000)
    ]
    assert not any(line.faults for line in made)


def test_a_record_that_cannot_be_shaped_stops_no_other() -> None:
    """What is no JSON, and a field that cannot be made, are faults of their records alone."""
    lines = [b'{"sku": "A"}', b'{"sku": ', b'{"lines": [{"n": "two"}]}', b'{"sku": "B", "lines": []}']
    made = list(stream(MAPPING, (), lines))
    assert [[fault.to for fault in line.faults] for line in made] == [
        ["Pieces"],
        ["the record"],
        ["Pieces"],
        [],
    ]
    assert "not JSON" in made[1].faults[0].why
    assert parse_json(made[3].payload.decode()) == {"Code": "B", "Pieces": 0}


def test_records_of_any_size_and_writing_come_out_whole() -> None:
    """Larger than all that is shipped at once, next to nothing, or written over several lines."""
    sizes = (2_500_000, 1, 900_000, 900_000, 900_000, 0, 3_000_000, 2, TRAY)
    records = [{"sku": f"A-{n}", "note": "x" * size, "lines": [{"n": size}]} for n, size in enumerate(sizes)]
    made = list(stream(MAPPING, (), (write_json(each, indent=2).encode() for each in records)))
    assert [parse_json(line.payload.decode()) for line in made] == [
        {"Code": f"A-{n}", "Pieces": size} for n, size in enumerate(sizes)
    ]


def test_records_in_json_travel_until_there_are_enough_for_one_request() -> None:
    """The record that makes them enough goes too, so that it needs no request of its own; one goes always."""
    assert len(shipment([b"x"] * (LINES + 1))) == LINES
    assert len(shipment([b"x" * (SHIPPED // 3)] * 10)) == 4
    assert len(shipment([b"x" * (2 * SHIPPED), b"x"])) == 1


def test_what_no_system_can_store_leaves_nothing_in_the_payloads_beside_it() -> None:
    """A text with a NUL is a fault of its record, wherever it stands among others."""
    good, bad = b'{"sku": "A", "lines": [{"n": 1}]}', b'{"sku": "A\\u0000B", "lines": [{"n": 1}]}'
    made = list(stream(MAPPING, (), [good, bad, good, good, bad]))
    whole, part = {"Code": "A", "Pieces": 1}, {"Pieces": 1}
    assert [parse_json(line.payload.decode()) for line in made] == [whole, part, whole, whole, part]
    assert [[fault.to for fault in line.faults] for line in made] == [[], ["Code"], [], [], ["Code"]]


def test_a_runaway_expression_is_a_fault_of_its_record() -> None:
    """One record on which an expression does not end is named; the others go on."""
    mapping = Mapping(
        rules=(Rule(to="A", select="sku"), Rule(to="B", select="a[].[$record.a[].[$record.a[]]]"))
    )
    big = write_json({"sku": "big", "a": list(range(2_000))}).encode()
    small = write_json({"sku": "small", "a": []}).encode()
    made = list(stream(mapping, (), [small, big, small]))
    assert [[fault.to for fault in line.faults] for line in made] == [[], ["B"], []]
    assert [parse_json(line.payload.decode())["A"] for line in made] == ["small", "big", "small"]
