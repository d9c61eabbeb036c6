"""The approval of a plan: somebody looked at what would be written, and said of all or some that it may."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.flow import Flow
from core.records import Decision, Verdict
from core.workspace import SavedPlan, Workspace
from pages.parts.draft import Draft, save
from pages.parts.notice import done, told
from pages.parts.person import who
from pages.parts.right import needs
from pages.parts.wording import ago, counted, plain

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
    publish = "Publish and approve" if draft.changed else "Approve"
    picked = [each for each in chosen if each.verdict in _WRITES]
    listed = [each for each in shown if each.verdict in _WRITES]
    whole = len(listed) == plan.writes
    with st.container(horizontal=True, vertical_alignment="center"):
        if picked:
            label = f"{publish} {counted(len(picked), 'record')}"
            if st.button(label, key="plan.approve.some", icon=":material/verified:", **may):
                _approve(workspace, draft, plan, [each.key for each in picked])
        elif listed and plan.approved < plan.writes:
            what = f"all {plan.writes:,}" if whole else f"the {len(listed):,} shown"
            pressed = st.button(f"{publish} {what}", key="plan.approve", icon=":material/verified:", **may)
            if pressed:
                _approve(workspace, draft, plan, None if whole else [each.key for each in listed])
        words = said_of(plan)
        if words:
            st.caption(f":green[:material/verified:] {words}")
        elif not picked:
            st.caption("Or choose rows to approve some.")


def said_of(plan: SavedPlan) -> str:
    """Who approved how much of a plan, and when; empty where nobody did."""
    if not plan.approved:
        return ""
    by = plain(plan.approved_by or "Somebody")
    return f"{by} approved {plan.approved:,} of {counted(plan.writes, 'record')} {ago(plan.approved_at)}."


def said(workspace: Workspace, flow: Flow, version: int) -> str:
    """Who approved the plan of a version, when, and what was in it; empty where nobody did."""
    given = workspace.approval(flow.name)
    if given is None or given.version != version:
        return ""
    counts = ", ".join(f"{number} {word}" for word, number in given.counts.items()) or "no record"
    by = plain(given.by or "Somebody")
    return f"{by} approved the plan of version {version} {ago(given.at)}: {counts}."


def _approve(workspace: Workspace, draft: Draft, plan: SavedPlan, keys: list[str] | None) -> None:
    if draft.changed and not save(workspace, draft, "its plan was approved"):
        return
    with told():
        given = workspace.approve(plan.id, keys, by=who(), version=draft.version)
        done(f"{counted(given.approved, 'record')} of the plan approved", "verified")
        st.rerun()
