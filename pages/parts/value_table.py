"""The value tables of a flow: the rows, what is looked up in them, and what a value without a row does."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from core.flow import Table
from core.language import _
from core.workspace import Workspace
from pages.parts import company, publish, shared_table, table_files, table_gaps, table_history
from pages.parts.draft import Draft, change
from pages.parts.flow_choice import choose_flow
from pages.parts.inputs import edited_rows, first_rows, new_only
from pages.parts.notice import done, told
from pages.parts.places import FLOWS, NOTEBOOK
from pages.parts.samples import samples_of
from pages.parts.table_edit import choose_table, chosen, kept, with_table
from pages.parts.wording import plain

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}")


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the tables of a flow: one chosen, and a way to a new one."""
    samples = samples_of(workspace, draft.flow)
    _bar(workspace, draft)
    table_gaps.waiting(workspace, draft)
    if not draft.flow.tables:
        st.info(
            _("This flow has no value table. Add one, and use it in a rule: `{{ value | lookup('name') }}`."),
            icon=":material/swap_horiz:",
        )
        return
    names = list(draft.flow.tables)
    asked = st.query_params.get("table", "")
    if asked in names and chosen(draft.flow) not in st.session_state:
        choose_table(draft.flow, asked)
    if st.session_state.get(chosen(draft.flow)) not in names:
        choose_table(draft.flow, names[0])
    shown = st.segmented_control(
        _("Table"),
        names,
        required=True,
        key=chosen(draft.flow),
        label_visibility="collapsed",
        format_func=plain,
    )
    name = shown if shown in names else names[0]
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        table_gaps.asked_for(workspace, draft, name)
        _rows(workspace, draft, name)
    with right:
        with told():
            table_gaps.draw(workspace, draft, name, samples)
        _policy(workspace, draft, name)
        st.page_link(
            FLOWS,
            label=_("Where it is used"),
            icon=":material/search:",
            query_params={"show": "used", "thing": "value table", "name": name},
        )
    with st.expander(_("History"), icon=":material/history:"), told():
        _history(workspace, draft, name)


def _bar(workspace: Workspace, draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        choose_flow(workspace, draft.flow.name, "tables")
        st.page_link(
            NOTEBOOK,
            label=_("Open in the notebook"),
            icon=":material/edit_note:",
            query_params={"flow": draft.flow.name},
        )
        st.space("stretch")
        publish.badge(draft)
        with st.popover(_("New table"), icon=":material/add:"):
            name = st.text_input(_("Name"), key="table.new", placeholder="vat_codes")
            good = bool(_NAME.fullmatch(name or "")) and name not in draft.flow.tables
            if st.button(_("Add"), key="table.add", disabled=not good):
                change(workspace, draft, with_table(draft.flow, str(name), Table(rows={})))
                choose_table(draft.flow, str(name))
                st.rerun()
            _take_shared(workspace, draft)
        publish.button(workspace, draft, "table")
    company.watch(workspace, draft)


def _take_shared(workspace: Workspace, draft: Draft) -> None:
    """Offer the shared tables that this flow does not have."""
    with told():
        offered = shared_table.to_take(workspace, list(draft.flow.tables))
        if not offered:
            return
        name = st.selectbox(
            _("Or a shared one"), list(offered), index=None, key="table.shared", placeholder=_("Choose one")
        )
        if st.button(_("Take it"), key="table.take", disabled=name is None) and name is not None:
            change(workspace, draft, with_table(draft.flow, name, offered[name]))
            choose_table(draft.flow, name)
            st.rerun()


def _rows(workspace: Workspace, draft: Draft, name: str) -> None:
    table = draft.flow.tables[name]
    key = f"table.rows.{draft.flow.name}.{name}.{draft.turn}"
    rows = first_rows(
        key,
        [{"name": source, "value": None if to is None else str(to)} for source, to in table.rows.items()],
    )

    def take() -> None:
        edited = [row for row in edited_rows(key) if row.get("name") not in (None, "")]
        rows = {str(row["name"]): kept(table, str(row["name"]), row.get("value")) for row in edited}
        new = table.model_copy(update={"rows": rows})
        change(workspace, draft, with_table(draft.flow, name, new), typed=True)

    st.data_editor(
        rows,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        height=min(640, 110 + 35 * max(3, len(rows))),
        alt=_("Value table {name}", name=name),
        on_change=new_only(key, take),
        column_config={
            "name": st.column_config.TextColumn(_("Source value"), required=True, width="medium"),
            "value": st.column_config.TextColumn(_("Target value"), width="medium"),
        },
    )
    with st.container(horizontal=True):
        table_files.draw(workspace, name, table, lambda rows: _put(workspace, draft, name, rows), "flow")
        if st.button(
            _("Remove this table"), key=f"table.remove.{name}", icon=":material/delete:", type="tertiary"
        ):
            change(workspace, draft, with_table(draft.flow, name, None))
            done(_("{name} is out of the draft; undo in the notebook brings it back", name=name), "delete")
            st.rerun()
    with told():
        taken = shared_table.offer(workspace, draft.flow.name, name, table, changed=draft.changed)
        if taken is not None:
            change(workspace, draft, with_table(draft.flow, name, taken))
            st.rerun()


def _put(workspace: Workspace, draft: Draft, name: str, rows: dict[str, Any]) -> None:
    table = draft.flow.tables[name].model_copy(update={"rows": rows})
    change(workspace, draft, with_table(draft.flow, name, table))


def _history(workspace: Workspace, draft: Draft, name: str) -> None:
    pasts = [
        table_history.Past(each.version, each.at, each.by, each.note, each.table)
        for each in workspace.table_history(draft.flow.name, name)
    ]
    table_history.draw(
        pasts,
        f"table.history.{draft.flow.name}.{name}",
        lambda table: change(workspace, draft, with_table(draft.flow, name, table)),
    )


def _policy(workspace: Workspace, draft: Draft, name: str) -> None:
    table = draft.flow.tables[name]
    choices = {"park": _("Park the record, and name the value"), "default": _("Take a default")}
    now = "default" if table.has_default else "park"
    key = f"table.policy.{draft.flow.name}.{name}.{draft.turn}"
    chosen = st.radio(
        _("A value without a row"),
        list(choices),
        index=list(choices).index(now),
        key=key,
        format_func=choices.__getitem__,
    )
    default = table.default
    if chosen == "default":
        typed = st.text_input(
            _("Default"), "" if default is None else str(default), key=f"{key}.value", placeholder=_("empty")
        )
        default = table.default if typed == str(table.default) else typed or None
    if (chosen, default) != (now, table.default):
        new = Table(rows=table.rows, default=default) if chosen == "default" else Table(rows=table.rows)
        change(workspace, draft, with_table(draft.flow, name, new), typed=True)
        st.rerun()
