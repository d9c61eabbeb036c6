"""The first page of an empty workspace: what Koppel does, and the first two steps."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.workspace import SavedConnection
from pages.parts.places import CONNECTIONS, NOTEBOOK
from pages.parts.wording import counted

_ENDS = 2


def draw(connections: Sequence[SavedConnection]) -> None:
    """Draw the welcome, with the step that comes next in front."""
    ready = len(connections) >= _ENDS
    with st.container(key="welcome", width=760):
        st.title("See what would be written, before anything is")
        st.markdown(
            "Koppel is a notebook for integrations. Pull real records from one system, map them to another "
            "beside a live preview, look at the plan, and run it: no record is lost, none is written twice."
        )
        st.space("small")
        with st.container(border=True):
            sign = ":green[:material/check_circle:]" if ready else "**1**"
            st.markdown(f"{sign} **Connect two systems**")
            so_far = f" You have {counted(len(connections), 'connection')}." if connections else ""
            st.caption(f"One to read from, one to write to. A running sandbox counts.{so_far}")
            if st.button(
                "Connect a system", icon=":material/cable:", type="secondary" if ready else "primary"
            ):
                st.switch_page(CONNECTIONS)
        with st.container(border=True):
            st.markdown("**2** **Make the first flow**")
            st.caption("A recipe for your two systems makes it ready to try: checks, rules and value tables.")
            make = st.button(
                "New flow",
                icon=":material/add:",
                disabled=not ready,
                type="primary" if ready else "secondary",
            )
            if make:
                st.switch_page(NOTEBOOK, query_params={"new": "1"})
        with st.container(border=True):
            st.markdown("**3** **Plan, run, schedule**")
            st.caption(
                "The plan tells for every record what would happen, and why. Then run it, now or on time."
            )
