"""The open points of a flow: what is still to be decided or put right before anybody can agree to it."""

from __future__ import annotations

from collections.abc import Iterator

from core.flow import CheckPolicy, Policy
from core.insight import Coverage
from core.insight.place import places
from core.language import translated
from core.specification.document import Cell, Part, in_words
from core.specification.subject import Block, Gap, Subject
from core.specification.wording import english, say


def open_points(subject: Subject) -> Part:
    """Everything that is open, the gravest first."""
    rows = (
        *_block_points(subject, ""),
        *(row for name in subject.checks for row in _block_points(subject, name)),
        *(_gap(subject, gap) for gap in subject.gaps),
        *(
            (say("open.setting"), name, say("open.setting.why"))
            for name, value in subject.flow.settings.items()
            if value in (None, "")
        ),
    )
    columns = (say("open.kind"), say("open.where"), say("open.why"))
    return Part(
        english("open"),
        say("open"),
        columns,
        rows,
        told=say("open.told") if rows else "",
        none=say("open.none"),
    )


def _block_points(subject: Subject, check: str) -> Iterator[tuple[Cell, ...]]:
    """What is open among the rules of the flow, or of a check that makes something."""
    block = subject.checks[check] if check else subject.rules
    named = f"{say('change.checks', name=check)}, " if check else ""
    if _makes(subject, check):
        for each in block.coverage:
            if each.required and not each.mapped and _wanted(each.to, block):
                yield say("open.unmapped"), named + each.to, translated(each.field.help) if each.field else ""
        for each in block.coverage:
            if each.required and each.mapped and each.filled < each.of:
                why = say("open.empty.why", n=each.of - each.filled, of=each.of)
                yield say("open.empty"), named + each.to, why
    for each in block.coverage:
        wrong = each.wrong + each.wrong_type
        told = each.required and _makes(subject, check) and wrong == each.of - each.filled
        if wrong and not told:
            yield say("open.fault"), named + each.to, _why(each, block, len(subject.records))


def _makes(subject: Subject, check: str) -> bool:
    """Whether records are made at all, so that what is required then must be there."""
    policies = {each.name: each.policy for each in subject.flow.checks}
    return (
        policies[check] is not CheckPolicy.REQUIRE
        if check
        else subject.flow.target.policy is not Policy.UPDATE
    )


def _wanted(to: str, block: Block) -> bool:
    """Whether a field's object or list is given at all: what is required in one that is not sent is not."""
    above = to.rpartition(".")[0]
    return not above or any(
        each.mapped and (each.to == above or each.to.startswith(above + ".")) for each in block.coverage
    )


def _why(covered: Coverage, block: Block, records: int) -> str:
    """How often a field cannot be made, and why where a record with made-up people says the same."""
    faults = [
        fault
        for place in places(block.rules)
        if place.to == covered.to and place.at in block.outcomes
        for fault in block.outcomes[place.at].faults
        if fault is not None
    ]
    n = covered.wrong + covered.wrong_type
    if faults:
        return say("open.fault.because", n=n, of=max(n, records), why=translated(faults[0].why))
    return say("open.fault.why", n=n, of=max(n, records))


def _gap(subject: Subject, gap: Gap) -> tuple[Cell, ...]:
    found = gap.found
    value = say("open.unlisted.personal") if gap.personal else found.value
    name = "open.unlisted.default" if found.has_default else "open.unlisted.park"
    return (
        say("open.unlisted"),
        say("open.unlisted.where", table=found.table, value=value),
        say(
            name, n=found.records, of=len(subject.records), default=in_words(found.default) or say("nothing")
        ),
    )
