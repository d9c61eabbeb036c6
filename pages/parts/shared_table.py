"""Value tables that several flows share: edited here once, with what changes in each flow, then published."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.flow import Table
from core.language import N_, _, n_, translated
from core.workspace import Effect, Follower, SharedTable, Workspace
from pages.parts import table_files, table_history
from pages.parts.chips import tall
from pages.parts.inputs import edited_rows, first_rows
from pages.parts.notice import done, told
from pages.parts.person import who
from pages.parts.places import TABLES
from pages.parts.table_edit import kept
from pages.parts.wording import listed, plain, short

_TURN, _TAKEN = "shared.turn", "shared.taken"
_MOST_SHOWN = 200
_FIRST, _FOLLOW = N_("Publish the draft first."), N_("Flows that have the very same table follow it.")


def draw(workspace: Workspace) -> None:
    """Draw the shared tables: one chosen, its rows, and what an edit would change."""
    shared = {each.saved.name: each for each in workspace.shared_tables()}
    if not shared:
        st.info(
            _("No table is shared yet. Open a flow's table, and press *Share it with other flows*."),
            icon=":material/hub:",
        )
        return
    asked = st.query_params.get("table", "")
    name = st.segmented_control(
        _("Table"),
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
    with st.expander(_("History"), icon=":material/history:"), told():
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
        alt=_("Shared value table {name}", name=shared.saved.name),
        column_config={
            "name": st.column_config.TextColumn(_("Source value"), required=True, width="medium"),
            "value": st.column_config.TextColumn(_("Target value"), width="medium"),
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
        with st.popover(_("Share it no more…"), icon=":material/link_off:", type="tertiary"):
            st.write(_("Every flow keeps the rows that it has, as its own."))
            if st.button(_("Share it no more"), key="shared.remove", type="primary"):
                with told():
                    workspace.unshare(shared.saved.name)
                    done(_("{name} is shared no more", name=shared.saved.name), "link_off")
                    st.rerun()
    return edited


def _flows(shared: SharedTable) -> None:
    """Draw who follows the table, and who has rows of their own."""
    followed = n_("followed by {n} flow", "followed by {n} flows", len(shared.followers))
    st.caption(f"{_('Version {n}', n=shared.saved.version)} · {followed}")
    st.dataframe(
        [{"flow": each.title, "rows": _whose(each, shared.saved.version)} for each in shared.flows],
        hide_index=True,
        height=tall(len(shared.flows), 10),
        alt=_("Flows with a table of this name"),
        column_config={"flow": _("Flow"), "rows": st.column_config.TextColumn(_("Rows"), width=170)},
    )


def _whose(flow: Follower, newest: int) -> str:
    if not flow.follows:
        return _("its own rows")
    return _("as shared") if flow.version == newest else _("those of version {n}", n=flow.version)


def _policy_words(shared: SharedTable) -> None:
    table = shared.table
    default = plain(short(table.default) or _("(empty)"))
    st.caption(
        _("A value without a row takes the default {value}.", value=default)
        if table.has_default
        else _("A value without a row parks its record.")
    )


def _save(workspace: Workspace, shared: SharedTable, edited: Table) -> None:
    """Show what the edit changes in every flow that follows, and save it for all of them."""
    with st.container(border=True, key="shared_save"):
        st.markdown(f"**{plain(table_history.changed(shared.table, edited))}**")
        with st.spinner(_("Mapping the samples and last records of every flow that follows")):
            effects = workspace.effects(shared.saved.name, edited)
        _effects(effects)
        note = st.text_input(_("Note"), key="shared.note", placeholder=_("what changed, and why"))
        with st.container(horizontal=True):
            publish = n_("Save and publish in {n} flow", "Save and publish in {n} flows", len(effects))
            label = publish if effects else _("Save")
            if st.button(label, type="primary", icon=":material/publish:", key="shared.save"):
                saved = workspace.share(
                    shared.saved.name,
                    edited,
                    after=shared.saved.version,
                    flows={each.flow: each.at for each in effects},
                    note=note or "",
                    by=who(),
                )
                done(_("Version {n} of {name} is in use", n=saved.version, name=saved.name))
                st.rerun()
            if st.button(
                _("Discard the edit"), icon=":material/undo:", key="shared.discard", type="tertiary"
            ):
                _take(shared, shared.table)
                st.rerun()


def _effects(effects: Sequence[Effect]) -> None:
    for each in effects:
        none = _("no records of it are at hand: run it, or pin samples")
        told_ = translated(each.changes) if each.records else none
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
            alt=_("Outputs that would change"),
            placeholder="",
            column_config={
                "flow": st.column_config.TextColumn(_("Flow"), width=220),
                "record": st.column_config.TextColumn(_("Record"), width=140),
                "field": st.column_config.TextColumn(_("Target field"), width=240),
                "before": st.column_config.TextColumn(_("Now"), width="medium"),
                "after": st.column_config.TextColumn(_("With the edit"), width="medium"),
            },
        )
    names = [each.title for each in effects if each.changes.worse]
    if names:
        st.warning(
            _(
                "Records that can be mapped now would have a fault then, in {flows}.",
                flows=plain(listed(names)),
            ),
            icon=":material/warning:",
        )


def offer(workspace: Workspace, flow: str, name: str, table: Table, *, changed: bool) -> Table | None:
    """Draw how a flow's table stands to the shared one; gives the shared rows where they are to be taken."""
    shared = next((each for each in workspace.shared_tables() if each.saved.name == name), None)
    if shared is None:
        if st.button(
            _("Share it with other flows"),
            icon=":material/hub:",
            key=f"table.share.{name}",
            type="tertiary",
            disabled=changed,
            help=_(_FIRST if changed else _FOLLOW),
        ):
            workspace.share(name, table, after=0, note=N_("shared from {flow}").format(flow=flow), by=who())
            done(_("{name} is shared; other flows take it on their own page of tables", name=name), "hub")
            st.rerun()
        return None
    same = table == shared.table
    number = len(shared.followers)
    edit = n_("Shared by {n} flow: edit it for all", "Shared by {n} flows: edit it for all", number)
    st.page_link(
        TABLES,
        label=edit if same else _("A table of this name is shared; this one has rows of its own"),
        icon=":material/hub:",
        query_params={"show": "shared", "table": name},
    )
    if not same and st.button(_("Take the shared rows"), key=f"table.follow.{name}", type="tertiary"):
        return shared.table
    return None


def to_take(workspace: Workspace, there: Sequence[str]) -> dict[str, Table]:
    """The shared tables that a flow does not have yet, by name."""
    return {e.saved.name: e.table for e in workspace.shared_tables() if e.saved.name not in there}
