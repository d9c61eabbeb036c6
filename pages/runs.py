"""The runs: what was carried, what is being carried, and the records that wait for a person."""

from __future__ import annotations

import streamlit as st

from core.errors import KoppelError
from core.language import N_
from core.records import RunState
from pages.frame.entry import enter
from pages.parts import balance, flow_tests, run_list, run_view, waiting
from pages.parts.notice import problem
from pages.parts.view import choose_view

_VIEWS = {"runs": N_("Runs"), "waiting": N_("Waiting for a person"), "balance": N_("Balance")}

workspace = enter("Runs")
run_id = st.query_params.get("run", "")

if run_id:
    run_list.back()
    try:
        run = workspace.run_of(run_id)
        run_list.title(workspace, run)
        run_view.watch(workspace, run.id, "runs")
        if run.state is RunState.DONE and run.counts.read:
            flow_tests.from_run(workspace, run)
        run_view.records(workspace, run)
    except KoppelError as error:
        problem(error)
else:
    with st.container(horizontal=True, vertical_alignment="center"):
        flow = run_list.choose_flow(workspace)
        show = choose_view("runs", _VIEWS)
        st.space("stretch")
        states = run_list.choose_states(workspace, flow) if show == "runs" else []
    try:
        if show == "waiting":
            waiting.draw(workspace, flow)
        elif show == "balance":
            balance.draw(workspace, flow)
        else:
            run_list.draw(workspace, flow, states)
    except KoppelError as error:
        problem(error)
