"""One flow at a glance: from where to where, its last run, what waits, and when it runs next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from core.records import RunState
from core.workspace import FlowState, Run, Workspace
from pages.parts import alerts, installation
from pages.parts.cron import in_words
from pages.parts.notice import done, told
from pages.parts.places import FLOWS, NOTEBOOK, RUNS
from pages.parts.right import needs
from pages.parts.run_view import ACTIVE
from pages.parts.wording import ago, plain, state_badge

_HISTORY = 24
#: So many cards are drawn; who has more flows finds them on their own page.
_CARDS = 8


def heading(workspace: Workspace, flows: Sequence[FlowState]) -> None:
    """Draw the heading over the cards, with the way to a new flow."""
    active = sum(flow.active for flow in flows)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"### Flows :gray[{len(flows)} · {active} on schedule]", width="content")
        st.space("stretch")
        alerts.draw(workspace)
        installation.draw(workspace)
        st.page_link(NOTEBOOK, label="New flow", icon=":material/add:", query_params={"new": "1"})


def some(workspace: Workspace, flows: Sequence[FlowState]) -> None:
    """Draw cards: of all flows, or of those that need somebody, are carried now or ran last."""
    never = datetime.min.replace(tzinfo=UTC)

    def first(flow: FlowState) -> tuple[bool, datetime]:
        busy = flow.last is not None and flow.last.state in ACTIVE
        waits = bool(flow.problem or flow.parked or flow.ambiguous)
        return busy or waits, flow.last.asked if flow.last else flow.published or never

    shown = flows if len(flows) <= _CARDS else sorted(flows, key=first, reverse=True)[:_CARDS]
    for flow in shown:
        draw(workspace, flow)
    if len(flows) > len(shown):
        st.page_link(FLOWS, label=f"All {len(flows)} flows", icon=":material/account_tree:")


def draw(workspace: Workspace, flow: FlowState) -> None:
    """Draw the card of one flow."""
    with st.container(border=True, key=f"card_{flow.name}"):
        title, last, waiting, following, go = st.columns(
            [2.6, 2.3, 1.5, 1.6, 1.6], vertical_alignment="center", gap="small"
        )
        with title:
            st.page_link(NOTEBOOK, label=f"**{plain(flow.title)}**", query_params={"flow": flow.name})
            st.caption(f"{plain(flow.source)} → {plain(flow.target)} · version {flow.version}")
        with last:
            _last(workspace, flow)
        with waiting:
            _waiting(flow)
        with following:
            _next(flow)
        with go:
            _go(workspace, flow)


def _last(workspace: Workspace, flow: FlowState) -> None:
    run = flow.last
    if run is None:
        st.markdown(":gray[never run]")
        return
    st.markdown(f"{state_badge(run.state)} :gray[{ago(run.ended or run.started or run.asked)}]")
    st.caption(_counts(run))
    _history(workspace.runs(flow.name, _HISTORY))


def _history(runs: Sequence[Run]) -> None:
    """One tick for each of the last runs, the newest last: well, with parked records, or failed."""
    ticks = "".join(f'<i class="{_kind(run)}"></i>' for run in reversed(runs))
    st.html(
        f'<div class="koppel-strip small" role="img" aria-label="the last {len(runs)} runs">{ticks}</div>'
    )


def _kind(run: Run) -> str:
    if run.state is RunState.FAILED:
        return "bad"
    if run.state is not RunState.DONE:
        return ""
    return "part" if run.counts.parked or run.counts.ambiguous else "good"


def _counts(run: Run) -> str:
    counts = run.counts.as_dict()
    read = counts.pop("read")
    words = " · ".join(f"{number:,} {name}" for name, number in counts.items() if number)
    return f"{read:,} read{': ' if words else ''}{words}"


def _waiting(flow: FlowState) -> None:
    query = {"flow": flow.name, "show": "waiting"}
    if flow.parked:
        st.page_link(
            RUNS, label=f":orange[{flow.parked} parked]", icon=":material/inbox:", query_params=query
        )
    if flow.ambiguous:
        st.page_link(
            RUNS, label=f":red[{flow.ambiguous} ambiguous]", icon=":material/help:", query_params=query
        )
    if not flow.parked and not flow.ambiguous:
        st.markdown(":gray[nothing waits]")


def _next(flow: FlowState) -> None:
    if not flow.schedule:
        st.markdown(":gray[only by hand]")
        return
    st.markdown(in_words(flow.schedule))
    st.caption(f"next {ago(flow.next_run)}" if flow.active and flow.next_run else "paused")


def _go(workspace: Workspace, flow: FlowState) -> None:
    busy = flow.last is not None and flow.last.state in ACTIVE
    if busy and flow.last is not None:
        st.page_link(RUNS, label="Watch", icon=":material/visibility:", query_params={"run": flow.last.id})
        return
    st.button(
        "Run now",
        key=f"card.run.{flow.name}",
        icon=":material/play_arrow:",
        **needs(workspace.start, disabled=bool(flow.problem)),
        width="stretch",
        on_click=_start,
        args=(workspace, flow.name),
    )


def _start(workspace: Workspace, name: str) -> None:
    with told():
        workspace.start(name)
        done("Asked for a run", "play_arrow")
