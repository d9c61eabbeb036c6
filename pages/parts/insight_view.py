"""What the samples say about the whole flow: what changed, what is covered, what goes unused or unlisted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import streamlit as st

from core.flow import Flow
from core.insight import Changes, Coverage, Unlisted, changes
from core.language import _, n_
from core.language import whole as number_of
from core.workspace import Preview, Workspace
from pages.parts.chips import rule_chips, tall
from pages.parts.draft import Draft, change
from pages.parts.places import TABLES
from pages.parts.results import unlisted, whole
from pages.parts.samples import Samples
from pages.parts.table_edit import choose_table, with_values
from pages.parts.wording import listed, plain, short

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
        st.caption(_("Nothing has changed since version {version}.", version=draft.version))
        return
    st.markdown(_("**{changes}** since version {version}.", changes=_summed(found), version=draft.version))
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
            _("Fields that changed"),
            {
                "field": st.column_config.TextColumn(_("Field"), width=210),
                "records": st.column_config.NumberColumn(_("Outputs"), width=80),
                "before": st.column_config.TextColumn(_("Before"), width="medium"),
                "after": st.column_config.TextColumn(_("Now"), width="medium"),
            },
        )


def _summed(found: Changes) -> str:
    """How many outputs differ, and how many records became faulty or are so no more."""
    differ, worse, cured = sum(bool(each.differences) for each in found.changed), found.worse, found.cured
    parts = [
        n_(
            "{changed} of {n} output changed",
            "{changed} of {n} outputs changed",
            found.records,
            changed=number_of(differ),
        ),
        n_("{n} record became faulty", "{n} records became faulty", len(worse)) if worse else "",
        n_("{n} record cured", "{n} records cured", len(cured)) if cured else "",
    ]
    return ", ".join(filter(None, parts))


def draw_coverage(workspace: Workspace, flow: Flow, previews: list[Preview]) -> None:
    """Draw each field that is mapped or required: how often it is filled, with what, and what goes wrong."""
    found = workspace.coverage(flow, previews)
    worth = [each for each in found if each.mapped or each.required]
    if len(worth) < len(found):
        label = n_(
            "Also the {n} field that need not be given",
            "Also the {n} fields that need not be given",
            len(found) - len(worth),
        )
        worth = list(found) if st.toggle(label, key="coverage.all") else worth
    _table(
        [_covered(each) for each in worth],
        _("Coverage of the target's fields"),
        {
            "fares": rule_chips(),
            "field": st.column_config.TextColumn(_("Target field"), width=210, pinned=True),
            "required": st.column_config.CheckboxColumn(_("Required"), width=80),
            "mapped": st.column_config.CheckboxColumn(_("Mapped"), width=75),
            "filled": st.column_config.ProgressColumn(
                _("Filled"), min_value=0, max_value=_FULL, format="%d %%", width=105
            ),
            "distinct": st.column_config.NumberColumn(
                _("Different"),
                width=80,
                help=_("Different values; nothing where there are over a thousand."),
            ),
            "faults": st.column_config.NumberColumn(_("Faults"), width=70),
            "longest": st.column_config.NumberColumn(_("Longest"), width=75, help=_("In characters.")),
            "limit": st.column_config.NumberColumn(
                _("At most"), width=75, help=_("What the field can hold, in characters.")
            ),
            "example": st.column_config.TextColumn(_("Example"), width="medium"),
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
        st.caption(_("Every source field with data is used."))
        return
    st.caption(
        n_(
            "{n} source field with data that nothing in this flow reads.",
            "{n} source fields with data that nothing in this flow reads.",
            len(found),
        )
    )
    _table(
        [
            {
                "path": each.path,
                "type": _(each.type),
                "filled": _FULL * each.filled / len(samples),
                "distinct": each.distinct,
                "example": short(each.example, 60),
            }
            for each in found
        ],
        _("Source fields that nothing reads"),
        {
            "path": st.column_config.TextColumn(_("Path"), width=280, pinned=True),
            "type": st.column_config.TextColumn(_("Type"), width=90),
            "filled": st.column_config.ProgressColumn(
                _("Filled"), min_value=0, max_value=_FULL, format="%d %%", width=105
            ),
            "distinct": st.column_config.NumberColumn(_("Different"), width=80),
            "example": st.column_config.TextColumn(_("Example"), width="large"),
        },
    )


def draw_unlisted(workspace: Workspace, draft: Draft, samples: Samples) -> None:
    """Draw the values that the flow's tables have no row for, and for each table the way to fill them in."""
    flow = draft.flow
    found = unlisted(workspace, flow, samples)
    if not found:
        none = (
            _("Every value that a rule looks up has a row.")
            if flow.tables
            else _("This flow has no value table.")
        )
        st.caption(none)
        return
    _table(
        [_lacking(each, samples) for each in found],
        _("Values without a row"),
        {
            "table": st.column_config.TextColumn(_("Table"), width=140),
            "value": st.column_config.TextColumn(_("Value"), width=140),
            "records": st.column_config.NumberColumn(_("Records"), width=80),
            "becomes": st.column_config.TextColumn(_("Becomes"), width=140),
            "rules": st.column_config.TextColumn(_("Looked up for"), width="medium"),
            "examples": st.column_config.TextColumn(_("As in"), width="medium"),
        },
    )
    with st.container(horizontal=True):
        for table, values in _by_table(found):
            words = n_(
                "Give {n} value a row in {table}",
                "Give {n} values a row in {table}",
                len(values),
                table=plain(table),
            )
            if st.button(words, key=f"unlisted.{table}", icon=":material/add:"):
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
        "becomes": _("the default {value}", value=short(each.default)).strip()
        if each.has_default
        else _("a fault"),
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
