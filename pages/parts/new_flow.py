"""The way to a new flow: two systems, their connections, what is carried, what is asked once, and a try."""

from __future__ import annotations

import streamlit as st

from core.errors import Misconfigured
from core.flow import read_flow
from core.language import N_, _, translated
from core.workspace import Beginning, Workspace
from pages.parts import (
    beginning,
    new_connections,
    new_flows,
    new_settings,
    new_systems,
    new_trial,
)
from pages.parts import draft as drafts
from pages.parts.notice import done, told
from pages.parts.person import who
from pages.parts.wording import ago, plain

_DRAWN = {
    "systems": new_systems.draw,
    "connections": new_connections.draw,
    "flows": new_flows.draw,
    "settings": new_settings.draw,
    "trial": new_trial.draw,
}


def draw(workspace: Workspace) -> None:
    """Draw the step that the person is at; a flow that is made opens in the notebook."""
    if authorised := st.query_params.pop("authorised", ""):
        done(_("{name} is authorised", name=authorised), "key")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(_("New flow"), width="content")
        st.space("stretch")
        with st.popover(_("Begin with a flow file"), icon=":material/upload_file:", type="tertiary"):
            _from_file(workspace)
    with told():
        begun = beginning.opened(workspace)
        if not begun.source:
            _earlier(workspace)
        beginning.steps(workspace, begun)
        with st.container(key=f"new_{begun.step}"):
            _DRAWN[begun.step](workspace, begun)


def _earlier(workspace: Workspace) -> None:
    """What was begun before and not finished: go on with it, or let it go."""
    titles = {each.name: translated(each.title) for each in workspace.connectors()}
    for each in workspace.beginnings(who())[:3]:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"begun_{each.id}"):
            st.markdown(_said(each, titles), width="stretch")
            if st.button(_("Go on"), key=f"new.resume.{each.id}", icon=":material/play_arrow:"):
                st.query_params["new"] = each.id
                st.rerun()
            if st.button(_("Forget it"), key=f"new.forget.{each.id}", type="tertiary"):
                workspace.drop_beginning(each.id)
                st.rerun()


def _said(each: Beginning, titles: dict[str, str]) -> str:
    number = list(beginning.STEPS).index(each.step) + 1 if each.step in beginning.STEPS else 1
    return _(
        "You have begun **{source} to {target}** :gray[step {n} of {of}, {time}]",
        source=plain(titles.get(each.source, each.source)),
        target=plain(titles.get(each.target, each.target)),
        n=number,
        of=len(beginning.STEPS),
        time=ago(each.at),
    )


def _from_file(workspace: Workspace) -> None:
    upload = st.file_uploader(_("Flow file"), ["yaml", "yml", "json"], key="new.file")
    if st.button(_("Open it"), key="new.open", disabled=upload is None) and upload is not None:
        with told():
            flow = read_flow(upload.getvalue(), upload.name)
            if flow.name in set(workspace.titles()):
                raise Misconfigured(
                    _(
                        "there is a flow '{name}' already: import the file under its Export",
                        name=flow.name,
                    )
                )
            drafts.begin(workspace, flow, N_("imported from {name}").format(name=upload.name))
            st.query_params.clear()
            st.query_params["flow"] = flow.name
            st.rerun()
