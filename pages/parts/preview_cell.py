"""The notebook's fifth cell: what all samples become, and one of them beside its source."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.documents import write_json
from core.errors import KoppelError
from core.flow import Flow
from core.insight import Changes
from core.language import N_, _, n_, translated
from core.language import whole as number_of
from core.records import JsonObject
from core.workspace import Preview, Workspace
from pages.parts import field_list, flow_tests, insight_view
from pages.parts.cell import State, is_unfolded
from pages.parts.chips import record_chips
from pages.parts.draft import Draft
from pages.parts.results import whole
from pages.parts.samples import Samples, samples_of
from pages.parts.stepper import look_at, stepper
from pages.parts.wording import short

_NUMBER = 5
_COLUMNS_AT_MOST = 40
_AT_ONCE = 100
_FIELDS = N_("Field by field")
LOOKS = {
    "records": N_("Records"),
    "changes": N_("Changed"),
    "coverage": N_("Coverage"),
    "unused": N_("Not used"),
    "unlisted": N_("Not in a table"),
}


def glance(workspace: Workspace, draft: Draft) -> tuple[str, State]:
    """The preview in one line; many records are mapped only to be seen."""
    flow, samples = draft.flow, samples_of(workspace, draft.flow)
    if not samples:
        return _("needs samples"), "todo"
    if len(samples) > _AT_ONCE and not is_unfolded(_NUMBER):
        return n_("{n} record to look at", "{n} records to look at", len(samples)), "done"
    try:
        previews = whole(workspace, flow, samples)
    except KoppelError:
        return _("a rule cannot be used yet"), "warn"
    wrong = sum(bool(each.faults) for each in previews)
    good = len(previews) - wrong
    said = n_(
        "{good} of {n} record without a fault",
        "{good} of {n} records without a fault",
        len(previews),
        good=number_of(good),
    )
    return said, "warn" if wrong else "done"


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw what the samples become, record by record with the flow's tests, or what they say together."""
    flow, samples = draft.flow, samples_of(workspace, draft.flow)
    if not samples:
        st.caption(_("Pull or paste samples first: the preview needs no connection to the target."))
        return
    previews = whole(workspace, flow, samples)
    found = insight_view.changed(workspace, draft, previews, samples)
    match _look(found):
        case "changes":
            insight_view.draw_changes(draft, found)
        case "coverage":
            insight_view.draw_coverage(workspace, flow, previews)
        case "unused":
            insight_view.draw_unused(workspace, flow, samples)
        case "unlisted":
            insight_view.draw_unlisted(workspace, draft, samples)
        case _:
            _records(workspace, draft, samples, previews, found)


def _look(found: Changes | None) -> str:
    number = sum(bool(each.differences) for each in found.changed) if found else 0
    names = {each: _(word) for each, word in LOOKS.items()}
    names["changes"] += f" {number_of(number)}" if found else ""
    chosen = st.segmented_control(
        _("Look"),
        list(LOOKS),
        default="records",
        required=True,
        key="preview.look",
        format_func=names.__getitem__,
        label_visibility="collapsed",
    )
    return chosen or "records"


def _records(
    workspace: Workspace, draft: Draft, samples: Samples, previews: list[Preview], found: Changes | None
) -> None:
    flow = draft.flow
    _table(flow, previews, samples)
    with st.container(horizontal=True, vertical_alignment="center"):
        n = stepper(flow.name, samples, "preview")
        st.space("stretch")
        flow_tests.keep(workspace, draft, samples, n, "preview")
        look = st.segmented_control(
            _("One record"),
            [_FIELDS, "JSON"],
            default=_FIELDS,
            format_func=_,
            required=True,
            key="preview.one",
            label_visibility="collapsed",
        )
    if look == "JSON":
        _side_by_side(samples.records[n], previews[n].payload)
        _faults(previews[n])
    else:
        field_list.draw(workspace, flow, samples, n, found)
    flow_tests.draw(workspace, draft)


def _side_by_side(record: JsonObject, payload: JsonObject) -> None:
    left, right = st.columns(2, gap="medium")
    with left:
        st.caption(_("Source record"))
        st.code(write_json(record, indent=2), language="json", height=420)
    with right:
        st.caption(_("What the target would get"))
        st.code(write_json(payload, indent=2), language="json", height=420)


def _table(flow: Flow, previews: list[Preview], samples: Samples) -> None:
    columns = list(dict.fromkeys(name for each in previews for name in each.payload))[:_COLUMNS_AT_MOST]
    rows = [_row(each, key, columns) for each, key in zip(previews, samples.keys, strict=True)]
    key = f"preview.table.{flow.name}"

    def take() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        if cells:
            look_at(flow.name, int(cells[0][0]))

    st.dataframe(
        rows,
        key=key,
        hide_index=True,
        height=min(300, 38 + 35 * len(rows)),
        on_select=take,
        selection_mode="single-cell",
        alt=_("What the samples become"),
        column_config={
            "fares": record_chips(),
            "record": st.column_config.TextColumn(_("Record"), pinned=True),
        },
    )


def _row(preview: Preview, key: str, columns: list[str]) -> dict[str, Any]:
    cells = {name: _cell(preview.payload.get(name)) for name in columns}
    return {"record": key, "fares": ["fault"] if preview.faults else ["good"], **cells}


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return n_("{n} row", "{n} rows", len(value))
    return short(value)


def _faults(preview: Preview) -> None:
    if not preview.faults:
        return
    st.dataframe(
        [
            {"field": f.to, "rule": f.expression, "value": short(f.value), "why": translated(f.why)}
            for f in preview.faults
        ],
        hide_index=True,
        alt=_("Faults of this record"),
        column_config={
            "field": _("Field"),
            "rule": _("Rule"),
            "value": _("Value"),
            "why": st.column_config.TextColumn(_("Why"), width="large"),
        },
    )
