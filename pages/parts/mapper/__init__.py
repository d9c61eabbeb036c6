"""The mapper: source and target side by side, lines between them, and an editor for the rule that is open.

It runs in the browser and owns the document while it is there; what it sends is the whole of it. Results come
over its own routes, so that typing needs no drawing of the page.
"""

from __future__ import annotations

import secrets
from typing import Any

import streamlit as st

from core.workspace import Workspace
from pages.parts.draft import Draft, change, save
from pages.parts.mapper.document import read
from pages.parts.mapper.grant import GRANTS, Desk
from pages.parts.mapper.routes import DIST
from pages.parts.notice import problem
from pages.parts.samples import Samples
from pages.parts.stepper import current, look_at

_TOKEN = "mapper.token"  # noqa: S105  - where a session keeps it
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
    turn = f"{flow.name}.{draft.turn}.{draft.version}.{samples.id if samples else ''}"
    key = f"mapper.{flow.name}"

    def take() -> None:
        sent = st.session_state[key].get("doc")
        if sent and sent.get("turn") == turn:
            put(workspace, draft, sent["doc"])

    def look() -> None:
        look_at(flow.name, int(st.session_state[key].get("record") or 0))

    def keep() -> None:
        take()
        save(workspace, draft, st.session_state.get("bar.note") or "")

    st.components.v2.component("koppel_mapper", js=_STUB)(
        key=key,
        data={
            "turn": turn,
            "token": token,
            "record": current(flow.name, samples) if samples and samples.records else 0,
            "part": st.session_state.get(part),
            "t": {},
        },
        on_doc_change=take,
        on_record_change=look,
        on_save_change=keep,
        on_renew_change=lambda: None,
    )


def put(workspace: Workspace, draft: Draft, document: dict[str, Any]) -> None:
    """Put the rules that the browser sent in the draft's place; what is no rule is told."""
    try:
        change(workspace, draft, read(draft.flow, document), typed=True)
    except ValueError as error:
        problem(str(error))
