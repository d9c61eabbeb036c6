"""One run: how it stands, its counts as a balance, and its records; live while it is carried."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from core.language import N_, _, n_, whole
from core.records import COUNTED, Counts, RunState, Verdict
from core.workspace import Run, Workspace
from pages.parts.decisions import one, table, verdict_filter
from pages.parts.notice import told
from pages.parts.places import RECORDS
from pages.parts.right import needs
from pages.parts.tally import tally
from pages.parts.wording import ago, local, phrase, plain, span, state_badge

ACTIVE = (RunState.WAITING, RunState.RUNNING)
_PAGE = 200
_LONG_WAIT = timedelta(seconds=15)
_ZERO_TOO = ("created",)
#: What asked for a run, in words.
TRIGGERS = {
    "schedule": N_("schedule"),
    "hand": N_("hand"),
    "command": N_("command"),
    "retry": N_("retry"),
    "sweep": N_("sweep"),
    "missing": N_("missing"),
    "notice": N_("notice"),
    "plan": N_("plan"),
    "canary": N_("canary"),
}


def balance(counts: Counts) -> str:
    """The counts as the equation that must hold: read is the sum of all the others."""
    shown = [name for name in COUNTED.values() if getattr(counts, name) or name in _ZERO_TOO]
    terms = " + ".join(f"{_coloured(name, getattr(counts, name))}" for name in shown)
    sign = "" if counts.balanced else f" :orange[— {_('still being counted')}]"
    return _("**{n}** read", n=whole(counts.read)) + f" = {terms}{sign}"


def _coloured(name: str, number: int) -> str:
    colour = {"created": "green", "updated": "blue", "parked": "orange", "ambiguous": "red"}.get(name, "gray")
    shown = f"**{whole(number)}**" if number else ""
    return f":{colour if number else 'gray'}[{tally(name, number, shown)}]"


def took(run: Run) -> str:
    """How long a run took, or has taken so far."""
    if run.started is None:
        return ""
    return span((run.ended or datetime.now(UTC)) - run.started)


def head(run: Run) -> None:
    """Draw a run's state, times and counts."""
    began = (
        _("asked for {when}", when=ago(run.asked))
        if run.started is None
        else _("started {when} · took {time}", when=local(run.started), time=took(run))
    )
    st.markdown(f"{state_badge(run.state)} {balance(run.counts)}")
    told_ = _(
        "Run {run} · version {n} · by {trigger}",
        run=plain(run.id),
        n=run.version,
        trigger=_(TRIGGERS.get(run.trigger, run.trigger)),
    )
    st.caption(f"{told_} · {plain(began)}")
    if run.error:
        st.error(phrase(run.error), icon=":material/error:")
    if run.state is RunState.WAITING and datetime.now(UTC) - run.asked > _LONG_WAIT:
        st.warning(
            _("No worker has taken this run yet. Start one beside this page with `koppel worker`."),
            icon=":material/hourglass_empty:",
        )


def watch(workspace: Workspace, run_id: str, where: str) -> None:
    """Draw a run and keep it fresh while it is carried; the page is drawn anew once it ends."""
    run = workspace.run_of(run_id)
    if run.state not in ACTIVE:
        head(run)
        if run.state is RunState.PAUSED:
            _resume(workspace, run, where)
        return

    @st.fragment(run_every="1s")
    def live() -> None:
        now = workspace.run_of(run_id)
        if now.state not in ACTIVE:
            st.rerun()
        head(now)
        st.progress(_share(now), _pace(now))
        if now.cancel or now.pause:
            st.caption(_("It stops at its next request."))
            return
        with st.container(horizontal=True), told():
            if st.button(
                _("Pause"),
                icon=":material/pause_circle:",
                key=f"{where}.pause.{run_id}",
                **needs(workspace.pause_run),
            ):
                workspace.pause_run(run_id)
                st.rerun()
            if st.button(
                _("Cancel"),
                icon=":material/stop_circle:",
                key=f"{where}.cancel.{run_id}",
                **needs(workspace.cancel),
            ):
                workspace.cancel(run_id)
                st.rerun()

    live()


def _resume(workspace: Workspace, run: Run, where: str) -> None:
    st.caption(_("It rests where it was, and the flow's other runs wait for it."))
    with st.container(horizontal=True), told():
        if st.button(
            _("Resume"),
            icon=":material/play_circle:",
            key=f"{where}.resume.{run.id}",
            type="primary",
            **needs(workspace.resume_run),
        ):
            workspace.resume_run(run.id)
            st.rerun()
        if st.button(
            _("Cancel"),
            icon=":material/stop_circle:",
            key=f"{where}.cancel.{run.id}",
            **needs(workspace.cancel),
        ):
            workspace.cancel(run.id)
            st.rerun()


def _share(run: Run) -> float:
    if run.limit:
        return min(run.counts.read / run.limit, 1.0)
    # how much there is to read is not known beforehand: move, but never claim to be done
    return 1 - 1 / (1 + run.counts.read / 60)


def _pace(run: Run) -> str:
    if run.started is None:
        return _("Waiting for a worker")
    seconds = max(0.1, (datetime.now(UTC) - run.started).total_seconds())
    return n_(
        "{n} record read · {pace} a second",
        "{n} records read · {pace} a second",
        run.counts.read,
        pace=f"{run.counts.read / seconds:.0f}",
    )


def records(workspace: Workspace, run: Run) -> None:
    """Draw the records of a run, by verdict, with the trace of the one that is chosen."""
    counts: dict[Verdict, int] = {
        verdict: getattr(run.counts, name)
        for verdict, name in COUNTED.items()
        if verdict is not Verdict.FILTERED
    }
    if not any(counts.values()):
        if run.ended is not None:
            st.caption(
                _("No record was carried.") if run.counts.read else _("There was nothing new to read.")
            )
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = verdict_filter(counts, f"run.filter.{run.id}")
        st.space("stretch")
        total = counts[chosen] if chosen else sum(counts.values())
        page = 1
        if total > _PAGE:
            pages = -(-total // _PAGE)
            page = int(
                st.number_input(
                    _("Page of {n}", n=pages), 1, pages, 1, key=f"run.page.{run.id}.{chosen}", width=150
                )
            )
    shown = workspace.records(run.id, chosen, _PAGE, _PAGE * (page - 1))
    record = table(shown, f"run.table.{run.id}.{chosen}.{page}")
    if record is not None:
        one(record)
        st.page_link(
            RECORDS,
            label=_("Its passport: all that was read, sent and answered"),
            icon=":material/badge:",
            query_params={"flow": run.flow, "key": record.key},
        )
