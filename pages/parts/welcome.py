"""The first page of an empty workspace: the demo, a guided first flow, and a flow of one's own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.language import _, n_, translated
from core.workspace import SavedConnection, Workspace
from pages.parts.notice import told
from pages.parts.places import CONNECTIONS, NOTEBOOK
from pages.parts.right import needs

_ENDS = 2


def draw(workspace: Workspace, connections: Sequence[SavedConnection]) -> None:
    """Draw the welcome: three ways to begin, the one that comes next in front."""
    ready = len(connections) >= _ENDS
    with st.container(key="welcome"):
        st.title(_("See what would be written, before anything is"))
        st.markdown(
            _(
                "Koppel is a notebook for integrations. Pull real records from one system, map them to "
                "another beside a live preview, look at the plan, and run it: no record is lost, none is "
                "written twice."
            ),
            width=760,
        )
        st.space("small")
        demo, guided, own = st.columns(3, gap="medium")
        with demo.container(border=True, height="stretch"):
            st.markdown("#### :material/storefront: " + _("Try the demo"))
            st.markdown(
                _(
                    "Two systems, simulated on this machine, and flows between them that are ready to run. "
                    "No account, and nothing leaves your desk."
                )
            )
            pairs = workspace.demos()
            pair = st.selectbox(
                _("Between"), pairs, format_func=lambda each: translated(pairs[each]), key="welcome.pair"
            )
            _begin(workspace, _("Start the demo"), "welcome.demo", pair, first=not connections)
        with guided.container(border=True, height="stretch"):
            st.markdown("#### :material/signpost: " + _("A guided first flow"))
            st.markdown(
                _(
                    "A webshop (Shopify) and an ERP (Exact Online), and six small steps from the first "
                    "sample to a schedule. Ten minutes, and you have seen everything that a flow needs."
                )
            )
            _begin(workspace, _("Guide me"), "welcome.tour", next(iter(pairs)), tour="1")
        with own.container(border=True, height="stretch"):
            st.markdown("#### :material/cable: " + _("A flow of your own"))
            so_far = n_("You have {n} connection.", "You have {n} connections.", len(connections))
            steps = _(
                "Choose two systems; five steps lead from their credentials to a flow that runs: with "
                "checks, rules and value tables, tried on your own records first."
            )
            st.markdown(f"{so_far} {steps}" if connections else steps)
            if st.button(
                _("Set up a flow"),
                key="welcome.setup",
                icon=":material/add:",
                type="primary" if ready else "secondary",
                **needs(workspace.begin),
            ):
                st.switch_page(NOTEBOOK, query_params={"new": "1"})
            if st.button(
                _("Connect a system"), icon=":material/cable:", type="tertiary", **needs(workspace.connect)
            ):
                st.switch_page(CONNECTIONS)
    if (asked := st.session_state.pop("welcome.asked", None)) is not None:
        with told(), st.spinner(_("Starting the two systems and making a flow between them")):
            pair, query = asked
            flow = workspace.begin_demo(pair)
            st.switch_page(NOTEBOOK, query_params={"flow": flow, **query})


def _begin(
    workspace: Workspace, label: str, key: str, pair: str, *, first: bool = False, **query: str
) -> None:
    """Draw a button that starts the demo of a pair and then opens its first flow."""

    def ask() -> None:
        st.session_state["welcome.asked"] = pair, query

    st.button(
        label,
        key=key,
        icon=":material/play_arrow:",
        type="primary" if first else "secondary",
        on_click=ask,
        **needs(workspace.begin_demo),
    )


def sleeping(workspace: Workspace) -> None:
    """Tell that the demo's systems ended with the program that ran them, and offer to start them again."""
    if not workspace.demo_sleeps():
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="sleeping"):
        st.markdown(
            ":orange[:material/bedtime:] "
            + _("**The demo's systems are not running.** They begin anew, and so do the flows between them."),
            width="stretch",
        )
        if st.button(
            _("Start them"), key="welcome.wake", icon=":material/play_arrow:", **needs(workspace.begin_demo)
        ):
            with told(), st.spinner(_("Starting the two systems")):
                workspace.begin_demo()
                st.rerun()
