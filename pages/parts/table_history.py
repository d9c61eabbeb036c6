"""What a value table was: who changed which rows and when, and the way back to any of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from core.flow import Table
from core.language import _, n_
from pages.parts.chips import tall
from pages.parts.wording import ago, short


@dataclass(frozen=True, slots=True)
class Past:
    """A table as it once was: of which version, and by whom."""

    version: int
    at: datetime
    by: str
    note: str
    table: Table | None


def draw(pasts: Sequence[Past], key: str, restore: Callable[[Table], None]) -> None:
    """Draw the changes, newest first; `restore` puts an earlier table in the place of the present one."""
    if len(pasts) < 2:  # noqa: PLR2004 - one is as it was made
        st.caption(_("It has not changed since it was made."))
        return
    befores = [*pasts[1:], None]
    event = st.dataframe(
        [
            {
                "version": past.version,
                "at": ago(past.at),
                "by": past.by,
                "what": changed(before.table if before else None, past.table),
                "note": past.note,
            }
            for past, before in zip(pasts, befores, strict=True)
        ],
        key=f"{key}.{len(pasts)}",
        hide_index=True,
        height=tall(len(pasts), 8),
        on_select="rerun",
        selection_mode="single-row",
        alt=_("Changes of the table"),
        column_config={
            "version": st.column_config.NumberColumn(_("Version"), width=70),
            "at": st.column_config.TextColumn(_("When"), width=110),
            "by": st.column_config.TextColumn(_("By"), width=110),
            "what": st.column_config.TextColumn(_("What"), width="large"),
            "note": st.column_config.TextColumn(_("Note"), width="medium"),
        },
    )
    rows = [int(n) for n in event.selection["rows"]]
    past = pasts[rows[0]] if rows and rows[0] < len(pasts) else None
    if past is not None and past.table is not None:
        label = _("Restore the rows of version {n}", n=past.version)
        if st.button(label, icon=":material/history:", key=f"{key}.restore"):
            restore(past.table)
            st.rerun()


def changed(before: Table | None, after: Table | None) -> str:
    """What became of a table's rows, in one line: `NL: 2 → 3; new: SE; gone: FR`."""
    if after is None:
        return _("taken out")
    if before is None:
        return n_("made, with {n} row", "made, with {n} rows", len(after.rows))
    old, new = before.rows, after.rows
    told = [
        f"{name}: {short(old[name])} → {short(new[name])}"
        for name in new
        if name in old and old[name] != new[name]
    ]
    said = ["; ".join(told)] if told else []
    added, gone = [n for n in new if n not in old], [n for n in old if n not in new]
    said += [_("new: {names}", names=", ".join(added))] if added else []
    said += [_("gone: {names}", names=", ".join(gone))] if gone else []
    if (before.has_default, before.default) != (after.has_default, after.default):
        said.append(
            _("default: {value}", value=short(after.default) or _("empty"))
            if after.has_default
            else _("no default any more")
        )
    return short("; ".join(said) or _("the order of rows"), 300)
