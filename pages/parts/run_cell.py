"""The notebook's eighth cell: carry the flow now, and watch it; beside it, when runs start by themselves."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import streamlit as st

from core.flow import Flow
from core.language import N_, _, day_order, n_, whole
from core.records import RunState
from core.workspace import Run, Workspace
from pages.parts import approval, retention, schedule_cell
from pages.parts.cell import State
from pages.parts.draft import Draft, save
from pages.parts.notice import told
from pages.parts.places import RUNS
from pages.parts.right import needs
from pages.parts.run_view import ACTIVE, watch
from pages.parts.wording import STATES, ago, plain


def last(workspace: Workspace, flow: Flow) -> Run | None:
    """The newest run of a flow."""
    return next(iter(workspace.runs(flow.name, 1)), None)


def glance(workspace: Workspace, draft: Draft) -> tuple[str, State]:
    """The last run and the schedule in one line; the state is how the run ended."""
    run, saved = last(workspace, draft.flow), workspace.saved(draft.flow.name)
    return f"{_said(run)} · {schedule_cell.said(draft.flow, saved)}", _state(run)


def _said(run: Run | None) -> str:
    if run is None:
        return _("never run")
    if run.state in ACTIVE:
        return _("under way")
    parts = [
        _(STATES[run.state][0]),
        ago(run.ended or run.started or run.asked),
        _("{n} read", n=whole(run.counts.read)),
        n_("{n} record created", "{n} records created", run.counts.created),
    ]
    parts += [_("{n} parked", n=run.counts.parked)] if run.counts.parked else []
    return " · ".join(parts)


def _state(run: Run | None) -> State:
    if run is None or run.state in ACTIVE:
        return "todo"
    if run.state is RunState.FAILED or run.counts.ambiguous:
        return "wrong"
    return "warn" if run.counts.parked or run.state is not RunState.DONE else "done"


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the button that starts a run, the run that was started last, and the schedule."""
    _now(workspace, draft, last(workspace, draft.flow))
    st.divider()
    schedule_cell.draw(workspace, draft, workspace.saved(draft.flow.name))


def _now(workspace: Workspace, draft: Draft, run: Run | None) -> None:
    flow = draft.flow
    busy = run is not None and run.state in ACTIVE
    with st.container(horizontal=True, vertical_alignment="bottom"):
        limit = st.number_input(_("At most"), 1, None, None, key="run.limit", placeholder=_("all"), width=130)
        since = _since(workspace, flow)
        label = _("Publish and run") if draft.changed else _("Run now")
        if st.button(
            label,
            icon=":material/play_arrow:",
            type="primary",
            key="run.start",
            **needs(workspace.start, disabled=busy),
        ):
            _start(workspace, draft, int(limit) if limit else None, since)
    st.caption(
        _(
            "This writes to {connection}. No record is written twice, also when a run is cut short.",
            connection=plain(flow.target.connection),
        )
    )
    given = approval.said(workspace, flow, draft.version)
    none = _(
        "Nobody has approved a plan of version {n} yet: make one above to see what would happen.",
        n=draft.version,
    )
    st.caption(f":green[:material/verified:] {given}" if given and not draft.changed else none)
    if run is not None:
        _last(workspace, run, busy=busy)
    retention.draw(workspace, flow.name)


def _last(workspace: Workspace, run: Run, *, busy: bool) -> None:
    """Draw the run that was started last, and the way to it."""
    with st.container(border=True):
        watch(workspace, run.id, "cell")
        if not busy:
            st.page_link(
                RUNS, label=_("Open this run"), icon=":material/open_in_new:", query_params={"run": run.id}
            )


def _since(workspace: Workspace, flow: Flow) -> datetime | None:
    """Draw the day from which a run reads again, at its beginning in the flow's zone."""
    day = st.date_input(
        _("Again from"),
        None,
        max_value="today",
        format=day_order(),
        key="run.since",
        width=150,
        help=_(
            "What was modified from this day on is read again; nothing is written twice. "
            "The flow goes on from where it was. Empty: what has changed since the last run."
        ),
    )
    return datetime.combine(day, time.min, ZoneInfo(workspace.zone_of(flow.name))) if day else None


def _start(workspace: Workspace, draft: Draft, limit: int | None, since: datetime | None) -> None:
    if draft.changed and not save(workspace, draft, N_("before a run")):
        return
    with told():
        workspace.start(draft.flow.name, limit=limit, since=since)
        st.rerun()
