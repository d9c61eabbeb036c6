"""What the records of a preview say about their flow: tables for people, one document for programs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from core.commands.terminal import Terminal, shown
from core.records import Fault, JsonObject

if TYPE_CHECKING:
    from core.insight import Coverage, Gap, Insight, Reason, Unlisted

_INDEX = re.compile(r"\[\d+\]")


def explained(faults: Sequence[Fault], reasons: Sequence[Reason]) -> str:
    """The faults of a record, what lies behind each below it."""
    why = {id(reason.fault): reason.why for reason in reasons if reason.fault is not None}
    lines = []
    for fault in faults:
        lines.append(f"{fault.to}: {fault.why}")
        if why.get(id(fault)):
            lines.append(f"  → {why[id(fault)]}")
    return "\n".join(lines)


def show(terminal: Terminal, insight: Insight, keys: Sequence[str]) -> None:
    """Print how the target is covered, what is not read, and which values a table lacks."""
    worth = [each for each in insight.coverage if each.mapped or each.required]
    why = _why_empty(insight.reasons)
    terminal.say("\nThe target's fields")
    terminal.table(
        ("field", "required", "rule", "filled", "different", "faults", "longest", "example", "why empty"),
        (_covered(each, why) for each in worth),
        none="The flow gives no field.",
    )
    if left := len(insight.coverage) - len(worth):
        terminal.say(
            "One more field could be given, and need not be."
            if left == 1
            else f"{left} more fields could be given, and need not be."
        )
    terminal.say("\nSource fields with data that nothing reads")
    terminal.table(
        ("field", "records", "example"),
        ((each.path, f"{each.filled} of {len(keys)}", _example(each.example)) for each in insight.unused),
        none="There are none: everything is read.",
    )
    terminal.say("\nSource values that a table does not list")
    terminal.table(
        ("table", "value", "records", "rules", "becomes", "for example"),
        (_lacking(each, keys) for each in insight.unlisted),
        none="There are none.",
    )


def document(insight: Insight, keys: Sequence[str]) -> JsonObject:
    """Everything as JSON; records are named by their keys."""
    return {
        "records": len(keys),
        "coverage": [_fields(each) for each in insight.coverage],
        "unused": [
            {"path": each.path, "type": each.type, "filled": each.filled, "example": each.example}
            for each in insight.unused
        ],
        "unlisted": [
            {
                "table": each.table,
                "value": each.value,
                "records": each.records,
                "examples": [keys[n] for n in each.examples],
                "rules": each.rules,
                "default": each.default,
                "has_default": each.has_default,
            }
            for each in insight.unlisted
        ],
        "reasons": [
            {
                "key": key,
                "to": reason.to,
                "fault": reason.fault,
                "why": reason.why,
                "gaps": [_gap(gap) for gap in reason.gaps],
            }
            for key, reasons in zip(keys, insight.reasons, strict=True)
            for reason in reasons
        ],
    }


def _fields(each: Coverage) -> JsonObject:
    return {
        "to": each.to,
        "type": each.field.type if each.field else None,
        "required": each.required,
        "mapped": each.mapped,
        "filled": each.filled,
        "of": each.of,
        "distinct": each.distinct,
        "common": each.common,
        "wrong_type": each.wrong_type,
        "wrong": each.wrong,
        "longest": each.longest,
        "max_length": each.field.max_length if each.field else None,
        "example": each.example,
    }


def _gap(gap: Gap) -> JsonObject:
    return {
        "cause": gap.cause,
        "path": gap.path,
        "at": gap.at,
        "segment": gap.segment,
        "found": gap.found,
        "missing": gap.missing,
        "of": gap.of,
        "nearest": gap.nearest,
        "write": gap.write,
        "why": gap.why,
    }


def _covered(each: Coverage, why: dict[str, str]) -> tuple[Any, ...]:
    most = each.field.max_length if each.field else None
    return (
        each.to,
        each.required,
        each.mapped,
        f"{each.filled} of {each.of}",
        "over 1000" if each.distinct is None else each.distinct,
        each.wrong_type + each.wrong or "",
        f"{each.longest} of {most}" if most and each.longest else each.longest or "",
        _example(each.example),
        why.get(each.to, "") if each.filled < each.of else "",
    )


def _lacking(each: Unlisted, keys: Sequence[str]) -> tuple[Any, ...]:
    becomes = f"the default {shown(each.default)}" if each.has_default else "a fault"
    examples = ", ".join(keys[n] for n in each.examples)
    return each.table, each.value, each.records, ", ".join(each.rules), becomes, examples


def _why_empty(reasons: Sequence[Sequence[Reason]]) -> dict[str, str]:
    """For each field the reason that was met most often."""
    met = Counter((_INDEX.sub("", to), why) for to, why in _every(reasons) if why)
    return {to: why for (to, why), _ in reversed(met.most_common())}


def _every(reasons: Sequence[Sequence[Reason]]) -> Iterator[tuple[str, str]]:
    for record in reasons:
        for reason in record:
            yield reason.to, reason.why


def _example(value: Any) -> str:
    text = shown(value)
    return text if len(text) <= 40 else text[:40] + "…"  # noqa: PLR2004  - leaves room for the other columns
