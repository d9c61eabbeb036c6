"""What is wrong, what people were told of it, and who is told: behind one button of the overview."""

from __future__ import annotations

import streamlit as st

from core.workspace import CHANNELS, Message, Workspace
from pages.parts.notice import done, told
from pages.parts.right import needs
from pages.parts.wording import ago, plain

_KINDS = {"email": "E-mail", "webhook": "Webhook", "slack": "Slack", "teams": "Teams"}
_FIELDS = {
    "host": "Mail server",
    "port": "Port (587)",
    "security": "Security: starttls, tls or none",
    "user": "User",
    "password": "Password",
    "from": "From",
    "to": "To, several with commas",
    "url": "Address",
    "token": "Bearer token",
}
_HIDDEN = ("password", "token", "url")
_SHOWN = 5
_STATES = {
    "waiting": ":gray[on its way]",
    "sending": ":gray[on its way]",
    "sent": ":green[arrived]",
    "failed": ":red[not delivered]",
    "unclear": ":orange[may have arrived]",
}


def draw(workspace: Workspace) -> None:
    """Draw the button; what is behind it is looked up when it is opened."""
    may = needs(workspace.troubles)
    with st.popover(
        "Alerts", icon=":material/notifications:", type="tertiary", on_change="rerun", **may
    ) as body:
        if not body.open:
            return
        with told():
            _wrong(workspace)
            _told(workspace.messages(_SHOWN))
            _channels(workspace)


def _wrong(workspace: Workspace) -> None:
    found = workspace.troubles()
    if not found:
        st.markdown(":green[:material/check_circle:] &nbsp;Nothing is wrong.")
    for trouble in found:
        st.markdown(f":red[:material/error:] **{plain(trouble.name)}** :gray[{ago(trouble.since)}]")
        st.markdown(plain(trouble.why))
        st.caption(plain(trouble.do))


def _told(messages: list[Message]) -> None:
    if not messages:
        return
    st.markdown("##### Told lately")
    for message in messages:
        states = (
            ", ".join(f"{plain(channel)} {_STATES[state]}" for channel, state, _ in message.deliveries)
            or ":gray[to nobody]"
        )
        st.markdown(f"{plain(message.title)} :gray[{ago(message.made)}] · {states}")
        for why in dict.fromkeys(why for _, state, why in message.deliveries if why and state != "sent"):
            st.caption(plain(why))


def _channels(workspace: Workspace) -> None:
    st.markdown("##### Who is told")
    for channel in workspace.channels():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(channel.name)}** :gray[{_KINDS[channel.kind]}]")
            if st.button(
                "Try", key=f"alerts.try.{channel.name}", type="tertiary", **needs(workspace.try_channel)
            ):
                workspace.try_channel(channel.name)
                done("A message has gone out", "send")
            if st.button(
                "Remove",
                key=f"alerts.remove.{channel.name}",
                type="tertiary",
                **needs(workspace.remove_channel),
            ):
                workspace.remove_channel(channel.name)
                st.rerun()
    _new(workspace)
    _when(workspace)


def _new(workspace: Workspace) -> None:
    with st.expander("Tell somebody else"):
        kind = st.selectbox("By", list(_KINDS), format_func=_KINDS.__getitem__, key="alerts.kind")
        name = st.text_input("Name", value=_KINDS[kind], key=f"alerts.name.{kind}")
        given = {
            field.rstrip("*"): st.text_input(
                _FIELDS[field.rstrip("*")] + (" (optional)" if field.endswith("*") else ""),
                type="password" if field.rstrip("*") in _HIDDEN else "default",
                key=f"alerts.{kind}.{field}",
            )
            for field in CHANNELS[kind]
        }
        if st.button("Add", icon=":material/add:", key="alerts.add", **needs(workspace.add_channel)):
            workspace.add_channel(name, kind, given)
            done("They are told from now on", "notifications")
            st.rerun()


def _when(workspace: Workspace) -> None:
    telling = workspace.telling()
    with st.expander("When"):
        begins = st.text_input("Quiet from", telling.quiet_from, placeholder="22:00", key="alerts.from")
        ends = st.text_input("to", telling.quiet_to, placeholder="07:00", key="alerts.to")
        zone = st.text_input("Time zone", telling.timezone, key="alerts.zone")
        digest = st.number_input(
            "Minutes from message to message", 0, 1440, telling.digest, key="alerts.digest"
        )
        address = st.text_input("Where these pages answer, for links", telling.address, key="alerts.address")
        if st.button("Keep", key="alerts.keep", **needs(workspace.set_telling)):
            workspace.set_telling(
                quiet_hours=(begins, ends), timezone=zone, digest=int(digest), address=address
            )
            done("Kept", "check")
        st.caption("There are at most five messages an hour; what happens meanwhile goes with the next.")
