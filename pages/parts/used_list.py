"""Where a thing is used: which rules, checks and flows read a field, ask a table, call a function."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from core.insight import Thing
from core.language import N_, _, n_, translated
from core.workspace import Used, Workspace
from pages.parts.chips import tall
from pages.parts.places import NOTEBOOK
from pages.parts.wording import short

_OPENED = "used.opened"
#: The things, each as a title and within a sentence.
_THINGS = {
    Thing.SOURCE: (N_("Source field"), N_("source field")),
    Thing.TARGET: (N_("Target field"), N_("target field")),
    Thing.TABLE: (N_("Value table"), N_("value table")),
    Thing.FUNCTION: (N_("Function"), N_("function")),
    Thing.CONNECTION: (N_("Connection"), N_("connection")),
    Thing.SETTING: (N_("Setting"), N_("setting")),
}


def draw(workspace: Workspace) -> None:
    """Draw the choice of a thing, and its uses in all flows."""
    if opened := st.session_state.pop(_OPENED, ""):
        st.switch_page(NOTEBOOK, query_params={"flow": opened})
    thing = _thing()
    every = workspace.where_used(thing)
    if not every:
        st.info(_("No flow uses any {thing}.", thing=_(_THINGS[thing][1])), icon=":material/search_off:")
        return
    name = _name(thing, every)
    if name is None:
        _names(thing, every)
        return
    found = workspace.where_used(thing, name)
    flows = {each.flow for each in found}
    uses, of = n_("{n} use", "{n} uses", len(found)), n_("{n} flow", "{n} flows", len(flows))
    st.caption(_("{uses} in {flows}, by their newest versions", uses=uses, flows=of))
    _table(found)


def _names(thing: Thing, every: list[Used]) -> None:
    """Draw every thing of a kind, the most used first."""
    uses = Counter(each.use.name for each in every)
    flows = Counter(name for name, _flow in {(each.use.name, each.flow) for each in every})
    st.caption(_("{things} in use. Choose one above to see where.", things=_number(thing, len(uses))))
    st.dataframe(
        [{"name": name, "flows": flows[name], "uses": number} for name, number in uses.most_common()],
        hide_index=True,
        height=tall(len(uses), 20),
        width="content",
        alt=_("Every {thing} in use", thing=_(_THINGS[thing][1])),
        column_config={
            "name": st.column_config.TextColumn(_(_THINGS[thing][0]), width=420),
            "flows": st.column_config.NumberColumn(_("Flows"), width=80),
            "uses": st.column_config.NumberColumn(_("Uses"), width=80),
        },
    )


def _thing() -> Thing:
    asked = st.query_params.get("thing", "")
    chosen: Thing | None = st.segmented_control(
        _("What"),
        list(_THINGS),
        default=Thing(asked) if asked in list(Thing) else Thing.SOURCE,
        required=True,
        key="used.thing",
        label_visibility="collapsed",
        format_func=lambda each: _(_THINGS[each][0]),
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
        _(_THINGS[thing][0]),
        names,
        index=names.index(asked) if asked in names else None,
        key=f"used.name.{thing.value}",
        width=480,
        placeholder=_("Any of {things}", things=_number(thing, len(names))),
        format_func=lambda each: f"{each} ({number[each]})",
    )
    if name:
        st.query_params["name"] = name
    else:
        st.query_params.pop("name", None)
    return name


def _number(thing: Thing, number: int) -> str:
    match thing:
        case Thing.SOURCE:
            return n_("{n} source field", "{n} source fields", number)
        case Thing.TARGET:
            return n_("{n} target field", "{n} target fields", number)
        case Thing.TABLE:
            return n_("{n} value table", "{n} value tables", number)
        case Thing.FUNCTION:
            return n_("{n} function", "{n} functions", number)
        case Thing.CONNECTION:
            return n_("{n} connection", "{n} connections", number)
        case Thing.SETTING:
            return n_("{n} setting", "{n} settings", number)


def _where(place: str) -> str:
    """A place in a flow in the reader's words: `check Relation, rule Name`."""
    return ", ".join(
        _("rule {name}", name=each.removeprefix("rule ")) if each.startswith("rule ") else translated(each)
        for each in place.split(", ")
    )


def _table(found: list[Used]) -> None:
    def open_() -> None:
        st.session_state[_OPENED] = found[int(st.session_state["used.go"]["row"])].flow

    st.dataframe(
        [
            {
                "name": each.use.name,
                "flow": each.title,
                "where": _where(each.use.where),
                "how": short(each.use.how, 1000),
                "go": f":material/open_in_new: {_('Open')}",
            }
            for each in found
        ],
        key=f"used.table.{len(found)}",
        hide_index=True,
        height=tall(len(found), 20),
        alt=_("Where it is used"),
        column_order=["name", "flow", "go", "where", "how"],
        column_config={
            "name": st.column_config.TextColumn(_("What"), width=220),
            "flow": st.column_config.TextColumn(_("Flow"), width=260),
            "go": st.column_config.ButtonColumn("", key="used.go", on_click=open_, width=85, type="tertiary"),
            "where": st.column_config.TextColumn(_("Where"), width=280),
            "how": st.column_config.TextColumn(_("How"), width="large"),
        },
    )
