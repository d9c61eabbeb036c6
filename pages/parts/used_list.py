"""Where a thing is used: which rules, checks and flows read a field, ask a table, call a function."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from core.insight import Thing
from core.workspace import Used, Workspace
from pages.parts.chips import tall
from pages.parts.places import NOTEBOOK
from pages.parts.wording import counted, short

_OPENED = "used.opened"
_THINGS = {
    Thing.SOURCE: "Source field",
    Thing.TARGET: "Target field",
    Thing.TABLE: "Value table",
    Thing.FUNCTION: "Function",
    Thing.CONNECTION: "Connection",
    Thing.SETTING: "Setting",
}


def draw(workspace: Workspace) -> None:
    """Draw the choice of a thing, and its uses in all flows."""
    if opened := st.session_state.pop(_OPENED, ""):
        st.switch_page(NOTEBOOK, query_params={"flow": opened})
    thing = _thing()
    every = workspace.where_used(thing)
    if not every:
        st.info(f"No flow uses any {thing.value}.", icon=":material/search_off:")
        return
    name = _name(thing, every)
    if name is None:
        _names(thing, every)
        return
    found = workspace.where_used(thing, name)
    flows = {each.flow for each in found}
    st.caption(f"{counted(len(found), 'use')} in {counted(len(flows), 'flow')}, by their newest versions")
    _table(found)


def _names(thing: Thing, every: list[Used]) -> None:
    """Draw every thing of a kind, the most used first."""
    uses = Counter(each.use.name for each in every)
    flows = Counter(name for name, _ in {(each.use.name, each.flow) for each in every})
    st.caption(f"{counted(len(uses), thing.value)} in use. Choose one above to see where.")
    st.dataframe(
        [{"name": name, "flows": flows[name], "uses": number} for name, number in uses.most_common()],
        hide_index=True,
        height=tall(len(uses), 20),
        width="content",
        alt=f"Every {thing.value} in use",
        column_config={
            "name": st.column_config.TextColumn(_THINGS[thing], width=420),
            "flows": st.column_config.NumberColumn("Flows", width=80),
            "uses": st.column_config.NumberColumn("Uses", width=80),
        },
    )


def _thing() -> Thing:
    asked = st.query_params.get("thing", "")
    chosen: Thing | None = st.segmented_control(
        "What",
        list(_THINGS),
        default=Thing(asked) if asked in list(Thing) else Thing.SOURCE,
        required=True,
        key="used.thing",
        label_visibility="collapsed",
        format_func=_THINGS.__getitem__,
    )
    thing = chosen or Thing.SOURCE
    if asked != thing:
        st.query_params["thing"] = thing.value
        st.query_params.pop("name", None)
    return thing


def _name(thing: Thing, every: list[Used]) -> str | None:
    number = Counter(each.use.name for each in every)
    names = sorted(number)
    asked = st.query_params.get("name", "")
    name: str | None = st.selectbox(
        _THINGS[thing],
        names,
        index=names.index(asked) if asked in names else None,
        key=f"used.name.{thing.value}",
        width=480,
        placeholder=f"Any of {counted(len(names), thing.value)}",
        format_func=lambda each: f"{each} ({number[each]})",
    )
    if name:
        st.query_params["name"] = name
    else:
        st.query_params.pop("name", None)
    return name


def _table(found: list[Used]) -> None:
    def open_() -> None:
        st.session_state[_OPENED] = found[int(st.session_state["used.go"]["row"])].flow

    st.dataframe(
        [
            {
                "name": each.use.name,
                "flow": each.title,
                "where": each.use.where,
                "how": short(each.use.how, 1000),
                "go": ":material/open_in_new: Open",
            }
            for each in found
        ],
        key=f"used.table.{len(found)}",
        hide_index=True,
        height=tall(len(found), 20),
        alt="Where it is used",
        column_order=["name", "flow", "go", "where", "how"],
        column_config={
            "name": st.column_config.TextColumn("What", width=220),
            "flow": st.column_config.TextColumn("Flow", width=260),
            "go": st.column_config.ButtonColumn("", key="used.go", on_click=open_, width=85, type="tertiary"),
            "where": st.column_config.TextColumn("Where", width=280),
            "how": st.column_config.TextColumn("How", width="large"),
        },
    )
