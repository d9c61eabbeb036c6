"""The days behind and the day ahead: what was carried and failed, and which starts come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import streamlit as st

from core.language import _, n_, weekday
from core.workspace import FlowState, Workspace
from pages.parts.places import NOTEBOOK
from pages.parts.recent import Bar, chart
from pages.parts.right import leads
from pages.parts.wording import ago, plain, zone

_DAYS, _STARTS = 14, 6


def draw(workspace: Workspace, flows: Sequence[FlowState]) -> None:
    """Draw what was carried day by day, beside what comes until midnight."""
    left, right = st.columns([1.6, 1], gap="medium")
    with left:
        _days(workspace)
    with right, st.container(border=True, key="today"):
        _starts(flows)


def _days(workspace: Workspace) -> None:
    today = datetime.now(zone()).date()
    days = [today - timedelta(days=n) for n in range(_DAYS - 1, -1, -1)]
    found = workspace.carried([datetime.combine(day, time.min, zone()) for day in days])
    read, failed = sum(each.counts.read for each in found), sum(each.failed for each in found)
    wrong = f" · :red[{n_('{n} run failed', '{n} runs failed', failed)}]" if failed else ""
    with st.container(border=True, key="days"):
        said = n_(
            "**{n} record** read in {days} days", "**{n} records** read in {days} days", read, days=_DAYS
        )
        st.markdown(said + wrong)
        drawn = [
            Bar(weekday(day, year=False), each.counts, each.failed)
            for day, each in zip(days, found, strict=True)
        ]
        if read or failed:
            st.html(chart(drawn, _("records read, day by day")))
        else:
            st.caption(_("Each day's records stand here once a flow has run."))


def _starts(flows: Sequence[FlowState]) -> None:
    """Draw the next starts until midnight, the first of each flow."""
    midnight = datetime.combine(datetime.now(zone()).date() + timedelta(days=1), time.min, zone())
    timed = [(each.next_run, each) for each in flows if each.next_run is not None]
    coming = sorted(
        ((at, flow) for at, flow in timed if at < midnight), key=lambda pair: (pair[0], pair[1].name)
    )
    later = len(timed) - len(coming)
    st.markdown(_("**Starts today**"))
    for at, flow in coming[:_STARTS]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"start_{flow.name}"):
            st.markdown(f"{at.astimezone(zone()):%H:%M} :gray[{ago(at)}]", width=150)
            name, way = plain(flow.title), leads(NOTEBOOK)
            st.page_link(NOTEBOOK, label=name, query_params={"flow": flow.name}, **way)
    more = len(coming) - _STARTS
    said = [n_("{n} more flow until midnight", "{n} more flows until midnight", more)] if more > 0 else []
    said += [n_("{n} flow on a later day", "{n} flows on a later day", later)] if later else []
    if not timed:
        said = [_("No flow is on a schedule.")]
    elif not coming:
        said = [_("None until midnight"), *said]
    if said:
        st.caption(" · ".join(said))
