"""The notebook: one flow, from the records it reads to the file that goes to production."""

from __future__ import annotations

import streamlit as st

from core.errors import KoppelError
from core.language import N_, _
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
    source_cell,
    tour,
    write_cell,
)
from pages.parts.cell import Cell
from pages.parts.draft import Draft, opened
from pages.parts.drawing import Drawing
from pages.parts.flow_choice import asked_flow, back
from pages.parts.notice import problem, told
from pages.parts.samples import pull, samples_of
from pages.parts.stepper import looked_at

CELLS = (
    Cell(1, N_("Source"), source_cell),
    Cell(2, N_("Sample"), sample_cell),
    Cell(3, N_("Checks"), checks_cell),
    Cell(4, N_("Map"), mapping_cell, expanded=True, shows=mapping_cell.shown),
    Cell(5, N_("Preview"), preview_cell),
    Cell(6, N_("Plan"), plan_cell),
    Cell(7, N_("Write"), write_cell),
    Cell(8, N_("Run and schedule"), run_cell),
    Cell(9, N_("Export"), export_cell),
)

workspace = enter("Notebook")
name = None if "new" in st.query_params else asked_flow(workspace)


def draw(draft: Draft) -> None:
    """Draw the bar and every cell, each by itself: an edit draws again what looks otherwise by it."""

    def state() -> object:
        samples = samples_of(workspace, draft.flow)
        at = samples.id if samples else "", looked_at(draft.flow.name)
        return draft.flow, draft.turn, draft.version, at, tour.number(workspace, draft)

    def top(_glance: object) -> None:
        bar.draw(workspace, draft)
        tour.draw(workspace, draft)
        drift.draw(workspace, draft.flow.name)

    drawing = Drawing(state)
    drawing.part("bar", lambda: (bar.glance(draft), tour.number(workspace, draft)), top)
    for each in CELLS:
        each.draw(drawing, workspace, draft)
    drawing.end()


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
    draw(draft)
