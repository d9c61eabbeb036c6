"""The flow that is open in the notebook: kept as a draft at once, saved as a version on demand."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from core.errors import KoppelError
from core.flow import Flow
from core.workspace import Workspace
from pages.parts.notice import done, problem

_OPEN = "draft.open"
_UNDO_AT_MOST = 50


@dataclass(slots=True)
class Draft:
    """One flow as it stands in the notebook, beside what was saved last."""

    flow: Flow
    saved: Flow | None
    version: int
    #: earlier and later states, for undo and redo; flows share what they have in common
    earlier: list[Flow] = field(default_factory=list)
    later: list[Flow] = field(default_factory=list)
    #: counts the changes that did not come from a field on the page, so that fields are drawn anew after one
    turn: int = 0

    @property
    def changed(self) -> bool:
        """Whether it differs from the version that was saved last."""
        return self.flow != self.saved


def opened(workspace: Workspace, name: str) -> Draft:
    """The flow of that name, opened now or before in this session; KoppelError when there is none."""
    draft = st.session_state.get(_OPEN)
    if isinstance(draft, Draft) and draft.flow.name == name:
        return draft
    saved = workspace.saved(name)
    flow = workspace.flow(name)
    draft = Draft(workspace.draft(name) or flow, flow, saved.version)
    st.session_state[_OPEN] = draft
    return draft


def begin(workspace: Workspace, flow: Flow, note: str = "made from a recipe") -> None:
    """Open a flow that has just been made; it is saved at once as its first version."""
    saved = workspace.save(flow, note)
    st.session_state[_OPEN] = Draft(flow, flow, saved.version)


def close() -> None:
    """Let go of the open flow; its draft stays kept."""
    st.session_state.pop(_OPEN, None)


def change(workspace: Workspace, draft: Draft, flow: Flow, *, typed: bool = False) -> None:
    """Put a changed flow in the draft's place and keep it; `typed`: the page shows it already."""
    if flow == draft.flow:
        return
    draft.earlier = [*draft.earlier[-_UNDO_AT_MOST:], draft.flow]
    draft.later = []
    _place(workspace, draft, flow)
    draft.turn += 0 if typed else 1


def undo(workspace: Workspace, draft: Draft) -> None:
    """Go back one change."""
    if draft.earlier:
        draft.later.append(draft.flow)
        _place(workspace, draft, draft.earlier.pop())
        draft.turn += 1


def redo(workspace: Workspace, draft: Draft) -> None:
    """Make again the change that was undone last."""
    if draft.later:
        draft.earlier.append(draft.flow)
        _place(workspace, draft, draft.later.pop())
        draft.turn += 1


def discard(workspace: Workspace, draft: Draft) -> None:
    """Go back to the version that was saved last."""
    if draft.saved is not None:
        change(workspace, draft, draft.saved)


def save(workspace: Workspace, draft: Draft, note: str = "") -> bool:
    """Save the draft as a new version; False, and the reason is told, when it cannot be."""
    try:
        newest = workspace.saved(draft.flow.name).version
        if newest != draft.version:
            problem(
                f"Version {newest} was saved elsewhere since you opened version {draft.version}. "
                "Compare the two under Export; saving again puts yours on top."
            )
            draft.version = newest
            return False
        saved = workspace.save(draft.flow, note)
    except KoppelError as error:
        problem(error)
        return False
    draft.saved, draft.version = draft.flow, saved.version
    workspace.keep_draft(draft.flow.name, None)
    done(f"Saved as version {saved.version}")
    return True


def _place(workspace: Workspace, draft: Draft, flow: Flow) -> None:
    draft.flow = flow
    try:
        workspace.keep_draft(flow.name, flow if draft.changed else None)
    except KoppelError as error:
        problem(error)
