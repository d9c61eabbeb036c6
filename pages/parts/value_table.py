"""One value table: its rows, the values that the samples hold, and what a value without a row does."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import Any

import streamlit as st

from core.flow import Flow, Table
from core.workspace import Workspace
from pages.parts import company, publish
from pages.parts.draft import Draft, change
from pages.parts.flow_choice import choose_flow
from pages.parts.inputs import edited_rows, first_rows
from pages.parts.notice import done, told
from pages.parts.places import NOTEBOOK
from pages.parts.results import unlisted
from pages.parts.samples import Samples, samples_of
from pages.parts.wording import counted, listed, plain

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}")


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the tables of a flow: one chosen, and a way to a new one."""
    samples = samples_of(workspace, draft.flow)
    _bar(workspace, draft)
    if not draft.flow.tables:
        st.info(
            "This flow has no value table. Add one, and use it in a rule: `{{ value | lookup('name') }}`.",
            icon=":material/swap_horiz:",
        )
        return
    names = list(draft.flow.tables)
    chosen = st.segmented_control(
        "Table",
        names,
        default=names[0],
        required=True,
        key=_chosen(draft.flow),
        label_visibility="collapsed",
        format_func=plain,
    )
    name = chosen if chosen in names else names[0]
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        _rows(workspace, draft, name)
    with right:
        with told():
            _missing(workspace, draft, name, samples)
        _policy(workspace, draft, name)


