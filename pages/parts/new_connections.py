"""The second step to a new flow: a connection to each of the two systems, allowed and tested."""

from __future__ import annotations

import streamlit as st

from core.errors import KoppelError
from core.language import N_, _, translated
from core.workspace import Beginning, SavedConnection, Workspace
from pages.parts import connection_form, guidance
from pages.parts.beginning import go, keep, onward
from pages.parts.connection_list import authorise, state
from pages.parts.notice import problem
from pages.parts.wording import plain

_ANOTHER = N_("Another one…")


def draw(workspace: Workspace, begun: Beginning) -> None:
    """Draw both sides; one goes on when both answer."""
    left, right = st.columns(2, gap="large")
    with left:
        giver = _side(workspace, begun, "giver", begun.source)
    with right:
        taker = _side(workspace, begun, "taker", begun.target)
    begun = keep(workspace, begun, giver=giver.name if giver else "", taker=taker.name if taker else "")
    ready = all(each and (each.authorised or not workspace.consents(each.name)) for each in (giver, taker))
    if not ready:
        st.caption(_("Connect both systems, and authorise where that is asked for; then you can go on."))
    returned, went = onward(_("Test both and continue"), key="new.connections", disabled=not ready)
    if returned:
        go(workspace, begun, "systems")
    if went and giver and taker:
        answers = [_answers(workspace, each.name) for each in (giver, taker)]  # both are told at once
        if all(answers):
            go(workspace, begun, "flows")


def _side(workspace: Workspace, begun: Beginning, side: str, system: str) -> SavedConnection | None:
    """One of the two: a connection that there is, or the form of a new one; gives the one that is chosen."""
    connector = workspace.connector(system)
    title = plain(translated(connector.title))
    words = _("From {system}", system=title) if side == "giver" else _("To {system}", system=title)
    st.markdown(f"#### {words}")
    every = workspace.connections()
    fitting = [each for each in every if each.connector == system]
    chosen = getattr(begun, side) or (fitting[0].name if fitting else "")
    found = next((each for each in fitting if each.name == chosen), None)
    if fitting:
        names = [*(each.name for each in fitting), _ANOTHER]
        picked = st.selectbox(
            _("Connection"),
            names,
            index=names.index(chosen) if found else len(names) - 1,
            key=f"new.{side}.{begun.id}.{len(fitting)}",
            format_func=lambda each: _(each) if each == _ANOTHER else each,
        )
        found = next((each for each in fitting if each.name == picked), None)
    if found is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(state(workspace, found, connector), width="content")
            if workspace.consents(found.name):
                authorise(workspace, found, back=f"/notebook?new={begun.id}")
        if found.problem:
            problem(found.problem)
        return found
    guidance.draw(workspace, connector, expanded=True)

    def made(name: str) -> None:
        keep(workspace, begun, **{side: name})

    connection_form.new(workspace, connector, {each.name for each in every}, made)
    return None


def _answers(workspace: Workspace, name: str) -> bool:
    """Test a connection; what is wrong is told."""
    try:
        with st.spinner(_("Testing {name}", name=name)):
            workspace.check(name)
    except KoppelError as error:
        problem(error)
        return False
    return True
