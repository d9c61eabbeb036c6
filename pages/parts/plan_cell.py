"""The notebook's sixth cell: what a run would do, held against the live target; kept, approved, carried."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.errors import KoppelError
from core.flow import Flow
from core.language import _, n_, whole
from core.records import COUNTED, Decision, Verdict
from core.workspace import SavedPlan, Workspace
from pages.parts import approval, plan_run
from pages.parts.cell import State
from pages.parts.decisions import choice, one, verdict_filter
from pages.parts.draft import Draft
from pages.parts.notice import problem
from pages.parts.person import who
from pages.parts.tally import tally
from pages.parts.wording import VERDICTS, ago, local

_ANY = ""
#: Records that a flow leaves out are only counted.
_KEPT: list[Verdict] = [verdict for verdict in Verdict if verdict is not Verdict.FILTERED]


def made(workspace: Workspace, flow: Flow) -> SavedPlan | None:
    """The plan that was made last for a flow."""
    return next((plan for plan in workspace.plans(flow.name, 5) if not plan.replay), None)


def glance(workspace: Workspace, draft: Draft) -> tuple[str, State]:
    """The plan in one line."""
    plan = made(workspace, draft.flow)
    if plan is None:
        return _("see what a run would do before anything is written"), "todo"
    words = [_planned(verdict, plan.counts[verdict]) for verdict in Verdict if plan.counts.get(verdict)]
    approved = n_("{n} approved", "{n} approved", plan.approved) if plan.approved else ""
    old = "" if workspace.fits(plan, draft.flow) else _("the flow has changed since")
    return " · ".join(filter(None, [*(words or [_("no records")]), approved, ago(plan.at), old])), "done"


def _planned(verdict: Verdict, number: int) -> str:
    """What a plan would do is said of no number, what a record is to it is: `2 create`, `1 parked`."""
    does = verdict in (Verdict.CREATE, Verdict.UPDATE, Verdict.SKIP)
    return f"{whole(number)} {_(VERDICTS[verdict][0])}" if does else tally(COUNTED[verdict], number)


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the button that makes a plan, the plan that was made last, its approval and its run."""
    flow = draft.flow
    with st.container(horizontal=True, vertical_alignment="bottom"):
        limit = int(st.number_input(_("At most"), 1, 5000, 100, key="plan.limit", width=130))
        if st.button(_("Make the plan"), icon=":material/fact_check:", type="primary", key="plan.make"):
            _make(workspace, flow, limit)
    plan = made(workspace, flow)
    if plan is None:
        st.caption(
            _("A plan reads the source and the target and sends nothing: the connection refuses every write.")
        )
        return
    fits = workspace.fits(plan, flow)
    st.info(_standing(plan, fits=fits), icon=":material/lock:")
    decisions = _decisions(workspace, str(workspace.home), plan.id)
    shown = _filtered(plan, decisions)
    if not shown:
        st.caption(_("There is no record to carry since the flow's bookmark."))
        return
    chosen, record = choice(
        shown, f"plan.table.{plan.id}", approvable=bool(plan.writes) and fits and not plan.over
    )
    approval.draw(workspace, draft, plan, shown, chosen, fits=fits)
    if record is not None:
        one(record)
    plan_run.draw(workspace, draft, plan, fits=fits)


def _standing(plan: SavedPlan, *, fits: bool) -> str:
    """What a plan is worth now, in words."""
    if not fits:
        return _("The flow has changed since this plan was made. Make it again to approve and run it.")
    if plan.over:
        until = local(plan.until)
        return _("This plan held until {until}. Make it again to approve and run it.", until=until)
    seen = sum(plan.counts.values())
    more = n_("Only the first {n} record were looked at.", "Only the first {n} records were looked at.", seen)
    if not plan.writes:
        said = [_("This is what a run would do, as of {time}: there is nothing to write.", time=ago(plan.at))]
        return " ".join(said if plan.whole else [*said, more])
    said = [_("Nothing was written. This is what a run would do, as of {time}.", time=ago(plan.at))]
    approved = _(
        "What you approve of it can be run until {until}: exactly that. A record that changes "
        "before then is parked and asked anew.",
        until=local(plan.until),
    )
    return " ".join([*said, approved] if plan.whole else [*said, more, approved])


def _filtered(plan: SavedPlan, decisions: Sequence[Decision]) -> list[Decision]:
    """Draw the choice of a verdict and of a field that changes; give the records that have them."""
    counts = {verdict: plan.counts[verdict] for verdict in _KEPT if plan.counts.get(verdict)}
    changing = sorted({each.field.partition("[")[0] for one in decisions for each in one.differences})
    with st.container(horizontal=True, vertical_alignment="center"):
        verdict = verdict_filter(counts, f"plan.filter.{plan.id}")
        field = _ANY
        if changing:
            field = st.selectbox(
                _("Changes in"),
                [_ANY, *changing],
                key=f"plan.field.{plan.id}",
                width=260,
                format_func=lambda name: (
                    _("Changes in {field}", field=name) if name else _("Changes in any field")
                ),
                label_visibility="collapsed",
            )
    return [
        each
        for each in decisions
        if verdict in (None, each.verdict)
        and (not field or any(d.field.partition("[")[0] == field for d in each.differences))
    ]


@st.cache_resource(max_entries=6, ttl="1h", show_spinner=False)
def _decisions(_workspace: Workspace, home: str, plan: str) -> tuple[Decision, ...]:  # noqa: ARG001  the key
    """The records of a plan; of what a flow keeps nothing there is only the key and the verdict."""
    records = _workspace.planned(plan)
    kept = _workspace.passports(plan, [each.key for each in records])
    return tuple(
        kept[each.key].decision if each.key in kept else Decision(each.key, each.verdict) for each in records
    )


def _make(workspace: Workspace, flow: Flow, limit: int) -> None:
    """Make the plan record by record; pressing Cancel, or anything else, stops it between two records."""
    progress = st.progress(0.0, _("Reading the source"))
    cancel = st.empty()
    cancel.button(_("Cancel"), key="plan.cancel", icon=":material/stop_circle:")
    seen = 0

    def told(decision: Decision) -> None:
        nonlocal seen
        seen += 1
        words = n_(
            "{n} record looked at, {verdict} last",
            "{n} records looked at, {verdict} last",
            seen,
            verdict=_(VERDICTS[decision.verdict][0]),
        )
        progress.progress(min(seen / limit, 1.0), words)

    try:
        workspace.save_plan(flow, limit, by=who(), told=told)
    except KoppelError as error:
        problem(error)
        return
    finally:
        progress.empty()
        cancel.empty()
    st.rerun()
