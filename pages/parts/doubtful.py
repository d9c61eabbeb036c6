"""Records that were sent without a clear answer: looked for again, or settled by what a person found out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.language import _, n_, translated, whole
from core.workspace import Parked, Workspace
from pages.parts.chips import tall
from pages.parts.decisions import match_words
from pages.parts.notice import done, told
from pages.parts.person import who
from pages.parts.right import needs
from pages.parts.wording import ago, plain, short


def draw(workspace: Workspace, found: Sequence[Parked], titles: dict[str, str]) -> None:
    """Draw them flow by flow, with the three ways to settle them."""
    for flow in dict.fromkeys(each.flow for each in found):
        with st.container(border=True, key=f"doubt.{flow}"):
            _flow(workspace, flow, [each for each in found if each.flow == flow], titles.get(flow, flow))


def _flow(workspace: Workspace, name: str, found: Sequence[Parked], title: str) -> None:
    heading = n_(
        "{n} record of {flow} may or may not have arrived",
        "{n} records of {flow} may or may not have arrived",
        len(found),
        flow=plain(title),
    )
    st.markdown(f"#### {heading}")
    st.caption(
        _(
            "Each was sent, and the answer was lost or broken. Nothing is sent twice: every run looks for "
            "them in the target first. Where it cannot look, look there yourself and say here what you found."
        )
    )
    chosen = _chosen(found, name)
    keys = [each.key for each in chosen]
    number = len(chosen or found)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button(
            n_("Look again for {n} record", "Look again for {n} records", number),
            icon=":material/search:",
            key=f"look.{name}",
            **needs(workspace.look_again),
        ):
            _look(workspace, name, keys)
        with st.popover(
            n_("Send {n} record again", "Send {n} records again", number),
            icon=":material/send:",
            key=f"send.{name}",
            **needs(workspace.send_again),
        ):
            st.markdown(
                _("Only when you have looked in the target, and nothing is there: else it is there twice.")
            )
            if st.button(
                _("It is not there: send"),
                type="primary",
                key=f"send.now.{name}",
                **needs(workspace.send_again),
            ):
                _send(workspace, name, keys)
        if number == 1:
            _arrived(workspace, name, (chosen or found)[0])
        else:
            st.caption(_("To say that one arrived, choose it in the table."))


def _chosen(found: Sequence[Parked], name: str) -> list[Parked]:
    event = st.dataframe(
        [
            {
                "match": match_words(each.match),
                "why": short(translated(each.why), 300),
                "since": ago(each.at),
                "key": each.key,
            }
            for each in found
        ],
        key=f"doubt.table.{name}.{len(found)}",
        hide_index=True,
        height=tall(len(found), 8),
        on_select="rerun",
        selection_mode="multi-row",
        alt=_("Records that may or may not have arrived"),
        column_config={
            "key": st.column_config.TextColumn(_("Source key"), width=125),
            "match": st.column_config.TextColumn(_("Natural key"), width=140),
            "why": st.column_config.TextColumn(_("Why it is not known"), width="large"),
            "since": st.column_config.TextColumn(_("Since"), width=110),
        },
    )
    rows: list[Any] = list(event.selection["rows"])
    return [found[n] for n in rows if n < len(found)]


def _look(workspace: Workspace, name: str, keys: Sequence[str]) -> None:
    with told():
        after = workspace.look_again(workspace.flow(name), keys, by=who())
        there = sum(each.state != "ambiguous" for each in after)
        words = n_(
            "{some} of {n} record found in the target",
            "{some} of {n} records found in the target",
            len(after),
            some=whole(there),
        )
        done(words, "search")
        st.rerun()


def _send(workspace: Workspace, name: str, keys: Sequence[str]) -> None:
    with told():
        sent = workspace.send_again(name, keys, by=who())
        one = len(sent) == 1
        run = workspace.start_retry_one(name, sent[0].key, by=who()) if one else workspace.start_retry(name)
        done(_("They are sent again with the flow as it is now"), "send")
        st.query_params["run"] = run.id
        st.rerun()


def _arrived(workspace: Workspace, name: str, one: Parked) -> None:
    record = plain(match_words(one.match) or one.key)
    key = st.text_input(
        _("Key or number in the target of {record}", record=record),
        key=f"arrived.key.{name}.{one.key}",
        placeholder=_("as the target shows it"),
        width=300,
    )
    if st.button(
        _("It arrived"),
        icon=":material/check_circle:",
        key=f"arrived.{name}.{one.key}",
        **needs(workspace.arrived),
    ):
        with told():
            workspace.arrived(name, one.key, key, by=who())
            done(_("{record} is known to be in the target as {key}", record=one.key, key=key.strip()))
            st.rerun()
