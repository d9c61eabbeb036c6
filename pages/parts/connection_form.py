"""The form of a connection, drawn from its system's declaration; secrets go in and are never shown again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from core.language import _, translated
from core.workspace import Connector, SavedConnection, Setting, Workspace
from pages.parts import guidance
from pages.parts.notice import done, told
from pages.parts.places import OWN_ADDRESSES
from pages.parts.right import needs
from pages.parts.wording import apart, plain

_CHANGED = "connection.changed"
#: Is told the name of a connection once it is saved.
Made = Callable[[str], None]


def change(each: SavedConnection) -> None:
    """Let the form show this connection."""
    st.session_state[_CHANGED] = each.name


def draw(workspace: Workspace, saved: Sequence[SavedConnection], connectors: Mapping[str, Connector]) -> None:
    """Draw the form of a new connection, or of the one that is being changed."""
    old = next((each for each in saved if each.name == st.session_state.get(_CHANGED)), None)
    heading = _("Change {connection}", connection=plain(old.name)) if old else _("Connect a system")
    st.markdown(f"### {heading}")
    if not connectors:
        st.caption(_("No connector is installed."))
        return
    if old is not None:
        if old.connector in connectors:
            _form(workspace, connectors[old.connector], old)
        if st.button(
            _("Leave it as it is"), key="connection.leave", type="tertiary", icon=":material/close:"
        ):
            st.session_state.pop(_CHANGED)
            st.rerun()
        return
    titles = apart({name: translated(each.title) for name, each in connectors.items()})
    chosen = st.selectbox(_("System"), list(titles), key="connection.system", format_func=titles.__getitem__)
    connector = connectors[chosen]
    guidance.draw(workspace, connector)
    new(workspace, connector, {each.name for each in saved})


def new(workspace: Workspace, connector: Connector, taken: set[str], made: Made | None = None) -> None:
    """Draw the form of a new connection to a system; `made` is told its name once it is saved."""
    if connector.folder:
        _form(workspace, connector, None, taken, made)
        return
    ways = [_("Your account"), _("A sandbox")]
    # one choice for all systems on their page; where two forms stand beside each other, one for each
    key = "connection.kind" if made is None else f"connection.kind.{connector.name}"
    real, sandbox = st.tabs(ways, key=key, on_change="rerun")
    if real.open:
        with real:
            _form(workspace, connector, None, taken, made)
    if sandbox.open:
        with sandbox:
            _sandbox(workspace, connector, taken, made)


def _form(
    workspace: Workspace,
    connector: Connector,
    old: SavedConnection | None,
    taken: set[str] | None = None,
    made: Made | None = None,
) -> None:
    key = f"form.{connector.name}.{old.name if old else ''}"
    with st.form(key, border=True):
        name = (
            old.name
            if old
            else st.text_input(
                _("Name"),
                _free(connector, taken or set()),
                key=f"{key}.name",
                help=_("How flows call it."),
            )
        )
        usual = [each for each in connector.settings if each.name not in OWN_ADDRESSES]
        typed = {setting.name: _field(setting, old, key) for setting in usual}
        addresses = [each for each in connector.settings if each.name in OWN_ADDRESSES]
        if addresses:
            with st.expander(_("Another address"), key=f"{key}.addresses"):
                st.caption(_("Only for a sandbox or a private installation."))
                typed |= {setting.name: _field(setting, old, key) for setting in addresses}
        sent = st.form_submit_button(
            _("Save the changes") if old else _("Connect"),
            type="primary",
            icon=":material/cable:",
            **needs(workspace.connect),
        )
    if sent:
        secret = {setting.name for setting in connector.settings if setting.secret}
        settings = {n: value for n, value in typed.items() if n not in secret}
        with told():
            workspace.connect(
                name or "", connector.name, settings, {n: typed[n] for n in secret & typed.keys() if typed[n]}
            )
            st.session_state.pop(_CHANGED, None)
            done(_("{connection} is saved; test it now", connection=name), "cable")
            if made is not None:
                made(name or "")
            st.rerun()


def _field(setting: Setting, old: SavedConnection | None, key: str) -> str:
    title = translated(setting.title)
    label = title if setting.required else _("{setting} (optional)", setting=title)
    about = translated(setting.help) or None
    key = f"{key}.{setting.name}"
    if setting.secret:
        kept = old is not None and setting.name in old.secrets
        return (
            st.text_input(
                label,
                key=key,
                type="password",
                help=about,
                autocomplete="new-password",
                placeholder=_("kept as it is") if kept else setting.example,
            )
            or ""
        )
    value = old.settings.get(setting.name, "") if old else setting.default
    if setting.choices:
        every = (
            list(setting.choices) if setting.required or value in setting.choices else ["", *setting.choices]
        )
        at = every.index(value) if value in every else 0
        return st.selectbox(label, every, index=at, key=key, help=about)
    return (
        st.text_input(label, value, key=key, help=about, placeholder=setting.example, autocomplete="off")
        or ""
    )


def _sandbox(workspace: Workspace, connector: Connector, taken: set[str], made: Made | None = None) -> None:
    with st.form(f"form.sandbox.{connector.name}", border=True):
        name = st.text_input(_("Name"), _free(connector, taken), key=f"sandbox.name.{connector.name}")
        url = st.text_input(
            _("Address of the sandbox"),
            "http://127.0.0.1:8700",
            key=f"sandbox.url.{connector.name}",
            type="url",
            help=_("Where `koppel sandbox` runs. It hands out what the connection needs."),
        )
        sent = st.form_submit_button(
            _("Connect the sandbox"),
            type="primary",
            icon=":material/science:",
            **needs(workspace.connect_sandbox),
        )
    if sent:
        with told(), st.spinner(_("Asking the sandbox for its credentials")):
            workspace.connect_sandbox(name or "", connector.name, url or "")
            done(_("{connection} is connected", connection=name), "science")
            if made is not None:
                made(name or "")
            st.rerun()


def _free(connector: Connector, taken: set[str]) -> str:
    bare = re.sub(r"[^a-z0-9]+", "-", connector.name.lower())
    return next(
        name for n in range(1, len(taken) + 2) if (name := bare if n == 1 else f"{bare}-{n}") not in taken
    )
