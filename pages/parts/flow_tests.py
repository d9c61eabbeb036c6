"""The flow's tests: records kept with it, each with the payload that the mapping must make of it."""

from __future__ import annotations

import streamlit as st

from core.flow import Sample
from core.records import JsonObject
from core.workspace import Preview, TestResult, Workspace
from pages.parts.chips import check_chips
from pages.parts.draft import Draft, change
from pages.parts.wording import counted, short


def keep(workspace: Workspace, draft: Draft, name: str, record: JsonObject, preview: Preview) -> None:
    """Draw the button that keeps a record, with what becomes of it now, as a test."""
    kept = {sample.name for sample in draft.flow.samples}
    pressed = st.button(
        "Keep as a test",
        icon=":material/bookmark_add:",
        key="tests.keep",
        disabled=name in kept or bool(preview.faults),
        help="The record is kept in the flow file with this payload; every later change is held against it.",
    )
    if pressed:
        sample = Sample(name=name, record=record, expect=preview.payload)
        samples = (*draft.flow.samples, sample)
        change(workspace, draft, draft.flow.model_copy(update={"samples": samples}))
        st.rerun()


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw how the flow's tests fare."""
    if not draft.flow.samples:
        return
    results = workspace.test(draft.flow)
    good = sum(result.ok for result in results)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**Tests** :gray[{good} of {counted(len(results), 'record')} as expected]", width="content"
        )
        st.space("stretch")
        if st.button("Forget all tests", icon=":material/delete:", key="tests.forget", type="tertiary"):
            change(workspace, draft, draft.flow.model_copy(update={"samples": ()}))
            st.rerun()
    st.dataframe(
        [
            {"state": ["as expected" if each.ok else "differs"], "name": each.name, "why": _why(each)}
            for each in results
        ],
        hide_index=True,
        alt="Tests of the flow",
        column_config={
            "state": check_chips(),
            "name": st.column_config.TextColumn("Record", width="small"),
            "why": st.column_config.TextColumn("What differs", width="large"),
        },
    )


def _why(result: TestResult) -> str:
    changed = [f"{d.field}: {short(d.before, 60)} → {short(d.after, 60)}" for d in result.differences]
    return "; ".join([*changed, *(f"{fault.to}: {fault.why}" for fault in result.faults)])
