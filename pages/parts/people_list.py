"""Who may sign in, and as what."""

from __future__ import annotations

import streamlit as st

from core.access import Role
from core.language import N_, _, n_
from core.workspace import Person, Workspace
from pages.parts.notice import done, told
from pages.parts.wording import plain

ROLES = {
    Role.VIEWER: N_("viewer"),
    Role.EDITOR: N_("editor"),
    Role.OPERATOR: N_("operator"),
    Role.ADMIN: N_("admin"),
}
#: What each role is for, in a line.
HELP = {
    Role.VIEWER: N_("sees how flows and runs stand; no record, no credential"),
    Role.EDITOR: N_("also sees records, writes flows and plans"),
    Role.OPERATOR: N_("also runs, retries and decides on records"),
    Role.ADMIN: N_("also connects systems, and admits people"),
}


def draw(workspace: Workspace) -> None:
    """Draw everybody with their role, and the form for another one."""
    st.title(_("People"))
    st.caption(" · ".join(f"**{_(ROLES[role])}** {_(text)}" for role, text in HELP.items()))
    with told():
        for person in workspace.people():
            _row(workspace, person)
    _add(workspace)


def called(role: str) -> str:
    """What a role is called."""
    return _(ROLES[Role(role)])


def _row(workspace: Workspace, person: Person) -> None:
    roles = [role.value for role in Role]
    me = person.email == workspace.actor.name
    with st.container(horizontal=True, vertical_alignment="bottom", border=True):
        name = plain(person.name) if person.name else _("has not signed in yet")
        you = f" {_('(you)')}" if me else ""
        st.markdown(f"**{plain(person.email)}**{you}  \n{name}", width="stretch")
        chosen = st.selectbox(
            _("Role of {email}", email=plain(person.email)),
            roles,
            roles.index(person.role),
            key=f"people.role.{person.email}.{person.role}",
            label_visibility="collapsed",
            width=140,
            disabled=me,
            format_func=called,
        )
        if chosen != person.role:
            workspace.admit(person.email, Role(chosen))
            done(
                _("{email} has the role {role} from now on", email=person.email, role=called(chosen)), "group"
            )
            st.rerun()
        if st.button(
            _("Sign out"), key=f"people.out.{person.email}", help=_("Ends every session of this person.")
        ):
            ended = workspace.sign_out_everywhere(person.email)
            done(n_("{n} sessions have ended", "{n} sessions have ended", ended), "logout")
            st.rerun()
        with st.popover(_("Remove"), disabled=me):
            st.markdown(_("Their sessions and tokens end at once. What they did stays told."))
            if st.button(_("Remove"), key=f"people.gone.{person.email}", type="primary"):
                workspace.dismiss(person.email)
                done(_("{email} may sign in no more", email=person.email), "person_remove")
                st.rerun()


def _add(workspace: Workspace) -> None:
    with (
        st.form("people.add", clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        email = st.text_input(_("E-mail address"), placeholder="anna@example.com")
        role = st.selectbox(_("Role"), [role.value for role in Role], width=140, format_func=called)
        sent = st.form_submit_button(_("Admit"), icon=":material/person_add:", type="primary")
    if sent:
        with told():
            person = workspace.admit(email, Role(role))
            done(
                _(
                    "{email} may sign in, with the role {role}",
                    email=person.email,
                    role=called(person.role),
                ),
                "person_add",
            )
            st.rerun()
