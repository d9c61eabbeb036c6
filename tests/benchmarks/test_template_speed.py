"""What a lowered transform costs beside the same transform run by Jinja."""

from __future__ import annotations

import timeit
from collections.abc import Callable
from decimal import Decimal
from statistics import geometric_mean
from typing import Any

import pytest

from core.mapping import Table
from core.mapping.compiler.jinja_source import lower
from core.mapping.compiler.source import Names
from core.mapping.limits import begin
from core.mapping.profile import NAMES
from core.mapping.template import Template, template

TABLES = {"vat_codes": Table(rows={"NL": "2", "DE": "16"})}
RECORD = {
    "name": "#1001",
    "price": Decimal("12.10"),
    "quantity": 3,
    "address": {"city": "Amsterdam"},
    "lines": [{"sku": "A", "quantity": 2}, {"sku": "B", "quantity": Decimal("0.5")}],
    "note": None,
}
TRANSFORMS: tuple[tuple[str, Any], ...] = (
    ("{{ value|trim|upper }}", "  koffie "),
    ("{{ value|truncate(60) }}", "Koffiezetapparaat"),
    ("{{ value|replace('#', '') }}", "#1001"),
    ("{{ value|date('%Y-%m-%d', tz='Europe/Amsterdam') }}", "2026-01-31T23:30:00Z"),
    ("{{ value|lookup('vat_codes') }}", "NL"),
    ("{{ value|number|round(2) }}", "12.345"),
    ("{{ value|money }}", Decimal("12.345")),
    ("{{ value * 1000 }}", Decimal("1.5")),
    ("{{ record.price * record.quantity }}", None),
    ("{{ (value[0] or 0) - (value[1] or 0) }}", [5, 2]),
    ("{{ record.address.city|default('unknown') }}", None),
    ("{{ record.shipping.city|default('unknown') }}", None),
    ("{{ record.note|default('-', true)|upper }}", None),
    ("{{ 'paid' if value == 'paid' else 'open' }}", "paid"),
    ("{{ record.name ~ ' ' ~ value }}", "Koffie"),
    ("Web order {{ record.name }}", None),
    ("{{ value.strip('#')|int + 1 }}", "#1001"),
    ("{{ record.lines|map(attribute='sku')|join('+') }}", None),
    ("{{ record.lines|sum('quantity') }}", None),
    ("{{ '%05d'|format(value) }}", 17),
)
_ROUNDS = 7


def _expression(transform: Template) -> Callable[..., Any]:
    """The lowered expression in a function of what it can name, as it stands in a compiled mapping."""
    names = Names()
    given = {name: names.fresh(name) for name in NAMES}
    source = lower(transform, given, names.bind, names.fresh, TABLES)
    scope: dict[str, Any] = dict(names.bound)
    exec(f"def made({', '.join(given.values())}):\n    return {source}\n", scope)  # noqa: S102  - our own source
    made: Callable[..., Any] = scope["made"]
    return made


def _microseconds(work: Callable[[], object], times: int) -> float:
    """Give the time of one call, of so many with an account of their own."""
    begin()
    return timeit.timeit(work, number=times) / times * 1e6


@pytest.mark.benchmark
def test_a_lowered_transform_is_many_times_quicker() -> None:
    """Interleaved, in the quietest of some rounds; most are more than ten times quicker than Jinja."""
    ratios = []
    print("\n  Jinja µs  lowered µs    ratio")
    for source, value in TRANSFORMS:
        names = dict.fromkeys(NAMES) | {"value": value, "record": RECORD, "index": 0}
        whole = template(source)
        quick, given = _expression(whole), [names[name] for name in NAMES]
        slow_times, quick_times = [], []
        for _ in range(_ROUNDS):
            slow_times.append(_microseconds(lambda whole=whole, names=names: whole.of(names, TABLES), 1_000))
            quick_times.append(_microseconds(lambda quick=quick, given=given: quick(*given), 1_000))
        assert quick(*given) == whole.of(names, TABLES)
        slow, fast = min(slow_times), min(quick_times)
        ratios.append(slow / fast)
        print(f"  {slow:8.2f}  {fast:10.2f}  {ratios[-1]:6.1f}x  {source}")
    print(f"  geometric mean {geometric_mean(ratios):.1f}x")
    assert geometric_mean(ratios) > 10
