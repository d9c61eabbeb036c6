"""The first few records are read back, and it is said what the target rounded, cut, lost or filled in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core.errors import Misconfigured
from core.fields import Field
from core.records import RunState
from core.runs.canary import READ_BACK, kept

FIELDS = (Field("Description"), Field("Currency"), Field("Number", write=False))


def how(sent: dict[str, Any], there: dict[str, Any]) -> dict[str, str]:
    """What became of each field that is not as it was sent."""
    return {step.found["field"]: step.found["how"] for step in kept(sent, there) if step.found}


@pytest.mark.parametrize(
    ("sent", "there", "said"),
    [
        (Decimal("12.345"), Decimal("12.35"), "rounded"),
        (Decimal("12.345"), Decimal("12.34"), "rounded"),
        (Decimal("12.345"), 12, "rounded"),
        (Decimal("12.345"), Decimal("13.00"), "changed"),
        ("12.345", "12.35", "rounded"),
        ("12.345", "12.34", "rounded"),
        (Decimal("12.345"), "12.3", "rounded"),
        ("12.345", "13.00", "changed"),
        ("4006381333931", "400638133", "cut"),
        ("007", "7", "changed"),
        ("A long description", "A long des", "cut"),
        ("A long description", "Another one", "changed"),
        ("NL", "", "lost"),
        ("NL", None, "lost"),
        (None, "EUR", "filled"),
    ],
)
def test_what_became_of_a_field_is_named(sent: object, there: object, said: str) -> None:
    """By what was sent and what is there."""
    assert how({"Field": sent}, {"Field": there}) == {"Field": said}


@pytest.mark.parametrize(
    ("sent", "there"),
    [
        (Decimal(10), Decimal("10.00")),
        ("10.10", "10.1"),
        (Decimal("10.10"), "10.1"),
        ("Text", "Text "),
        ("2026-01-01", "2026-01-01T00:00:00"),
        (None, ""),
        ([{"Quantity": 2}], [{"Quantity": Decimal("2.0"), "ID": "1"}]),
    ],
)
def test_the_same_in_other_words_is_no_finding(sent: object, there: object) -> None:
    """Numbers, times and empty values are compared by what they mean."""
    [step] = kept({"Field": sent}, {"Field": there})
    assert (step.ok, step.why) == (True, "everything is in the target as it was sent")


def test_fields_that_the_target_never_shows_and_those_that_it_fills_in() -> None:
    """The first are no finding; the second are named, as far as somebody could have sent them."""
    steps = list(kept({"Password": "x"}, {"Currency": "EUR", "Number": 7}, FIELDS))
    assert [step.ok for step in steps] == [True, True]
    assert steps[0].found == {"Currency": "EUR"}


def test_rows_of_a_list_are_compared_one_by_one() -> None:
    """The sentence names the row's field."""
    [step] = kept(
        {"Lines": [{"Price": Decimal("1.005")}, {"Price": 2}]},
        {"Lines": [{"Price": Decimal("1.01")}, {"Price": 2}]},
    )
    assert "Lines[0].Price was rounded" in step.why


def test_the_first_few_go_and_are_read_back_before_the_rest(trade: Any) -> None:
    """Three orders are booked and compared with what the books made of them; then the others follow."""
    plan = trade.workspace.save_plan(trade.flow)
    trade.workspace.approve(plan.id)
    canary = trade.workspace.run_plan(trade.flow, plan.id, first=3)
    assert (canary.state, canary.counts.read, canary.counts.created) == (RunState.DONE, 3, 3)
    told = trade.workspace.read_back(canary)
    assert len(told) == len(trade.booked()) == 3
    steps = [step for each in told for step in each.steps if step.name == READ_BACK]
    filled = [step for step in steps if "filled in by itself" in step.why]
    assert len(filled) == 3
    assert "PaymentCondition" in filled[0].found
    rest = trade.workspace.run_plan(trade.flow, plan.id)
    assert rest.counts.created == len(trade.paid()) - 3
    assert trade.booked() == trade.paid()
    assert trade.workspace.read_back(rest) == []


def test_a_canary_of_a_void_plan_writes_nothing(trade: Any) -> None:
    """It is refused as the whole plan is."""
    plan = trade.workspace.save_plan(trade.flow)
    with pytest.raises(Misconfigured, match="approved"):
        trade.workspace.run_plan(trade.flow, plan.id, first=3)
    assert trade.writes() == []
