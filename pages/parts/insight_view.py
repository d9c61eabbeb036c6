"""What the samples say about the whole flow: what changed, what is covered, what goes unused or unlisted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import streamlit as st

from core.flow import Flow
from core.insight import Changes, Coverage, Unlisted, changes
from core.workspace import Preview, Workspace
from pages.parts.chips import rule_chips, tall
from pages.parts.draft import Draft, change
from pages.parts.places import TABLES
from pages.parts.results import unlisted, whole
from pages.parts.samples import Samples
from pages.parts.table_edit import choose_table, with_values
from pages.parts.wording import counted, listed, plain, short

_ROWS = 12
_FULL = 100
_NAMED = 3


def changed(workspace: Workspace, draft: Draft, previews: list[Preview], samples: Samples) -> Changes | None:
    """What the draft makes otherwise than the version that was saved last; None while they are the same."""
    if not draft.changed or draft.saved is None:
        return None
    return changes(whole(workspace, draft.saved, samples), previews)


def draw_changes(draft: Draft, found: Changes | None) -> None:
    """Draw how many outputs differ, and each field that does, with what it was and what it is."""
    if found is None:
        st.caption(f"Nothing has changed since version {draft.version}.")
        return
    st.markdown(f"**{plain(found)}** since version {draft.version}.")
    if found.fields:
        _table(
            [
                {
                    "field": each.field,
                    "records": each.records,
                    "before": short(example.before),
                    "after": short(example.after),
                }
                for each in found.fields
                for example in each.examples
            ],
            "Fields that changed",
            {
                "field": st.column_config.TextColumn("Field", width=210),
                "records": st.column_config.NumberColumn("Outputs", width=80),
                "before": st.column_config.TextColumn("Before", width="medium"),
                "after": st.column_config.TextColumn("Now", width="medium"),
            },
        )


def draw_coverage(workspace: Workspace, flow: Flow, previews: list[Preview]) -> None:
    """Draw each field that is mapped or required: how often it is filled, with what, and what goes wrong."""
    found = workspace.coverage(flow, previews)
    worth = [each for each in found if each.mapped or each.required]
    if len(worth) < len(found):
        label = f"Also the {counted(len(found) - len(worth), 'field')} that need not be given"
        worth = list(found) if st.toggle(label, key="coverage.all") else worth
    _table(
        [_covered(each) for each in worth],
        "Coverage of the target's fields",
        {
            "fares": rule_chips(),
            "field": st.column_config.TextColumn("Target field", width=210, pinned=True),
            "required": st.column_config.CheckboxColumn("Required", width=80),
            "mapped": st.column_config.CheckboxColumn("Mapped", width=75),
            "filled": st.column_config.ProgressColumn(
                "Filled", min_value=0, max_value=_FULL, format="%d %%", width=105
            ),
            "distinct": st.column_config.NumberColumn(
                "Different", width=80, help="Different values; nothing where there are over a thousand."
            ),
            "faults": st.column_config.NumberColumn("Faults", width=70),
            "longest": st.column_config.NumberColumn("Longest", width=75, help="In characters."),
            "limit": st.column_config.NumberColumn(
                "At most", width=75, help="What the field can hold, in characters."
            ),
            "example": st.column_config.TextColumn("Example", width="medium"),
        },
    )


def _covered(each: Coverage) -> dict[str, Any]:
    return {
        "fares": [_fares(each)],
        "field": each.to,
        "required": each.required,
        "mapped": each.mapped,
        "filled": _FULL * each.filled / each.of if each.of else 0.0,
        "distinct": None if each.field and each.field.fields else each.distinct,
        "faults": each.wrong + each.wrong_type,
        "longest": each.longest or None,
        "limit": each.field.max_length if each.field else None,
        "example": short(each.example, 60),
    }


def _fares(each: Coverage) -> str:
    if each.required and not each.mapped:
        return "missing"
    if each.wrong or each.wrong_type:
        return "fault"
    return "empty" if not each.filled else "filled" if each.filled == each.of else "partly"


def draw_unused(workspace: Workspace, flow: Flow, samples: Samples) -> None:
    """Draw the source's fields that hold something and that no rule, check or filter reads."""
    found = workspace.unused(flow, samples.seen)
    if not found:
        st.caption("Every source field with data is used.")
        return
    st.caption(f"{counted(len(found), 'source field')} with data that nothing in this flow reads.")
    _table(
        [
            {
                "path": each.path,
                "type": each.type,
                "filled": _FULL * each.filled / len(samples),
                "distinct": each.distinct,
                "example": short(each.example, 60),
            }
            for each in found
        ],
        "Source fields that nothing reads",
        {
            "path": st.column_config.TextColumn("Path", width=280, pinned=True),
            "type": st.column_config.TextColumn("Type", width=90),
            "filled": st.column_config.ProgressColumn(
                "Filled", min_value=0, max_value=_FULL, format="%d %%", width=105
            ),
            "distinct": st.column_config.NumberColumn("Different", width=80),
            "example": st.column_config.TextColumn("Example", width="large"),
        },
    )


def draw_unlisted(workspace: Workspace, draft: Draft, samples: Samples) -> None:
    """Draw the values that the flow's tables have no row for, and for each table the way to fill them in."""
    flow = draft.flow
    found = unlisted(workspace, flow, samples)
    if not found:
        none = (
            "Every value that a rule looks up has a row." if flow.tables else "This flow has no value table."
        )
        st.caption(none)
        return
    _table(
        [_lacking(each, samples) for each in found],
        "Values without a row",
        {
            "table": st.column_config.TextColumn("Table", width=140),
            "value": st.column_config.TextColumn("Value", width=140),
            "records": st.column_config.NumberColumn("Records", width=80),
            "becomes": st.column_config.TextColumn("Becomes", width=140),
            "rules": st.column_config.TextColumn("Looked up for", width="medium"),
            "examples": st.column_config.TextColumn("As in", width="medium"),
        },
    )
    with st.container(horizontal=True):
        for table, values in _by_table(found):
            number = counted(len(values), "value")
            if st.button(
                f"Give {number} a row in {plain(table)}", key=f"unlisted.{table}", icon=":material/add:"
            ):
                change(workspace, draft, with_values(flow, table, values))
                choose_table(flow, table)
                st.switch_page(TABLES, query_params={"flow": flow.name})


def _by_table(found: tuple[Unlisted, ...]) -> Iterator[tuple[str, list[str]]]:
    for table in dict.fromkeys(each.table for each in found):
        yield table, list(dict.fromkeys(each.value for each in found if each.table == table))


def _lacking(each: Unlisted, samples: Samples) -> dict[str, Any]:
    return {
        "table": each.table,
        "value": each.value,
        "records": each.records,
        "becomes": f"the default {short(each.default)}".strip() if each.has_default else "a fault",
        "rules": ", ".join(each.rules),
        "examples": listed([samples.keys[n] for n in each.examples], _NAMED),
    }


def _table(rows: list[dict[str, Any]], alt: str, columns: dict[str, Any]) -> None:
    st.dataframe(
        rows,
        hide_index=True,
        height=tall(len(rows), _ROWS),
        alt=alt,
        placeholder="",
        column_config=columns,
    )
