"""Carrying a plan: the first few, read back and compared, and then the rest of what was approved."""

from __future__ import annotations

import streamlit as st

from core.language import N_, _, n_, translated
from core.records import RunState, Step
from core.workspace import Run, SavedPlan, Workspace
from pages.parts.draft import Draft
from pages.parts.notice import told
from pages.parts.places import RUNS
from pages.parts.right import needs
from pages.parts.run_view import ACTIVE, watch
from pages.parts.wording import plain

_READ_BACK = "read back"
#: How what was read back stands to what was sent.
_SIGNS = [N_("as wanted"), N_("differs")]


def draw(workspace: Workspace, draft: Draft, plan: SavedPlan, *, fits: bool) -> None:
    """Draw the buttons that carry what was approved, and the last run that did."""
    runs = workspace.plan_runs(plan.id)
    last = runs[-1] if runs else None
    left = plan.approved - sum(_carried(run) for run in runs)
    busy = last is not None and last.state in ACTIVE
    if left > 0 and fits and not plan.over and not draft.changed and not busy:
        _start(workspace, draft, plan, left, begun=bool(runs))
    if last is None:
        return
    with st.container(border=True):
        watch(workspace, last.id, "plan")
        _read_back(workspace, last)
        if not busy:
            st.page_link(
                RUNS, label=_("Open this run"), icon=":material/open_in_new:", query_params={"run": last.id}
            )


def _start(workspace: Workspace, draft: Draft, plan: SavedPlan, left: int, *, begun: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label = (
            n_("Run the other {n} approved", "Run the other {n} approved", left)
            if begun
            else n_("Run the {n} approved", "Run the {n} approved", left)
        )
        if st.button(
            label, icon=":material/play_arrow:", type="primary", key="plan.run", **needs(workspace.start_plan)
        ):
            with told():
                workspace.start_plan(plan.id)
                st.rerun()
        if left > 1 and not begun:
            few = int(st.number_input(_("First"), 1, left, min(3, left), key="plan.first", width=120))
            if st.button(
                n_("Try the first {n}", "Try the first {n}", few),
                icon=":material/science:",
                key="plan.try",
                **needs(workspace.start_plan),
            ):
                with told():
                    workspace.start_plan(plan.id, first=few)
                    st.rerun()
    if begun:
        return
    st.caption(
        _(
            "This writes to {system}. *Try the first* sends only those, reads "
            "them back, and shows what the target rounded, cut or filled in before you go on.",
            system=plain(draft.flow.target.connection),
        )
    )


def _carried(run: Run) -> int:
    """How many of the approved records a run has dealt with."""
    return run.counts.read - run.counts.filtered


def _read_back(workspace: Workspace, run: Run) -> None:
    """Draw what the target made of the first few records."""
    if run.state is not RunState.DONE:
        return
    found = workspace.read_back(run)
    if not found:
        return
    other = [(each, step) for each in found for step in each.steps if _finding(step)]
    st.markdown(
        n_(
            "**{n} record read back from the target**",
            "**{n} records read back from the target**",
            len(found),
        )
    )
    if not other:
        st.success(_("Everything is in the target as it was sent."), icon=":material/check_circle:")
        return
    st.dataframe(
        [
            {
                "record": ", ".join(str(value) for value in each.match.values()),
                "sign": [_SIGNS[0] if step.ok else _SIGNS[1]],
                "what": _capital(translated(step.why)),
            }
            for each, step in other
        ],
        hide_index=True,
        alt=_("What the target made of what was sent"),
        column_config={
            "record": st.column_config.TextColumn(_("Record"), width=140),
            "sign": st.column_config.MultiselectColumn(
                "", options=_SIGNS, color=["green", "orange"], width=100, format_func=_
            ),
            "what": st.column_config.TextColumn(_("What the target made of it"), width="large"),
        },
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _finding(step: Step) -> bool:
    return step.name == _READ_BACK and step.found is not None
