"""The balance of one flow, day by day: what was read, what became of it, and the records behind a number."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from core.language import N_, _, current, day_order, n_, weekday, whole
from core.records import COUNTED, Counts
from core.workspace import Balance, Day, Workspace
from pages.parts import sweep_view
from pages.parts.chips import tall, wide
from pages.parts.run_view import balance as equation
from pages.parts.tally import heading, tally
from pages.parts.wording import plain

_USUAL = 31
_KEYS = 500
_ADDS_UP = {N_("yes"): "green", N_("no"): "red"}


def draw(workspace: Workspace, flow: str | None) -> None:
    """Draw the days of a flow, the sum over them, and how it stands in the target."""
    known = workspace.titles()
    if flow is None and len(known) == 1:
        flow = next(iter(known))
    if flow is None:
        st.info(_("Choose a flow: days are counted in its own time zone."), icon=":material/balance:")
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
        _("Days"),
        (today - timedelta(days=_USUAL - 1), today),
        max_value=today,
        format=day_order(),
        key=f"balance.days.{flow}",
        width=260,
    )
    # while a person is choosing, there may be one day, or none
    days = list(chosen)
    return min(days, default=today), max(days, default=today)


def _head(found: Balance) -> None:
    if not found.days:
        st.caption(
            _(
                "No run was asked for from {first} to {last} ({zone}).",
                first=found.first,
                last=found.last,
                zone=found.zone,
            )
        )
        return
    st.markdown(equation(found.sum.counts))
    odd = [day for day in found.days if not day.balanced]
    if odd:
        st.error(
            n_(
                "{n} day does not add up: see below which records are not written down.",
                "{n} days do not add up: see below which records are not written down.",
                len(odd),
            ),
            icon=":material/error:",
        )
    else:
        words = n_(
            "Every record read in {n} run is accounted for · days in {zone}",
            "Every record read in {n} runs is accounted for · days in {zone}",
            found.sum.runs,
            zone=plain(found.zone),
        )
        st.caption(f":green[:material/check_circle:] {words}")


def _days(found: Balance) -> None:
    """Draw a row for each day; only the numbers that there are have a column."""
    names = [name for name in Counts().as_dict() if name == "read" or getattr(found.sum.counts, name)]
    st.dataframe(
        [_row(day) for day in reversed(found.days)],
        hide_index=True,
        height=tall(len(found.days), 12),
        width="content",
        alt=_("The balance of each day"),
        column_order=["day", "adds up", "runs", *names],
        column_config={
            "day": st.column_config.DateColumn(_("Day"), width=110, format=_form()),
            "adds up": st.column_config.MultiselectColumn(
                _("Adds up"),
                options=list(_ADDS_UP),
                color=list(_ADDS_UP.values()),
                format_func=_,
                width=80,
            ),
            "runs": st.column_config.NumberColumn(_("Runs"), width=wide(_("Runs"), 70)),
            **{
                name: st.column_config.NumberColumn(heading(name), width=wide(heading(name), 90))
                for name in names
            },
        },
    )


def _form() -> str:
    """How the table writes a day: its names of days and months are English alone."""
    return "ddd D MMM YYYY" if current() == "en" else day_order()


def _row(day: Day) -> dict[str, Any]:
    word = "yes" if day.balanced else "no"
    return {"day": day.day, "adds up": [word], "runs": day.runs, **day.counts.as_dict()}


def _behind(workspace: Workspace, found: Balance) -> None:
    """Draw the records behind one number of one day."""
    with st.expander(_("The records behind a number"), icon=":material/list:", expanded=_any_odd(found)):
        days = {day.day: day for day in reversed(found.days)}
        chosen = st.selectbox(
            _("Day"),
            sorted(days, key=lambda each: (days[each].balanced, -each.toordinal())),
            key=f"balance.day.{found.flow}",
            width=220,
            format_func=weekday,
        )
        day = days[chosen]
        _not_written_down(workspace, found, day)
        numbers = {name: verdict for verdict, name in COUNTED.items() if getattr(day.counts, name)}
        name = st.pills(
            _("Number"),
            list(numbers),
            key=f"balance.number.{found.flow}.{chosen}",
            format_func=lambda each: tally(each, getattr(day.counts, each)),
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
            alt=_("Records"),
            column_config={
                "key": st.column_config.TextColumn(_("Source key"), width=260),
                "run": st.column_config.TextColumn(_("Run"), width=160),
            },
        )
        if len(keys) == _KEYS:
            command = f"`koppel reconcile {found.flow} --json`"
            st.caption(_("The first {n}. All of them: {command}", n=_KEYS, command=command))


def _any_odd(found: Balance) -> bool:
    return any(not day.balanced for day in found.days)


def _not_written_down(workspace: Workspace, found: Balance, day: Day) -> None:
    if day.balanced:
        return
    behind = day.behind.as_dict()
    counts = day.counts.as_dict()
    wrong = "; ".join(
        _(
            "{counted}, of which {known} are written down",
            counted=tally(name, counts[name]),
            known=whole(behind[name]),
        )
        for name in day.odd
    )
    keys = [key for _run, key in workspace.unaccounted(found.flow, day.day, _KEYS)]
    said = (
        _("{wrong}. Not written down: {keys}.", wrong=wrong, keys=", ".join(keys))
        if keys
        else _("{wrong}. The ledger does not know them either.", wrong=wrong)
    )
    st.error(plain(said), icon=":material/error:")
