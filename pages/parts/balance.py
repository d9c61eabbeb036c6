"""The balance of one flow, day by day: what was read, what became of it, and the records behind a number."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from core.records import COUNTED, Counts
from core.workspace import Balance, Day, Workspace
from pages.parts import sweep_view
from pages.parts.chips import tall
from pages.parts.run_view import balance as equation
from pages.parts.wording import counted, plain

_USUAL = 31
_KEYS = 500


def draw(workspace: Workspace, flow: str | None) -> None:
    """Draw the days of a flow, the sum over them, and how it stands in the target."""
    known = workspace.titles()
    if flow is None and len(known) == 1:
        flow = next(iter(known))
    if flow is None:
        st.info("Choose a flow: days are counted in its own time zone.", icon=":material/balance:")
        return
    first, last = _choose_days(workspace, flow)
    found = workspace.balance(flow, first, last)
    _head(found)
    if found.days:
        _days(found)
        _behind(workspace, found)
    st.divider()
    sweep_view.draw(workspace, flow)


def _choose_days(workspace: Workspace, flow: str) -> tuple[date, date]:
    today = datetime.now(ZoneInfo(workspace.zone_of(flow))).date()
    chosen = st.date_input(
        "Days",
        (today - timedelta(days=_USUAL - 1), today),
        max_value=today,
        key=f"balance.days.{flow}",
        width=260,
    )
    # while a person is choosing, there may be one day, or none
    days = list(chosen)
    return min(days, default=today), max(days, default=today)


def _head(found: Balance) -> None:
    if not found.days:
        st.caption(f"No run was asked for from {found.first} to {found.last} ({found.zone}).")
        return
    st.markdown(equation(found.sum.counts))
    odd = [day for day in found.days if not day.balanced]
    if odd:
        verb = "does" if len(odd) == 1 else "do"
        st.error(
            f"{counted(len(odd), 'day')} {verb} not add up: see below which records are not written down.",
            icon=":material/error:",
        )
    else:
        runs = counted(found.sum.runs, "run")
        st.caption(
            f":green[:material/check_circle:] Every record read in {runs} is accounted for · "
            f"days in {plain(found.zone)}"
        )


def _days(found: Balance) -> None:
    """Draw a row for each day; only the numbers that there are have a column."""
    names = [name for name in Counts().as_dict() if name == "read" or getattr(found.sum.counts, name)]
    st.dataframe(
        [_row(day) for day in reversed(found.days)],
        hide_index=True,
        height=tall(len(found.days), 12),
        width="content",
        alt="The balance of each day",
        column_order=["day", "adds up", "runs", *names],
        column_config={
            "day": st.column_config.DateColumn("Day", width=110, format="ddd D MMM YYYY"),
            "adds up": st.column_config.MultiselectColumn(
                "Adds up", options=["yes", "no"], color=["green", "red"], width=80
            ),
            "runs": st.column_config.NumberColumn("Runs", width=70),
            **{name: st.column_config.NumberColumn(name.capitalize(), width=90) for name in names},
        },
    )


def _row(day: Day) -> dict[str, Any]:
    word = "yes" if day.balanced else "no"
    return {"day": day.day, "adds up": [word], "runs": day.runs, **day.counts.as_dict()}


def _behind(workspace: Workspace, found: Balance) -> None:
    """Draw the records behind one number of one day."""
    with st.expander("The records behind a number", icon=":material/list:", expanded=_any_odd(found)):
        days = {day.day: day for day in reversed(found.days)}
        chosen = st.selectbox(
            "Day",
            sorted(days, key=lambda each: (days[each].balanced, -each.toordinal())),
            key=f"balance.day.{found.flow}",
            width=220,
            format_func=lambda each: f"{each:%a %-d %b %Y}",
        )
        day = days[chosen]
        _not_written_down(workspace, found, day)
        numbers = {name: verdict for verdict, name in COUNTED.items() if getattr(day.counts, name)}
        name = st.pills(
            "Number",
            list(numbers),
            key=f"balance.number.{found.flow}.{chosen}",
            format_func=lambda each: f"{each} {getattr(day.counts, each):,}",
            label_visibility="collapsed",
        )
        if name is None:
            return
        keys = workspace.behind(found.flow, day.day, numbers[name], _KEYS)
        st.dataframe(
            [{"key": key, "run": run} for run, key in keys],
            hide_index=True,
            height=tall(len(keys), 10),
            width="content",
            alt="Records",
            column_config={
                "key": st.column_config.TextColumn("Source key", width=260),
                "run": st.column_config.TextColumn("Run", width=160),
            },
        )
        if len(keys) == _KEYS:
            st.caption(f"The first {_KEYS}. All of them: `koppel reconcile {found.flow} --json`")


def _any_odd(found: Balance) -> bool:
    return any(not day.balanced for day in found.days)


def _not_written_down(workspace: Workspace, found: Balance, day: Day) -> None:
    if day.balanced:
        return
    behind = day.behind.as_dict()
    counts = day.counts.as_dict()
    wrong = "; ".join(
        f"{counts[name]:,} {name}, of which {behind[name]:,} are written down" for name in day.odd
    )
    keys = [key for _, key in workspace.unaccounted(found.flow, day.day, _KEYS)]
    named = f" Not written down: {', '.join(keys)}." if keys else " The ledger does not know them either."
    st.error(plain(f"{wrong}.{named}"), icon=":material/error:")
