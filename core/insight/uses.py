"""What a flow uses, and where: connections, source and target fields, value tables, functions, settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.flow import Flow, Rule
from core.insight.place import places
from core.insight.sources import RECORD, bases, sources
from core.mapping import called, template_reads

Around = list[Sequence[str]]


class Thing(StrEnum):
    """What can be used."""

    SOURCE = "source field"
    TARGET = "target field"
    TABLE = "value table"
    FUNCTION = "function"
    CONNECTION = "connection"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Use:
    """One use: of what, in which place of the flow (`rule Lines.VATCode`), and the words that use it."""

    thing: Thing
    name: str
    where: str
    how: str = ""


def uses(flow: Flow) -> tuple[Use, ...]:
    """Everything that a flow uses, in the order of its file; what is used twice in a place is told once."""
    return tuple(dict.fromkeys(_uses(flow)))


def _uses(flow: Flow) -> Iterator[Use]:
    source, target = flow.source, flow.target
    yield Use(Thing.CONNECTION, source.connection, "source", source.resource)
    yield Use(Thing.CONNECTION, target.connection, "target", target.resource)
    if source.since not in (None, "none"):
        yield Use(Thing.SOURCE, str(source.since), "source since")
    if source.where:
        yield from _expression("source where", source.where, [RECORD])
    yield from _match("natural key", target.match, [RECORD])
    for check in flow.checks:
        where = f"check {check.name}"
        around: Around = [RECORD, *([bases(check.each)] if check.each else [])]
        for text in filter(None, (check.unless, check.each)):
            yield from _expression(where, text, [RECORD])
        yield from _match(where, check.match, around)
        yield from _rules(f"{where}, rule ", check.map, around)
    yield from _rules("rule ", flow.map, [RECORD])


def _match(where: str, match: dict[str, str], around: Around) -> Iterator[Use]:
    for to, text in match.items():
        yield Use(Thing.TARGET, to, where, text)
        yield from _expression(where, text, around)


def _rules(before: str, rules: Sequence[Rule], start: Around) -> Iterator[Use]:
    for place in places(rules):
        rule, around = place.rule, [*start]
        for outer in place.around:
            around.append(bases(outer.each or "@", around[-1]))
        where, how = f"{before}{place.to}", _said(rule)
        yield Use(Thing.TARGET, place.to, where, how)
        yield from _read(where, how, rule, around)
        for text in filter(None, (rule.select, rule.each)):
            yield from (Use(Thing.FUNCTION, name, where, how) for name in called(text))
        if rule.transform:
            found = template_reads(rule.transform)
            yield from (Use(Thing.TABLE, name, where, how) for name in found.tables)
            yield from (Use(Thing.FUNCTION, name, where, how) for name in found.functions)


def _expression(where: str, text: str, around: Around) -> Iterator[Use]:
    yield from _read(where, text, Rule(to="?", select=text), around)
    yield from (Use(Thing.FUNCTION, name, where, text) for name in called(text))


def _read(where: str, how: str, rule: Rule, around: Around) -> Iterator[Use]:
    """The paths that a rule reads: fields of the record, and settings; what checks found is no field."""
    for path in sources(rule, around):
        if path.startswith("$settings."):
            yield Use(Thing.SETTING, path.removeprefix("$settings."), where, how)
        elif not path.startswith("$"):
            yield Use(Thing.SOURCE, path, where, how)


def _said(rule: Rule) -> str:
    return " → ".join(text for text in (rule.select or rule.each, rule.transform) if text)
