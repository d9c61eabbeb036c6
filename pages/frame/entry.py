"""The way into a page: through the frame only, with the one workspace of this process."""

from __future__ import annotations

import os

import streamlit as st

from core.access import Action, Actor, authorize
from core.errors import Denied, KoppelError
from core.language import _, translated
from core.workspace import Workspace
from pages.frame import sign_in
from pages.parts.notice import problem
from pages.parts.person import sits
from pages.parts.wording import plain

_ADMITTED = "frame.admitted"
#: What a page needs to be opened at all; everything on it is asked again by the workspace.
NEEDS = {
    "Overview": Action.READ,
    "Flows": Action.READ,
    "Notebook": Action.SEE,
    "Runs": Action.READ,
    "Records": Action.SEE,
    "Value tables": Action.SEE,
    "Connections": Action.CONNECT,
    "Systems": Action.READ,
    "People": Action.HOUSE,
}


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(home: str | None) -> Workspace:  # noqa: ARG001  another home, another workspace
    return Workspace()


def workspace() -> Workspace:
    """Give the workspace to whoever sits before this page, as they are now."""
    theirs = sign_in.theirs(_opened(os.environ.get("KOPPEL_HOME")), st.context.cookies)
    if sign_in.gate() is not None:
        sits(theirs.actor.name)
    return theirs


def shut() -> dict[str, str]:
    """The pages that whoever sits here may not open, and why; none of them where that can't be told."""
    try:
        actor = workspace().actor
    except KoppelError:
        return {}
    return {page: why for page, action in NEEDS.items() if (why := _refusal(actor, action, page))}


def _refusal(actor: Actor, action: Action, page: str) -> str:
    try:
        authorize(actor, action, page)
    except Denied as error:
        return str(error)
    return ""


def tell_who() -> None:
    """Say who has signed in, with the way out; one person at their own machine knows."""
    if sign_in.gate() is not None:
        sitting = workspace().actor
        with st.container(key="frame_person", horizontal=True, horizontal_alignment="right"):
            way_out = f"[{_('Sign out')}](/sign-out)"
            st.caption(f"{plain(sitting.name)} · {translated(sitting.title)} · {way_out}", width="content")


def admit(page: str) -> None:
    """Let the page about to run come in; called by the shell."""
    st.session_state[_ADMITTED] = page


def enter(page: str) -> Workspace:
    """Begin a page: give it the workspace, or stop it when the frame was passed by."""
    if st.session_state.get(_ADMITTED) != page:
        problem(_("This page was reached past its frame. Open Koppel at its own address."))
        st.stop()
    try:
        theirs = workspace()
        theirs.open_page(page, NEEDS[page])
    except KoppelError as error:
        problem(error)
        st.stop()
    return theirs
