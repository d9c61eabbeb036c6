"""The second half of the notebook's eighth cell: when runs start by themselves."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from core.flow import CatchUp, Flow, Schedule, check_cron
from core.language import N_, _, n_, weekday
from core.specification.cron import USUAL, in_words
from core.workspace import SavedFlow, Workspace
from pages.parts import drift, sweep_view
from pages.parts.draft import Draft, change, save
from pages.parts.inputs import Inputs
from pages.parts.notice import done, told
from pages.parts.right import needs
from pages.parts.wording import ago, listed, local, span, zone

_CATCH_UP = {
    CatchUp.LATEST: N_("One run makes up for all of them"),
    CatchUp.ALL: N_("A run for each of them"),
    CatchUp.NONE: N_("They are gone"),
}
_OWN, _HAND = "own", "hand"
_NEXT, _LOOKED, _LATELY = 10, 100, 10


def said(flow: Flow, saved: SavedFlow) -> str:
    """The schedule in one line."""
    if flow.schedule is None:
        return _("only by hand")
    state = _("active") if saved.active else _("paused")
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
        _("Runs start"),
        offered,
        index=offered.index(now),
        key=key,
        format_func=lambda cron: (
            {_HAND: _("only by hand"), _OWN: _("by a cron line of your own")}.get(cron) or _(USUAL[str(cron)])
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
            _("Cron line"),
            schedule.cron,
            lined,
            help=_("Minute, hour, day of the month, month, day of the week."),
        )
    zones = sorted(available_timezones())
    inputs.choice("schedule.zone", _("Time zone"), zones, schedule.timezone, lambda zone: made(timezone=zone))
    inputs.choice(
        "schedule.missed",
        _("Starts that were missed"),
        list(CatchUp),
        schedule.catch_up,
        lambda word: made(catch_up=word),
        format_func=lambda each: _(_CATCH_UP[each]),
    )


def _switch(workspace: Workspace, draft: Draft, saved: SavedFlow) -> None:
    name = draft.flow.name
    if saved.active:
        if st.button(_("Pause"), icon=":material/pause:", key="schedule.pause", **needs(workspace.activate)):
            with told():
                workspace.activate(name, on=False)
                done(_("Paused: runs start only by hand"), "pause")
                st.rerun()
        return
    if draft.flow.schedule is None:
        return
    label = _("Publish and activate") if draft.changed else _("Activate")
    if st.button(
        label,
        icon=":material/play_arrow:",
        type="primary",
        key="schedule.activate",
        **needs(workspace.activate),
    ):
        if draft.changed and not save(workspace, draft, N_("scheduled")):
            return
        with told():
            workspace.activate(name, on=True)
            done(_("Active: {when}", when=in_words(draft.flow.schedule.cron)))
            st.rerun()


def _times(workspace: Workspace, flow: Flow) -> None:
    if flow.schedule is None:
        st.caption(_("A flow without a schedule runs when a person starts it, or by `koppel run`."))
        return
    times = workspace.next_times(flow.schedule, _NEXT)
    _overlap(workspace, flow, workspace.next_times(flow.schedule, _LOOKED))
    place, here = flow.schedule.timezone, str(zone())
    st.caption(n_("The next {n} starts", "The next {n} starts", len(times)))
    st.table(
        [_time(each, place, here) for each in times],
        hide_index=True,
        border="horizontal",
        alt=_("The next starts"),
    )
    _clock(workspace, flow.schedule)


def _time(moment: datetime, place: str, here: str) -> dict[str, str]:
    wall = f"{weekday(moment, year=False)}, {moment:%H:%M}"
    there = {} if place == here else {_("In {zone}", zone=place): wall}
    return {_("On your clock"): local(moment), **there, "": ago(moment)}


def _clock(workspace: Workspace, schedule: Schedule) -> None:
    """Tell when the clock changes next where the schedule is, and what that does to its starts."""
    change_ = workspace.clock_change(schedule)
    if change_ is None:
        st.caption(_("The clock of {zone} never changes.", zone=schedule.timezone))
        return
    after = f"{change_.after:%H:%M}"
    when = _(
        "Clock change in {zone}, {day}: {before} becomes {after}",
        zone=schedule.timezone,
        day=weekday(change_.before),
        before=f"{change_.before:%H:%M}",
        after=after,
    )
    starts = listed([f"{wall:%H:%M}" for wall in change_.starts], 3)
    if not change_.starts:
        effect = _("no start falls in that hour.")
    elif change_.after > change_.before:
        effect = _(
            "the starts of {starts} come at {after}, the end of the hour that is skipped.",
            starts=starts,
            after=after,
        )
    else:
        effect = _("the starts of {starts} come once, the first time that the hour passes.", starts=starts)
    st.caption(f":material/schedule: {when} — {effect}")


def _overlap(workspace: Workspace, flow: Flow, times: list[datetime]) -> None:
    """Warn when runs lately took longer than the shortest time between two starts."""
    gap = min((later - one for one, later in pairwise(times)), default=None)
    ended = [run for run in workspace.runs(flow.name, _LATELY) if run.started and run.ended]
    longest = max((run.ended - run.started for run in ended if run.ended and run.started), default=None)
    if gap is not None and longest is not None and longest > gap:
        st.warning(
            _(
                "Starts are {gap} apart, and a run lately took {time}: the next one waits until it is done, "
                "and runs pile up. Start it less often, or carry less at once.",
                gap=span(gap),
                time=span(longest),
            ),
            icon=":material/stacks:",
        )
