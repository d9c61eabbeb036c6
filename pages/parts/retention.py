"""How long a flow keeps what was read, sent and answered of its records."""

from __future__ import annotations

import streamlit as st

from core.language import _, n_
from core.workspace import Workspace
from pages.parts.notice import done, told
from pages.parts.person import who
from pages.parts.right import needs

_MOST = 3650


def draw(workspace: Workspace, flow: str) -> None:
    """Ask for the number of days; it holds at once, for what is kept already as well."""
    days = workspace.keeps_days(flow)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        asked = int(
            st.number_input(
                _("Keep payloads, days"),
                0,
                _MOST,
                days,
                key=f"keep.{flow}",
                width=160,
                **needs(workspace.keep_days),
            )
        )
        label = (
            n_("Keep them {n} day", "Keep them {n} days", asked)
            if asked
            else _("Keep none, and forget those that are there")
        )
        if asked != days and st.button(label, icon=":material/lock_clock:", key=f"keep.sure.{flow}"):
            with told():
                workspace.keep_days(flow, asked, by=who())
                done(_("Payloads are kept so long from now on"), "lock_clock")
                st.rerun()
    st.caption(
        _(
            "What was read, sent and answered of each record is kept encrypted for so long, for its "
            "passport. With 0 nothing is kept; that a record was carried stays known."
        )
    )
