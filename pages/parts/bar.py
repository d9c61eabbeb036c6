"""The bar on top of the notebook: which flow, how it stands, who else is at it, undo and redo, publish."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.language import _
from core.workspace import Workspace
from pages.parts import company, publish
from pages.parts.draft import Draft, close, discard, redo, show, undo
from pages.parts.flow_choice import ask_new, choose_flow
from pages.parts.inputs import Inputs
from pages.parts.notice import done, told
from pages.parts.right import needs


def glance(draft: Draft) -> tuple[object, ...]:
    """What the bar shows of the draft."""
    return draft.changed, draft.version, bool(draft.earlier), bool(draft.later), draft.turn


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the bar; what is pressed is done."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bar"):
        choose_flow(workspace, draft.flow.name, "notebook")
        if st.button(_("New"), icon=":material/add:", key="bar.new", type="tertiary", help=_("New flow")):
            ask_new()
            st.rerun()
        st.space("stretch")
        publish.badge(draft)
        _back_and_forth(workspace, draft)
        _more(workspace, draft)
        publish.button(workspace, draft, "bar")
    company.watch(workspace, draft)


def _back_and_forth(workspace: Workspace, draft: Draft) -> None:
    with st.container(horizontal=True, gap=None, width="content"):
        st.button(
            _("Undo"),
            key="icon_undo",
            icon=":material/undo:",
            on_click=_then,
            args=(undo, workspace, draft),
            disabled=not draft.earlier,
            type="tertiary",
            help=_("Undo"),
        )
        st.button(
            _("Redo"),
            key="icon_redo",
            icon=":material/redo:",
            on_click=_then,
            args=(redo, workspace, draft),
            disabled=not draft.later,
            type="tertiary",
            help=_("Redo"),
        )


def _then(act: Callable[[Workspace, Draft], None], workspace: Workspace, draft: Draft) -> None:
    act(workspace, draft)
    show(draft)


def _more(workspace: Workspace, draft: Draft) -> None:
    with st.popover(_("More"), icon=":material/more_horiz:", type="tertiary"):
        _rarely(workspace, draft)


@st.fragment
def _rarely(workspace: Workspace, draft: Draft) -> None:
    Inputs(workspace, draft).text(
        "title",
        _("Title"),
        draft.flow.title,
        lambda title: draft.flow.model_copy(update={"title": title or draft.flow.title}),
    )
    st.button(
        _("Discard the draft"),
        icon=":material/undo:",
        key="bar.discard",
        type="tertiary",
        disabled=not draft.changed,
        on_click=_then,
        args=(discard, workspace, draft),
    )
    if st.button(
        _("Start over…"),
        icon=":material/restart_alt:",
        key="bar.over",
        type="tertiary",
        **needs(workspace.start_over),
    ):
        start_over(workspace, draft.flow.name)
    if st.button(_("Remove this flow…"), icon=":material/delete:", key="bar.remove", type="tertiary"):
        remove(workspace, draft.flow.name)


def start_over(workspace: Workspace, name: str) -> None:
    """Ask once more before a flow forgets what it has carried."""
    st.dialog(_("Start this flow over?"), icon=":material/restart_alt:")(_start_over)(workspace, name)


def _start_over(workspace: Workspace, name: str) -> None:
    st.write(
        _(
            "It forgets what it has carried, what is parked, and how far it came: the next run reads from "
            "the start. What the target has already is found there by its natural key, and not made twice."
        )
    )
    if st.button(_("Start over"), type="primary", key="bar.over.sure"):
        with told():
            workspace.start_over(name)
            done(_("The next run reads from the start"), "restart_alt")
            st.rerun()


def remove(workspace: Workspace, name: str) -> None:
    """Ask once more before a flow goes."""
    st.dialog(_("Remove this flow?"), icon=":material/delete:")(_remove)(workspace, name)


def _remove(workspace: Workspace, name: str) -> None:
    st.write(_("Its versions go with it. Its runs stay, and nothing changes in the systems that it joined."))
    if st.button(_("Remove it"), type="primary", key="bar.remove.sure"):
        with told():
            workspace.remove(name)
            close()
            st.query_params.clear()
            st.rerun()
