"""The answers to what the browser asks while a person edits: results, suggestions, rules by example."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from core.documents import digest
from core.flow import Rule
from core.insight import Reason
from core.language import _, n_, translated, whole
from core.records import JsonObject
from core.suggestions import Example, Guess, Guesses, Suggestion
from core.workspace import plainly, tidy_select, tidy_transform
from pages.parts.mapper.asked import Asked, said
from pages.parts.mapper.document import rule_written, with_tables
from pages.parts.mapper.grant import Desk
from pages.parts.mapper.schema import values
from pages.parts.mapper.way_out import ways_out
from pages.parts.samples import Samples
from pages.parts.wording import listed, short

_TOLD = 3
_VALUES = 5
_SHOWN = 200
_EXAMPLES = 5
_RULES_AT_MOST = 200


def preview(desk: Desk, sent: JsonObject) -> JsonObject:
    """What rules give: `{record, rules: {id: {check, around, rule}}, open: id, source: bool}`.

    `open` is the one in the editor, of which every sample is told; `source` asks for the record's values.
    """
    n = int(sent.get("record") or 0)
    desk = replace(desk, flow=with_tables(desk.flow, sent.get("tables")))
    if len(sent.get("rules") or {}) > _RULES_AT_MOST:
        raise ValueError(f"more than {_RULES_AT_MOST} rules are asked about at once")
    asked = {str(name): Asked.read(one) for name, one in dict(sent.get("rules") or {}).items()}
    answer: JsonObject = {
        "outcomes": {name: one.answer(desk, n) if one else None for name, one in asked.items()}
    }
    opened = asked.get(str(sent.get("open") or ""))
    if opened is not None:
        answer["open"] = _opened(desk, opened, n)
    if sent.get("source"):
        answer["values"] = values(desk, n)
    return answer


def _opened(desk: Desk, asked: Asked, n: int) -> JsonObject:
    """What the editor shows beside the answer of the tree: every sample, and why this one gives nothing."""
    found = asked.outcome(desk)
    rows = asked.rule.each is not None
    answer: JsonObject = {
        "values": [said(found, k, rows=rows, characters=_SHOWN) for k in range(len(found.values))],
        "faults": {str(k): translated(fault.why) for k, fault in enumerate(found.faults) if fault},
        "said": plainly(asked.rule.select, asked.rule.transform) if not rows else "",
    }
    if tidy := _tidy(asked.rule):
        answer["tidy"] = tidy
    if found.values and n < len(found.values) and (found.faults[n] or not said(found, n, rows=rows)):
        answer |= _explained(asked.rule, asked.reasons(desk, n))
    return answer


def _tidy(rule: Rule) -> JsonObject:
    """The expressions of a rule that could be written more tidily, as they would be then."""
    made = {
        "select": tidy_select(rule.select or ""),
        "each": tidy_select(rule.each or ""),
        "transform": tidy_transform(rule.transform or ""),
    }
    return {part: text for part, text in made.items() if text != (getattr(rule, part) or "")}


def _explained(rule: Rule, reasons: tuple[Reason, ...]) -> JsonObject:
    out = {way.text: way.changes for each in reasons for gap in each.gaps for way in ways_out(rule, gap)}
    return {
        "why": list(dict.fromkeys(translated(each.why) for each in reasons if each.why))[:_TOLD],
        "ways": [{"text": text, "changes": changes} for text, changes in list(out.items())[:_TOLD]],
    }


def suggestions(desk: Desk, sent: JsonObject) -> JsonObject:
    """Rules that the fields of a block are likely to want: `{check, around}`; best first, by target field."""
    if not desk.samples:
        return {"suggestions": {}}
    check, around = str(sent.get("check") or ""), _around(sent)
    found = _suggested(
        desk, desk.samples, str(desk.workspace.home), _known(desk, check, around), check, around
    )
    return {"suggestions": {to: [_offer(one) for one in some[:_TOLD]] for to, some in found.items()}}


def _offer(one: Suggestion) -> JsonObject:
    return {
        "rule": rule_written(one.rule),
        "score": one.score,
        "why": translated(one.why),
        "example": short(one.example, 60),
    }


Around = tuple[tuple[str, str], ...]


def _around(sent: JsonObject) -> Around:
    return tuple((str(to), str(each)) for to, each in sent.get("around") or ())


def _known(desk: Desk, check: str, around: Around) -> str:
    """All that suggestions depend on beside what is wanted."""
    flow = desk.flow
    ends = [flow.source.connection, flow.source.resource, flow.target.connection, flow.target.resource]
    return digest(
        {
            "samples": desk.samples.id if desk.samples else "",
            "ends": ends,
            "block": [check, around],
            "settings": flow.settings,
            "tables": {name: table.model_dump(mode="json") for name, table in flow.tables.items()},
            "checks": [[check.name, check.resource, check.each] for check in flow.checks],
        }
    )


def _lists(desk: Desk, check: str, around: Around) -> list[str]:
    """The lists whose rows a block sees: that of its check first."""
    outer = next((one.each for one in desk.flow.checks if one.name == check), None)
    return [*([outer] if outer else []), *(each for _to, each in around)]


@st.cache_resource(max_entries=200, ttl="4h", show_spinner=False)
def _suggested(
    _desk: Desk,
    _samples: Samples,
    home: str,  # noqa: ARG001  with `known` the key of the cache
    known: str,  # noqa: ARG001
    check: str,
    around: Around,
) -> dict[str, tuple[Suggestion, ...]]:
    return _desk.workspace.suggestions(
        _desk.flow,
        _samples.records,
        check=check,
        inside=[to for to, _each in around],
        lists=_lists(_desk, check, around),
    )


def by_example(desk: Desk, sent: JsonObject) -> JsonObject:
    """Rules that give what is wanted of single samples: `{check, around, to, record, wanted: {place: text}}`.

    `places` are those for which an example is asked, the first ones from the record that is looked at.
    """
    samples = desk.samples
    if not samples:
        return {"places": [], "guesses": []}
    check, around = str(sent.get("check") or ""), _around(sent)
    labels = _labels(desk, samples, check, around)
    wanted = {int(place): str(text) for place, text in dict(sent.get("wanted") or {}).items() if text}
    here = _first(samples, labels, int(sent.get("record") or 0))
    places = list(dict.fromkeys([*wanted, *((here + k) % len(labels) for k in range(2))])) if labels else []
    guesses = (
        desk.workspace.by_example(
            desk.flow,
            samples.records,
            str(sent["to"]),
            [Example(place, text) for place, text in wanted.items()],
            check=check,
            inside=[to for to, _each in around],
            lists=_lists(desk, check, around),
            labels=labels,
        )
        if wanted
        else Guesses()
    )
    if guesses.tell is not None and guesses.tell not in places and len(places) < _EXAMPLES:
        places.append(guesses.tell)
    return {
        "places": [{"place": place, "label": labels[place]} for place in places],
        "question": translated(guesses.question),
        "guesses": [_guess(one) for one in guesses.guesses[:_TOLD]],
    }


def _first(samples: Samples, labels: list[str], n: int) -> int:
    name = samples.keys[n] if n < len(samples.keys) else ""
    return next((k for k, label in enumerate(labels) if label in (name, _row(name, 1))), 0)


def _labels(desk: Desk, samples: Samples, check: str, around: Around) -> list[str]:
    """What each record is called, or each row of the block's list."""
    if not _lists(desk, check, around):
        return list(samples.keys)
    asked = Asked(check, around, Rule(to="row", select="@"))
    rows = asked.block.tried(desk.workspace, asked.within(desk.flow), asked.rule, samples).values
    return [
        _row(key, k + 1)
        for key, found in zip(samples.keys, rows, strict=True)
        for k, row in enumerate(found)
        if isinstance(row, dict)
    ]


def _row(record: str, n: int) -> str:
    return _("{record}, row {n}", record=record, n=n)


def _guess(guess: Guess) -> JsonObject:
    few = list(dict.fromkeys(short(value, 30) for value in guess.values if value not in (None, "")))
    parts = [
        translated(guess.why),
        _("{n} of {of} filled", n=whole(guess.filled), of=whole(len(guess.values))),
    ]
    if guess.faults:
        parts.append(_("{n} with a fault", n=whole(guess.faults)))
    if guess.missing:
        told = n_(
            "{n} row of its table to be filled in",
            "{n} rows of its table to be filled in",
            len(guess.missing),
        )
        parts.append(told)
    tables: dict[str, Any] = {
        name: {**dict.fromkeys(guess.missing), **table.rows} for name, table in guess.tables.items()
    }
    return {
        "rule": rule_written(guess.rule),
        "why": " · ".join([*parts, listed(few, _VALUES)]),
        "tables": tables,
    }
