"""What is handed to the client: the mapping specification, the acceptance report, and who signed off what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from core.flow import Flow, write_flow
from core.specification import Document, as_file
from core.workspace import Workspace
from pages.parts.chips import tall
from pages.parts.draft import Draft
from pages.parts.notice import done, told
from pages.parts.right import needs
from pages.parts.samples import Samples, samples_of
from pages.parts.wording import ago, apart, counted

_KINDS = {
    "Excel": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "table_view"),
    "Web page": ("html", "text/html", "language"),
}
_MADE = "papers.made"
_TRIALS = 10


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw both documents with what is open in the first one, and the sign-offs."""
    flow, samples = draft.flow, samples_of(workspace, draft.flow)
    document = _specification(workspace, flow, samples)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**Mapping specification**", width="content")
        _downloads(lambda: document, f"{flow.name}-specification", "papers.specification")
    st.caption(_told(samples, changed=draft.changed))
    _open_points(document)
    st.divider()
    _acceptance(workspace, flow)
    st.divider()
    _signing(workspace, draft)


def _specification(workspace: Workspace, flow: Flow, samples: Samples | None) -> Document:
    """The document of the flow as it stands; the same flow, records and sign-offs give the one at hand."""
    signed = tuple(workspace.sign_offs(flow.name))
    of = (write_flow(flow), samples.id if samples else "", signed, workspace.stamp(flow.name))
    made = st.session_state.get(_MADE)
    if made is None or made[0] != of:
        with st.spinner("Writing it down"):
            made = of, workspace.specification(flow, samples.records if samples else [])
        st.session_state[_MADE] = made
    document: Document = made[1]
    return document


def _told(samples: Samples | None, *, changed: bool) -> str:
    """What the document is of."""
    flow = "the draft, which is not published yet" if changed else "the version that runs"
    if not samples:
        return f"Of {flow}. Pull samples first, so that it shows examples and what is missing."
    return f"Of {flow}, with examples from {counted(len(samples), 'sample')}; people are made up."


def _downloads(document: Callable[[], Document], name: str, key: str) -> None:
    """Draw the buttons that give a document as a file."""
    for label, (end, kind, icon) in _KINDS.items():
        st.download_button(
            label,
            partial(_file, document, f"{name}.{end}"),
            f"{name}.{end}",
            kind,
            key=f"{key}.{end}",
            icon=f":material/{icon}:",
            on_click="ignore",
        )


def _file(document: Callable[[], Document], name: str) -> bytes:
    return as_file(document(), name)


def _open_points(document: Document) -> None:
    part = document.part("Open points")
    if not part.rows:
        st.markdown(":green[:material/check_circle:] Nothing is open.")
        return
    st.markdown(f"**{counted(len(part.rows), 'open point')}** to settle before anybody signs")
    _table(part.columns, part.rows, "Open points")


def _acceptance(workspace: Workspace, flow: Flow) -> None:
    """Draw the choice of a run or plan, and the report on it."""
    runs, plans = workspace.runs(flow.name, _TRIALS), workspace.plans(flow.name, _TRIALS)
    trials = {run.id: f"run {ago(run.asked)}, {run.state.value}: {run.counts.read} read" for run in runs}
    trials |= {plan.id: f"plan {ago(plan.at)}: would write {plan.writes}" for plan in plans}
    words = apart({"": "the samples alone", **trials})
    st.markdown("**Acceptance report**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        owner = st.selectbox(
            "With the records of",
            list(words),
            index=1 if trials else 0,
            format_func=lambda each: words.get(each, each),
            key=f"papers.trial.{flow.name}",
            width=380,
        )
        _downloads(
            lambda: workspace.acceptance(flow, owner or None), f"{flow.name}-acceptance", "papers.acceptance"
        )


def _signing(workspace: Workspace, draft: Draft) -> None:
    """Draw who signed off which version, and the form that writes down another one."""
    signed = workspace.sign_offs(draft.flow.name)
    st.markdown("**Sign-off**")
    if signed:
        rows = [(str(each.version), each.by, ago(each.at), each.note) for each in signed]
        _table(("Version", "Who", "When", "Remark"), rows, "Sign-offs")
    else:
        st.caption("Nobody has signed off yet. Once somebody has, the specification says what changed since.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.text_input(
            "Who agreed", key="papers.by", placeholder="name and company", width=280, live="200ms"
        )
        note = st.text_input("Remark", key="papers.note", width=280, live="200ms")
        pressed = st.button(
            f"Write down for version {draft.version}",
            icon=":material/draw:",
            key="papers.signed",
            **needs(workspace.sign_off),
        )
    if pressed:
        with told():
            given = workspace.sign_off(draft.flow.name, by or "", version=draft.version, note=note or "")
            done(f"Version {given.version} is signed off by {given.by}", "draw")
            for key in ("papers.by", "papers.note"):
                st.session_state.pop(key, None)
            st.rerun()


def _table(columns: Sequence[str], rows: Sequence[Sequence[str | int]], alt: str) -> None:
    listed = [dict(zip(columns, row, strict=True)) for row in rows]
    st.dataframe(listed, hide_index=True, height=tall(len(listed), 8), alt=alt, placeholder="")
