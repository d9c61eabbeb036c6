"""Value tables that several flows share: edited here once, with what changes in each flow, then published."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.flow import Table
from core.workspace import Effect, SharedTable, Workspace
from pages.parts import table_files, table_history
from pages.parts.chips import tall
from pages.parts.inputs import edited_rows, first_rows
from pages.parts.notice import done, told
from pages.parts.person import who
from pages.parts.places import TABLES
from pages.parts.table_edit import kept
from pages.parts.wording import counted, listed, plain, short

_TURN, _TAKEN = "shared.turn", "shared.taken"
_MOST_SHOWN = 200


def draw(workspace: Workspace) -> None:
    """Draw the shared tables: one chosen, its rows, and what an edit would change."""
    shared = {each.saved.name: each for each in workspace.shared_tables()}
    if not shared:
        st.info(
            "No table is shared yet. Open a flow's table, and press *Share it with other flows*.",
            icon=":material/hub:",
        )
        return
    asked = st.query_params.get("table", "")
    name = st.segmented_control(
        "Table",
        list(shared),
        default=asked if asked in shared else next(iter(shared)),
        required=True,
        key="shared.chosen",
        label_visibility="collapsed",
        format_func=plain,
    )
    one = shared[name if name in shared else next(iter(shared))]
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        edited = _rows(workspace, one)
    with right:
        _flows(one)
        _policy_words(one)
    if edited != one.table:
        with told():
            _save(workspace, one, edited)
    with st.expander("History", icon=":material/history:"), told():
        pasts = [
            table_history.Past(v.version, v.at, v.by, v.note, Table.model_validate(v.content))
            for v in workspace.table_versions(one.saved.name)
        ]
        table_history.draw(pasts, f"shared.history.{one.saved.name}", lambda table: _take(one, table))


def _key(shared: SharedTable) -> str:
    turn = st.session_state.get(_TURN, 0)
    return f"shared.rows.{shared.saved.name}.{shared.saved.version}.{turn}"


def _take(shared: SharedTable, table: Table) -> None:
    """Put other rows into the editor: nothing is saved by that."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.session_state[_TAKEN] = {_key(shared): table}


def _rows(workspace: Workspace, shared: SharedTable) -> Table:
    """Draw the rows to be edited; gives the table as it stands in the editor."""
    key = _key(shared)
    begun: Table = st.session_state.get(_TAKEN, {}).get(key, shared.table)
    rows = first_rows(
        key, [{"name": source, "value": None if to is None else str(to)} for source, to in begun.rows.items()]
    )
    st.data_editor(
        rows,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        height=min(640, 110 + 35 * max(3, len(rows))),
        alt=f"Shared value table {shared.saved.name}",
        column_config={
            "name": st.column_config.TextColumn("Source value", required=True, width="medium"),
            "value": st.column_config.TextColumn("Target value", width="medium"),
        },
    )
    typed = {str(row["name"]): row.get("value") for row in edited_rows(key) if row.get("name")}
    new = {name: kept(begun, name, text) for name, text in typed.items()}
    edited = begun.model_copy(update={"rows": new})
    with st.container(horizontal=True):
        table_files.draw(
            workspace,
            shared.saved.name,
            edited,
            lambda rows: _take(shared, edited.model_copy(update={"rows": rows})),
            "shared",
        )
        with st.popover("Share it no more…", icon=":material/link_off:", type="tertiary"):
            st.write("Every flow keeps the rows that it has, as its own.")
            if st.button("Share it no more", key="shared.remove", type="primary"):
                with told():
                    workspace.unshare(shared.saved.name)
                    done(f"{shared.saved.name} is shared no more", "link_off")
                    st.rerun()
    return edited


def _flows(shared: SharedTable) -> None:
    """Draw who follows the table, and who has rows of their own."""
    st.caption(f"Version {shared.saved.version} · followed by {counted(len(shared.followers), 'flow')}")
    st.dataframe(
        [
            {
                "flow": each.title,
                "rows": "its own rows" if not each.follows else
                "as shared" if each.version == shared.saved.version else f"those of version {each.version}",
            }
            for each in shared.flows
        ],
        hide_index=True,
        height=tall(len(shared.flows), 10),
        alt="Flows with a table of this name",
        column_config={"flow": "Flow", "rows": st.column_config.TextColumn("Rows", width=170)},
    )  # fmt: skip


