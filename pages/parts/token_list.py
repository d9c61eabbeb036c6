"""The tokens with which programs use the command line."""

from __future__ import annotations

import streamlit as st

from core.access import Action
from core.workspace import Workspace
from pages.parts.notice import done, told
from pages.parts.wording import plain

_MADE = "tokens.made"


def draw(workspace: Workspace) -> None:
    """Draw the tokens that there are, and the form for another one; its secret is shown this once."""
    st.subheader("Tokens for programs")
    if secret := st.session_state.pop(_MADE, ""):
        st.success("Copy it now: it is kept nowhere, and is not shown again.", icon=":material/key:")
        st.code(secret, language=None)
    st.caption(
        "A program gives its token in `KOPPEL_TOKEN`, and may do with the command line what its scopes say."
    )
    with told():
        for token in workspace.tokens():
            with st.container(horizontal=True, vertical_alignment="center", border=True):
                scopes = ", ".join(sorted(token.scopes))
                st.markdown(
                    f"**{plain(token.name)}** of {plain(token.person or 'this machine')}  \n{scopes} · until "
                    f"{token.until:%Y-%m-%d}",
                    width="stretch",
                )
                if st.button("Withdraw", key=f"tokens.gone.{token.name}"):
                    workspace.withdraw(token.name)
                    done(f"The token {token.name} opens nothing any more", "key_off")
                    st.rerun()
    _add(workspace)


def _add(workspace: Workspace) -> None:
    with st.form("tokens.add"):
        name = st.text_input("Name", placeholder="nightly run")
        scopes = st.multiselect("Scopes", [each.value for each in Action], [Action.READ.value])
        days = st.number_input("Lasts, days", 1, 366, 90, width=160)
        sent = st.form_submit_button("Make a token", icon=":material/key:")
    if sent:
        with told():
            actor = workspace.actor.name
            owner = actor if "@" in actor else ""
            chosen = [Action(each) for each in scopes]
            st.session_state[_MADE] = workspace.hand_out(name.strip(), chosen, int(days), person=owner)
            st.rerun()
