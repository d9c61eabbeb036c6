"""One record field by field: the rule, what it read, what came of it, and what the last version made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import streamlit as st

from core.flow import Flow, Rule
from core.insight import Changes, Outcome
from core.language import _, n_, translated
from core.workspace import Workspace
from pages.parts.block import every
from pages.parts.chips import tall
from pages.parts.results import EMPTY
from pages.parts.samples import Samples
from pages.parts.wording import short

_ROWS, _VALUES = 14, 4


def draw(workspace: Workspace, flow: Flow, samples: Samples, n: int, found: Changes | None) -> None:
    """Draw every rule of the flow with what it gives for one record."""
    before = _before(found, n)
    rows = list(_rows(workspace, flow, samples, n))
    for row in rows:
        if row["field"] in before:
            row["before"] = before[row["field"]]
    st.dataframe(
        rows,
        hide_index=True,
        height=tall(len(rows), _ROWS),
        alt=_("The record field by field"),
        placeholder="",
        column_order=["field", "source", "result", *(["before"] if before else []), "rule", "why"],
        column_config={
            "field": st.column_config.TextColumn(_("Target field"), width=230, pinned=True),
            "source": st.column_config.TextColumn(_("Read from the record"), width=230),
            "result": st.column_config.TextColumn(_("Becomes"), width=230),
            "before": st.column_config.TextColumn(_("In the last version"), width=180),
            "rule": st.column_config.TextColumn(_("Rule"), width="medium"),
            "why": st.column_config.TextColumn(_("Fault"), width="medium"),
        },
    )


def _rows(workspace: Workspace, flow: Flow, samples: Samples, n: int) -> Iterator[dict[str, Any]]:
    for block in every(flow, ""):
        if block.check:
            continue
        inside = "".join(f"{name}[]." for name in block.inside(flow))
        for number, rule in enumerate(block.rules(flow)):
            given = block.result(workspace, flow, number, samples)
            fault = given.fault(n)
            yield {
                "field": f"{inside}{rule.to}",
                "rule": rule.each or " → ".join(part for part in (rule.select, rule.transform) if part),
                "source": _said(block.tried(workspace, flow, _picked(rule), samples), n)
                if rule.select
                else "",
                "result": _said(given, n),
                "why": translated(given.error or (fault.why if fault else "")),
            }


def _picked(rule: Rule) -> Rule:
    """What a rule reads, before anything is made of it."""
    return Rule(to="picked", select=rule.select)


def _said(given: Outcome, n: int) -> str:
    values: Sequence[Any] = given.values[n] if n < len(given.values) else ()
    said = [
        n_("{n} row", "{n} rows", len(v)) if isinstance(v, list) else short(v, 80)
        for v in values
        if v not in EMPTY
    ]
    return " · ".join(said[:_VALUES]) + (" · …" if len(said) > _VALUES else "")


def _before(found: Changes | None, n: int) -> dict[str, str]:
    """What the last version made of the fields that differ now, by field."""
    changed = next((each for each in found.changed if each.n == n), None) if found else None
    return (
        {each.field: short(each.before, 80) or _("nothing") for each in changed.differences}
        if changed
        else {}
    )
