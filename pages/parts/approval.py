"""The approval of a plan: somebody looked at what would be written, and said of all or some that it may."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.flow import Flow
from core.language import N_, _, n_, whole
from core.records import Decision, Verdict
from core.workspace import SavedPlan, Workspace
from pages.parts.draft import Draft, save
from pages.parts.notice import done, told
from pages.parts.person import who
from pages.parts.right import needs
from pages.parts.wording import ago, plain

_WRITES = (Verdict.CREATE, Verdict.UPDATE)


def draw(
    workspace: Workspace,
    draft: Draft,
    plan: SavedPlan,
    shown: Sequence[Decision],
    chosen: Sequence[Decision],
    *,
    fits: bool,
) -> None:
    """Draw the buttons that approve what is chosen in the table, or all that it shows."""
    if not plan.writes:
        return
    may = needs(workspace.approve, disabled=not fits or bool(plan.over))
    picked = [each for each in chosen if each.verdict in _WRITES]
    listed = [each for each in shown if each.verdict in _WRITES]
    entire = len(listed) == plan.writes
    with st.container(horizontal=True, vertical_alignment="center"):
        if picked:
            label = _some(len(picked), publish=draft.changed)
            if st.button(label, key="plan.approve.some", icon=":material/verified:", **may):
                _approve(workspace, draft, plan, [each.key for each in picked])
        elif listed and plan.approved < plan.writes:
            label = _all(plan, publish=draft.changed) if entire else _shown(listed, publish=draft.changed)
            if st.button(label, key="plan.approve", icon=":material/verified:", **may):
                _approve(workspace, draft, plan, None if entire else [each.key for each in listed])
        words = said_of(plan)
        if words:
            st.caption(f":green[:material/verified:] {words}")
        elif not picked:
            st.caption(_("Or choose rows to approve some."))


def _some(number: int, *, publish: bool) -> str:
    if publish:
        return n_("Publish and approve {n} record", "Publish and approve {n} records", number)
    return n_("Approve {n} record", "Approve {n} records", number)


def _all(plan: SavedPlan, *, publish: bool) -> str:
    words = N_("Publish and approve all {n}") if publish else N_("Approve all {n}")
    return _(words, n=whole(plan.writes))


def _shown(listed: Sequence[Decision], *, publish: bool) -> str:
    words = N_("Publish and approve the {n} shown") if publish else N_("Approve the {n} shown")
    return _(words, n=whole(len(listed)))


def said_of(plan: SavedPlan) -> str:
    """Who approved how much of a plan, and when; empty where nobody did."""
    if not plan.approved:
        return ""
    return n_(
        "{person} approved {some} of {n} record {time}.",
        "{person} approved {some} of {n} records {time}.",
        plan.writes,
        person=plain(plan.approved_by or _("Somebody")),
        some=whole(plan.approved),
        time=ago(plan.approved_at),
    )


def said(workspace: Workspace, flow: Flow, version: int) -> str:
    """Who approved the plan of a version, when, and what was in it; empty where nobody did."""
    given = workspace.approval(flow.name)
    if given is None or given.version != version:
        return ""
    counts = ", ".join(f"{number} {_(word)}" for word, number in given.counts.items())
    return _(
        "{person} approved the plan of version {version} {time}: {counts}.",
        person=plain(given.by or _("Somebody")),
        version=version,
        time=ago(given.at),
        counts=counts or _("no record"),
    )


def _approve(workspace: Workspace, draft: Draft, plan: SavedPlan, keys: list[str] | None) -> None:
    if draft.changed and not save(workspace, draft, N_("its plan was approved")):
        return
    with told():
        given = workspace.approve(plan.id, keys, by=who(), version=draft.version)
        done(
            n_("{n} record of the plan approved", "{n} records of the plan approved", given.approved),
            "verified",
        )
        st.rerun()
