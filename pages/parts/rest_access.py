"""Where a declared system is and how it is opened: everything but the secrets, which a connection has."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.language import N_, _
from pages.parts.rest_draft import Declared, put

#: The ways in, in words.
WAYS = {
    "key": N_("API key in a header"),
    "bearer": N_("Access token (Bearer)"),
    "basic": N_("User and password (Basic)"),
    "client_credentials": N_("OAuth 2.0, app alone"),
    "authorization_code": N_("OAuth 2.0, a person consents"),
}
_LIMITS = {
    "per_minute": (N_("Requests a minute"), N_("0: not limited."), 0),
    "settle": (N_("Seconds until a look-up is sure"), N_("After a write that was not answered."), 2.0),
}


def draw(draft: Declared) -> None:
    """Draw the fields of the system itself."""
    told = draft.told
    put(
        told, "title", st.text_input(_("Title"), told.get("title", ""), key=draft.key("title"), max_chars=120)
    )
    put(
        told,
        "base_url",
        st.text_input(
            _("Address of the API"),
            told.get("base_url", ""),
            key=draft.key("base_url"),
            placeholder=_("each connection gives its own"),
            help=_("It begins with https://. An address in your own network belongs on the connection."),
        ),
    )
    known = {each["kind"]: each for each in told.get("auth", []) if each["kind"] != "none"}
    chosen = st.pills(
        _("How it is opened"),
        list(WAYS),
        selection_mode="multi",
        default=list(known),
        key=draft.key("auth"),
        format_func=lambda kind: _(WAYS[kind]),
        help=_("None: without a credential. Of several, the first that a connection has filled in is used."),
    )
    put(told, "auth", [known.get(kind) or _new(kind) for kind in chosen])
    for way in told.get("auth", []):
        _way(draft, way)
    _more(draft)


def _new(kind: str) -> dict[str, Any]:
    urls = {"client_credentials": ("token_url",), "authorization_code": ("authorize_url", "token_url")}
    return {"kind": kind, **dict.fromkeys(urls.get(kind, ()), "https://")}


def _way(draft: Declared, way: dict[str, Any]) -> None:
    """Draw what one way in needs to be told."""
    kind = way["kind"]
    if kind == "key":
        left, right = st.columns(2)
        header = left.text_input(
            _("Header of the key"), way.get("header", "X-API-Key"), key=draft.key("header")
        )
        value = right.text_input(
            _("Its value"),
            way.get("value", "{api_key}"),
            key=draft.key("value"),
            help=_("{api_key} is the key."),
        )
        put(way, "header", header if header != "X-API-Key" else "")
        put(way, "value", value if value != "{api_key}" else "")
    elif kind in {"client_credentials", "authorization_code"}:
        if kind == "authorization_code":
            way["authorize_url"] = st.text_input(
                _("Address of consent"), way.get("authorize_url", ""), key=draft.key("authorize_url")
            )
        left, right = st.columns(2)
        way["token_url"] = left.text_input(
            _("Address of tokens"), way.get("token_url", ""), key=draft.key(f"{kind}.token_url")
        )
        put(way, "scope", right.text_input(_("Scope"), way.get("scope", ""), key=draft.key(f"{kind}.scope")))
        basic = st.checkbox(
            _("The app's secret goes in a header (Basic), not in the body"),
            way.get("client") == "basic",
            key=draft.key(f"{kind}.client"),
        )
        put(way, "client", "basic" if basic else "")


def _more(draft: Declared) -> None:
    """Draw what few systems need."""
    told = draft.told
    with st.expander(_("Headers, hosts and limits"), key=draft.key("more")):
        rows = [{"header": name, "value": value} for name, value in told.get("headers", {}).items()]
        st.caption(
            _("Headers that go with every request, never a secret: write {name} of a setting for one.")
        )
        edited = st.data_editor(
            rows or [{"header": "", "value": ""}],
            key=draft.key("headers"),
            num_rows="dynamic",
            hide_index=True,
            width="stretch",
            column_config={"header": _("header"), "value": _("value")},
        )
        put(told, "headers", {r["header"]: r["value"] or "" for r in edited if r.get("header")})
        hosts = st.text_input(
            _("Further hosts that may have the credential"),
            ", ".join(told.get("hosts", [])),
            key=draft.key("hosts"),
            placeholder="files.vendor.com, *.vendor.com",
        )
        put(told, "hosts", [each.strip() for each in (hosts or "").split(",") if each.strip()])
        limits = dict(told.get("limits", {}))
        for column, (name, (title, help_, usual)) in zip(st.columns(2), _LIMITS.items(), strict=True):
            value = column.number_input(
                _(title), 0, None, int(limits.get(name, usual)), key=draft.key(name), help=_(help_)
            )
            put(limits, name, value if value != usual else None)
        put(told, "limits", limits)
        refusal = st.text_input(
            _("Where a refusal stands in an answer of status 200"),
            told.get("refusal", ""),
            key=draft.key("refusal"),
            placeholder="error.message",
        )
        put(told, "refusal", refusal)
