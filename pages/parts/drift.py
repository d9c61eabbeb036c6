"""A source that is not as it was: told on top of the flow, with what a person may say of it."""

from __future__ import annotations

import streamlit as st

from core.language import N_, _
from core.workspace import Workspace
from pages.parts.notice import done, told
from pages.parts.right import needs
from pages.parts.wording import phrase

_PAUSE = N_(
    "When a field that the rules read is suddenly filled much less or more often than in earlier "
    "runs, or is of another kind, no further run begins until you resume the flow. You are told anyway."
)


def draw(workspace: Workspace, name: str) -> None:
    """Draw what is odd about the source of a flow; nothing where all is as before."""
    found = workspace.drift(name)
    if not found.odd:
        return
    with st.container(border=True, key="drift"):
        st.markdown(f":orange[:material/trending_down:] **{_('The source is not as it was before')}**")
        st.markdown("\n".join(f"- {phrase(each)}" for each in found.why))
        if found.held and found.pauses:
            st.caption(
                _(
                    "The flow is paused by it. See in the source what was changed, and mend it there, or "
                    "the rules."
                )
            )
        else:
            st.caption(_("See in the source what was changed, and mend it there, or the rules."))
        with st.container(horizontal=True):
            if st.button(
                _("It is right so"),
                icon=":material/check:",
                key="drift.usual",
                **needs(workspace.accept_drift),
            ):
                with told():
                    workspace.accept_drift(name)
                    done(_("From now on this is usual"), "check")
                    st.rerun()
            if found.held and st.button(
                _("Resume the flow"),
                icon=":material/play_arrow:",
                key="drift.resume",
                **needs(workspace.resume),
            ):
                with told():
                    workspace.resume(name)
                    done(_("Its runs begin again"), "play_arrow")
                    st.rerun()


def setting(workspace: Workspace, name: str) -> None:
    """Draw the switch that pauses a flow when its source drifts."""
    now = workspace.drift(name).pauses
    on = st.toggle(
        _("Pause when the source changes"),
        value=now,
        key=f"drift.pauses.{name}",
        **needs(workspace.pause_on_drift, help=_(_PAUSE)),
    )
    if on != now:
        with told():
            workspace.pause_on_drift(name, on=on)
            st.rerun()
