"""The last step to new flows: what a few real records would become; then the flows are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.documents import digest, write_json
from core.entities import ENTITIES
from core.errors import KoppelError
from core.flow import Flow
from core.language import N_, _, n_, translated, whole
from core.workspace import Beginning, Preview, Workspace
from pages.parts import draft as drafts
from pages.parts.beginning import go, onward
from pages.parts.cell import unfold
from pages.parts.notice import problem, told
from pages.parts.person import who
from pages.parts.samples import pull
from pages.parts.wording import listed, plain

_TRIED = "new.tried"
_FEW, _SAMPLES = 5, 25
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a few records of a flow, or why they could not be had."""

    flow: Flow
    previews: tuple[Preview, ...] = ()
    error: KoppelError | None = None


def draw(workspace: Workspace, begun: Beginning) -> None:
    """Draw a preview of each flow; nothing is written but the flows themselves."""
    tried = {entity: _tried(workspace, begun, entity) for entity in begun.entities}
    for entity, found in tried.items():
        with st.container(border=True):
            st.markdown(f"**{translated(ENTITIES[entity].title)}** :gray[{plain(found.flow.name)}]")
            _show(found)
    st.caption(_("Nothing is written to the target yet: a flow shows its plan first, and you press Run."))
    label = n_("Create the flow", "Create {n} flows", len(tried))
    returned, went = onward(label, key="new.create", disabled=not tried)
    if returned:
        go(workspace, begun, "settings")
    if st.button(_("Try again"), key="new.again", icon=":material/refresh:", type="tertiary"):
        st.session_state.pop(_TRIED, None)
        st.rerun()
    if went:
        _create(workspace, begun, [found.flow for found in tried.values()])


def _tried(workspace: Workspace, begun: Beginning, entity: str) -> Tried:
    answers, name = begun.answers.get(entity, {}), begun.names.get(entity, entity)
    at = digest([begun.giver, begun.taker, entity, name, answers])
    shelf: dict[str, Any] = st.session_state.setdefault(_TRIED, {})
    if at not in shelf:
        words = n_(
            "Reading {n} record from {system}", "Reading {n} records from {system}", _FEW, system=begun.giver
        )
        with st.spinner(words):
            flow = workspace.new(name, entity, begun.giver, begun.taker, answers)
            try:
                records = [record.data for record in workspace.sample(flow, _FEW)]
                shelf[at] = Tried(flow, tuple(workspace.preview(flow, records)))
            except KoppelError as error:
                shelf[at] = Tried(flow, error=error)
    found: Tried = shelf[at]
    return found


def _show(tried: Tried) -> None:
    if tried.error is not None:
        problem(tried.error)
        return
    if not tried.previews:
        st.info(_("The source has no such records yet; the flow can be made all the same."))
        return
    good = [each for each in tried.previews if not each.faults]
    sign = (
        ":green[:material/check_circle:]" if len(good) == len(tried.previews) else ":orange[:material/error:]"
    )
    said = n_(
        "{good} of {n} record can be written as they are.",
        "{good} of {n} records can be written as they are.",
        len(tried.previews),
        good=whole(len(good)),
    )
    st.markdown(f"{sign} {said}")
    for each in tried.previews:
        wrong = listed([f"{fault.to}: {translated(fault.why)}" for fault in each.faults], _SHOWN)
        called = plain(_called(each, tried.flow))
        with st.expander(f"{called} :orange[{plain(wrong)}]" if wrong else called):
            st.code(write_json(each.payload, indent=2), language="json", wrap_lines=True)


def _called(preview: Preview, flow: Flow) -> str:
    """What people call a record: what it is matched by in the target, else its key."""
    matched = (preview.payload.get(name) for name in flow.target.match)
    return str(
        next((value for value in matched if isinstance(value, str | int) and value != ""), preview.key)
    )


def _create(workspace: Workspace, begun: Beginning, flows: list[Flow]) -> None:
    with told():
        first, *others = flows
        for flow in others:
            workspace.save(flow, N_("made from a recipe"), by=who())
        drafts.begin(workspace, first)
        workspace.drop_beginning(begun.id)
        with told(), st.spinner(_("Pulling samples from {system}", system=first.source.connection)):
            pull(workspace, first, _SAMPLES)
        for number in (4, 5):
            unfold(number)
        st.query_params.clear()
        st.query_params["flow"] = first.name
        st.rerun()
