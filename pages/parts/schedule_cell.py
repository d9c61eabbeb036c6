"""The other half of the notebook's eighth cell: when runs start by themselves."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from core.flow import CatchUp, Flow, Schedule, check_cron
from core.workspace import SavedFlow, Workspace
from pages.parts import drift, sweep_view
from pages.parts.cron import USUAL, in_words
from pages.parts.draft import Draft, change, save
from pages.parts.inputs import Inputs
from pages.parts.notice import done, told
from pages.parts.right import needs
from pages.parts.wording import ago, listed, local, span, zone

_CATCH_UP = {
    CatchUp.LATEST: "One run makes up for all of them",
    CatchUp.ALL: "A run for each of them",
    CatchUp.NONE: "They are gone",
}
_OWN, _HAND = "own", "hand"
_NEXT, _LOOKED, _LATELY = 10, 100, 10


def summary(flow: Flow, saved: SavedFlow) -> str:
    """The schedule in one line."""
    if flow.schedule is None:
        return "only by hand"
    state = "active" if saved.active else "paused"
    return f"{in_words(flow.schedule.cron)}, {flow.schedule.timezone} · {state}"


def draw(workspace: Workspace, draft: Draft, saved: SavedFlow) -> None:
    """Draw when it starts, the next times, and the switch."""
    left, right = st.columns([1, 1], gap="large")
    with left:
        _when(workspace, draft)
        _switch(workspace, draft, saved)
        drift.setting(workspace, draft.flow.name)
        sweep_view.setting(workspace, draft.flow.name)
    with right:
        _times(workspace, draft.flow)


def _when(workspace: Workspace, draft: Draft) -> None:
    schedule = draft.flow.schedule
    inputs = Inputs(workspace, draft)
    key = inputs.key("schedule.usual")
    now = _HAND if schedule is None else schedule.cron if schedule.cron in USUAL else _OWN
    offered = [_HAND, *USUAL, _OWN]
    chosen = st.selectbox(
        "Runs start",
        offered,
        index=offered.index(now),
        key=key,
        format_func=lambda cron: (
            {_HAND: "only by hand", _OWN: "by a cron line of your own"}.get(cron) or USUAL[str(cron)]
        ),
    )
    if chosen != now:
        zone = schedule.timezone if schedule else _zone()
        cron = "5 6 * * *" if chosen == _OWN else chosen
        new = None if chosen == _HAND else Schedule(cron=cron, timezone=zone)
        change(workspace, draft, draft.flow.model_copy(update={"schedule": new}))
        st.rerun()
    if schedule is not None:
        _details(inputs, draft, schedule, own=now == _OWN)


def _zone() -> str:
    found = st.context.timezone or "Europe/Amsterdam"
    return found if found in available_timezones() else "UTC"


def _details(inputs: Inputs, draft: Draft, schedule: Schedule, *, own: bool) -> None:
    def made(**changes: Any) -> Flow:
        new = schedule.model_copy(update=changes)
        return draft.flow.model_copy(update={"schedule": new})

    def lined(text: str | None) -> Flow:
        check_cron(text or "")
        return made(cron=text)

    if own:
        inputs.text(
            "schedule.cron",
            "Cron line",
            schedule.cron,
            lined,
            help="Minute, hour, day of the month, month, day of the week.",
        )
    zones = sorted(available_timezones())
    inputs.choice("schedule.zone", "Time zone", zones, schedule.timezone, lambda zone: made(timezone=zone))
    inputs.choice(
        "schedule.missed",
        "Starts that were missed",
        list(CatchUp),
        schedule.catch_up,
        lambda word: made(catch_up=word),
        format_func=_CATCH_UP.__getitem__,
    )


def _switch(workspace: Workspace, draft: Draft, saved: SavedFlow) -> None:
    name = draft.flow.name
    if saved.active:
        if st.button("Pause", icon=":material/pause:", key="schedule.pause", **needs(workspace.activate)):
            with told():
                workspace.activate(name, on=False)
                done("Paused: runs start only by hand", "pause")
                st.rerun()
        return
    if draft.flow.schedule is None:
        return
    label = "Publish and activate" if draft.changed else "Activate"
    if st.button(
        label,
        icon=":material/play_arrow:",
        type="primary",
        key="schedule.activate",
        **needs(workspace.activate),
    ):
        if draft.changed and not save(workspace, draft, "scheduled"):
            return
        with told():
            workspace.activate(name, on=True)
            done(f"Active: {in_words(draft.flow.schedule.cron)}")
            st.rerun()


def _times(workspace: Workspace, flow: Flow) -> None:
    if flow.schedule is None:
        st.caption("A flow without a schedule runs when a person starts it, or by `koppel run`.")
        return
    times = workspace.next_times(flow.schedule, _NEXT)
    _overlap(workspace, flow, workspace.next_times(flow.schedule, _LOOKED))
    place, here = flow.schedule.timezone, str(zone())
    st.caption(f"The next {len(times)} starts")
    st.table(
        [_time(each, place, here) for each in times],
        hide_index=True,
        border="horizontal",
        alt="The next starts",
    )
    _clock(workspace, flow.schedule)


def _time(moment: datetime, place: str, here: str) -> dict[str, str]:
    there = {} if place == here else {f"In {place}": f"{moment:%a %-d %b, %H:%M}"}
    return {"On your clock": local(moment), **there, "": ago(moment)}


def _clock(workspace: Workspace, schedule: Schedule) -> None:
    """Tell when the clock changes next where the schedule is, and what that does to its starts."""
    change_ = workspace.clock_change(schedule)
    if change_ is None:
        st.caption(f"The clock of {schedule.timezone} never changes.")
        return
    when = f"{change_.before:%a %-d %b %Y}: {change_.before:%H:%M} becomes {change_.after:%H:%M}"
    if not change_.starts:
        effect = "no start falls in that hour."
    elif change_.after > change_.before:
        effect = (
            f"{_starts(change_.starts)} come at {change_.after:%H:%M}, the end of the hour that is skipped."
        )
    else:
        effect = f"{_starts(change_.starts)} come once, the first time that the hour passes."
    st.caption(f":material/schedule: Clock change in {schedule.timezone}, {when} — {effect}")


def _starts(walls: tuple[datetime, ...]) -> str:
    return f"the starts of {listed([f'{wall:%H:%M}' for wall in walls], 3)}"


def _overlap(workspace: Workspace, flow: Flow, times: list[datetime]) -> None:
    """Warn when runs lately took longer than the shortest time between two starts."""
    gap = min((later - one for one, later in pairwise(times)), default=None)
    ended = [run for run in workspace.runs(flow.name, _LATELY) if run.started and run.ended]
    longest = max((run.ended - run.started for run in ended if run.ended and run.started), default=None)
    if gap is not None and longest is not None and longest > gap:
        st.warning(
            f"Starts are {span(gap)} apart, and a run lately took {span(longest)}: the next one waits "
            "until it is done, and runs pile up. Start it less often, or carry less at once.",
            icon=":material/stacks:",
        )
