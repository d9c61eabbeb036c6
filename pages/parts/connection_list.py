"""The connections there are: how each stands, and what can be done with it."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

import streamlit as st

from core.errors import KoppelError
from core.language import _, translated
from core.workspace import Connector, SavedConnection, Workspace
from pages.parts.notice import done, told
from pages.parts.places import OWN_ADDRESSES
from pages.parts.right import needs
from pages.parts.wording import ago, phrase, plain, sentence, short

CALLBACK = "/oauth/callback"


def draw(
    workspace: Workspace,
    saved: Sequence[SavedConnection],
    connectors: Mapping[str, Connector],
    change: Callable[[SavedConnection], None],
) -> None:
    """Draw every connection; `change` lets the form show the one whose person wants it changed."""
    st.markdown(f"### {_('Connections')} :gray[{len(saved)}]")
    if not saved:
        st.caption(_("None yet. Choose a system beside this, or connect a running sandbox by its address."))
    for each in saved:
        with st.container(border=True, key=f"connection_{each.name}"):
            _one(workspace, each, connectors.get(each.connector), change)


def _one(
    workspace: Workspace,
    each: SavedConnection,
    connector: Connector | None,
    change: Callable[[SavedConnection], None],
) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        title = translated(connector.title) if connector else each.connector
        st.markdown(f"**{plain(each.name)}** :gray[{plain(title)}]", width="content")
        st.markdown(state(workspace, each, connector), width="content")
        st.space("stretch")
        st.button(
            _("Test"),
            key=f"connection.test.{each.name}",
            icon=":material/network_check:",
            on_click=_test,
            args=(workspace, each.name),
            help=_("Reads a little from the system; writes nothing."),
        )
        if connector is not None and workspace.consents(each.name):
            authorise(workspace, each)
        with st.popover(_("More"), icon=":material/more_horiz:", type="tertiary"):
            if st.button(
                _("Change"), key=f"connection.change.{each.name}", icon=":material/edit:", type="tertiary"
            ):
                change(each)
                st.rerun()
            if st.button(
                _("Disconnect…"),
                key=f"connection.remove.{each.name}",
                icon=":material/link_off:",
                type="tertiary",
            ):
                disconnect(workspace, each.name)
    st.caption(_facts(each, connector))
    if each.problem:
        st.error(sentence(each.problem), icon=":material/error:")
    elif reached := st.session_state.get(_reached(each.name)):
        st.success(phrase(reached), icon=":material/check_circle:")


def disconnect(workspace: Workspace, name: str) -> None:
    """Ask once more before a connection goes; one that a flow uses stays."""
    st.dialog(_("Disconnect?"), icon=":material/link_off:")(_disconnect)(workspace, name)


def _disconnect(workspace: Workspace, name: str) -> None:
    st.write(
        _(
            "{connection} goes with its secrets; to come back it must be connected and authorised anew. "
            "Nothing changes in the system itself.",
            connection=plain(name),
        )
    )
    if st.button(_("Disconnect"), type="primary", key="connection.sure"):
        with told():
            workspace.disconnect(name)
            done(_("{connection} is gone, and its secrets with it", connection=name), "link_off")
            st.rerun()


def _test(workspace: Workspace, name: str) -> None:
    st.session_state.pop(_reached(name), None)
    with suppress(KoppelError):  # the connection keeps what was wrong, and it is shown there
        st.session_state[_reached(name)] = workspace.check(name)


def _reached(name: str) -> str:
    return f"connection.reached.{name}"


def consents(connector: Connector) -> bool:
    """Whether a person gives consent on a page of the vendor's."""
    return any(getattr(auth, "authorize_url", "") for auth in connector.auth)


def state(workspace: Workspace, each: SavedConnection, connector: Connector | None) -> str:
    """How a connection stands, as a coloured word."""
    if connector is None:
        return f":red-badge[:material/error: {_('unknown system')}]"
    if each.problem:
        return f":red-badge[:material/error: {_('does not work')}]"
    if not each.authorised and workspace.consents(each.name):
        return f":orange-badge[:material/key: {_('not authorised')}]"
    if each.checked_at:
        return f":green-badge[:material/check_circle: {_('works')}]"
    return f":gray-badge[{_('not tested')}]"


def _facts(each: SavedConnection, connector: Connector | None) -> str:
    titles = {each.name: translated(each.title) for each in connector.settings} if connector else {}
    usual = {name: value for name, value in each.settings.items() if value and name not in OWN_ADDRESSES}
    shown = [f"{titles.get(name, name)} {short(value, 24)}" for name, value in usual.items()]
    shown += [_("{setting} sealed", setting=titles.get(name, name)) for name in sorted(each.secrets)]
    own = next((each.settings[name] for name in OWN_ADDRESSES if each.settings.get(name)), "")
    shown += [_("at {address}", address=urlsplit(own).netloc)] if own else []
    shown += [_("tested {time}", time=ago(each.checked_at))] if each.checked_at else []
    return " · ".join(plain(part) for part in shown) or _("no settings")


def authorise(workspace: Workspace, each: SavedConnection, back: str = "/connections") -> None:
    """Draw the way to the vendor's page of consent; a person comes back from there to the page `back`."""
    key = f"connection.consent.{each.name}"
    if st.button(
        _("Authorise again") if each.authorised else _("Authorise"),
        key=key,
        icon=":material/key:",
        **needs(workspace.ask_consent),
    ):
        with told():
            state = workspace.ask_consent(each.name, here() + CALLBACK, back)
            st.session_state[f"{key}.url"] = f"{here()}/oauth/leave?state={state}"
    if url := st.session_state.get(f"{key}.url"):
        # a link of our own: it stays in this tab, and the person comes back into it
        words = html.escape(_("Go to the vendor"))
        st.html(f'<a class="koppel-go" href="{html.escape(url)}">{words}</a>')
        st.caption(_("You come back here once you have allowed it. The way there holds for 10 minutes."))


def here() -> str:
    """The address at which this person's browser sees the pages."""
    parts = urlsplit(st.context.url or "http://127.0.0.1:8501/")
    return f"{parts.scheme}://{parts.netloc}"
