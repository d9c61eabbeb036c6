"""Sweeping and reconciling: whether everything is where it should be, and accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.commands.carrying import ready, report, watched
from core.commands.command import PARKED, STOPPED, command
from core.commands.given import ConnectionsOption, FlowArgument
from core.commands.moments import FromOption, ToOption
from core.commands.terminal import Terminal, complain, shown
from core.records import COUNTED, Counts, RunState

if TYPE_CHECKING:
    from core.workspace import Balance, Day, SavedSweep, SweptKey, Workspace

sweeping = typer.Typer()

#: What a sweep tells of by key, and what that means.
_TOLD = {
    "missing": "the source has it, the target does not",
    "gone": "it was written, and the target does not have it any more",
    "lost": "it was written, and the source does not have it any more",
    "shared": "another record stands in the target under the same match, and this one was passed over",
}


@command(sweeping, "sweep")
def sweep(
    terminal: Terminal,
    flow: FlowArgument,
    *,
    carry: Annotated[bool, typer.Option("--carry", help="Then carry what is missing in the target.")] = False,
    connections: ConnectionsOption = None,
) -> int:
    """Hold every record of a flow's source against its ledger and its target; nothing is written."""
    workspace, read = ready(terminal, flow, connections)
    run = watched(terminal, f"{read.name}: sweep", None, lambda told: workspace.sweep(read, progress=told))
    swept = workspace.sweep_of(run.id)
    if run.state is not RunState.DONE or swept is None:
        complain(run.error or f"The sweep is {run.state.value}.")
        return STOPPED
    told: dict[str, list[SweptKey]] = {
        finding.value: workspace.found(swept, finding) for finding in swept.counts if finding.value in _TOLD
    }
    if not carry or not told["missing"]:
        _tell(terminal, swept, told)
        return PARKED if any(told.values()) else 0
    if not terminal.json:
        _tell(terminal, swept, told)
    carried = watched(
        terminal, read.name, len(told["missing"]), lambda seen: workspace.carry_missing(read, progress=seen)
    )
    return report(terminal, carried)


def _tell(terminal: Terminal, swept: SavedSweep, told: dict[str, list[SweptKey]]) -> None:
    numbers = {finding.value: number for finding, number in swept.counts.items()}
    if terminal.json:
        keys = {name: [{"key": e.key, "match": e.match, "target_key": e.target_key} for e in found]
                for name, found in told.items()}  # fmt: skip
        about = {"run": swept.run, "flow": swept.flow, "untimed": swept.untimed, "target_asked": swept.asked}
        terminal.document({**about, "counts": numbers, **keys})
        return
    terminal.table(list(numbers), [list(numbers.values())])
    if not swept.asked:
        terminal.say(
            "\nThe target cannot be asked for a record: only the ledger was held against the source."
        )
    if swept.untimed:
        terminal.say(f"\n{swept.untimed} records have no time of change: only a sweep notices them.")
    rows = [
        (name, each.key, ", ".join(f"{to} = {shown(v)}" for to, v in each.match.items()), each.target_key)
        for name, found in told.items()
        for each in found
    ]
    terminal.say("")
    terminal.table(("", "record", "found by", "in the target"), rows, none="Nothing is missing.")
    for name in {row[0]: None for row in rows}:
        terminal.say(f"{name}: {_TOLD[name]}")


@command(sweeping, "reconcile")
def reconcile(
    terminal: Terminal, flow: FlowArgument, *, first: FromOption = None, last: ToOption = None
) -> int:
    """Show for each day of a flow what became of the records that were read, and whether it adds up."""
    workspace = terminal.workspace()
    balance = workspace.balance(workspace.flow(flow).name, first, last)
    if terminal.json:
        terminal.document(_document(workspace, balance))
    else:
        _show(terminal, workspace, balance)
    return 0 if balance.balanced else PARKED


def _document(workspace: Workspace, balance: Balance) -> dict[str, Any]:
    def told(day: Day) -> dict[str, Any]:
        keys = {
            name: [key for _, key in workspace.behind(balance.flow, day.day, verdict)]
            for verdict, name in COUNTED.items()
            if getattr(day.behind, name)
        }
        odd = {"behind": day.behind.as_dict(), "unaccounted": _unaccounted(workspace, balance, day)}
        whole = {"day": str(day.day), "runs": day.runs, "counts": day.counts.as_dict()}
        return whole | {"balanced": day.balanced, "keys": keys} | ({} if day.balanced else odd)

    return {
        "flow": balance.flow,
        "timezone": balance.zone,
        "from": str(balance.first),
        "to": str(balance.last),
        "balanced": balance.balanced,
        "days": [told(day) for day in balance.days],
        "sum": balance.sum.counts.as_dict(),
        "sweep": _sweep(balance),
    }


def _sweep(balance: Balance) -> dict[str, Any] | None:
    if balance.sweep is None:
        return None
    found = balance.sweep.found
    counts = {finding.value: number for finding, number in found.counts.items()}
    return {"run": found.run, "at": found.at, "counts": counts, "still_missing": balance.sweep.missing}


def _unaccounted(workspace: Workspace, balance: Balance, day: Day) -> list[str]:
    return [key for _, key in workspace.unaccounted(balance.flow, day.day)]


def _show(terminal: Terminal, workspace: Workspace, balance: Balance) -> None:
    names = [name for name in Counts().as_dict() if name == "read" or getattr(balance.sum.counts, name)]
    rows = [
        (day.day, day.runs, *(getattr(day.counts, n) for n in names), "yes" if day.balanced else "NO")
        for day in balance.days
    ]
    total = ("sum", balance.sum.runs, *(getattr(balance.sum.counts, n) for n in names), "")
    terminal.table(
        ("day", "runs", *names, "adds up"),
        [*rows, *([total] if rows else [])],
        none=f"No run from {balance.first} to {balance.last}.",
    )
    for day in balance.days:
        if not day.balanced:
            keys = ", ".join(_unaccounted(workspace, balance, day)) or "none that the ledger knows"
            terminal.say(f"\n{day.day}: {', '.join(day.odd)} do not add up; not written down: {keys}")
    if balance.sweep is None:
        terminal.say(f"\nIt was not held against the target yet: koppel sweep {balance.flow}")
        return
    counts, at = balance.sweep.found.counts, balance.sweep.found.at.astimezone()
    numbers = {finding.value: number for finding, number in counts.items()}
    terminal.say(
        f"\nHeld against the target {at:%Y-%m-%d %H:%M}: {numbers['there']} there, "
        f"{balance.sweep.missing} missing, {numbers['gone']} gone, {numbers['lost']} lost in the source"
    )
