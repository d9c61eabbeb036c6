"""Records: found over all flows by what people know of them, with all that was read, sent and answered."""

from __future__ import annotations

import streamlit as st

from core.errors import KoppelError
from pages.frame.entry import enter
from pages.parts import record_list, record_view
from pages.parts.notice import problem

workspace = enter("Records")
flow, key = st.query_params.get("flow", ""), st.query_params.get("key", "")

try:
    if flow and key:
        record_list.back()
        record_view.draw(workspace, workspace.record(flow, key))
    else:
        record_list.draw(workspace)
except KoppelError as error:
    problem(error)