def _bar(workspace: Workspace, draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        choose_flow(workspace, draft.flow.name, "tables")
        st.page_link(
            NOTEBOOK,
            label="Open in the notebook",
            icon=":material/edit_note:",
            query_params={"flow": draft.flow.name},
        )
        st.space("stretch")
        publish.badge(draft)
        with st.popover("New table", icon=":material/add:"):
            name = st.text_input("Name", key="table.new", placeholder="vat_codes")
            good = bool(_NAME.fullmatch(name or "")) and name not in draft.flow.tables
            if st.button("Add", key="table.add", disabled=not good):
                change(workspace, draft, with_table(draft.flow, str(name), Table(rows={})))
                choose_table(draft.flow, str(name))
                st.rerun()
        publish.button(workspace, draft, "table")
    company.watch(workspace, draft)


def with_table(flow: Flow, name: str, table: Table | None) -> Flow:
    """The flow with a table put in place, or, with None, without it."""
    tables = (
        {**flow.tables, name: table} if table else {n: each for n, each in flow.tables.items() if n != name}
    )
    return flow.model_copy(update={"tables": tables})


def with_rows(flow: Flow, name: str, values: list[str]) -> Flow:
    """The flow with rows for these values in a table, still to be filled."""
    table = flow.tables[name]
    rows = {**table.rows, **dict.fromkeys(values)}
    return with_table(flow, name, table.model_copy(update={"rows": rows}))


def choose_table(flow: Flow, name: str) -> None:
    """Have a table shown when the page of tables is drawn next."""
    st.session_state[_chosen(flow)] = name


def _chosen(flow: Flow) -> str:
    return f"table.chosen.{flow.name}"


def _rows(workspace: Workspace, draft: Draft, name: str) -> None:
    table = draft.flow.tables[name]
    key = f"table.rows.{draft.flow.name}.{name}.{draft.turn}"
    rows = first_rows(
        key,
        [{"name": source, "value": None if to is None else str(to)} for source, to in table.rows.items()],
    )

    def take() -> None:
        edited = [row for row in edited_rows(key) if row.get("name") not in (None, "")]
        kept = {str(row["name"]): _kept(table, row) for row in edited}
        new = table.model_copy(update={"rows": kept})
        change(workspace, draft, with_table(draft.flow, name, new), typed=True)

    st.data_editor(
        rows,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        height=min(640, 110 + 35 * max(3, len(rows))),
        alt=f"Value table {name}",
        on_change=take,
        column_config={
            "name": st.column_config.TextColumn("Source value", required=True, width="medium"),
            "value": st.column_config.TextColumn("Target value", width="medium"),
        },
    )
    _paste(workspace, draft, name)


def _kept(table: Table, row: dict[str, Any]) -> Any:
    """The target value: as it was when only its text is the same, so that a number stays a number."""
    before, typed = table.rows.get(str(row["name"])), row.get("value")
    return before if before is not None and str(before) == typed else typed


def _paste(workspace: Workspace, draft: Draft, name: str) -> None:
    with st.container(horizontal=True):
        with st.popover("Paste rows", icon=":material/content_paste:"):
            st.caption("Two columns, as copied from a spreadsheet or a CSV file.")
            text = st.text_area("Rows", key=f"table.text.{name}", height=160, placeholder="NL\t2\nDE\t16")
            if st.button("Add these rows", key=f"table.paste.{name}", disabled=not text) and text:
                table = draft.flow.tables[name]
                rows = {**table.rows, **pasted(text)}
                change(
                    workspace, draft, with_table(draft.flow, name, table.model_copy(update={"rows": rows}))
                )
                st.rerun()
        if st.button(
            "Remove this table", key=f"table.remove.{name}", icon=":material/delete:", type="tertiary"
        ):
            change(workspace, draft, with_table(draft.flow, name, None))
            done(f"{name} is out of the draft; undo in the notebook brings it back", "delete")
            st.rerun()


def pasted(text: str) -> dict[str, str]:
    """Two columns out of a spreadsheet or CSV, as rows of a table."""
    first = text.splitlines()[0]
    mark = next((each for each in ("\t", ";", ",") if each in first), "\t")
    rows = csv.reader(io.StringIO(text), delimiter=mark)
    return {row[0].strip(): row[1].strip() for row in rows if len(row) > 1 and row[0].strip()}


def _missing(workspace: Workspace, draft: Draft, name: str, samples: Samples | None) -> None:
    table = draft.flow.tables[name]
    if samples is None:
        st.caption("Pull samples in the notebook to see which values really occur.")
        return
    seen = looked_up(workspace, draft.flow, name, samples)
    if not seen:
        st.caption("No rule of this flow looks a value of the samples up here.")
        return
    gaps = [value for value in seen if value not in table.rows]
    if gaps:
        fate = "take the default" if table.has_default else "park their records"
        number = counted(len(gaps), "value")
        st.warning(
            f"{number} of the samples without a row, they {fate}: {plain(listed(gaps, 8))}",
            icon=":material/rule:",
        )
        if st.button("Add rows for them", key=f"table.gaps.{name}", icon=":material/add:"):
            change(workspace, draft, with_rows(draft.flow, name, gaps))
            st.rerun()
    else:
        st.success("Every value of the samples has a row.", icon=":material/check_circle:")
    st.dataframe(
        [
            {"value": value, "seen": number, "row": "✓" if value in table.rows else "—"}
            for value, number in seen.items()
        ],
        hide_index=True,
        height=min(320, 38 + 35 * len(seen)),
        alt="Values seen in the samples",
        column_config={
            "value": "Seen in the samples",
            "seen": st.column_config.NumberColumn("Records", width="small"),
            "row": st.column_config.TextColumn("Row", width="small"),
        },
    )


def looked_up(workspace: Workspace, flow: Flow, name: str, samples: Samples) -> dict[str, int]:
    """What rules look up in a table, which is what an empty one lacks, and in how many samples."""
    found: Counter[str] = Counter()
    for each in unlisted(workspace, with_table(flow, name, Table(rows={})), samples):
        if each.table == name:
            found[each.value] = max(found[each.value], each.records)
    return dict(found.most_common())


def _policy(workspace: Workspace, draft: Draft, name: str) -> None:
    table = draft.flow.tables[name]
    choices = {"park": "Park the record, and name the value", "default": "Take a default"}
    now = "default" if table.has_default else "park"
    key = f"table.policy.{draft.flow.name}.{name}.{draft.turn}"
    chosen = st.radio(
        "A value without a row",
        list(choices),
        index=list(choices).index(now),
        key=key,
        format_func=choices.__getitem__,
    )
    default = table.default
    if chosen == "default":
        typed = st.text_input(
            "Default", "" if default is None else str(default), key=f"{key}.value", placeholder="empty"
        )
        default = table.default if typed == str(table.default) else typed or None
    if (chosen, default) != (now, table.default):
        new = Table(rows=table.rows, default=default) if chosen == "default" else Table(rows=table.rows)
        change(workspace, draft, with_table(draft.flow, name, new), typed=True)
        st.rerun()
