"""Alerts: what is wrong with flows and connections, and which changes of it people are told.

People are told when something goes wrong, once a day while it still is, and when it is over; never of each
run or record. What stands still by a connection is that connection's trouble alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from core.errors import ConsentNeeded, KoppelError, TransientError
from core.records import RunState
from core.runs.drift import said
from core.store import Alert, Run, Trouble, Watched

#: What can be wrong.
CONNECTION, FAILING, PARKED, LATE, SILENT = "connection", "failing", "parked", "late", "silent"
DRIFT = "drift"
DOWN, STILL, RECOVERED = "down", "still", "recovered"
#: How often people are reminded of what is still wrong.
REMIND = timedelta(days=1)
#: How late a schedule may be looked at, and how long a run may wait to begin.
LATE_BY, WAITS_AT_MOST = timedelta(minutes=2), timedelta(minutes=30)
#: A flow is silent when it carried nothing in so many runs more than ever before, and in at least so many.
SILENT_BEYOND, SILENT_RUNS = 2, 3
#: So many runs must have carried something before nothing is strange.
USUALLY = 5


def decided(
    watched: Sequence[Watched], known: Sequence[Trouble], now: datetime
) -> tuple[list[Trouble], list[Alert]]:
    """Say what is wrong now, with since when it is and when it was told, and the changes to be told."""
    before = {each.place: each for each in known}
    wrong = {each.place: each for each in _wrong(watched, known, now)}
    kept, alerts = [], []
    for place, each in wrong.items():
        was = before.get(place)
        if was is None:
            kept.append(replace(each, since=now, told=now))
            alerts.append(Alert(DOWN, each, now))
        elif now - was.told >= REMIND:
            kept.append(replace(each, since=was.since, told=now))
            alerts.append(Alert(STILL, each, now))
        else:
            kept.append(replace(each, since=was.since, told=was.told))
    alerts += [Alert(RECOVERED, was, now)
               for place, was in before.items() if place not in wrong]  # fmt: skip
    order = {each.place: n for n, each in enumerate(known)}
    return sorted(kept, key=lambda each: order.get(each.place, len(order))), alerts


def quiet(now: datetime, begins: str, ends: str, zone: str) -> bool:
    """Whether nobody wants to be told at this hour; `begins` and `ends` are wall times of the zone."""
    wall = now.astimezone(ZoneInfo(zone)).strftime("%H:%M")
    if not begins or begins == ends:
        return False
    return begins <= wall < ends if begins < ends else wall >= begins or wall < ends


def blamed(error: KoppelError, run: Run) -> str:
    """Give the connection by which a run failed, if it is what is wrong: it must wait, or needs a person."""
    if not isinstance(error, ConsentNeeded | TransientError):
        return ""
    named = [name for name in dict.fromkeys((run.source, run.target)) if name and f"({name})" in str(error)]
    return named[0] if len(named) == 1 else ""


def _wrong(watched: Sequence[Watched], known: Sequence[Trouble], now: datetime) -> Iterator[Trouble]:
    blames = _connections(watched)
    yield from blames.values()
    idle = {flow for each in blames.values() for flow in each.flows}
    there = {each.place for each in known}
    for flow in watched:
        if flow.flow in idle:  # what else is wrong with it shows once the connection works again
            yield from (each for each in known if each.name == flow.flow and each.kind != CONNECTION)
            continue
        if flow.last is not None and flow.last.state is RunState.FAILED:
            yield _failing(flow, flow.last)
        # While a run is under way its records come and go: what it leaves behind is what counts.
        if flow.parked and (not flow.busy or (PARKED, flow.flow) in there):
            yield _parked(flow)
        if late := _late(flow, now):
            yield late
        if silent := _silent(flow):
            yield silent
        if flow.odd:
            yield _drifted(flow)


def _connections(watched: Sequence[Watched]) -> dict[str, Trouble]:
    """The connections by which flows failed last, unless another flow has used them well since."""
    failed = [
        flow.last for flow in watched if flow.last and flow.last.state is RunState.FAILED and flow.last.blames
    ]
    active = {flow.flow for flow in watched if flow.active}
    wrong: dict[str, Trouble] = {}
    for name, runs in groupby(
        sorted(failed, key=lambda run: (run.blames, run.asked)), lambda run: run.blames
    ):
        well = max(
            (f.last.asked for f in watched
             if f.last and f.last.state is RunState.DONE and name in (f.last.source, f.last.target)),
            default=None,
        )  # fmt: skip
        # A flow that starts by itself tells soon whether it is over; one that does not may never run again.
        counted = [run for run in runs if run.flow in active or well is None or run.asked > well]
        if counted:
            wrong[name] = Trouble(
                CONNECTION,
                name,
                counted[0].error,
                "Nothing is lost: the flows go on where they are once it answers. Test the connection, and "
                "authorise it again if it asks for that.",
                _link("connections"),
                tuple(sorted(run.flow for run in counted)),
            )
    return wrong


def _failing(flow: Watched, run: Run) -> Trouble:
    do = "Mend what is told above, then run the flow again; its run shows what was done until then."
    return Trouble(FAILING, flow.flow, run.error, do, _link("runs", run=run.id), (flow.flow,))


def _parked(flow: Watched) -> Trouble:
    key, match, why = flow.first or ("", {}, "")
    named = ", ".join(f"{name} = {value}" for name, value in match.items()) or key
    return Trouble(
        PARKED,
        flow.flow,
        f"Record {named}: {why}",
        "Mend the record, the rule or the target, then press Retry; the flow's other records are carried.",
        _link("records", flow=flow.flow, key=key),
        (flow.flow,),
        key,
        flow.parked - 1,
    )


def _late(flow: Watched, now: datetime) -> Trouble | None:
    if not flow.active or flow.held:
        return None
    if flow.due is None:
        why, do = (
            "its schedule is on, but no next time is known for it",
            "Open the flow and save its schedule again.",
        )
    elif now - flow.due > LATE_BY:
        why = f"its schedule was due at {flow.due:%Y-%m-%d %H:%M} UTC, and nobody has looked at it"
        do = "See with `koppel workers` whether a worker runs, and start one with `koppel worker`."
    elif flow.waits is not None and not flow.busy and now - flow.waits > WAITS_AT_MOST:
        why = f"a run of it has waited since {flow.waits:%Y-%m-%d %H:%M} UTC for a worker"
        do = "Start another worker, or let the connections be used by more runs at once."
    else:
        return None
    return Trouble(
        LATE, flow.flow, f"Flow {flow.flow}: {why}.", do, _link("runs", flow=flow.flow), (flow.flow,)
    )


def _silent(flow: Watched) -> Trouble | None:
    """A flow whose runs end well with nothing to carry, for longer than it ever did."""
    streak, longest, carrying = _streaks(flow.carried)
    if not flow.active or carrying < USUALLY or streak < max(SILENT_RUNS, SILENT_BEYOND * longest + 1):
        return None
    why = (
        f"Flow {flow.flow}: its last {streak} runs ended well and carried no record; before that, {longest} "
        "such runs in a row were the most."
    )
    do = "See in the source whether there really is nothing new, and whether the flow's filter still fits."
    return Trouble(SILENT, flow.flow, why, do, _link("runs", flow=flow.flow), (flow.flow,))


def _drifted(flow: Watched) -> Trouble:
    """A flow whose source is filled otherwise than before."""
    why = f"Flow {flow.flow}, fields of the source: {'; '.join(said(flow.odd))}."
    paused = "The flow is paused. " if flow.held else ""
    do = (
        f"{paused}See in the source what was changed, and mend it there, or the rules. If it is right so, "
        "say that on the flow's page or with `koppel drift FLOW --usual`."
    )
    return Trouble(DRIFT, flow.flow, why, do, _link("notebook", flow=flow.flow), (flow.flow,))


def _streaks(carried: Sequence[int]) -> tuple[int, int, int]:
    """How many runs carried nothing up to now, the longest such row before, and how many carried some."""
    rows = [(empty, sum(1 for _ in same)) for empty, same in groupby(carried, lambda number: not number)]
    streak = rows[0][1] if rows and rows[0][0] else 0
    # The last row is cut off by the end of what was looked at: it may have been longer.
    before = [length for empty, length in rows[1:] if empty]
    return streak, max(before, default=0), sum(1 for number in carried if number)


def _link(page: str, **query: str) -> str:
    return f"/{page}" + (f"?{urlencode(query)}" if query else "")


# --- what people read

_TITLES = {
    CONNECTION: ("{name} cannot be used", "{name} still cannot be used", "{name} works again"),
    FAILING: ("{name} failed", "{name} still fails", "{name} runs again"),
    PARKED: ("{name} has records that wait for you", "{name} still has records that wait for you",
             "{name} has no record waiting any more"),
    LATE: ("{name} is late", "{name} is still late", "{name} is on time again"),
    SILENT: ("{name} carries nothing", "{name} still carries nothing", "{name} carries records again"),
    DRIFT: ("The source of {name} has changed", "The source of {name} is still otherwise than before",
            "The source of {name} is as usual again"),
}  # fmt: skip


def title_of(alert: Alert) -> str:
    """Say in a few words what changed."""
    words = _TITLES[alert.trouble.kind][(DOWN, STILL, RECOVERED).index(alert.change)]
    return words.format(name=alert.trouble.name)


def told(alerts: Sequence[Alert], address: str) -> tuple[str, str]:
    """Give the title and the text of one message with all of these; `address` is where the pages answer."""
    first = title_of(alerts[0])
    title = first if len(alerts) == 1 else f"{first}, and {len(alerts) - 1} more"
    return title, "\n\n".join(_paragraph(alert, address) for alert in alerts)


def _paragraph(alert: Alert, address: str) -> str:
    trouble = alert.trouble
    lines = [f"{title_of(alert)} ({alert.at:%Y-%m-%d %H:%M} UTC)"]
    if alert.change != RECOVERED:
        lines.append(trouble.why)
        if trouble.more:
            one = trouble.more == 1
            lines.append("One more record waits." if one else f"{trouble.more} more records wait.")
        lines.append(f"What to do: {trouble.do}")
    if trouble.kind == CONNECTION:
        lines.append(f"Flows: {', '.join(trouble.flows)}")
    if address and trouble.link:
        lines.append(address.rstrip("/") + trouble.link)
    return "\n".join(lines)
