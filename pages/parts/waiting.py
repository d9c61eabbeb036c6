"""The records that wait for a person: parked or ambiguous, why, and the way to try them again."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from core.language import _, n_, translated
from core.workspace import Parked, Workspace
from pages.parts import doubtful, mending
from pages.parts.chips import tall, waiting_chips
from pages.parts.decisions import match_words
from pages.parts.notice import done, told
from pages.parts.places import RECORDS
from pages.parts.right import needs
from pages.parts.wording import ago, plain, short

_COLUMNS = ("state", "match", "why", "go", "since", "flow", "key")
_OPENED = "waiting.opened"
#: So many flows are offered to be mended; the others stand in the table.
_FLOWS = 5


def draw(workspace: Workspace, flow: str | None) -> None:
    """Draw what waits, reasons first, and the retry."""
    if opened := st.session_state.pop(_OPENED, None):
        st.switch_page(RECORDS, query_params=opened)
    found = workspace.parked(flow)
    if not found:
        st.success(_("Nothing waits for a person."), icon=":material/check_circle:")
        return
    titles = workspace.titles()
    doubtful.draw(workspace, [each for each in found if each.state == "ambiguous"], titles)
    found = [each for each in found if each.state != "ambiguous"]
    if not found:
        return
    _retry(workspace, found, titles)
    _mend(found, titles)
    reasons = Counter(each.why for each in found)
    if len(reasons) < len(found):
        st.caption(_("The reasons, most frequent first"))
        st.dataframe(
            [
                {"records": number, "why": short(translated(why), 300)}
                for why, number in reasons.most_common(20)
            ],
            hide_index=True,
            width="content",
            alt=_("Reasons with their counts"),
            column_config={
                "records": st.column_config.NumberColumn(_("Records"), width=80),
                "why": st.column_config.TextColumn(_("Why"), width="large"),
            },
        )
    st.dataframe(
        [
            {
                "state": [p.state],
                "flow": titles.get(p.flow, p.flow),
                "key": p.key,
                "match": match_words(p.match),
                "why": short(translated(p.why), 300),
                "since": ago(p.at),
                "go": f":material/open_in_new: {_('Open')}",
            }
            for p in found
        ],
        key=f"waiting.table.{len(found)}",
        hide_index=True,
        height=tall(len(found), 15),
        column_order=[name for name in _COLUMNS if name != "flow" or flow is None],
        alt=_("Records that wait"),
        column_config={
            "state": waiting_chips(),
            "flow": st.column_config.TextColumn(_("Flow")),
            "key": st.column_config.TextColumn(_("Source key"), width=125),
            "match": st.column_config.TextColumn(_("Natural key"), width=140),
            "why": st.column_config.TextColumn(_("Why"), width="large"),
            "since": st.column_config.TextColumn(_("Since"), width=110),
            "go": st.column_config.ButtonColumn(
                "", key="waiting.go", on_click=_open, args=(found,), width=85, type="tertiary"
            ),
        },
    )


def _open(found: list[Parked]) -> None:
    one = found[int(st.session_state["waiting.go"]["row"])]
    st.session_state[_OPENED] = {"flow": one.flow, "key": one.key}  # the next drawing changes the page


def _mend(found: list[Parked], titles: dict[str, str]) -> None:
    """Draw the ways to where what waits is mended, by flow."""
    flows = [name for name in dict.fromkeys(each.flow for each in found) if name in titles]
    with st.container(horizontal=True):
        for name in flows[:_FLOWS]:
            whys = [each.why for each in found if each.flow == name]
            mending.draw(name, whys, titles[name] if len(flows) > 1 else "")


def _retry(workspace: Workspace, found: list[Parked], titles: dict[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        for flow, number in Counter(each.flow for each in found).items():
            title = plain(titles.get(flow, flow))
            label = n_("Retry {n} record of {flow}", "Retry {n} records of {flow}", number, flow=title)
            if st.button(
                label,
                icon=":material/replay:",
                key=f"retry.{flow}",
                type="primary",
                **needs(workspace.start_retry),
            ):
                with told():
                    run = workspace.start_retry(flow)
                    done(_("Asked for a retry with the flow as it is now"), "replay")
                    st.query_params["run"] = run.id
                    st.rerun()