def _policy_words(shared: SharedTable) -> None:
    table = shared.table
    fate = (
        f"takes the default {short(table.default) or '(empty)'}" if table.has_default else "parks its record"
    )
    st.caption(f"A value without a row {plain(fate)}.")


def _save(workspace: Workspace, shared: SharedTable, edited: Table) -> None:
    """Show what the edit changes in every flow that follows, and save it for all of them."""
    with st.container(border=True, key="shared_save"):
        st.markdown(f"**{plain(table_history.changed(shared.table, edited))}**")
        with st.spinner("Mapping the samples and last records of every flow that follows"):
            effects = workspace.effects(shared.saved.name, edited)
        _effects(effects)
        note = st.text_input("Note", key="shared.note", placeholder="what changed, and why")
        with st.container(horizontal=True):
            label = f"Save and publish in {counted(len(effects), 'flow')}" if effects else "Save"
            if st.button(label, type="primary", icon=":material/publish:", key="shared.save"):
                saved = workspace.share(
                    shared.saved.name,
                    edited,
                    after=shared.saved.version,
                    flows={each.flow: each.at for each in effects},
                    note=note or "",
                    by=who(),
                )
                done(f"Version {saved.version} of {saved.name} is in use")
                st.rerun()
            if st.button("Discard the edit", icon=":material/undo:", key="shared.discard", type="tertiary"):
                _take(shared, shared.table)
                st.rerun()


def _effects(effects: Sequence[Effect]) -> None:
    for each in effects:
        told_ = str(each.changes) if each.records else "no records of it are at hand: run it, or pin samples"
        sign = ":orange[:material/difference:]" if each.changes.changed else ":gray[:material/check:]"
        st.markdown(f"{sign} **{plain(each.title)}** {plain(told_)}")
    rows = [
        {
            "flow": each.title,
            "record": each.records[change.n],
            "field": d.field,
            "before": short(d.before),
            "after": short(d.after),
        }
        for each in effects
        for change in each.changes.changed
        for d in change.differences
    ]
    if rows:
        st.dataframe(
            rows[:_MOST_SHOWN],
            hide_index=True,
            height=tall(min(len(rows), _MOST_SHOWN), 10),
            alt="Outputs that would change",
            placeholder="",
            column_config={
                "flow": st.column_config.TextColumn("Flow", width=220),
                "record": st.column_config.TextColumn("Record", width=140),
                "field": st.column_config.TextColumn("Target field", width=240),
                "before": st.column_config.TextColumn("Now", width="medium"),
                "after": st.column_config.TextColumn("With the edit", width="medium"),
            },
        )
    names = [each.title for each in effects if each.changes.worse]
    if names:
        st.warning(
            f"Records that can be mapped now would have a fault then, in {plain(listed(names))}.",
            icon=":material/warning:",
        )


def offer(workspace: Workspace, flow: str, name: str, table: Table, *, changed: bool) -> Table | None:
    """Draw how a flow's table stands to the shared one; gives the shared rows where they are to be taken."""
    shared = next((each for each in workspace.shared_tables() if each.saved.name == name), None)
    if shared is None:
        if st.button(
            "Share it with other flows",
            icon=":material/hub:",
            key=f"table.share.{name}",
            type="tertiary",
            disabled=changed,
            help="Publish the draft first." if changed else "Flows that have the very same table follow it.",
        ):
            workspace.share(name, table, after=0, note=f"shared from {flow}", by=who())
            done(f"{name} is shared; other flows take it on their own page of tables", "hub")
            st.rerun()
        return None
    same = table == shared.table
    st.page_link(
        TABLES,
        label=f"Shared by {counted(len(shared.followers), 'flow')}: edit it for all"
        if same
        else "A table of this name is shared; this one has rows of its own",
        icon=":material/hub:",
        query_params={"show": "shared", "table": name},
    )
    if not same and st.button("Take the shared rows", key=f"table.follow.{name}", type="tertiary"):
        return shared.table
    return None


def to_take(workspace: Workspace, there: Sequence[str]) -> dict[str, Table]:
    """The shared tables that a flow does not have yet, by name."""
    return {e.saved.name: e.table for e in workspace.shared_tables() if e.saved.name not in there}
