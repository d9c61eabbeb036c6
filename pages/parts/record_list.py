"""The search for records over all flows, and what it found."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.language import _, n_, translated
from core.workspace import Known, Workspace
from pages.parts.chips import tall
from pages.parts.decisions import match_words
from pages.parts.wording import VERDICTS, ago, plain, short

_KEY = "records.found"


def back() -> None:
    """Draw the way back to the search."""
    if st.button(_("Search"), icon=":material/arrow_back:", type="tertiary", key="records.back"):
        st.query_params.pop("flow", None)
        st.query_params.pop("key", None)
        st.rerun()


def draw(workspace: Workspace) -> None:
    """Draw the search box and the records that it found; a single one is opened at once."""
    word = st.text_input(
        _("Find a record"),
        value=st.query_params.get("word", ""),
        key="records.word",
        placeholder=_("An order number, e-mail address, article code or key"),
        icon=":material/search:",
        type="search",
    )
    if not word:
        st.caption(
            _(
                "Every record that was carried has a passport: what was read, what was decided and why, what "
                "was sent, and what the target answered. It is found by what people know of it, as it is "
                "written there: `#1042`, `jan@example.nl`, an article code, the key in the source."
            )
        )
        return
    st.query_params["word"] = word
    found = workspace.find_records(word)
    if not found:
        st.info(
            _(
                "Nothing is kept that “{word}” names. Payloads are encrypted, so only whole words are "
                "found; what is older than its flow's retention is forgotten.",
                word=plain(word),
            ),
            icon=":material/search_off:",
        )
        return
    st.caption(n_("{n} record found", "{n} records found", len(found)))
    _table(workspace, found)


def _table(workspace: Workspace, found: list[Known]) -> None:
    titles = workspace.titles()
    opens = st.column_config.ButtonColumn(
        "", key=f"{_KEY}.go", on_click=_open, args=(found,), width=85, type="tertiary"
    )
    st.dataframe(
        [_row(workspace, each, titles) for each in found],
        key=f"{_KEY}.{len(found)}",
        hide_index=True,
        height=tall(len(found), 15),
        alt=_("Records that were found"),
        column_config={
            "match": st.column_config.TextColumn(_("Natural key"), width=150),
            "go": opens,
            "flow": st.column_config.TextColumn(_("Flow"), width=260),
            "written": st.column_config.NumberColumn(
                _("Written"), width=75, help=_("How often it was written to the target")
            ),
            "last": st.column_config.TextColumn(_("Last"), width=110),
            "what": st.column_config.TextColumn(_("What happened last"), width="large"),
            "key": st.column_config.TextColumn(_("Source key"), width=125),
        },
    )


def _written(workspace: Workspace, known: Known) -> int:
    """How often runs wrote it to the target: a plan writes nothing, and neither does who finds it carried."""
    return sum(p.after is not None and not workspace.is_plan(p.owner) for p in known.passports)


def _row(workspace: Workspace, known: Known, titles: dict[str, str]) -> dict[str, Any]:
    last = known.passports[0] if known.passports else None
    entry = known.entry
    told = (
        f"{_(VERDICTS[last.verdict][0])}: {translated(last.why)}"
        if last
        else translated(entry.why)
        if entry
        else ""
    )
    at = last.at if last else entry.at if entry else None
    return {
        "match": match_words(known.match),
        "go": f":material/open_in_new: {_('Open')}",
        "flow": titles.get(known.flow, known.flow),
        "written": _written(workspace, known),
        "last": ago(at),
        "what": short(told, 200),
        "key": known.key,
    }


def _open(found: list[Known]) -> None:
    known = found[int(st.session_state[f"{_KEY}.go"]["row"])]
    st.query_params["flow"], st.query_params["key"] = known.flow, known.key
