"""The connections: someone's permission to use a system, tested, and added by a form of that system's own."""

from __future__ import annotations

import streamlit as st

from core.errors import KoppelError
from core.language import _
from pages.frame.entry import enter
from pages.parts import capability_table, connection_form, connection_list
from pages.parts.notice import done, problem

workspace = enter("Connections")

if authorised := st.query_params.pop("authorised", ""):
    done(_("{connection} is authorised", connection=authorised), "key")

try:
    saved = workspace.connections()
    connectors = {each.name: each for each in workspace.connectors()}
except KoppelError as error:
    problem(error)
    st.stop()

left, right = st.columns([1.15, 1], gap="large")
with left:
    connection_list.draw(workspace, saved, connectors, connection_form.change)
with right:
    connection_form.draw(workspace, saved, connectors)

with st.expander(
    _("What each system can do"), icon=":material/table_chart:", key="capabilities", on_change="rerun"
) as table:
    if table.open:
        capability_table.draw(workspace)
