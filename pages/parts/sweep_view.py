"""Sweeps: whether all records of the source are in the target, and when that is looked at by itself."""

from __future__ import annotations

import streamlit as st

from core.flow import Schedule
from core.language import N_, _, n_, whole
from core.specification.cron import in_words
from core.workspace import Sweep, Swept, Workspace
from pages.parts.chips import tall
from pages.parts.decisions import match_words
from pages.parts.notice import done, told
from pages.parts.right import needs
from pages.parts.wording import ago, local, zone

_KEYS = 500
_SWEEP = N_("A sweep reads the whole source and tells what is missing in the target. It writes nothing.")
_NEVER = ""
#: Times of their own: at night, when nothing else runs.
_TIMES = {
    "30 3 * * *": N_("every night at 03:30"),
    "30 3 * * 6": N_("every Saturday at 03:30"),
    "30 3 1 * *": N_("on the first of each month at 03:30"),
}
_WORDS = {
    Swept.MISSING: (
        N_("missing in the target"),
        "orange",
        N_("No run carries these by itself; carry them here."),
    ),
    Swept.GONE: (
        N_("gone from the target"),
        "red",
        N_("Somebody removed them there; they are not made again."),
    ),
    Swept.LOST: (
        N_("gone from the source"),
        "gray",
        N_("The source does not have them any more; the target keeps them."),
    ),
    Swept.SHARED: (
        N_("passed over for another record"),
        "orange",
        N_("Another record of the source stands in the target under the same natural key: are they one?"),
    ),
}


def draw(workspace: Workspace, flow: str) -> None:
    """Draw what the last sweep found, and the ways to sweep."""
    last = workspace.last_sweep(flow)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("**Source against target**"), width="content")
        st.space("stretch")
        _buttons(workspace, flow, last)
    if last is None:
        st.caption(
            _(
                "A sweep holds every record of the source against the ledger and the target, and tells what "
                "is missing. It writes nothing."
            )
        )
        return
    _numbers(last)
    for finding in _WORDS:
        _list(workspace, last, finding)


def _buttons(workspace: Workspace, flow: str, last: Sweep | None) -> None:
    busy = any(run.trigger in ("sweep", "missing") and run.ended is None for run in workspace.runs(flow, 5))
    if st.button(
        _("Sweep now"),
        icon=":material/mop:",
        key=f"sweep.now.{flow}",
        **needs(workspace.start_sweep, disabled=busy),
    ):
        with told():
            workspace.start_sweep(flow)
            done(_("A worker sweeps it now: see its run"), "mop")
            st.rerun()
    if last is None or not last.missing:
        return
    label = n_("Carry {n} missing", "Carry {n} missing", last.missing)
    if st.button(
        label,
        icon=":material/play_arrow:",
        type="primary",
        key=f"sweep.carry.{flow}",
        **needs(workspace.start_missing, disabled=busy),
    ):
        with told():
            workspace.start_missing(flow)
            done(_("A worker carries them now: see its run"))
            st.rerun()


def _numbers(last: Sweep) -> None:
    counts = last.found.counts
    read = sum(number for finding, number in counts.items() if finding is not Swept.LOST)
    named = {
        Swept.THERE: N_("in the target"),
        Swept.OUTSIDE: N_("left out by the flow"),
        Swept.DUE: N_("due with the next run"),
        Swept.WAITING: N_("waiting for a person"),
        Swept.MISSING: N_("missing"),
        Swept.GONE: N_("gone from the target"),
        Swept.SHARED: N_("passed over for another record"),
    }
    shown = [each for each in named if counts[each] or each is Swept.THERE]
    terms = " + ".join(f"{whole(counts[each])} {_(named[each])}" for each in shown)
    st.markdown(_("**{n}** in the source", n=whole(read)) + f" = {terms}")
    told_ = [_("swept {ago} ({when})", ago=ago(last.found.at), when=local(last.found.at))]
    if last.found.untimed:
        told_.append(
            n_(
                "{n} record without a time of change: only a sweep sees them",
                "{n} records without a time of change: only a sweep sees them",
                last.found.untimed,
            )
        )
    if not last.found.asked:
        told_.append(_("the target cannot be asked for a record, so only the ledger was compared"))
    st.caption(" · ".join(told_))


def _list(workspace: Workspace, last: Sweep, finding: Swept) -> None:
    keys = workspace.found(last.found, finding, _KEYS)
    if not keys:
        return
    what, colour, meaning = _WORDS[finding]
    words = _(what)
    number = last.missing if finding is Swept.MISSING else last.found.counts[finding]
    st.markdown(f":{colour}[**{whole(number)}** {words}]. {_(meaning)}")
    st.dataframe(
        [
            {"key": each.key, "match": match_words(each.match), "target": each.target_key or ""}
            for each in keys
        ],
        hide_index=True,
        height=tall(len(keys), 8),
        width="content",
        alt=words[:1].upper() + words[1:],
        column_config={
            "key": st.column_config.TextColumn(_("Source key"), width=220),
            "match": st.column_config.TextColumn(_("Natural key"), width=240),
            "target": st.column_config.TextColumn(_("Its key in the target"), width=260),
        },
    )


def setting(workspace: Workspace, flow: str) -> None:
    """Draw the choice of when a flow is swept by itself."""
    now = workspace.sweep_schedule(flow)
    current = now.cron if now is not None else _NEVER
    offered = [_NEVER, *_TIMES, *([current] if current and current not in _TIMES else [])]
    chosen = st.selectbox(
        _("Source and target are compared"),
        offered,
        index=offered.index(current),
        key=f"sweep.times.{flow}",
        format_func=lambda cron: (
            _(_TIMES[cron]) if cron in _TIMES else (in_words(cron) if cron else _("only by hand"))
        ),
        **needs(workspace.set_sweep_schedule, help=_(_SWEEP)),
    )
    if chosen != current:
        with told():
            new = Schedule(cron=chosen, timezone=now.timezone if now else str(zone())) if chosen else None
            workspace.set_sweep_schedule(flow, new)
            done(
                _("The flow is compared by itself") if new else _("The flow is compared only by hand"), "mop"
            )
            st.rerun()
