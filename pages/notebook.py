"""The notebook: one flow, from the records it reads to the file that goes to production."""

from __future__ import annotations

import streamlit as st

from core.errors import KoppelError
from core.language import _
from pages.frame.entry import enter
from pages.parts import (
    bar,
    checks_cell,
    drift,
    export_cell,
    mapping_cell,
    new_flow,
    plan_cell,
    preview_cell,
    run_cell,
    sample_cell,
    schedule_cell,
    source_cell,
    tour,
    write_cell,
)
from pages.parts.cell import cell, is_unfolded
from pages.parts.draft import Draft, opened
from pages.parts.flow_choice import asked_flow, back
from pages.parts.notice import problem, told
from pages.parts.samples import pull, samples_of

workspace = enter("Notebook")
name = None if "new" in st.query_params else asked_flow(workspace)


@st.fragment
def cells(draft: Draft) -> None:
    """Draw the bar and every cell; a change in one of them draws this again and nothing around it."""
    bar.draw(workspace, draft)
    tour.draw(workspace, draft)
    drift.draw(workspace, draft.flow.name)
    flow = draft.flow
    samples = samples_of(workspace, flow)
    with cell(1, _("Source"), source_cell.summary(workspace, flow, samples), "done") as unfolded:
        if unfolded:
            source_cell.draw(workspace, draft, samples)
    there = bool(samples)
    with cell(2, _("Sample"), sample_cell.summary(flow, samples), "done" if there else "todo") as unfolded:
        if unfolded:
            sample_cell.draw(workspace, draft, samples)
    with cell(3, _("Checks"), checks_cell.summary(flow), "done") as unfolded:
        if unfolded:
            checks_cell.draw(workspace, draft)
    words, open_ends, wrong = mapping_cell.summary(workspace, flow, samples)
    with cell(
        4, _("Map"), words, "wrong" if wrong else "warn" if open_ends else "done", expanded=True
    ) as unfolded:
        if unfolded:
            mapping_cell.draw(workspace, draft, samples)
    words, wrong = preview_cell.summary(workspace, flow, samples, unfolded=is_unfolded(5))
    with cell(5, _("Preview"), words, "warn" if wrong else "done" if there else "todo") as unfolded:
        if unfolded:
            preview_cell.draw(workspace, draft, samples)
    plan = plan_cell.made(workspace, flow)
    with cell(6, _("Plan"), plan_cell.summary(plan, workspace, flow), "done" if plan else "todo") as unfolded:
        if unfolded:
            plan_cell.draw(workspace, draft)
    with cell(7, _("Write"), write_cell.summary(flow), "done") as unfolded:
        if unfolded:
            write_cell.draw(workspace, draft)
    run, saved = run_cell.last(workspace, flow), workspace.saved(flow.name)
    words = f"{run_cell.summary(run)} · {schedule_cell.summary(flow, saved)}"
    with cell(8, _("Run and schedule"), words, run_cell.state(run)) as unfolded:
        if unfolded:
            run_cell.draw(workspace, draft, run)
            st.divider()
            schedule_cell.draw(workspace, draft, saved)
    with cell(9, _("Export"), export_cell.summary(draft, saved), "done") as unfolded:
        if unfolded:
            export_cell.draw(workspace, draft)


if name is None:
    if workspace.titles():
        st.button(
            _("Back to the flows"),
            icon=":material/arrow_back:",
            key="new.back",
            on_click=back,
            type="tertiary",
        )
    new_flow.draw(workspace)
else:
    try:
        draft = opened(workspace, name)
    except KoppelError as error:
        problem(error)
        st.stop()
    if (
        samples_of(workspace, draft.flow) is None
        and st.session_state.setdefault("notebook.tried", "") != name
    ):
        st.session_state["notebook.tried"] = name
        with told(), st.spinner(_("Pulling a few records to map against")):
            pull(workspace, draft.flow, 25)
    cells(draft)
