"""The value tables: what a value of the source is called in the target, beside the values really seen."""

from __future__ import annotations

import streamlit as st

from core.errors import KoppelError
from pages.frame.entry import enter
from pages.parts import value_table
from pages.parts.draft import opened
from pages.parts.flow_choice import asked_flow
from pages.parts.notice import problem

workspace = enter("Value tables")
name = asked_flow(workspace)

if name is None:
    st.info("Make a flow first; its value tables are kept with it.", icon=":material/swap_horiz:")
else:
    try:
        value_table.draw(workspace, opened(workspace, name))
    except KoppelError as error:
        problem(error)
