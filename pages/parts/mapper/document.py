"""The document that the browser edits: the rules of the flow and of its checks, as JSON."""

from __future__ import annotations

from typing import Any

from core.flow import Flow, Rule, Table
from core.records import JsonObject


def written(flow: Flow) -> JsonObject:
    """A flow's rules for the browser: `{"map": […], "checks": {name: […]}}`."""
    return {
        "map": [rule_written(rule) for rule in flow.map],
        "checks": {check.name: [rule_written(rule) for rule in check.map] for check in flow.checks},
    }


def rule_written(rule: Rule) -> JsonObject:
    """One rule for the browser, what it leaves at its default left out."""
    return {"to": rule.to, **rule.model_dump(mode="json", exclude_defaults=True)}


def read(flow: Flow, document: JsonObject) -> Flow:
    """The flow with the rules that the browser sent, and the tables; ValueError says which of them is none.

    A flow, and a check that makes something, keep their last rule: without any they are none.
    """
    checks = document.get("checks") or {}
    return flow.model_copy(
        update={
            "map": rules(document.get("map")) or flow.map,
            "tables": with_tables(flow, document.get("tables")).tables,
            "checks": tuple(
                each.model_copy(update={"map": rules(checks.get(each.name)) or each.map})
                if each.map
                else each
                for each in flow.checks
            ),
        }
    )


def with_tables(flow: Flow, sent: Any) -> Flow:
    """The flow with the value tables that a rule needs and the flow does not have yet."""
    new = {name: Table(rows=rows) for name, rows in (sent or {}).items() if name not in flow.tables}
    return flow.model_copy(update={"tables": {**flow.tables, **new}}) if new else flow


def rules(sent: Any) -> tuple[Rule, ...]:
    """The rules of a list; one that says nothing yet is left out, as is a list without rules for its rows."""
    return tuple(made for one in sent or [] if (made := _rule(one)) is not None)


def _rule(sent: JsonObject) -> Rule | None:
    kept = {name: value for name, value in sent.items() if value not in (None, "", [])}
    if "each" in kept:
        inner = rules(sent.get("map"))
        return Rule.model_validate({**kept, "map": inner}) if inner else None
    return Rule.model_validate(kept) if kept.keys() & {"select", "transform"} else None
