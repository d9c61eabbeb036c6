"""The mapping as a table, for work in bulk: cells are typed, filled down, and pasted out of a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any

import streamlit as st

from core.flow import Flow, Rule
from core.insight import Outcome
from core.language import _, n_, translated
from core.language import whole as number_of
from core.workspace import Workspace
from pages.parts.block import Block, every
from pages.parts.draft import Draft, change, show
from pages.parts.inputs import edited_rows, first_rows, new_only
from pages.parts.notice import problem
from pages.parts.results import EMPTY
from pages.parts.row import Row, rows
from pages.parts.samples import Samples
from pages.parts.stepper import current, stepper
from pages.parts.wording import plain, short

_VALUES = 4
_EACH = "each "


def draw(workspace: Workspace, draft: Draft, samples: Samples | None) -> None:
    """Draw the rules of one block, each in a row that can be edited, with what it gives beside it."""
    flow = draft.flow
    with st.container(horizontal=True, vertical_alignment="center"):
        block = _block(flow)
        st.space("stretch")
        if samples:
            stepper(flow.name, samples, "table")
    _rules(workspace, draft, block, samples)
    _paste(workspace, draft, block)


def _block(flow: Flow) -> Block:
    blocks = {each.id: each for each in every(flow, flow.target.resource.replace("_", " ").capitalize())}
    first = next(iter(blocks))
    if len(blocks) == 1:
        return blocks[first]
    chosen = st.segmented_control(
        _("Rules of"),
        list(blocks),
        default=first,
        required=True,
        key=f"table.block.{flow.name}",
        label_visibility="collapsed",
        format_func=lambda each: plain(blocks[each].called),
    )
    return blocks.get(chosen or first, blocks[first])


def _rules(workspace: Workspace, draft: Draft, block: Block, samples: Samples | None) -> None:
    flow = draft.flow
    every_row = rows(workspace, flow, block, samples)
    key = f"table.rules.{flow.name}.{block.id}.{draft.turn}"
    here = current(flow.name, samples) if samples else None
    shown = first_rows(key, [_written(flow, block, each) for each in every_row])

    def take() -> None:
        if put(workspace, draft, block, edited_rows(key)):
            show(draft)

    st.data_editor(
        shown,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        height=min(560, 78 + 35 * len(shown)),
        alt=_("Target fields with their rules"),
        on_change=new_only(key, take),
        column_config={
            "to": st.column_config.TextColumn(_("Target field"), required=True, width=210, pinned=True),
            "select": st.column_config.TextColumn("JMESPath", width=300),
            "transform": st.column_config.TextColumn("Jinja", width=300),
            "note": st.column_config.TextColumn(_("Note"), width=220),
        },
    )
    if here is not None:
        _given(every_row, here)


def _written(flow: Flow, block: Block, row: Row) -> dict[str, Any]:
    rule = block.rule(flow, row.n) if row.n is not None else None
    select = (f"{_EACH}{rule.each}" if rule.each is not None else rule.select) if rule else ""
    return {
        "to": row.path,
        "select": select or "",
        "transform": (rule.transform if rule else "") or "",
        "note": (rule.note if rule else "") or "",
    }


def _given(every_row: list[Row], n: int) -> None:
    """What the rules give for the record that is looked at."""
    given = [each for each in every_row if each.result is not None]
    with st.expander(
        n_("What {n} rule give", "What {n} rules give", len(given)), icon=":material/visibility:"
    ):
        st.dataframe(
            [
                {
                    "to": each.path,
                    "result": _said(each.result, n) if each.result else "",
                    "filled": each.result.filled if each.result and not each.result.error else None,
                    "fault": _fault(each.result, n) if each.result else "",
                }
                for each in given
            ],
            hide_index=True,
            alt=_("What the rules give"),
            column_config={
                "to": st.column_config.TextColumn(_("Target field"), width=210),
                "result": st.column_config.TextColumn(_("Result"), width=300),
                "filled": st.column_config.ProgressColumn(
                    _("Filled"), min_value=0, max_value=100, format="%d %%", width=105
                ),
                "fault": st.column_config.TextColumn(_("Fault"), width="large"),
            },
        )


def _said(result: Outcome, n: int) -> str:
    found = [value for value in result.values[n] if value not in EMPTY] if n < len(result.values) else []
    return " · ".join(short(value) for value in found[:_VALUES]) + (" · …" if len(found) > _VALUES else "")


def _fault(result: Outcome, n: int) -> str:
    here, first = result.fault(n), result.first_fault
    if result.error or here:
        return translated(result.error or (here.why if here else ""))
    if not first:
        return ""
    return _("{n} of the samples: {why}", n=number_of(result.failed), why=translated(first[1].why))


def _paste(workspace: Workspace, draft: Draft, block: Block) -> None:
    with st.popover(_("Paste rules"), icon=":material/content_paste:"):
        st.caption(
            _(
                "Target field, JMESPath and Jinja, as copied from a spreadsheet or a CSV file. Rules for "
                "fields that are there already are replaced."
            )
        )
        text = st.text_area(
            _("Rules"),
            key=f"table.paste.{block.id}",
            height=180,
            placeholder="Description\tname\t{{ value | upper }}",
        )
        if st.button(_("Take these rules"), key=f"table.take.{block.id}", disabled=not text) and text:
            put(workspace, draft, block, pasted(text), whole=False)
            st.rerun()


def pasted(text: str) -> list[dict[str, Any]]:
    """Up to four columns out of a spreadsheet or CSV: target field, JMESPath, Jinja, note."""
    first = text.splitlines()[0]
    mark = next((each for each in ("\t", ";", ",") if each in first), "\t")
    names = ("to", "select", "transform", "note")
    read = csv.reader(io.StringIO(text), delimiter=mark)
    return [dict(zip(names, row, strict=False)) for row in read if row and row[0].strip()]


def put(
    workspace: Workspace, draft: Draft, block: Block, table: list[dict[str, Any]], *, whole: bool = True
) -> bool:
    """Put rows in the place of a block's rules, or, unless they are the `whole` block, of those they name.

    Whether they could be put there; else the reason is told.
    """
    try:
        made = made_of(block.rules(draft.flow), table, whole=whole)
    except ValueError as error:
        problem(str(error))
        return False
    if made:
        change(workspace, draft, block.filled(draft.flow, made), typed=whole)
    return True


def made_of(before: tuple[Rule, ...], table: list[dict[str, Any]], *, whole: bool = True) -> tuple[Rule, ...]:
    """The rules that rows tell of, in the order they had; what a row does not show of a rule stays.

    A row without an expression is no rule. ValueError says which row is none.
    """
    told = {str(row["to"]).strip(): row for row in table if (row.get("to") or "").strip()}
    made = [
        _made(rule, told[rule.to]) if rule.to in told else rule
        for rule in before
        if rule.to in told or not whole
    ]
    known = {rule.to for rule in before}
    made += [_made(None, row) for to, row in told.items() if to not in known]
    return tuple(rule for rule in made if rule is not None)


def _made(before: Rule | None, row: dict[str, Any]) -> Rule | None:
    told = {name: (row.get(name) or "").strip() or None for name in ("select", "transform", "note")}
    select, to = told["select"], str(row["to"]).strip()
    if select is not None and select.startswith(_EACH):
        if before is None or before.each is None:
            raise ValueError(
                _("{field}: map its rows in the visual view first, then change their list here", field=to)
            )
        return before.model_copy(update={"each": select.removeprefix(_EACH).strip(), "note": told["note"]})
    if select is None and told["transform"] is None:
        return None
    kept = before.model_dump(include={"write", "empty"}) if before else {}
    return Rule(to=to, **kept, **told)
