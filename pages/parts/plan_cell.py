"""The notebook's sixth cell: what a run would do, looked up in the live target; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import streamlit as st

from core.documents import digest
from core.errors import KoppelError
from core.flow import Flow
from core.records import Decision, Verdict
from core.workspace import Workspace
from pages.parts import approval
from pages.parts.decisions import counts_of, one, table, verdict_filter
from pages.parts.draft import Draft
from pages.parts.notice import problem
from pages.parts.shelf import Shelf
from pages.parts.wording import VERDICTS, ago, counted

_PLANS_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Made:
    """A plan that was made: its decisions, and the state of the flow that it was made for."""

    decisions: tuple[Decision, ...]
    of: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    whole: bool = True


@st.cache_resource(max_entries=4, show_spinner=False)
def _shelf(home: str) -> Shelf[Made]:  # noqa: ARG001  each home has its own
    return Shelf(_PLANS_AT_MOST)


def made(workspace: Workspace, flow: Flow) -> Made | None:
    """The plan that was made last for a flow."""
    return _shelf(str(workspace.home)).get(flow.name)


def summary(plan: Made | None, flow: Flow) -> str:
    """The plan in one line."""
    if plan is None:
        return "see what a run would do before anything is written"
    counts = counts_of(plan.decisions)
    words = " · ".join(f"{counts[v]} {VERDICTS[v][0]}" for v in Verdict if counts.get(v))
    old = " · the flow has changed since" if plan.of != _state(flow) else ""
    return f"{words or 'no records'} · {ago(plan.at)}{old}"


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the button that makes a plan, the plan that was made last, and its approval."""
    flow = draft.flow
    with st.container(horizontal=True, vertical_alignment="bottom"):
        limit = int(st.number_input("At most", 1, 5000, 100, key="plan.limit", width=130))
        if st.button("Make the plan", icon=":material/fact_check:", type="primary", key="plan.make"):
            _make(workspace, flow, limit)
    plan = made(workspace, flow)
    if plan is None:
        st.caption(
            "A plan reads the source and the target and sends nothing: the connection refuses every write."
        )
        return
    more = "" if plan.whole else f" Only the first {len(plan.decisions)} were looked at."
    old = " The flow has changed since: make it again to be sure." if plan.of != _state(flow) else ""
    st.info(
        f"Nothing was written. This is what a run would do, as of {ago(plan.at)}.{more}{old}",
        icon=":material/lock:",
    )
    approval.draw(workspace, draft, counts_of(plan.decisions), fits=plan.whole and plan.of == _state(flow))
    chosen = verdict_filter(counts_of(plan.decisions), f"plan.filter.{flow.name}")
    shown = [each for each in plan.decisions if chosen in (None, each.verdict)]
    if not shown:
        st.caption("There is no record to carry since the flow's bookmark.")
        return
    record = table(shown, f"plan.table.{flow.name}.{chosen}")
    if record is not None:
        one(record)


def _make(workspace: Workspace, flow: Flow, limit: int) -> None:
    """Make the plan record by record; pressing Cancel, or anything else, stops it between two records."""
    decisions: list[Decision] = []
    progress = st.progress(0.0, "Reading the source")
    cancel = st.empty()
    cancel.button("Cancel", key="plan.cancel", icon=":material/stop_circle:")
    try:
        for decision in workspace.plan(flow, limit):
            decisions.append(decision)
            share = min(len(decisions) / limit, 1.0)
            progress.progress(
                share, f"{counted(len(decisions), 'record')} looked at, {decision.verdict.value} last"
            )
    except KoppelError as error:
        problem(error)
        return
    finally:
        progress.empty()
        cancel.empty()
    plan = Made(tuple(decisions), _state(flow), whole=len(decisions) < limit)
    _shelf(str(workspace.home)).put(flow.name, plan)
    st.rerun()


def _state(flow: Flow) -> str:
    return digest(flow.model_dump(mode="json", exclude={"title", "schedule", "samples"}))
