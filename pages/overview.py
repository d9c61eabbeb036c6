"""The overview: what needs a person now, how every flow stands, and what was carried lately."""

from __future__ import annotations

import streamlit as st

from core.errors import KoppelError
from core.workspace import FlowState, SavedConnection
from pages.frame.entry import enter
from pages.parts import attention, flow_card, recent, today, traffic, welcome
from pages.parts.notice import problem, tell_done

workspace = enter("Overview")


@st.fragment(run_every="5s")
def glance() -> None:
    """Draw all flows, and again every few seconds."""
    try:
        flows: list[FlowState] = workspace.flows()
        connections: list[SavedConnection] = workspace.connections()
        drifting = workspace.drifting()
    except KoppelError as error:
        problem(error)
        return
    if not flows:
        welcome.draw(workspace, connections)
        return
    welcome.sleeping(workspace)
    attention.draw(attention.needs(flows, connections, drifting))
    traffic.draw(workspace)
    flow_card.heading(workspace, flows)
    flow_card.some(workspace, flows)
    today.draw(workspace, flows)
    recent.draw(workspace)
    tell_done()


glance()
