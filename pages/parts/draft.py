"""The flow that is open in the notebook: a draft, kept with every edit, published as a version on demand.

One person has one draft of a flow, in however many tabs; a tab that looks away follows the others. When two
tabs edit in the same moment their edits are put together, and where those clash there are two drafts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import streamlit as st

from core.errors import KoppelError, Overtaken
from core.flow import Flow, merged, read_draft
from core.language import N_, _, translated
from core.workspace import SavedDraft, Workspace
from pages.parts.drawing import redraw
from pages.parts.notice import done, problem
from pages.parts.person import who

_OPEN = "draft.open"
_UNDO_AT_MOST = 50


@dataclass(slots=True)
class Draft:
    """One flow as it stands in the notebook, beside the version that it began with."""

    flow: Flow
    saved: Flow | None
    version: int
    #: the draft as it is kept, and the flow that it holds; None while nothing differs from the version
    kept: SavedDraft | None = None
    base: Flow | None = None
    #: earlier and later states, for undo and redo; flows share what they have in common
    earlier: list[Flow] = field(default_factory=list)
    later: list[Flow] = field(default_factory=list)
    #: counts the changes that did not come from a field on the page, so that fields are drawn anew after one
    turn: int = 0
    #: what the versions and drafts stood at when this tab looked last
    seen: tuple[object, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether it differs from the version that it began with."""
        return self.flow != self.saved

    @property
    def unkept(self) -> bool:
        """Whether the last change could not be written down."""
        return self.changed and self.flow is not self.base


def opened(workspace: Workspace, name: str) -> Draft:
    """The flow of that name, opened now or before in this session; KoppelError when there is none."""
    draft = st.session_state.get(_OPEN)
    if isinstance(draft, Draft) and draft.flow.name == name:
        return draft
    draft = _read(workspace, name)
    st.session_state[_OPEN] = draft
    return draft


def _read(workspace: Workspace, name: str) -> Draft:
    """The flow as it is kept: this person's newest draft, else the newest version."""
    newest = workspace.saved(name)
    for kept in workspace.drafts(name):
        flow = read_draft(kept.text) if mine(kept) else None
        if flow is not None:
            version = kept.version or newest.version
            return Draft(flow, workspace.flow(name, version), version, kept, flow)
    flow = workspace.flow(name)
    return Draft(flow, flow, newest.version, None, flow)


def mine(kept: SavedDraft) -> bool:
    """Whether a draft is of the person at this desk."""
    return kept.by in ("", who())


def begin(workspace: Workspace, flow: Flow, note: str = N_("made from a recipe")) -> None:
    """Open a flow that has just been made; it is published at once as its first version."""
    saved = workspace.save(flow, note, by=who())
    st.session_state[_OPEN] = Draft(flow, flow, saved.version, None, flow)


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


def show(draft: Draft) -> None:
    """End a callback that changed the draft: draw what looks otherwise. What could not be kept is told."""
    if not draft.unkept:
        redraw()


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
    """Go back to the version that it began with; undo brings the draft back."""
    if draft.saved is not None:
        change(workspace, draft, draft.saved)


def save(workspace: Workspace, draft: Draft, note: str = "") -> bool:
    """Publish the draft as a new version; False, and the reason is told, when it cannot be."""
    try:
        saved = workspace.save(draft.flow, note, by=who(), after=draft.version)
    except Overtaken as error:
        why = translated(error)
        problem(_("{problem}. Take it in first, above: nothing of yours is lost.", problem=why))
        return False
    except KoppelError as error:
        problem(error)
        return False
    draft.saved, draft.version = draft.flow, saved.version
    _keep(workspace, draft)
    done(_("Published as version {version}", version=saved.version))
    return True


def take_in(workspace: Workspace, draft: Draft, flow: Flow, version: int | None = None) -> None:
    """Go on with a flow that holds the edits of others too; with `version`, it stands on that one now."""
    if version is not None:
        draft.saved, draft.version = workspace.flow(flow.name, version), version
    change(workspace, draft, flow)
    _keep(workspace, draft)


def follow(workspace: Workspace, draft: Draft) -> bool:
    """Catch up with this person's other tabs, and with new versions where nothing is edited; whether it did.

    Everything that was edited here is kept already, so that nothing of it can be lost.
    """
    if draft.changed and draft.flow != draft.base:
        _place(workspace, draft, draft.flow)  # it could not be kept when it was made: once more
        return False
    own = [each for each in workspace.drafts(draft.flow.name) if mine(each)]
    if draft.kept is None:
        stands = not own and workspace.saved(draft.flow.name).version == draft.version
    else:
        there = next((each for each in own if each.id == draft.kept.id), None)
        stands = there is not None and there.edit == draft.kept.edit
    if stands:
        return False
    now = _read(workspace, draft.flow.name)
    if now.flow != draft.flow:
        draft.earlier = [*draft.earlier[-_UNDO_AT_MOST:], draft.flow]
        draft.later, draft.turn = [], draft.turn + 1
    draft.flow, draft.saved, draft.version = now.flow, now.saved, now.version
    draft.kept, draft.base = now.kept, now.base
    return True


def _place(workspace: Workspace, draft: Draft, flow: Flow) -> None:
    draft.flow = flow
    try:
        _keep(workspace, draft)
    except KoppelError as error:
        problem(error)


def _keep(workspace: Workspace, draft: Draft) -> None:
    """Write the draft down as it stands, or forget it when it is what was published."""
    if not draft.changed:
        if draft.kept is not None:
            workspace.drop_draft(draft.kept)
        draft.kept, draft.base = None, draft.flow
        return
    if draft.kept is None:
        kept = workspace.begin_draft(draft.flow, by=who(), version=draft.version)
    else:
        known = replace(draft.kept, version=draft.version)
        kept = workspace.keep_draft(known, draft.flow) or _put_together(workspace, draft)
    draft.kept, draft.base = kept, draft.flow


def _put_together(workspace: Workspace, draft: Draft) -> SavedDraft:
    """Keep an edit that another tab was faster than: with its edits, or where they clash as another draft."""
    known = draft.kept.id if draft.kept is not None else ""
    there = next((each for each in workspace.drafts(draft.flow.name) if each.id == known), None)
    theirs = read_draft(there.text) if there is not None else None
    if there is not None and theirs is not None:
        both = merged(draft.base or theirs, draft.flow, theirs)
        kept = workspace.keep_draft(there, both.flow) if both.flow is not None and not both.clashes else None
        if kept is not None and both.flow is not None:
            draft.flow, draft.turn = both.flow, draft.turn + 1
            return kept
    return workspace.begin_draft(draft.flow, by=who(), version=draft.version)
