"""The approval of a plan: somebody looked at what a version would do, and said that it may."""

from __future__ import annotations

import streamlit as st

from core.flow import Flow
from core.records import Verdict
from core.workspace import Workspace
from pages.parts.draft import Draft, save
from pages.parts.notice import done, told
from pages.parts.person import who
from pages.parts.wording import VERDICTS, ago, plain


def draw(workspace: Workspace, draft: Draft, counts: dict[Verdict, int], *, fits: bool) -> None:
    """Draw the button that approves the plan on the page; `fits`: it is whole, and still holds."""
    given = said(workspace, draft.flow, draft.version)
    if given and not draft.changed:
        st.caption(f":green[:material/verified:] {given}")
        return
    label = "Publish and approve" if draft.changed else "Approve this plan"
    pressed = st.button(
        label,
        key="plan.approve",
        icon=":material/verified:",
        disabled=not fits,
        help="Writes down that you have seen what this version would do."
        if fits
        else "Only a plan of every record, of the flow as it stands now, can be approved.",
    )
    if pressed and (not draft.changed or save(workspace, draft, "its plan was approved")):
        with told():
            words = {VERDICTS[verdict][0]: number for verdict, number in counts.items()}
            workspace.approve(draft.flow.name, draft.version, words, by=who())
            done(f"The plan of version {draft.version} is approved", "verified")
            st.rerun()


def said(workspace: Workspace, flow: Flow, version: int) -> str:
    """Who approved the plan of a version, when, and what was in it; empty where nobody did."""
    given = workspace.approval(flow.name)
    if given is None or given.version != version:
        return ""
    counts = ", ".join(f"{number} {word}" for word, number in given.counts.items()) or "no record"
    by = plain(given.by or "Somebody")
    return f"{by} approved the plan of version {version} {ago(given.at)}: {counts}."
