"""The tokens with which programs use the command line."""

from __future__ import annotations

import streamlit as st

from core.access import Action, in_words
from core.language import _, translated
from core.workspace import Workspace
from pages.parts.notice import done, told
from pages.parts.wording import plain

_MADE = "tokens.made"


def draw(workspace: Workspace) -> None:
    """Draw the tokens that there are, and the form for another one; its secret is shown this once."""
    st.subheader(_("Tokens for programs"))
    if secret := st.session_state.pop(_MADE, ""):
        st.success(_("Copy it now: it is kept nowhere, and is not shown again."), icon=":material/key:")
        st.code(secret, language=None)
    st.caption(
        _(
            "A program gives its token in `KOPPEL_TOKEN`, and may do with the command line what its scopes "
            "say."
        )
    )
    with told():
        for token in workspace.tokens():
            with st.container(horizontal=True, vertical_alignment="center", border=True):
                scopes = ", ".join(sorted(token.scopes))
                person = plain(token.person) if token.person else _("this machine")
                head = _("**{token}** of {person}", token=plain(token.name), person=person)
                until = _("until {day}", day=f"{token.until:%Y-%m-%d}")
                st.markdown(f"{head}  \n{scopes} · {until}", width="stretch")
                if st.button(_("Withdraw"), key=f"tokens.gone.{token.name}"):
                    workspace.withdraw(token.name)
                    done(_("The token {name} opens nothing any more", name=token.name), "key_off")
                    st.rerun()
    _add(workspace)


def _scope(name: str) -> str:
    """A scope as programs call it, and what may be done with it."""
    return f"{name}: {translated(in_words(Action(name)))}"


def _add(workspace: Workspace) -> None:
    with st.form("tokens.add"):
        name = st.text_input(_("Name"), placeholder=_("nightly run"))
        scopes = st.multiselect(
            _("Scopes"),
            [each.value for each in Action],
            [Action.READ.value],
            format_func=_scope,
            placeholder=_("What it may do"),
        )
        days = st.number_input(_("Lasts, days"), 1, 366, 90, width=160)
        sent = st.form_submit_button(_("Make a token"), icon=":material/key:")
    if sent:
        with told():
            actor = workspace.actor.name
            owner = actor if "@" in actor else ""
            chosen = [Action(each) for each in scopes]
            st.session_state[_MADE] = workspace.hand_out(name.strip(), chosen, int(days), person=owner)
            st.rerun()
