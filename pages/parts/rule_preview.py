"""What a rule gives, at once: for the record that is looked at, and for every sample."""

from __future__ import annotations

import streamlit as st

from core.flow import Flow, Rule
from core.insight import Outcome
from core.records import Fault
from pages.parts import reason
from pages.parts.editor import Editor
from pages.parts.results import EMPTY
from pages.parts.samples import Samples
from pages.parts.stepper import current, look_at
from pages.parts.wording import plain, sentence, short

_VALUES = 6


def given(editor: Editor, rule: Rule | None) -> None:
    """Draw what the record that is looked at gives, and how all samples fare."""
    samples = editor.samples
    st.caption("Preview")
    if rule is None or samples is None or not samples.records:
        st.caption("Type a path to see what it gives." if samples else "Pull samples to see what it gives.")
        return
    found = editor.block.trial(editor.workspace, editor.flow, rule, samples)
    if found.error:
        st.error(sentence(found.error))
        return
    n = current(editor.flow.name, samples)
    fault = found.faults[n]
    text = "\n".join(short(value, 300) for value in found.values[n])
    st.code(text.strip() or (fault.why if fault else "(empty)"), language=None, wrap_lines=True)
    if fault or not any(value not in EMPTY for value in found.values[n]):
        reason.draw(editor, rule, editor.block.reasons(editor.workspace, editor.flow, rule, samples, n))
    _strip(found, n)
    _first(editor.flow, found)


def _strip(found: Outcome, n: int) -> None:
    """One tick for each sample: filled, empty or with a fault; only colours and numbers, no values."""
    ticks = []
    for k, (values, fault) in enumerate(zip(found.values, found.faults, strict=True)):
        kind = "bad" if fault else "good" if any(v not in EMPTY for v in values) else "none"
        ticks.append(f'<i class="{kind}{" here" if k == n else ""}" title="record {k + 1}"></i>')
    filled = sum('"good' in tick for tick in ticks)
    said = f"{filled} of {len(ticks)} filled" + (f", {found.failed} with a fault" if found.failed else "")
    st.html(f'<div class="koppel-strip" role="img" aria-label="{said}">{"".join(ticks)}</div>')
    st.caption(said)


def _first(flow: Flow, found: Outcome) -> None:
    if found.first_fault is None:
        return
    n, fault = found.first_fault
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":red[First fault, record {n + 1}: {plain(said(fault))}]", width="stretch")
        st.button("Look at it", key="editor.first", on_click=look_at, args=(flow.name, n), type="tertiary")


def said(fault: Fault) -> str:
    """A fault with the value that was met."""
    return fault.why if fault.value in EMPTY else f"{short(fault.value, 60)}: {fault.why}"


def every_sample(editor: Editor, rule: Rule, samples: Samples) -> None:
    """Draw what every sample gives: what was picked, what became of it, and why not."""
    found = editor.block.trial(editor.workspace, editor.flow, rule, samples)
    bare = Rule(to="picked", select=rule.select or "@")
    picked = editor.block.tried(editor.workspace, editor.flow, bare, samples) if rule.select else Outcome()
    table = [
        {
            "record": key,
            "picked": _joined(picked, n),
            "result": _joined(found, n),
            "fault": said(fault) if (fault := found.fault(n)) else "",
        }
        for n, key in enumerate(samples.keys)
    ]
    st.dataframe(
        table,
        hide_index=True,
        height=min(300, 38 + 35 * len(table)),
        alt="What the rule gives for every sample",
        column_config={
            "record": "Record",
            "picked": st.column_config.TextColumn("Picked", width="medium"),
            "result": st.column_config.TextColumn("Result", width="medium"),
            "fault": st.column_config.TextColumn("Fault", width="medium"),
        },
    )


def _joined(result: Outcome, n: int) -> str:
    values = result.values[n] if n < len(result.values) else ()
    return " · ".join(short(value, 80) for value in values[:_VALUES])
