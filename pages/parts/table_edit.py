"""Edits of a flow's value tables, and which of them is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.flow import Flow, Table


def with_table(flow: Flow, name: str, table: Table | None) -> Flow:
    """The flow with a table put in place, or, with None, without it."""
    tables = (
        {**flow.tables, name: table} if table else {n: each for n, each in flow.tables.items() if n != name}
    )
    return flow.model_copy(update={"tables": tables})


def with_rows(flow: Flow, name: str, rows: Mapping[str, Any]) -> Flow:
    """The flow with these rows in a table, beside those that are there."""
    table = flow.tables[name]
    return with_table(flow, name, table.model_copy(update={"rows": {**table.rows, **rows}}))


def with_values(flow: Flow, name: str, values: list[str]) -> Flow:
    """The flow with rows for these values in a table, still to be filled."""
    return with_rows(flow, name, dict.fromkeys(values))


def choose_table(flow: Flow, name: str) -> None:
    """Have a table shown when the page of tables is drawn next."""
    st.session_state[chosen(flow)] = name


def chosen(flow: Flow) -> str:
    """Under which key the shown table of a flow is known."""
    return f"table.chosen.{flow.name}"


def kept(table: Table, name: str, typed: str | None) -> Any:
    """The target value: as it was when only its text is the same, so that a number stays a number."""
    before = table.rows.get(name)
    return before if before is not None and str(before) == typed else typed
