"""Records with their verdicts: a table to choose from, and one record with its trace and differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.documents import write_json
from core.language import N_, _, translated, whole
from core.records import Decision, Difference, JsonObject, Step, Verdict
from core.workspace import RunRecord
from pages.parts.chips import tall, verdict_chip, verdict_chips
from pages.parts.wording import VERDICTS, phrase, plain, short

Judged = Decision | RunRecord
_WRITES = (Verdict.CREATE, Verdict.UPDATE)
#: What Koppel itself looks at; a step of a check has its name.
_STEPS = {
    N_("arrived"),
    N_("exists"),
    N_("fields"),
    N_("ledger"),
    N_("look"),
    N_("match"),
    N_("push"),
    N_("read back"),
    N_("record"),
    N_("retry"),
    N_("send"),
    N_("skip"),
    N_("where"),
}


def verdict_filter(counts: dict[Verdict, int], key: str) -> Verdict | None:
    """Draw the verdicts that there are with their counts; give the one that is chosen."""
    there = [verdict for verdict in Verdict if counts.get(verdict)]
    total = sum(counts.values())
    chosen: Verdict | str | None = st.segmented_control(
        _("Verdict"),
        ["all", *there],
        default="all",
        required=True,
        key=key,
        label_visibility="collapsed",
        format_func=lambda v: (
            _("All {n}", n=whole(total))
            if v == "all"
            else f"{_(VERDICTS[v][0]).capitalize()} {whole(counts[v])}"
        ),
    )
    return chosen if isinstance(chosen, Verdict) else None


def counts_of(records: Sequence[Judged]) -> dict[Verdict, int]:
    """How many records met which verdict."""
    return dict(Counter(each.verdict for each in records))


def table(records: Sequence[Judged], key: str) -> Judged | None:
    """Draw records with verdict and reason; give the one that is chosen."""
    event = _drawn(records, key, "single-cell")
    cells: list[Any] = list(event.selection["cells"])
    n = int(cells[0][0]) if cells else 0
    return records[n] if n < len(records) else None


def choice(
    records: Sequence[Decision], key: str, *, approvable: bool
) -> tuple[list[Decision], Decision | None]:
    """Draw records of which several can be chosen; give those, and the one to look at."""
    event = _drawn(records, key, ["multi-row", "single-cell"] if approvable else "single-cell")
    cells: list[Any] = list(event.selection["cells"])
    rows = [n for n in map(int, event.selection["rows"]) if n < len(records)]
    n = int(cells[0][0]) if cells else rows[-1] if rows else 0
    return [records[n] for n in rows], records[n] if n < len(records) else None


def _drawn(records: Sequence[Judged], key: str, mode: Any) -> Any:
    rows = [
        {
            "verdict": verdict_chip(each.verdict),
            "key": each.key,
            "match": match_words(each.match),
            "target": each.target_key or "",
            "why": short(translated(each.why), 240),
        }
        for each in records
    ]
    return st.dataframe(
        rows,
        key=f"{key}.{len(rows)}",
        hide_index=True,
        height=tall(len(rows), 10),
        on_select="rerun",
        selection_mode=mode,
        alt=_("Records with their verdicts"),
        column_order=["verdict", "match", "why", "target", "key"],
        column_config={
            "verdict": verdict_chips(),
            "key": st.column_config.TextColumn(_("Source key"), width=125),
            "match": st.column_config.TextColumn(_("Natural key"), width="medium"),
            "target": st.column_config.TextColumn(_("Target key"), width="small"),
            "why": st.column_config.TextColumn(_("Why"), width="large"),
        },
    )


def one(record: Judged) -> None:
    """Draw one record: its trace step by step, its differences, and, in a plan, its payload."""
    word, colour = VERDICTS[record.verdict]
    st.markdown(f":{colour}-badge[{_(word)}] **{plain(match_words(record.match) or record.key)}**")
    payload = record.payload if isinstance(record, Decision) else None
    if not record.differences and not payload:
        trace(record.steps)
        return
    left, right = st.columns([1, 1.2], gap="large")
    with left:
        st.caption(_("How it was decided"))
        trace(record.steps)
    with right:
        if record.differences:
            st.caption(_("What changes in the target"))
            differences(record.differences)
        if payload:
            st.caption(_("What is sent") if record.verdict in _WRITES else _("What it is mapped to"))
            st.code(write_json(payload, indent=2), language="json", height=300)


def trace(steps: Sequence[Step]) -> None:
    """Draw a decision trace: a line for each step, well or not."""
    if not steps:
        st.caption(_("Nothing had to be looked at."))
    st.markdown("  \n".join(_line(step) for step in steps))


def _line(step: Step) -> str:
    sign = ":green[:material/check:]" if step.ok else ":red[:material/close:]"
    name = _(step.name) if step.name in _STEPS else step.name
    return f"{sign} **{plain(name)}** {phrase(step.why)}"


def differences(found: Sequence[Difference]) -> None:
    """Draw field differences: what is there now and what would be written."""
    st.dataframe(
        [{"field": d.field, "before": short(d.before), "after": short(d.after)} for d in found],
        hide_index=True,
        alt=_("Field differences"),
        column_config={
            "field": _("Field"),
            "before": _("In the target now"),
            "after": _("Would be written"),
        },
    )


def match_words(match: JsonObject) -> str:
    """A natural key in words."""
    return ", ".join(f"{field} {short(value, 60)}" for field, value in match.items())
