"""The notebook's fourth cell: every target field with its rule and what it gives, and an editor for one."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.flow import Flow
from core.insight import Outcome
from core.workspace import Workspace
from pages.parts import explanation, rule_editor
from pages.parts.block import Block, every
from pages.parts.chips import rule_chips
from pages.parts.draft import Draft
from pages.parts.editor import Editor
from pages.parts.results import EMPTY
from pages.parts.row import Row, choose, chosen_of, rows
from pages.parts.samples import Samples
from pages.parts.search import search
from pages.parts.stepper import current, stepper
from pages.parts.wording import counted, plain, short

_ALL = 100
_VALUES = 5
_MANY = 30
FILTERS = {"all": "All", "mapped": "Mapped", "required": "Required, unmapped", "problems": "Problems"}


def summary(workspace: Workspace, flow: Flow, samples: Samples | None) -> tuple[str, bool, bool]:
    """The mapping in one line; whether required fields are open; whether rules have faults."""
    every_row = rows(workspace, flow, Block(""), samples)
    required = [each for each in every_row if each.required]
    given = sum(not each.missing for each in required)
    wrong = sum(each.wrong for each in every_row)
    parts = [counted(sum(each.n is not None for each in every_row), "rule")]
    parts += [f"{given} of {len(required)} required fields mapped"] if required else []
    parts += [f"{wrong} with faults"] if wrong else []
    return " · ".join(parts), given < len(required), wrong > 0


def draw(workspace: Workspace, draft: Draft, samples: Samples | None) -> None:
    """Draw the table of rules, and the editor of the one that is chosen."""
    flow = draft.flow
    with st.container(horizontal=True, vertical_alignment="center"):
        block, titles = _block(flow)
        st.space("stretch")
        if samples and samples.records:
            stepper(flow.name, samples, "map")
    every_row = rows(workspace, flow, block, samples)
    shown = _filtered(every_row)
    if not block.place and not block.check and not block.fields(workspace, flow):
        st.caption(
            "The target's fields are not known here: connect it to see all of them. Rules work without."
        )
    row = chosen_of(flow, block, every_row, shown)
    _table(flow, block, shown, samples, row)
    with st.container(border=True, key="editor"):
        rule_editor.head(draft, block, row, every_row)
        if row is not None:
            rule_editor.draw(Editor(workspace, draft, block, row, samples), titles)
    explanation.draw(workspace, flow)


def _block(flow: Flow) -> tuple[Block, dict[str, Block]]:
    blocks = {each.title: each for each in every(flow, flow.target.resource.replace("_", " ").capitalize())}
    key = f"map.block.{flow.name}"
    if (asked := st.session_state.pop(f"map.go.{flow.name}", None)) is not None:
        st.session_state[key] = asked
    if st.session_state.get(key) not in blocks:
        st.session_state[key] = next(iter(blocks))
    if len(blocks) == 1:
        return next(iter(blocks.values())), blocks
    chosen = st.segmented_control(
        "Rules of", list(blocks), key=key, required=True, label_visibility="collapsed", format_func=plain
    )
    return blocks[chosen or next(iter(blocks))], blocks


def _filtered(every_row: list[Row]) -> list[Row]:
    kept = {
        "all": every_row,
        "mapped": [each for each in every_row if each.n is not None],
        "required": [each for each in every_row if each.missing],
        "problems": [each for each in every_row if each.wrong or each.missing],
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        word = search("map.search", "fields and rules", width=260)
        chosen = st.segmented_control(
            "Show",
            list(FILTERS),
            default="mapped" if len(every_row) > _MANY else "all",
            required=True,
            format_func=lambda name: f"{FILTERS[name]} {len(kept[name])}",
            key="map.filter",
            label_visibility="collapsed",
        )
    return [each for each in kept[chosen or "all"] if not word or word in _words(each).lower()]


def _words(row: Row) -> str:
    return f"{row.path} {row.field.help if row.field else ''}"


def _table(flow: Flow, block: Block, shown: list[Row], samples: Samples | None, chosen: Row | None) -> None:
    if not shown:
        st.caption("No field is like that.")
        return
    n = current(flow.name, samples) if samples and samples.records else None
    drawn = [_drawn(flow, block, each, n) for each in shown]
    for each, cells in zip(shown, drawn, strict=True):
        cells["field"] = f"▸ {cells['field']}" if each is chosen else cells["field"]
    key = f"map.table.{flow.name}.{block.id}.{len(shown)}"

    def take() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        if cells and cells[0][0] < len(shown):
            picked = shown[cells[0][0]]
            choose(flow, block, picked.path, picked.n)

    st.dataframe(
        drawn,
        key=key,
        hide_index=True,
        height=min(353, 38 + 35 * len(drawn)),
        on_select=take,
        selection_mode="single-cell",
        alt="Target fields with their rules",
        column_config={
            "fares": rule_chips(),
            "field": st.column_config.TextColumn("Target field", width=210),
            "select": st.column_config.TextColumn("JMESPath", width=235),
            "transform": st.column_config.TextColumn("Jinja", width=235),
            "result": st.column_config.TextColumn("Result", width=200),
            "filled": st.column_config.ProgressColumn(
                "Filled", min_value=0, max_value=100, format="%d %%", width=105
            ),
            "fault": st.column_config.TextColumn("Fault", width="medium"),
        },
    )


def _drawn(flow: Flow, block: Block, row: Row, n: int | None) -> dict[str, Any]:
    rule = block.rule(flow, row.n) if row.n is not None else None
    result = row.result
    select = (rule.each or rule.select) if rule else None
    return {
        "fares": _fares(row),
        "field": f"{row.path} *" if row.required else row.path,
        "select": (f"each {select}" if rule and rule.each else select) or "",
        "transform": (rule.transform or (counted(len(rule.map), "rule") if rule.each else ""))
        if rule
        else "",
        "result": _result(result, n, rows=bool(rule and rule.each)) if result and n is not None else "",
        "filled": result.filled if result and not result.error else None,
        "fault": _fault(row, n),
    }


def _fares(row: Row) -> list[str]:
    if row.missing:
        return ["missing"]
    if row.n is None or row.result is None:
        return []
    if row.wrong:
        return ["fault"]
    return ["filled" if row.result.filled >= _ALL else "partly" if row.result.filled > 0 else "empty"]


def _result(result: Outcome, n: int, *, rows: bool) -> str:
    found = [value for value in result.values[n] if value not in EMPTY] if n < len(result.values) else []
    said = [
        counted(len(value), "row") if rows and isinstance(value, list) else short(value) for value in found
    ]
    return " · ".join(said[:_VALUES]) + (" · …" if len(said) > _VALUES else "")


def _fault(row: Row, n: int | None) -> str:
    if row.missing:
        return "required, and no rule gives it"
    if row.result is None:
        return ""
    here = row.result.faults[n] if n is not None and n < len(row.result.faults) else None
    first = row.result.first_fault
    return row.result.error or (
        here.why if here else f"{row.result.failed} of the samples: {first[1].why}" if first else ""
    )
