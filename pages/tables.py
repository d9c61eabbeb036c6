"""The value tables: what a value of the source is called in the target, in one flow or shared by several."""

from __future__ import annotations

import streamlit as st

from core.errors import KoppelError
from core.language import N_, _
from pages.frame.entry import enter
from pages.parts import shared_table, value_table
from pages.parts.draft import opened
from pages.parts.flow_choice import asked_flow
from pages.parts.notice import problem
from pages.parts.view import choose_view

workspace = enter("Value tables")
show = choose_view("tables", {"flow": N_("Of a flow"), "shared": N_("Shared")})
try:
    if show == "shared":
        shared_table.draw(workspace)
    elif (name := asked_flow(workspace)) is None:
        st.info(_("Make a flow first; its value tables are kept with it."), icon=":material/swap_horiz:")
    else:
        value_table.draw(workspace, opened(workspace, name))
except KoppelError as error:
    problem(error)
