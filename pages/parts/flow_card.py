"""One flow at a glance: from where to where, its last run, what waits, and when it runs next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

import streamlit as st

from core.language import _, n_, whole
from core.records import RunState
from core.specification.cron import in_words
from core.workspace import FlowState, Run, Workspace
from pages.parts import alerts, installation
from pages.parts.notice import done, told
from pages.parts.places import FLOWS, NOTEBOOK, RUNS
from pages.parts.right import leads, needs
from pages.parts.run_view import ACTIVE
from pages.parts.tally import tallies, tally
from pages.parts.wording import ago, plain, state_badge

_HISTORY = 24
#: So many cards are drawn; who has more flows finds them on their own page.
_CARDS = 8


def heading(workspace: Workspace, flows: Sequence[FlowState]) -> None:
    """Draw the heading over the cards, with the way to a new flow."""
    active = sum(flow.active for flow in flows)
    with st.container(horizontal=True, vertical_alignment="center"):
        said = _("{flows} · {active} on schedule", flows=whole(len(flows)), active=whole(active))
        st.markdown(f"### {_('Flows')} :gray[{said}]", width="content")
        st.space("stretch")
        alerts.draw(workspace)
        installation.draw(workspace)
        new, way = _("New flow"), leads(NOTEBOOK)
        st.page_link(NOTEBOOK, label=new, icon=":material/add:", query_params={"new": "1"}, **way)


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
        st.page_link(FLOWS, label=_("All {n} flows", n=whole(len(flows))), icon=":material/account_tree:")


def draw(workspace: Workspace, flow: FlowState) -> None:
    """Draw the card of one flow."""
    with st.container(border=True, key=f"card_{flow.name}"):
        title, last, waiting, following, go = st.columns(
            [2.6, 2.3, 1.5, 1.6, 1.6], vertical_alignment="center", gap="small"
        )
        with title:
            name, way = f"**{plain(flow.title)}**", leads(NOTEBOOK)
            st.page_link(NOTEBOOK, label=name, query_params={"flow": flow.name}, **way)
            version = _("version {n}", n=flow.version)
            st.caption(f"{plain(flow.source)} → {plain(flow.target)} · {version}")
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
        st.markdown(f":gray[{_('never run')}]")
        return
    st.markdown(f"{state_badge(run.state)} :gray[{ago(run.ended or run.started or run.asked)}]")
    st.caption(_counts(run))
    _history(workspace.runs(flow.name, _HISTORY))


def _history(runs: Sequence[Run]) -> None:
    """One tick for each of the last runs, the newest last: well, with parked records, or failed."""
    ticks = "".join(f'<i class="{_kind(run)}"></i>' for run in reversed(runs))
    said = escape(n_("the last {n} runs", "the last {n} runs", len(runs)))
    st.html(f'<div class="koppel-strip small" role="img" aria-label="{said}">{ticks}</div>')


def _kind(run: Run) -> str:
    if run.state is RunState.FAILED:
        return "bad"
    if run.state is not RunState.DONE:
        return ""
    return "part" if run.counts.parked or run.counts.ambiguous else "good"


def _counts(run: Run) -> str:
    counts = run.counts
    read = n_("{n} read", "{n} read", counts.read)
    became = " · ".join(tallies(counts))
    return _("{read}: {became}", read=read, became=became) if became else read


def _waiting(flow: FlowState) -> None:
    query = {"flow": flow.name, "show": "waiting"}
    if flow.parked:
        words = tally("parked", flow.parked)
        st.page_link(RUNS, label=f":orange[{words}]", icon=":material/inbox:", query_params=query)
    if flow.ambiguous:
        words = tally("ambiguous", flow.ambiguous)
        st.page_link(RUNS, label=f":red[{words}]", icon=":material/help:", query_params=query)
    if not flow.parked and not flow.ambiguous:
        st.markdown(f":gray[{_('nothing waits')}]")


def _next(flow: FlowState) -> None:
    if not flow.schedule:
        st.markdown(f":gray[{_('only by hand')}]")
        return
    st.markdown(in_words(flow.schedule))
    due = flow.next_run if flow.active else None
    st.caption(_("next {time}", time=ago(due)) if due else _("paused"))


def _go(workspace: Workspace, flow: FlowState) -> None:
    busy = flow.last is not None and flow.last.state in ACTIVE
    if busy and flow.last is not None:
        st.page_link(RUNS, label=_("Watch"), icon=":material/visibility:", query_params={"run": flow.last.id})
        return
    st.button(
        _("Run now"),
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
        done(_("Asked for a run"), "play_arrow")
