"""Sweeps: whether all records of the source are in the target, and when that is looked at by itself."""

from __future__ import annotations

import streamlit as st

from core.flow import Schedule
from core.workspace import Sweep, Swept, Workspace
from pages.parts.chips import tall
from pages.parts.cron import in_words
from pages.parts.decisions import match_words
from pages.parts.notice import done, told
from pages.parts.right import needs
from pages.parts.wording import ago, counted, local, zone

_KEYS = 500
_SWEEP = "A sweep reads the whole source and tells what is missing in the target. It writes nothing."
_NEVER = ""
#: Times of their own: at night, when nothing else runs.
_TIMES = {
    "30 3 * * *": "every night at 03:30",
    "30 3 * * 6": "every Saturday at 03:30",
    "30 3 1 * *": "on the first of each month at 03:30",
}
_WORDS = {
    Swept.MISSING: ("missing in the target", "orange", "No run carries these by itself; carry them here."),
    Swept.GONE: ("gone from the target", "red", "Somebody removed them there; they are not made again."),
    Swept.LOST: (
        "gone from the source",
        "gray",
        "The source does not have them any more; the target keeps them.",
    ),
}


def draw(workspace: Workspace, flow: str) -> None:
    """Draw what the last sweep found, and the ways to sweep."""
    last = workspace.last_sweep(flow)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**Source against target**", width="content")
        st.space("stretch")
        _buttons(workspace, flow, last)
    if last is None:
        st.caption(
            "A sweep holds every record of the source against the ledger and the target, and tells what is "
            "missing. It writes nothing."
        )
        return
    _numbers(last)
    for finding in _WORDS:
        _list(workspace, last, finding)


def _buttons(workspace: Workspace, flow: str, last: Sweep | None) -> None:
    busy = any(run.trigger in ("sweep", "missing") and run.ended is None for run in workspace.runs(flow, 5))
    if st.button(
        "Sweep now",
        icon=":material/mop:",
        key=f"sweep.now.{flow}",
        **needs(workspace.start_sweep, disabled=busy),
    ):
        with told():
            workspace.start_sweep(flow)
            done("A worker sweeps it now: see its run", "mop")
            st.rerun()
    if last is None or not last.missing:
        return
    label = f"Carry {last.missing:,} missing"
    if st.button(
        label,
        icon=":material/play_arrow:",
        type="primary",
        key=f"sweep.carry.{flow}",
        **needs(workspace.start_missing, disabled=busy),
    ):
        with told():
            workspace.start_missing(flow)
            done("A worker carries them now: see its run")
            st.rerun()


def _numbers(last: Sweep) -> None:
    counts = last.found.counts
    read = sum(number for finding, number in counts.items() if finding is not Swept.LOST)
    named = {
        "in the target": counts[Swept.THERE],
        "left out by the flow": counts[Swept.OUTSIDE],
        "due with the next run": counts[Swept.DUE],
        "waiting for a person": counts[Swept.WAITING],
        "missing": counts[Swept.MISSING],
        "gone from the target": counts[Swept.GONE],
    }
    shown = {name: number for name, number in named.items() if number or name == "in the target"}
    terms = " + ".join(f"{number:,} {name}" for name, number in shown.items())
    st.markdown(f"**{read:,}** in the source = {terms}")
    told_ = [f"swept {ago(last.found.at)} ({local(last.found.at)})"]
    if last.found.untimed:
        told_.append(
            f"{counted(last.found.untimed, 'record')} without a time of change: only a sweep sees them"
        )
    if not last.found.asked:
        told_.append("the target cannot be asked for a record, so only the ledger was compared")
    st.caption(" · ".join(told_))


def _list(workspace: Workspace, last: Sweep, finding: Swept) -> None:
    keys = workspace.found(last.found, finding, _KEYS)
    if not keys:
        return
    words, colour, meaning = _WORDS[finding]
    number = last.missing if finding is Swept.MISSING else last.found.counts[finding]
    st.markdown(f":{colour}[**{number:,}** {words}]. {meaning}")
    st.dataframe(
        [
            {"key": each.key, "match": match_words(each.match), "target": each.target_key or ""}
            for each in keys
        ],
        hide_index=True,
        height=tall(len(keys), 8),
        width="content",
        alt=words.capitalize(),
        column_config={
            "key": st.column_config.TextColumn("Source key", width=220),
            "match": st.column_config.TextColumn("Natural key", width=240),
            "target": st.column_config.TextColumn("Its key in the target", width=260),
        },
    )


def setting(workspace: Workspace, flow: str) -> None:
    """Draw the choice of when a flow is swept by itself."""
    now = workspace.sweep_schedule(flow)
    current = now.cron if now is not None else _NEVER
    offered = [_NEVER, *_TIMES, *([current] if current and current not in _TIMES else [])]
    chosen = st.selectbox(
        "Source and target are compared",
        offered,
        index=offered.index(current),
        key=f"sweep.times.{flow}",
        format_func=lambda cron: _TIMES.get(cron) or (in_words(cron) if cron else "only by hand"),
        **needs(workspace.set_sweep_schedule, help=_SWEEP),
    )
    if chosen != current:
        with told():
            new = Schedule(cron=chosen, timezone=now.timezone if now else str(zone())) if chosen else None
            workspace.set_sweep_schedule(flow, new)
            done("The flow is compared by itself" if new else "The flow is compared only by hand", "mop")
            st.rerun()
