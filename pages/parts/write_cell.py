"""The notebook's seventh cell: where records go, how they are known there, and what is written when."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.documents import digest
from core.flow import Empty, Flow, Policy, Rule, Write
from core.language import N_, _, n_
from core.workspace import Workspace
from pages.parts import ends
from pages.parts.cell import State
from pages.parts.draft import Draft, change, show
from pages.parts.inputs import Inputs, new_only

POLICIES: dict[Policy, str] = {
    Policy.CREATE: N_("Make it when it is missing, else leave it as it is"),
    Policy.UPSERT: N_("Make it when it is missing, change it where it differs"),
    Policy.UPDATE: N_("Change it where it differs, park it when it is missing"),
}
_SHORT: dict[Policy, str] = {
    Policy.CREATE: N_("made when missing, else left"),
    Policy.UPSERT: N_("made or changed"),
    Policy.UPDATE: N_("changed, parked when missing"),
}
WRITES: dict[Write, str] = {
    Write.ALWAYS: N_("always"),
    Write.CREATE: N_("only when it is made"),
    Write.UPDATE: N_("only when it is changed"),
    Write.IF_EMPTY: N_("only where the target has nothing"),
    Write.IF_CHANGED: N_("only when it differs from what was sent last"),
}
EMPTIES: dict[Empty, str] = {
    Empty.OMIT: N_("leave it out"),
    Empty.NULL: N_("empty the field"),
    Empty.FAIL: N_("park the record"),
}


def glance(_workspace: Workspace, draft: Draft) -> tuple[str, State]:
    """Where and how records are written, in one line."""
    target = draft.flow.target
    fields = f" {_('and')} ".join(target.match)
    parts = [target.connection, _("{resource} by {fields}", resource=target.resource, fields=fields)]
    parts += [_(_SHORT[target.policy])]
    own = sum(rule.write is not Write.ALWAYS for rule in draft.flow.map)
    parts += [n_("{n} field not always", "{n} fields not always", own)] if own else []
    return " · ".join(parts), "done"


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the target, its natural key, and the policy of the record and of each field."""
    inputs = Inputs(workspace, draft)
    _target(draft, inputs)
    _fields(inputs, draft)


def _target(draft: Draft, inputs: Inputs) -> None:
    target = draft.flow.target

    def made(**changes: Any) -> Flow:
        return draft.flow.model_copy(update={"target": draft.flow.target.model_copy(update=changes)})

    left, right = st.columns(2, gap="large")
    with left:
        ends.connection(inputs, "target", target.connection, lambda name: made(connection=name))
        end = target.connection, target.resource
        ends.resource(inputs, "target_resource", _("Resource"), end, lambda name: made(resource=name))
    with right:
        inputs.choice(
            "policy",
            _("When the target has it"),
            list(Policy),
            target.policy,
            lambda policy: made(policy=policy),
            format_func=lambda policy: _(POLICIES[policy]),
        )
        st.markdown(
            _("Natural key"), help=_("By which fields a record is known in the target: never written twice.")
        )
        inputs.pairs(
            "match",
            target.match,
            (_("Target field"), _("JMESPath on the record")),
            lambda kept: made(match=kept or target.match),
            alt=_("The natural key"),
        )


def _fields(inputs: Inputs, draft: Draft) -> None:
    """Draw for each field when it is written, and what an empty value does."""
    rows = [_row(rule) for rule in draft.flow.map]
    key = inputs.key(f"write.fields.{digest(rows)}")

    def take() -> None:
        changed = list(draft.flow.map)
        for n, cells in st.session_state[key]["edited_rows"].items():
            changed[int(n)] = _ruled(changed[int(n)], cells)
        flow = draft.flow.model_copy(update={"map": tuple(changed)})
        change(inputs.workspace, draft, flow, typed=True)
        show(draft)

    st.caption(_("Each field by itself: so that what was enriched in the target since is not written over."))
    st.data_editor(
        rows,
        key=key,
        hide_index=True,
        on_change=new_only(key, take),
        disabled=["field"],
        height=min(330, 38 + 35 * len(rows)),
        alt=_("When each field is written"),
        column_config={
            "field": st.column_config.TextColumn(_("Target field"), width=240),
            "write": st.column_config.SelectboxColumn(
                _("Is written"),
                options=list(WRITES.values()),
                required=True,
                format_func=lambda each: _(str(each)),
                width=280,
            ),
            "empty": st.column_config.SelectboxColumn(
                _("An empty value"),
                options=list(EMPTIES.values()),
                required=True,
                format_func=lambda each: _(str(each)),
                width=160,
            ),
        },
    )


def _row(rule: Rule) -> dict[str, str]:
    return {"field": rule.to, "write": WRITES[rule.write], "empty": EMPTIES[rule.empty]}


def _ruled(rule: Rule, cells: dict[str, Any]) -> Rule:
    """A rule with the policies that a person chose in its row."""
    writes = {words: write for write, words in WRITES.items()}
    empties = {words: empty for empty, words in EMPTIES.items()}
    return rule.model_copy(
        update={
            "write": writes.get(cells.get("write", ""), rule.write),
            "empty": empties.get(cells.get("empty", ""), rule.empty),
        }
    )
