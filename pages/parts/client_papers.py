"""What is handed to the client: the mapping specification, the acceptance report, and who signed off what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from core.flow import Flow, write_flow
from core.language import LANGUAGES, N_, _, current, n_
from core.specification import Document, as_file
from core.workspace import Workspace
from pages.parts.chips import tall
from pages.parts.draft import Draft
from pages.parts.notice import done, told
from pages.parts.right import needs
from pages.parts.samples import Samples, samples_of
from pages.parts.wording import STATES, ago, apart

_KINDS = {
    "Excel": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "table_view"),
    N_("Web page"): ("html", "text/html", "language"),
}
_MADE = "papers.made"
_TRIALS = 10
#: The part of the specification that lists what is not settled.
_OPEN = N_("Open points")


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw both documents with what is open in the first one, and the sign-offs."""
    flow, samples = draft.flow, samples_of(workspace, draft.flow)
    document = _specification(workspace, flow, samples)
    language = _language()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{_('Mapping specification')}**", width="content")
        _downloads(
            lambda: _written(workspace, flow, samples, language),
            f"{flow.name}-specification",
            "papers.specification",
        )
    st.caption(_told(samples, changed=draft.changed))
    _open_points(document)
    st.divider()
    _acceptance(workspace, flow, language)
    st.divider()
    _signing(workspace, draft)


def _language() -> str:
    """The choice of the language in which the client reads."""
    return st.selectbox(
        _("Language of the papers"),
        list(LANGUAGES),
        index=list(LANGUAGES).index(current()),
        format_func=lambda each: LANGUAGES[each],
        key="papers.language",
        width=220,
    )


def _written(workspace: Workspace, flow: Flow, samples: Samples | None, language: str) -> Document:
    """The specification in a language."""
    return workspace.specification(flow, samples.records if samples else [], language)


def _specification(workspace: Workspace, flow: Flow, samples: Samples | None) -> Document:
    """The document of the flow as it stands; the same flow, records and sign-offs give the one at hand."""
    signed = tuple(workspace.sign_offs(flow.name))
    of = write_flow(flow), samples.id if samples else "", signed, workspace.stamp(flow.name), current()
    made = st.session_state.get(_MADE)
    if made is None or made[0] != of:
        with st.spinner(_("Writing it down")):
            made = of, _written(workspace, flow, samples, current())
        st.session_state[_MADE] = made
    document: Document = made[1]
    return document


def _told(samples: Samples | None, *, changed: bool) -> str:
    """What the document is of."""
    if not samples and changed:
        return _(
            "Of the draft, which is not published yet. "
            "Pull samples first, so that it shows examples and what is missing."
        )
    if not samples:
        return _(
            "Of the version that runs. Pull samples first, so that it shows examples and what is missing."
        )
    if changed:
        return n_(
            "Of the draft, which is not published yet, with examples from {n} sample; people are made up.",
            "Of the draft, which is not published yet, with examples from {n} samples; people are made up.",
            len(samples),
        )
    return n_(
        "Of the version that runs, with examples from {n} sample; people are made up.",
        "Of the version that runs, with examples from {n} samples; people are made up.",
        len(samples),
    )


def _downloads(document: Callable[[], Document], name: str, key: str) -> None:
    """Draw the buttons that give a document as a file."""
    for label, (end, kind, icon) in _KINDS.items():
        st.download_button(
            _(label),
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
    part = document.part(_OPEN)
    if not part.rows:
        st.markdown(f":green[:material/check_circle:] {_('Nothing is open.')}")
        return
    st.markdown(
        n_(
            "**{n} open point** to settle before anybody signs",
            "**{n} open points** to settle before anybody signs",
            len(part.rows),
        )
    )
    _table(part.columns, part.rows, _(_OPEN))


def _acceptance(workspace: Workspace, flow: Flow, language: str) -> None:
    """Draw the choice of a run or plan, and the report on it."""
    runs, plans = workspace.runs(flow.name, _TRIALS), workspace.plans(flow.name, _TRIALS)
    trials = {
        run.id: _(
            "run {time}, {state}: {n} read",
            time=ago(run.asked),
            state=_(STATES[run.state][0]),
            n=run.counts.read,
        )
        for run in runs
    }
    trials |= {plan.id: _("plan {time}: would write {n}", time=ago(plan.at), n=plan.writes) for plan in plans}
    words = apart({"": _("the samples alone"), **trials})
    st.markdown(f"**{_('Acceptance report')}**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        owner = st.selectbox(
            _("With the records of"),
            list(words),
            index=1 if trials else 0,
            format_func=lambda each: words.get(each, each),
            key=f"papers.trial.{flow.name}",
            width=380,
        )
        _downloads(
            lambda: workspace.acceptance(flow, owner or None, language),
            f"{flow.name}-acceptance",
            "papers.acceptance",
        )


def _signing(workspace: Workspace, draft: Draft) -> None:
    """Draw who signed off which version, and the form that writes down another one."""
    signed = workspace.sign_offs(draft.flow.name)
    st.markdown(f"**{_('Sign-off')}**")
    if signed:
        rows = [(str(each.version), each.by, ago(each.at), each.note) for each in signed]
        _table((_("Version"), _("Who"), _("When"), _("Remark")), rows, _("Sign-offs"))
    else:
        st.caption(
            _("Nobody has signed off yet. Once somebody has, the specification says what changed since.")
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.text_input(
            _("Who agreed"), key="papers.by", placeholder=_("name and company"), width=280, live="200ms"
        )
        note = st.text_input(_("Remark"), key="papers.note", width=280, live="200ms")
        pressed = st.button(
            _("Write down for version {version}", version=draft.version),
            icon=":material/draw:",
            key="papers.signed",
            **needs(workspace.sign_off),
        )
    if pressed:
        with told():
            given = workspace.sign_off(draft.flow.name, by or "", version=draft.version, note=note or "")
            done(
                _("Version {version} is signed off by {person}", version=given.version, person=given.by),
                "draw",
            )
            for key in ("papers.by", "papers.note"):
                st.session_state.pop(key, None)
            st.rerun()


def _table(columns: Sequence[str], rows: Sequence[Sequence[str | int]], alt: str) -> None:
    listed = [dict(zip(columns, row, strict=True)) for row in rows]
    st.dataframe(listed, hide_index=True, height=tall(len(listed), 8), alt=alt, placeholder="")
