"""One request beside the form: what came, what the next page would be, or why it did not work."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import streamlit as st

from core.language import N_, _, n_, translated, whole
from core.records import JsonObject
from core.system.meaning import ASKED
from core.workspace import Setting, System, Trial, Workspace
from pages.parts.notice import done, told
from pages.parts.person import who
from pages.parts.places import OWN_ADDRESSES
from pages.parts.rest_access import WAYS
from pages.parts.rest_draft import Declared
from pages.parts.right import needs
from pages.parts.wording import phrase, plain, sentence, short

_FOUND = "rest.found"
_OTHER = N_("other credentials")
_FEW = 10
_DEEPEST = 3


def draw(workspace: Workspace, draft: Declared) -> None:
    """Draw the credential to try with, the request, and its answer."""
    with st.container(border=True):
        st.markdown(f"### {_('Try it')} :gray[{phrase(draft.resource.get('title', ''))}]")
        system = draft.system(workspace)
        if system is None:
            st.caption(_("Mend what is wrong above first; then one request shows what comes."))
            return
        there = [each.name for each in workspace.connections() if each.connector == system.name]
        chosen = _OTHER
        if there:
            chosen = st.selectbox(
                _("With"), [*there, _OTHER], key=draft.key("with"),
                format_func=lambda each: _(each) if each == _OTHER else each,
            )  # fmt: skip
        if chosen == _OTHER:
            _with_others(workspace, draft, system, free=not there)
        elif st.button(
            _("Ask for a page"), key="rest.try", icon=":material/play_arrow:", **needs(workspace.try_resource)
        ):
            _try(workspace, draft, system, {}, chosen)
        found = st.session_state.get(_FOUND)
        if found and found[0] == draft.resource["name"]:
            _show(draft, found[1])


def _try(
    workspace: Workspace, draft: Declared, system: System, values: dict[str, str], connection: str = ""
) -> None:
    """Ask once, and keep what came for as long as this kind of record is looked at."""
    with told(), st.spinner(_("Asking")):
        name = str(draft.resource["name"])
        st.session_state[_FOUND] = name, workspace.try_resource(system, name, values, connection)


def _with_others(workspace: Workspace, draft: Declared, system: System, *, free: bool) -> None:
    """Ask with credentials of the moment, or connect with them; a form hands all of them over at once."""
    kinds = [auth.kind for auth in system.auth]
    way = kinds[0] if kinds else "none"
    if len(kinds) > 1:
        way = st.selectbox(
            _("Opened by"), kinds, key=draft.key("way"), format_func=lambda kind: _(WAYS[kind])
        )
    with st.form(draft.key(f"trial.{way}"), border=False):
        typed = _typed(workspace, draft, system, way)
        if way == "authorization_code":
            st.caption(_("A person consents once it is connected: save and connect, and authorise it there."))
        taken = {each.name for each in workspace.connections()}
        name = _free(draft.name, taken) if free else ""
        if free:
            name = st.text_input(_("Name of the connection"), name, key=draft.key("connection")) or name
            st.caption(_("Connected, the credential is sealed and never shown again."))
        with st.container(horizontal=True):
            asked = st.form_submit_button(
                _("Ask for a page"), icon=":material/play_arrow:", **needs(workspace.try_resource)
            )
            connected = free and st.form_submit_button(
                _("Save and connect"), type="primary", icon=":material/cable:", **needs(workspace.connect)
            )
    if asked:
        _try(workspace, draft, system, typed)
    if connected:
        _connect(workspace, draft, name, typed)


def _connect(workspace: Workspace, draft: Declared, name: str, typed: dict[str, str]) -> None:
    """Save the system, and connect it with what it was tried with."""
    with told():
        saved = workspace.save_system(draft.text(workspace), by=who(), after=draft.version or None)
        draft.version, draft.saved = saved.version, saved.text
        workspace.connect(name, draft.name, typed, {})
        done(_("{name} is connected", name=name), "cable")
        st.rerun()


def _free(bare: str, taken: set[str]) -> str:
    return next(
        name for n in range(1, len(taken) + 2) if (name := bare if n == 1 else f"{bare}-{n}") not in taken
    )


def _typed(workspace: Workspace, draft: Declared, system: System, way: str) -> dict[str, str]:
    """Ask for what a connection would have: of several ways in, for one."""
    others = {name for auth in system.auth for name in ASKED[auth.kind]} - set(ASKED[way])
    settings = [each for each in workspace.asked_by(system) if each.name not in others]
    usual = [each for each in settings if each.name not in OWN_ADDRESSES or each.required]
    typed = {each.name: _field(draft, each) for each in usual}
    with st.expander(_("Another address"), key=draft.key("addresses")):
        st.caption(_("Only for a sandbox, a proxy or an address in your own network."))
        typed |= {each.name: _field(draft, each) for each in settings if each not in usual}
    return typed


def _field(draft: Declared, setting: Setting) -> str:
    return (
        st.text_input(
            phrase(setting.title),
            key=f"rest.value.{draft.name}.{setting.name}",
            type="password" if setting.secret else "default",
            help=translated(setting.help) or None,
            autocomplete="new-password" if setting.secret else "off",
        )
        or ""
    )


def _show(draft: Declared, trial: Trial) -> None:
    """Show what one request came to."""
    good = 200 <= trial.status < 300  # noqa: PLR2004 - HTTP's own
    if trial.status:
        colour = "green" if good else "red"
        asked, took = trial.asked.replace("`", ""), f"{whole(round(trial.seconds * 1000))} ms"
        st.markdown(f":{colour}-badge[{trial.status}] :gray[{took}] `{asked}`")
    if trial.why:
        st.error(sentence(trial.why), icon=":material/error:")
    if trial.lists and trial.why and not trial.records:
        _lists(draft, trial)
    if not trial.records:
        if good and not trial.why:
            st.info(_("The answer is good, and holds no records."), icon=":material/inbox:")
        if trial.shape:
            st.caption(_("The answer is {shape}.", shape=phrase(trial.shape)))
        return
    came = n_("{n} record came.", "{n} records came.", len(trial.records))
    st.success(f"{came} {sentence(trial.next)}", icon=":material/check_circle:")
    rows = [record.data for record in trial.records[:_FEW]]
    st.dataframe(
        [{n: short(v, 60) for n, v in row.items()} for row in rows], hide_index=True, width="stretch"
    )
    with st.expander(_("The first record whole")):
        st.json(_json(rows[0]))
    if not draft.resource.get("fields") and st.button(
        _("Take the fields of these records"), key="rest.fields", icon=":material/playlist_add:"
    ):
        draft.resource["fields"] = seen(rows)
        draft.turn += 1
        st.rerun()


def _lists(draft: Declared, trial: Trial) -> None:
    """Offer the places in the answer where the list may be."""
    for place, length in trial.lists[:4]:
        where = plain(place) if place else _("the top")
        label = _("Records are at {place} ({n})", place=where, n=length)
        if st.button(label, key=f"rest.place.{place}", icon=":material/my_location:"):
            draft.resource["records"] = place
            draft.turn += 1
            st.session_state.pop(_FOUND, None)
            st.rerun()


def seen(rows: list[JsonObject], deep: int = 0) -> list[dict[str, Any]]:
    """The fields that records have, with the types that their values have."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [_seen(name, [row[name] for row in rows if row.get(name) is not None], deep) for name in names]


def _seen(name: str, there: list[Any], deep: int) -> dict[str, Any]:
    first = there[0] if there else ""
    told: dict[str, Any] = {"name": name}
    match first:
        case bool():
            told["type"] = "boolean"
        case dict():
            told["type"] = "object"
            inner = there
        case list():
            told["type"] = "list"
            inner = [row for value in there if isinstance(value, list) for row in value]
        case int() | Decimal():
            told["type"] = "decimal" if any(value % 1 for value in there) else "integer"
        case _:
            pass
    if told.get("type") in {"object", "list"} and deep < _DEEPEST:
        rows = [row for row in inner if isinstance(row, dict)]
        told |= {"fields": seen(rows, deep + 1)} if rows else {}
    return told


def _json(value: JsonObject) -> Any:
    return {
        name: value[name] if not hasattr(value[name], "as_tuple") else float(value[name]) for name in value
    }
