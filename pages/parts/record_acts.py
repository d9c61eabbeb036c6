"""What may be done with one record: retry it, replay it by a plan of its own, or leave it out for good."""

from __future__ import annotations

import streamlit as st

from core.language import _
from core.records import Decision
from core.workspace import Known, Workspace
from pages.parts import flow_tests, mending
from pages.parts.decisions import one
from pages.parts.notice import done, told
from pages.parts.person import who
from pages.parts.places import RUNS
from pages.parts.right import needs
from pages.parts.wording import phrase

#: States of the ledger in which a record can be tried again as it waits, and left out.
_WAITS = ("parked", "skipped")
_AGAIN = ("parked", "ambiguous", "left", "skipped")


def draw(workspace: Workspace, known: Known) -> None:
    """Draw the buttons that the record's state allows."""
    state = known.entry.state.value if known.entry is not None else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        if state in _AGAIN:
            label = _("Take it up again") if state == "left" else _("Retry it")
            if st.button(
                label,
                icon=":material/replay:",
                type="primary",
                key="record.retry",
                **needs(workspace.start_retry_one),
            ):
                _retry(workspace, known)
        if st.button(
            _("Replay it…"),
            icon=":material/fact_check:",
            key="record.replay",
            **needs(workspace.save_replay),
        ):
            replay(workspace, known)
        if state in _WAITS:
            _skip(workspace, known)
        carried = next((each for each in known.passports if not workspace.is_plan(each.owner)), None)
        if carried is not None:
            with told():
                flow_tests.from_run(workspace, workspace.run_of(carried.owner), [known.key])
        _forget(workspace, known)


def mend(workspace: Workspace, known: Known) -> None:
    """Say why the record waits, with the way to the place where that is mended."""
    entry = known.entry
    if entry is None or entry.state.value != "parked":
        return
    with st.container(border=True, key="record_mend"):
        st.markdown(f":orange[:material/inbox:] **{_('It waits for you:')}** {phrase(entry.why)}")
        if known.flow in workspace.titles():
            with st.container(horizontal=True):
                mending.draw(known.flow, [entry.why])


def _retry(workspace: Workspace, known: Known) -> None:
    with told():
        run = workspace.start_retry_one(known.flow, known.key, by=who())
        done(_("It is carried again with the flow as it is now"), "replay")
        st.switch_page(RUNS, query_params={"run": run.id})


def _skip(workspace: Workspace, known: Known) -> None:
    with st.popover(_("Leave it out for good…"), icon=":material/block:", **needs(workspace.skip)):
        reason = st.text_input(_("Why"), key="record.reason", placeholder=_("for example: a test order"))
        st.caption(_("No run carries it any more, until somebody takes it up again here."))
        if st.button(
            _("Leave it out"),
            type="primary",
            key="record.skip",
            **needs(workspace.skip, disabled=not (reason or "").strip()),
        ):
            with told():
                workspace.skip(known.flow, known.key, reason or "", by=who())
                done(_("It is left out for good"), "block")
                st.rerun()


def _forget(workspace: Workspace, known: Known) -> None:
    with st.popover(
        _("Forget its payloads…"),
        icon=":material/delete:",
        type="tertiary",
        **needs(workspace.forget_record),
    ):
        st.write(_("What was read, sent and answered is deleted for good. That it was carried stays known."))
        if st.button(_("Forget them"), type="primary", key="record.erase", **needs(workspace.forget_record)):
            with told():
                workspace.forget_record(known.flow, known.key, by=who())
                done(_("Its payloads are forgotten"), "delete")
                st.rerun()


def replay(workspace: Workspace, known: Known) -> None:
    """Show in a dialog what would happen to the record now."""
    st.dialog(_("Replay this record"), width="large", icon=":material/fact_check:")(_replay)(workspace, known)


def _replay(workspace: Workspace, known: Known) -> None:
    """Show what would happen to the record now, whatever was carried of it; carry it when approved."""
    with told():
        found: list[Decision] = []
        name = f"record.plan.{known.flow}.{known.key}"
        if name not in st.session_state:
            with st.spinner(_("Reading it from the source and the target")):
                plan = workspace.save_replay(
                    workspace.flow(known.flow), known.key, by=who(), told=found.append
                )
            st.session_state[name] = plan.id, found[0]
        plan_id, decision = st.session_state[name]
        one(decision)
        if not workspace.plan_of(plan_id).writes:
            st.caption(_("There is nothing to write: see why above."))
            st.session_state.pop(name)
        elif st.button(
            _("Carry it exactly so"), type="primary", icon=":material/play_arrow:", key="record.carry"
        ):
            st.session_state.pop(name)
            workspace.approve(plan_id, by=who())
            run = workspace.start_plan(plan_id)
            st.switch_page(RUNS, query_params={"run": run.id})
