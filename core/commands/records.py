"""Single records: found by what people know of them, left out for good, and forgotten."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.command import command
from core.commands.person import who
from core.commands.terminal import Terminal, shown

if TYPE_CHECKING:
    from core.workspace import Known

records = typer.Typer()


@command(records, "record")
def record(
    terminal: Terminal,
    word: Annotated[
        str,
        typer.Argument(
            metavar="WORD", help="An order number, e-mail address, article code or key.", show_default=False
        ),
    ],
    *,
    erase: Annotated[
        bool, typer.Option("--erase", help="Forget what was seen, sent and answered of these records.")
    ] = False,
) -> None:
    """Find a record over all flows: what it was, what was sent, what came back, each time it was carried."""
    workspace = terminal.workspace()
    if erase:
        gone = workspace.erase(word, by=who())
        terminal.tell({"erased": gone}, f"{gone} payloads are forgotten; that they were carried stays known.")
        return
    found = workspace.find_records(word)
    terminal.show(
        [asdict(each) for each in found],
        ("flow", "record", "found by", "when", "verdict", "in the target", "why"),
        [row for each in found for row in _rows(each)],
        none=f"Nothing is kept that {word} names; what is older than a flow's retention is forgotten.",
    )


def _rows(known: Known) -> list[tuple[object, ...]]:
    found_by = ", ".join(f"{to} = {shown(value)}" for to, value in known.match.items())
    if not known.passports:
        entry = known.entry
        state = entry.state.value if entry is not None else ""
        target, why = (entry.target_key, entry.why) if entry is not None else (None, "")
        return [(known.flow, known.key, found_by, entry.at if entry else None, state, target, why)]
    return [
        (known.flow, known.key, found_by, each.at, each.verdict.value, each.target_key, each.why)
        for each in known.passports
    ]


@command(records, "skip")
def skip(
    terminal: Terminal,
    flow: Annotated[str, typer.Argument(metavar="FLOW", help="The flow's name.", show_default=False)],
    key: Annotated[str, typer.Argument(metavar="KEY", help="The record's key.", show_default=False)],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is never to be carried.")],
) -> None:
    """Leave a record out for good; `koppel retry FLOW --key KEY` takes it up again."""
    by = who()
    terminal.workspace().skip(flow, key, reason, by=by)
    terminal.tell(
        {"flow": flow, "key": key, "skipped": True, "by": by, "reason": reason},
        f"{key} is left out for good. To take it up again: koppel retry {flow} --key {key}",
    )


@command(records, "keep")
def keep(
    terminal: Terminal,
    flow: Annotated[str, typer.Argument(metavar="FLOW", help="The flow's name.", show_default=False)],
    days: Annotated[
        int | None, typer.Option(min=0, max=3650, metavar="N", help="Days from now on; 0 keeps nothing.")
    ] = None,
) -> None:
    """Show or set for how many days a flow keeps what it saw, sent and was answered, encrypted."""
    workspace = terminal.workspace()
    if days is not None:
        workspace.keep_days(flow, days, by=who())
    kept = workspace.keeps_days(flow)
    told = (
        f"The flow {flow} keeps no payloads."
        if not kept
        else f"The flow {flow} keeps payloads for one day."
        if kept == 1
        else f"The flow {flow} keeps payloads for {kept} days."
    )
    terminal.tell({"flow": flow, "days": kept}, told)
