"""Stored plans as they are told: their records, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.commands.terminal import Terminal, shown
from core.records import Decision, JsonObject

if TYPE_CHECKING:
    from core.workspace import SavedPlan


def tell_plan(terminal: Terminal, plan: SavedPlan, flow: str) -> None:
    """Tell which plan was kept, until when it holds, and what to do next."""
    if terminal.json:
        terminal.line(facts(plan))
        return
    terminal.say(f"\nThe plan {plan.id} is kept, and holds until {shown(plan.until)}.")
    if plan.writes:
        terminal.say(f"Approve it: koppel approve {plan.id}\nRun it: koppel run {flow} --plan {plan.id}")


def facts(plan: SavedPlan) -> JsonObject:
    """A plan for a program."""
    return {
        "plan": plan.id,
        "flow": plan.flow,
        "at": plan.at,
        "until": plan.until,
        "by": plan.by,
        "whole": plan.whole,
        "counts": plan.counts,
        "approved": plan.approved,
        "approved_by": plan.approved_by,
        "approved_at": plan.approved_at,
    }


def decided(decision: Decision) -> JsonObject:
    """What would happen to a record, for a program."""
    return {
        "key": decision.key,
        "verdict": decision.verdict,
        "why": decision.why,
        "match": decision.match,
        "target_key": decision.target_key,
        "steps": decision.steps,
        "differences": decision.differences,
        "payload": decision.payload,
    }
