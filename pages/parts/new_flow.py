"""The way to a new flow: two connections, what is carried between them, and the settings it asks once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.errors import Misconfigured
from core.flow import Flow, read_flow
from core.workspace import Question, Recipe, SavedConnection, Workspace
from pages.parts import draft as drafts
from pages.parts.cell import unfold
from pages.parts.notice import told
from pages.parts.places import CONNECTIONS
from pages.parts.samples import pull
from pages.parts.wording import listed, plain

_MADE = "new.made"
_ENDS = 2


def draw(workspace: Workspace) -> None:
    """Draw the steps; a flow that is made opens in the notebook."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("New flow", width="content")
        st.space("stretch")
        with st.popover("Begin with a flow file", icon=":material/upload_file:", type="tertiary"):
            _from_file(workspace)
    connections = workspace.connections()
    if len(connections) < _ENDS:
        _first_connect(connections)
        return
    choice = _ends(workspace, connections)
    if choice is None:
        return
    recipe, source, target, name = choice
    asked = (recipe.entity, source, target, name)
    made = st.session_state.get(_MADE)
    if isinstance(made, tuple) and made[0] == asked:
        _settle(workspace, made[1], workspace.questions(source, target, recipe.entity))
    elif st.button("Continue", type="primary", key="new.continue", icon=":material/arrow_forward:"):
        with told(), st.spinner(f"Looking up sensible settings in {target}"):
            flow = workspace.new(name, recipe.entity, source, target, {})
            if not flow.settings:
                _create(workspace, flow)
            st.session_state[_MADE] = (asked, flow)
            st.rerun()


def _first_connect(connections: Sequence[SavedConnection]) -> None:
    missing = (
        "two connections: one to read from, one to write to" if not connections else "a second connection"
    )
    st.write(f"A flow needs {missing}.")
    st.page_link(CONNECTIONS, label="Add a connection", icon=":material/cable:")


def _ends(workspace: Workspace, connections: list[SavedConnection]) -> tuple[Recipe, str, str, str] | None:
    systems = {each.name: each.connector for each in connections}
    titles = {each.name: each.title for each in workspace.connectors()}

    def named(name: str) -> str:
        return f"{name} ({titles.get(systems[name], systems[name])})"

    left, middle, right = st.columns(3, gap="medium")
    readers = [n for n in systems if any(workspace.recipes(systems[n]))] or list(systems)
    source = left.selectbox("From", readers, key="new.source", format_func=named)
    takers = {
        name: found
        for name, system in systems.items()
        if name != source and (found := workspace.recipes(systems[source], system))
    }
    if not takers:
        st.info(
            "There is no ready-made flow from that system to another that is connected here. "
            "Connect one more, or begin with a flow file.",
            icon=":material/info:",
        )
        return None
    target = middle.selectbox("To", list(takers), key="new.target", format_func=named)
    recipes = {each.entity: each for each in takers[target]}
    entity = right.selectbox("What is carried", list(recipes), key="new.entity", format_func=_spaced)
    taken = set(workspace.titles())
    st.caption(plain(recipes[entity].title))
    name = st.text_input(
        "Name",
        _free(f"{source}-{entity}-to-{target}", taken),
        max_chars=80,
        width=420,
        key=f"new.name.{source}.{entity}.{target}",
        help="Small letters, digits and hyphens.",
    )
    name = _named(name or "")
    if name in taken:
        st.warning(f"There is a flow {plain(name)} already.")
        return None
    return recipes[entity], source, target, name


def _settle(workspace: Workspace, flow: Flow, asked: dict[str, Question]) -> None:
    with st.container(border=True):
        st.markdown("**Settings** :gray[asked once; change them later under Target and checks]")
        left, right = st.columns(2, gap="medium")
        typed: dict[str, Any] = {}
        for n, (name, value) in enumerate(flow.settings.items()):
            with left if n % 2 == 0 else right:
                typed[name] = _ask(name, value, asked.get(name) or Question(title=_spaced(name)))
        if st.button("Create the flow", type="primary", icon=":material/check:", key="new.create"):
            before = flow.settings
            settings = {n: before[n] if str(before[n]) == text else text or None for n, text in typed.items()}
            missing = [q.title for n, q in asked.items() if q.required and settings.get(n) is None]
            if missing:
                st.warning(f"Fill in first: {plain(listed(missing))}.", icon=":material/edit:")
            else:
                _create(workspace, flow.model_copy(update={"settings": settings}))


def _ask(name: str, value: Any, question: Question) -> str | None:
    """One setting as its profile asks for it; the help stands under it: it is read once, and by all."""
    given = st.text_input(
        plain(question.title),
        "" if value is None else str(value),
        key=f"new.set.{name}",
        placeholder="required" if question.required else "not set",
    )
    if question.help:
        st.caption(plain(question.help))
    return given


def _create(workspace: Workspace, flow: Flow) -> None:
    with told():
        drafts.begin(workspace, flow)
        st.session_state.pop(_MADE, None)
        with told(), st.spinner(f"Pulling samples from {flow.source.connection}"):
            pull(workspace, flow, 25)
        for number in (4, 5):
            unfold(number)
        st.query_params.clear()
        st.query_params["flow"] = flow.name
        st.rerun()


def _from_file(workspace: Workspace) -> None:
    upload = st.file_uploader("Flow file", ["yaml", "yml", "json"], key="new.file")
    if st.button("Open it", key="new.open", disabled=upload is None) and upload is not None:
        with told():
            flow = read_flow(upload.getvalue().decode("utf-8", "replace"), upload.name)
            if flow.name in set(workspace.titles()):
                raise Misconfigured(
                    f"there is a flow {flow.name!r} already: import the file under its Export"
                )
            drafts.begin(workspace, flow, f"imported from {upload.name}")
            st.query_params.clear()
            st.query_params["flow"] = flow.name
            st.rerun()


def _free(wished: str, taken: set[str]) -> str:
    name = _named(wished)
    return next(
        each for n in range(1, len(taken) + 2) if (each := name if n == 1 else f"{name}-{n}") not in taken
    )


def _named(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80]


def _spaced(name: str) -> str:
    return name.replace("_", " ").capitalize()
