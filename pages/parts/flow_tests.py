"""The flow's tests: records kept with it, each with the payload that the mapping must make of it."""

from __future__ import annotations

import streamlit as st

from core.flow import Sample
from core.workspace import TestResult, Workspace
from pages.parts.chips import check_chips
from pages.parts.draft import Draft, change
from pages.parts.notice import done, problem, told
from pages.parts.results import whole
from pages.parts.samples import Samples
from pages.parts.wording import counted, short

_HELP = (
    "The record is kept in the flow file with what it becomes now; every later change is held against that. "
    "Mask people first where they must not stand in the file."
)


def keep(workspace: Workspace, draft: Draft, samples: Samples, n: int, where: str) -> None:
    """Draw the button that keeps a sample, with what becomes of it now, as a test."""
    name = samples.keys[n]
    others = tuple(each for each in draft.flow.samples if each.name != name)
    tested = any(each.name == name and each.expect is not None for each in draft.flow.samples)
    pressed = st.button(
        "Keep as a test",
        icon=":material/bookmark_add:",
        key=f"tests.keep.{where}",
        disabled=tested,
        help=_HELP,
        type="tertiary",
    )
    if pressed:
        with told():
            made = whole(workspace, draft.flow, samples)[n]
            if made.faults:
                problem("This record has faults. Put them right first: a test keeps what is good.")
                return
            sample = Sample(name=name, record=samples.records[n], expect=made.payload)
            change(workspace, draft, draft.flow.model_copy(update={"samples": (*others, sample)}))
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
            done("The tests are out of the flow; undo brings them back", "delete")
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
