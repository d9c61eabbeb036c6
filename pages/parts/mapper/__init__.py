"""The mapper: source and target side by side, lines between them, and an editor for the rule that is open.

It runs in the browser and owns the document while it is there; what it sends is the whole of it, with the
turn of Python's that it was made of. Results come over its own routes, so that typing draws no page.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import Any

import streamlit as st

from core.documents import digest
from core.flow import Flow, merged
from core.language import current as language_of
from core.workspace import Workspace
from pages.parts import publish
from pages.parts.draft import Draft, change, show
from pages.parts.mapper.document import read
from pages.parts.mapper.grant import GRANTS, Desk
from pages.parts.mapper.routes import DIST
from pages.parts.mapper.spoken import words
from pages.parts.notice import problem
from pages.parts.samples import Samples
from pages.parts.stepper import current, look_at

#: Asked for by a key in the browser, and told, where the page is drawn: a callback has no place on it.
_PUBLISH, _WRONG = "mapper.publish", "mapper.wrong"
_TOKEN = "mapper.token"  # noqa: S105  - where a session keeps it
#: The name of what the browser sent and was taken last.
_TAKEN = "mapper.taken"
#: The flow that the browser was given in each of the last turns: what it sends may be made of one before.
_GIVEN, _TURNS = "mapper.given", 8
_BUNDLE = next((each.name for each in DIST.glob("mapper.*.js")), "mapper.js")
#: Sent with every drawing, so it is small: the rest is fetched once, and kept by the browser.
_STUB = f"""const mapper = import(new URL('/assets/mapper/{_BUNDLE}', document.baseURI).href)
export default async component => (await mapper).default(component)
"""


def draw(workspace: Workspace, draft: Draft, samples: Samples | None) -> None:
    """Draw the mapper for the open flow, tried on its samples."""
    flow = draft.flow
    part = f"mapper.part.{flow.name}"
    if asked := st.session_state.pop(f"map.go.{flow.name}", None):
        st.session_state[part] = {"check": asked.removesuffix(" (check)"), "turn": secrets.token_hex(4)}
    token = GRANTS.give(st.session_state.get(_TOKEN), Desk(workspace, flow, draft.saved, samples))
    st.session_state[_TOKEN] = token
    key = f"mapper.{flow.name}"
    given = _given(draft)

    def take() -> None:
        sent = st.session_state[key].get("doc")
        base = _base(draft, given, sent) if sent else None
        if base is not None:
            st.session_state[_WRONG] = put(workspace, draft, sent["doc"], base)
            st.session_state[_TAKEN] = sent["name"]
            show(draft)

    def look() -> None:
        look_at(flow.name, int(st.session_state[key].get("record") or 0))

    def ask() -> None:
        st.session_state[_PUBLISH] = True

    if wrong := st.session_state.get(_WRONG):
        problem(wrong)
    st.components.v2.component("koppel_mapper", js=_STUB)(
        key=key,
        data={
            "turn": _turn(draft),
            "ground": _ground(draft, samples),
            "token": token,
            "taken": st.session_state.get(_TAKEN, ""),
            "record": current(flow.name, samples) if samples else 0,
            "part": st.session_state.get(part),
            "t": words(),
        },
        on_doc_change=take,
        on_record_change=look,
        on_publish_change=ask,
        on_renew_change=lambda: None,
    )
    if st.session_state.pop(_PUBLISH, False) and draft.changed:
        publish.ask(workspace, draft)


def _turn(draft: Draft) -> str:
    """Tells the documents apart that Python gave: what the browser makes of another one is not taken."""
    return f"{draft.flow.name}.{draft.turn}"


def _given(draft: Draft) -> dict[str, Flow]:
    """The flows of the last turns by their turns, with the one that is given now."""
    given: dict[str, Flow] = st.session_state.setdefault(_GIVEN, {})
    given[_turn(draft)] = draft.flow
    while len(given) > _TURNS:
        del given[next(iter(given))]
    return given


def _base(draft: Draft, given: dict[str, Flow], sent: dict[str, Any]) -> Flow | None:
    """The flow of which the browser made what it sent; None when that was none of this session."""
    if "base" in sent:  # it comes from a session that has ended, and tells itself
        with suppress(ValueError):
            return read(draft.flow, sent["base"])
        return draft.flow
    return draft.flow if sent["turn"] == _turn(draft) else given.get(sent["turn"])


def _ground(draft: Draft, samples: Samples | None) -> str:
    """All that results depend on beside the rules themselves."""
    told = draft.flow.model_dump(mode="json", exclude={"map", "samples", "schedule", "limits", "title"})
    checks = [{**check, "map": None} for check in told["checks"]]
    return digest([{**told, "checks": checks}, draft.version, samples.id if samples else "", language_of()])


def put(workspace: Workspace, draft: Draft, document: dict[str, Any], base: Flow) -> str:
    """Put the rules that the browser sent in the draft's place; gives why not, where one of them is none.

    Where `base`, of which they were made, is not the draft as it stands, they stand beside what was changed
    since: nothing of either is lost, and where both changed the same, what was typed holds.
    """
    try:
        if base is draft.flow:
            change(workspace, draft, read(draft.flow, document), typed=True)
        else:
            both = _together(base, draft.flow, read(base, document)) or read(draft.flow, document)
            change(workspace, draft, both, typed=True)
            draft.turn += 1  # the browser does not have all of it
    except ValueError as error:
        return str(error)
    return ""


def _together(base: Flow, here: Flow, sent: Flow) -> Flow | None:
    clashes = {each.place for each in merged(base, here, sent).clashes}
    return merged(base, here, sent, clashes).flow
