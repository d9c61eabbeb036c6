"""The passport of one record: each time that it was carried, side by side and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import streamlit as st

from core.documents import write_json
from core.language import N_, _, n_, whole
from core.records import Exchange, JsonObject
from core.workspace import Act, Known, Passport, Workspace
from pages.parts import record_acts
from pages.parts.chips import tall
from pages.parts.decisions import match_words, trace
from pages.parts.notice import told
from pages.parts.places import RUNS
from pages.parts.wording import VERDICTS, ago, apart, local, phrase, plain, short

_EMPTY: tuple[Any, ...] = (None, "", [], {})
_TABS = (N_("Field by field"), N_("Source and sent"), N_("Request and answer"), N_("Decisions"))
_STATES = {
    "left": N_("left out for good"),
    "intended": N_("sent or about to be"),
    "skipped": N_("settled without a write"),
    "delivered": N_("delivered"),
    "parked": N_("parked"),
    "ambiguous": N_("ambiguous"),
}
_ACTS = {
    "skip": N_("{who} left it out for good {time}"),
    "retry": N_("{who} retried it {time}"),
    "take up": N_("{who} took it up again {time}"),
    "approve": N_("{who} approved it {time}"),
    "replay": N_("{who} replayed it {time}"),
    "forget": N_("{who} forgot what was kept of it {time}"),
}


def draw(workspace: Workspace, known: Known) -> None:
    """Draw a record: how it stands, what may be done with it, and each time that it was carried."""
    title = workspace.titles().get(known.flow, known.flow)
    st.markdown(f"### {plain(match_words(known.match) or known.key)}")
    key = _("key {key} in the source", key=plain(known.key))
    st.caption(f"{plain(title)} · {key}{_stands(known)}")
    record_acts.mend(workspace, known)
    record_acts.draw(workspace, known)
    _acts(known.acts)
    if not known.passports:
        days = workspace.keeps_days(known.flow)
        kept = (
            n_(
                "Nothing is kept of what was read and sent. Payloads of this flow are kept for {n} day.",
                "Nothing is kept of what was read and sent. Payloads of this flow are kept for {n} days.",
                days,
            )
            if days
            else _("Nothing is kept of what was read and sent. It keeps no payloads.")
        )
        st.info(kept, icon=":material/lock_clock:")
        return
    passport = _chosen(workspace, known.passports)
    _one(workspace, known, passport)


def _stands(known: Known) -> str:
    entry = known.entry
    if entry is None:
        return ""
    state, time = _(_STATES[entry.state.value]), ago(entry.at)
    said = (
        _("{state} as {key} {time}", state=state, key=plain(entry.target_key), time=time)
        if entry.target_key
        else _("{state} {time}", state=state, time=time)
    )
    return f" · {said}"


def _acts(acts: tuple[Act, ...]) -> None:
    if not acts:
        return
    st.markdown("  \n".join(map(_act, reversed(acts))))


def _act(act: Act) -> str:
    who, time = plain(act.by or _("Somebody")), ago(act.at)
    known = _ACTS.get(act.what)
    did = _(known, who=who, time=time) if known else f"{who} {plain(act.what)} {time}"
    why = f": {plain(act.why)}" if act.why else ""
    return f":material/person: {did}{why}"


def _chosen(workspace: Workspace, passports: tuple[Passport, ...]) -> Passport:
    """Draw the times that it was carried or planned, newest first; give the one that is chosen."""
    if len(passports) == 1:
        return passports[0]
    times = apart({n: _when(workspace, each) for n, each in enumerate(passports, 1)})
    n: int = st.selectbox(
        _("When"),
        list(times),
        format_func=times.__getitem__,
        key="record.when",
        width=560,
    )
    return passports[n - 1]


def _when(workspace: Workspace, passport: Passport) -> str:
    word, time = _(VERDICTS[passport.verdict][0]), local(passport.at)
    did = (
        _("planned: {verdict}", verdict=word)
        if workspace.is_plan(passport.owner)
        else _("carried: {verdict}", verdict=word)
    )
    return f"{time} · {did} · {_('version {n}', n=passport.version)}"


def _one(workspace: Workspace, known: Known, passport: Passport) -> None:
    word, colour = VERDICTS[passport.verdict]
    with st.container(horizontal=True, vertical_alignment="center"):
        planned = workspace.is_plan(passport.owner)
        at, version = local(passport.at), passport.version
        did = (
            _("planned {time} by version {n}", time=at, n=version)
            if planned
            else _("carried {time} by version {n}", time=at, n=version)
        )
        st.markdown(
            f":{colour}-badge[{_(word)}] {did}: {phrase(passport.why)}",
            width="stretch",
        )
        if not planned:
            st.page_link(
                RUNS, label=_("The run"), icon=":material/open_in_new:", query_params={"run": passport.owner}
            )
    chosen = st.segmented_control(
        _("Show"),
        _TABS,
        default=_TABS[0],
        required=True,
        key="record.tab",
        label_visibility="collapsed",
        format_func=_,
    )
    if chosen == _TABS[0]:
        _fields(workspace, known, passport)
    elif chosen == _TABS[1]:
        _side_by_side((_("Read from the source"), passport.record), (_said(passport), passport.payload))
    elif chosen == _TABS[2]:
        _exchanges(passport.exchanges)
    else:
        trace(passport.steps)


def _said(passport: Passport) -> str:
    """What the payload is: sent, or only mapped."""
    return _("Sent to the target") if passport.exchanges else _("What it is mapped to")


def _fields(workspace: Workspace, known: Known, passport: Passport) -> None:
    """Draw every field of the payload: in the target before, as it was sent, and as it is there now."""
    now = _now(workspace, known)
    rows = [
        {"field": name, "before": before, "sent": sent, "now": there}
        for name, before, sent, there in _rows(passport, now)
    ]
    columns = ["field", *(["before"] if passport.before else []), "sent", *(["now"] if now else [])]
    if not rows:
        st.caption(_("Nothing was sent."))
        return
    st.dataframe(
        rows,
        hide_index=True,
        height=tall(len(rows), 25),
        column_order=columns,
        alt=_("Fields before, as sent, and now"),
        column_config={
            "field": st.column_config.TextColumn(_("Target field"), width=240),
            "before": st.column_config.TextColumn(_("In the target before"), width="medium"),
            "sent": st.column_config.TextColumn(_said(passport), width="medium"),
            "now": st.column_config.TextColumn(_("In the target now"), width="medium"),
        },
    )


def _now(workspace: Workspace, known: Known) -> JsonObject | None:
    """What the target has now, once somebody asks for it."""
    name = f"record.now.{known.flow}.{known.key}"
    if st.button(_("Read it from the target now"), icon=":material/sync_alt:", key="record.read"):
        with told():
            found = workspace.there(workspace.flow(known.flow), known.match)
            st.session_state[name] = found[0] if found else {}
    now: JsonObject | None = st.session_state.get(name)
    if now is not None and not now:
        st.warning(_("The target does not have it now."), icon=":material/search_off:")
    return now


def _rows(passport: Passport, now: JsonObject | None) -> Iterator[tuple[str, str, str, str]]:
    sent = dict(_leaves(passport.payload or {}))
    before, there = dict(_leaves(passport.before or {})), dict(_leaves(now or {}))
    for name, value in sent.items():
        yield name, short(before.get(name)), short(value), short(there.get(name))


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The single values of a payload by their paths: `SalesOrderLines[0].Quantity`."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value:
        for n, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{n}]")
    elif value not in _EMPTY:
        yield path, value


def _side_by_side(*sides: tuple[str, Any]) -> None:
    for column, (title, value) in zip(st.columns(len(sides)), sides, strict=True):
        with column:
            st.caption(title)
            if value in _EMPTY:
                st.caption(_("Nothing."))
            else:
                st.code(write_json(value, indent=2), language="json", height=520)


def _exchanges(exchanges: tuple[Exchange, ...]) -> None:
    """Draw each request that could write, and its answer; headers and secrets are never kept."""
    if not exchanges:
        st.caption(_("Nothing was sent: it was decided before."))
    for n, each in enumerate(exchanges, 1):
        answer = f"{each.status}" if each.status else _("no answer")
        took = f"{whole(round(each.seconds * 1000))} ms"
        st.markdown(f"**{n}. {plain(each.method)} {plain(each.url)}** · {answer} · {took} · {local(each.at)}")
        _side_by_side((_("Request"), each.body), (_("Answer"), each.answer))
