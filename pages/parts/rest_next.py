"""What comes after a system is connected: a first flow, to it or from it."""

from __future__ import annotations

import re

import streamlit as st

from core.language import N_, _, translated
from core.workspace import SavedConnection, Workspace
from pages.parts import draft as drafts
from pages.parts.notice import told
from pages.parts.places import CONNECTIONS, NOTEBOOK
from pages.parts.rest_draft import Declared
from pages.parts.right import leads, needs
from pages.parts.wording import plain


def draw(workspace: Workspace, draft: Declared) -> None:
    """Draw the next step, once the system is connected: a first flow."""
    connections = workspace.connections()
    mine = [each for each in connections if each.connector == draft.name]
    with st.container(border=True):
        st.markdown("### " + _("From here to a flow"))
        if draft.version and mine:
            _flow(workspace, draft, mine, connections)
        else:
            st.caption(
                _("Save and connect it; then one press makes a flow that reads from it or writes to it.")
            )


def _flow(
    workspace: Workspace, draft: Declared, mine: list[SavedConnection], connections: list[SavedConnection]
) -> None:
    """Make a first flow with it, to or from any other connection, or within it."""
    connection = st.selectbox(_("Connection"), [each.name for each in mine], key="rest.flow.mine")
    resource = str(draft.resource["name"])
    writes = bool(draft.resource.get("create") or draft.resource.get("update"))
    ways = [N_("read from it"), N_("write to it")] if writes else [N_("read from it")]
    key = f"rest.flow.way.{resource}"
    way = st.segmented_control(_("The flow shall"), ways, default=ways[0], key=key, format_func=_) or ways[0]
    others = [each.name for each in connections if _kinds(workspace, each.name, writes=way == ways[0])]
    if not others:
        st.info(_("Connect a second system first: a flow has two ends."), icon=":material/cable:")
        st.page_link(CONNECTIONS, label=_("Add a connection"), icon=":material/cable:", **leads(CONNECTIONS))
        return
    left, right = st.columns(2)
    other = left.selectbox(
        _("And to") if way == ways[0] else _("And read from"), others, key=f"rest.flow.other.{way}"
    )
    kinds = _kinds(workspace, other, writes=way == ways[0])
    likely = list(kinds).index(resource) if resource in kinds else 0
    there = right.selectbox(
        _("Kind of record"),
        list(kinds),
        likely,
        key=f"rest.flow.kind.{other}.{resource}",
        format_func=lambda each: translated(kinds[each]),
    )
    if st.button(
        _("Make the flow"),
        type="primary",
        key="rest.flow.make",
        icon=":material/arrow_forward:",
        **needs(workspace.join),
    ):
        ends = (connection, resource), (other, there)
        source, target = ends if way == ways[0] else ends[::-1]
        taken = {each.name for each in workspace.flows()}
        bare = re.sub(r"[^a-z0-9]+", "-", f"{source[0]}-{source[1]}-to-{target[0]}".lower()).strip("-")[:70]
        name = next(n for i in range(1, 99) if (n := bare if i == 1 else f"{bare}-{i}") not in taken)
        with told(), st.spinner(_("Looking at {kind} and what they fit", kind=plain(source[1]))):
            drafts.begin(workspace, workspace.join(name, source, target), N_("begun from a declared system"))
            st.switch_page(NOTEBOOK, query_params={"flow": name})


def _kinds(workspace: Workspace, connection: str, *, writes: bool) -> dict[str, str]:
    """The kinds of records of a connection that can be read, or written."""
    found = workspace.resources(connection)
    return {each.name: each.title for each in found if (each.write is not None if writes else each.records)}
