"""What is wrong, what people were told of it, and who is told: behind one button of the overview."""

from __future__ import annotations

import streamlit as st

from core.language import N_, _
from core.workspace import CHANNELS, Message, Workspace
from pages.parts.notice import done, told
from pages.parts.right import needs
from pages.parts.wording import ago, phrase, plain

_KINDS = {"email": N_("E-mail"), "webhook": N_("Webhook"), "slack": "Slack", "teams": "Teams"}
_FIELDS = {
    "host": N_("Mail server"),
    "port": N_("Port (587)"),
    "security": N_("Security: starttls, tls or none"),
    "user": N_("User"),
    "password": N_("Password"),
    "from": N_("From"),
    "to": N_("To, several with commas"),
    "url": N_("Address"),
    "token": N_("Bearer token"),
}
_HIDDEN = ("password", "token", "url")
_SHOWN = 5
_STATES = {
    "waiting": ("gray", N_("on its way")),
    "sending": ("gray", N_("on its way")),
    "sent": ("green", N_("arrived")),
    "failed": ("red", N_("not delivered")),
    "unclear": ("orange", N_("may have arrived")),
}


def draw(workspace: Workspace) -> None:
    """Draw the button; what is behind it is looked up when it is opened."""
    may = needs(workspace.troubles)
    with st.popover(
        _("Alerts"), icon=":material/notifications:", type="tertiary", on_change="rerun", **may
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
        st.markdown(f":green[:material/check_circle:] &nbsp;{_('Nothing is wrong.')}")
    for trouble in found:
        st.markdown(f":red[:material/error:] **{plain(trouble.name)}** :gray[{ago(trouble.since)}]")
        st.markdown(phrase(trouble.why))
        st.caption(phrase(trouble.do))


def _told(messages: list[Message]) -> None:
    if not messages:
        return
    st.markdown(f"##### {_('Told lately')}")
    for message in messages:
        states = ", ".join(_delivered(channel, state) for channel, state, _why in message.deliveries)
        states = states or f":gray[{_('to nobody')}]"
        st.markdown(f"{phrase(message.title)} :gray[{ago(message.made)}] · {states}")
        for why in dict.fromkeys(
            why for _channel, state, why in message.deliveries if why and state != "sent"
        ):
            st.caption(phrase(why))


def _delivered(channel: str, state: str) -> str:
    colour, word = _STATES[state]
    return f"{plain(channel)} :{colour}[{_(word)}]"


def _channels(workspace: Workspace) -> None:
    st.markdown(f"##### {_('Who is told')}")
    for channel in workspace.channels():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(channel.name)}** :gray[{_(_KINDS[channel.kind])}]")
            if st.button(
                _("Try"), key=f"alerts.try.{channel.name}", type="tertiary", **needs(workspace.try_channel)
            ):
                workspace.try_channel(channel.name)
                done(_("A message has gone out"), "send")
            if st.button(
                _("Remove"),
                key=f"alerts.remove.{channel.name}",
                type="tertiary",
                **needs(workspace.remove_channel),
            ):
                workspace.remove_channel(channel.name)
                st.rerun()
    _new(workspace)
    _when(workspace)


def _new(workspace: Workspace) -> None:
    with st.expander(_("Tell somebody else")):
        kind = st.selectbox(
            _("By"), list(_KINDS), format_func=lambda each: _(_KINDS[each]), key="alerts.kind"
        )
        name = st.text_input(_("Name"), value=_KINDS[kind], key=f"alerts.name.{kind}")
        given = {
            field.rstrip("*"): st.text_input(
                _label(field),
                type="password" if field.rstrip("*") in _HIDDEN else "default",
                key=f"alerts.{kind}.{field}",
            )
            for field in CHANNELS[kind]
        }
        if st.button(_("Add"), icon=":material/add:", key="alerts.add", **needs(workspace.add_channel)):
            workspace.add_channel(name, kind, given)
            done(_("They are told from now on"), "notifications")
            st.rerun()


def _label(field: str) -> str:
    name = _(_FIELDS[field.rstrip("*")])
    return _("{setting} (optional)", setting=name) if field.endswith("*") else name


def _when(workspace: Workspace) -> None:
    telling = workspace.telling()
    with st.expander(_("When")):
        begins = st.text_input(_("Quiet from"), telling.quiet_from, placeholder="22:00", key="alerts.from")
        ends = st.text_input(_("to"), telling.quiet_to, placeholder="07:00", key="alerts.to")
        zone = st.text_input(_("Time zone"), telling.timezone, key="alerts.zone")
        digest = st.number_input(
            _("Minutes from message to message"), 0, 1440, telling.digest, key="alerts.digest"
        )
        address = st.text_input(
            _("Where these pages answer, for links"), telling.address, key="alerts.address"
        )
        if st.button(_("Keep"), key="alerts.keep", **needs(workspace.set_telling)):
            workspace.set_telling(
                quiet_hours=(begins, ends), timezone=zone, digest=int(digest), address=address
            )
            done(_("Kept"), "check")
        st.caption(_("There are at most five messages an hour; what happens meanwhile goes with the next."))
