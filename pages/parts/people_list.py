"""Who may sign in, and as what."""

from __future__ import annotations

import streamlit as st

from core.access import Role
from core.workspace import Person, Workspace
from pages.parts.notice import done, told
from pages.parts.wording import plain

#: What each role is for, in a line.
HELP = {
    Role.VIEWER: "sees how flows and runs stand; no record, no credential",
    Role.EDITOR: "also sees records, writes flows and plans",
    Role.OPERATOR: "also runs, retries and decides on records",
    Role.ADMIN: "also connects systems, and admits people",
}


def draw(workspace: Workspace) -> None:
    """Draw everybody with their role, and the form for another one."""
    st.title("People")
    st.caption(" · ".join(f"**{role.value}** {text}" for role, text in HELP.items()))
    with told():
        for person in workspace.people():
            _row(workspace, person)
    _add(workspace)


def _row(workspace: Workspace, person: Person) -> None:
    roles = [role.value for role in Role]
    me = person.email == workspace.actor.name
    with st.container(horizontal=True, vertical_alignment="bottom", border=True):
        name = plain(person.name) if person.name else "has not signed in yet"
        st.markdown(f"**{plain(person.email)}**{' (you)' if me else ''}  \n{name}", width="stretch")
        chosen = st.selectbox(
            f"Role of {plain(person.email)}",
            roles,
            roles.index(person.role),
            key=f"people.role.{person.email}.{person.role}",
            label_visibility="collapsed",
            width=140,
            disabled=me,
        )
        if chosen != person.role:
            workspace.admit(person.email, Role(chosen))
            done(f"{person.email} has the role {chosen} from now on", "group")
            st.rerun()
        if st.button("Sign out", key=f"people.out.{person.email}", help="Ends every session of this person."):
            ended = workspace.sign_out_everywhere(person.email)
            done(f"{ended} sessions have ended", "logout")
            st.rerun()
        with st.popover("Remove", disabled=me):
            st.markdown("Their sessions and tokens end at once. What they did stays told.")
            if st.button("Remove", key=f"people.gone.{person.email}", type="primary"):
                workspace.dismiss(person.email)
                done(f"{person.email} may sign in no more", "person_remove")
                st.rerun()


def _add(workspace: Workspace) -> None:
    with (
        st.form("people.add", clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        email = st.text_input("E-mail address", placeholder="anna@example.com")
        role = st.selectbox("Role", [role.value for role in Role], width=140)
        sent = st.form_submit_button("Admit", icon=":material/person_add:", type="primary")
    if sent:
        with told():
            person = workspace.admit(email, Role(role))
            done(f"{person.email} may sign in, with the role {person.role}", "person_add")
            st.rerun()
