"""The mapping specification: a flow as a client reads it and agrees to it."""

from __future__ import annotations

from collections.abc import Iterator

from core.flow import Check, Flow
from core.flow.edit import Place
from core.language import current, n_, translated
from core.mapping.plainly import condition as asked
from core.specification.cron import in_words as said_of
from core.specification.document import Cell, Document, Part, in_words, on
from core.specification.open_points import open_points
from core.specification.rules import rules_part
from core.specification.subject import End, Subject
from core.specification.wording import TEXTS, english, say


def specification(subject: Subject) -> Document:
    """Write down what a flow does, what is open, and what has changed since the last sign-off."""
    opened = open_points(subject)
    parts = (
        rules_part(subject.rules, subject.records, english("rules"), say("rules"), say("rules.told")),
        _checks(subject),
        *_check_rules(subject),
        _tables(subject.flow),
        _settings(subject.flow),
        opened,
        _changes(subject),
        _unused(subject),
        _signing(subject),
    )
    title = say("specification", title=subject.flow.title)
    facts = tuple(_facts(subject, len(opened.rows)))
    return Document(title, current(), facts, parts, say("signature"))


def condition(text: str) -> str:
    """A condition in words where it can be read, else as it stands."""
    return asked(text).replace("`", "") or text


def _facts(subject: Subject, opened: int) -> Iterator[tuple[str, str]]:
    flow, last = subject.flow, subject.signed[0] if subject.signed else None
    yield say("flow"), flow.name
    yield say("version"), _version(subject)
    yield say("made"), on(subject.made)
    yield say("reads"), _end(subject.source)
    yield say("only"), condition(flow.source.where) if flow.source.where else say("all")
    yield say("writes"), _end(subject.target)
    known = (say("known.by", field=to, source=how) for to, how in flow.target.match.items())
    yield say("known"), "; ".join(known)
    yield say("policy"), say(f"policy.{flow.target.policy.value}")
    yield say("starts"), _starts(flow)
    examples = n_(
        "from {n} real record, its people made up",
        "from {n} real records, their people made up",
        len(subject.records),
    )
    yield say("examples"), examples if subject.records else say("examples.none")
    yield say("open"), str(opened)
    signed = say("signed.as", version=last.version, by=last.by, day=on(last.at)) if last else ""
    yield say("signed"), signed or say("signed.not")


def _version(subject: Subject) -> str:
    if not subject.draft:
        return str(subject.version)
    return say("version.draft", version=subject.version) if subject.version else say("version.none")


def _end(end: End) -> str:
    return say("end", resource=translated(end.resource), system=end.system, connection=end.connection)


def _starts(flow: Flow) -> str:
    if flow.schedule is None:
        return say("starts.by.hand")
    return say("starts.at", times=said_of(flow.schedule.cron), zone=flow.schedule.timezone)


def _checks(subject: Subject) -> Part:
    columns = tuple(say(f"check.{name}") for name in ("name", "for", "resource", "by", "missing"))
    rows = tuple(_check(check, subject) for check in subject.flow.checks)
    return Part(
        english("checks"),
        say("checks"),
        columns,
        rows,
        told=say("checks.told") if rows else "",
        none=say("checks.none"),
    )


def _check(check: Check, subject: Subject) -> tuple[Cell, ...]:
    each = say("check.for.each", each=check.each) if check.each else say("check.for.record")
    if check.unless:
        each = say("check.for.unless", what=each, unless=condition(check.unless))
    by = (say("known.by", field=to, source=how) for to, how in check.match.items())
    resource = translated(subject.kinds.get(check.resource, check.resource))
    return check.name, each, resource, "; ".join(by), say(f"check.{check.policy.value}")


def _check_rules(subject: Subject) -> Iterator[Part]:
    kinds = {
        check.name: translated(subject.kinds.get(check.resource, check.resource))
        for check in subject.flow.checks
    }
    for name, block in subject.checks.items():
        told = say("rules.check.told", resource=kinds[name])
        yield rules_part(
            block, subject.records, english("rules.check", name=name), say("rules.check", name=name), told
        )


def _tables(flow: Flow) -> Part:
    rows: list[tuple[Cell, ...]] = []
    for name, table in flow.tables.items():
        rows += [(name, value, in_words(becomes)) for value, becomes in table.rows.items()]
        other = in_words(table.default) if table.has_default else say("table.park")
        rows.append((name, say("table.default"), other))
    columns = (say("table.name"), say("table.value"), say("table.becomes"))
    told = say("tables.told") if rows else ""
    return Part(english("tables"), say("tables"), columns, tuple(rows), told=told, none=say("tables.none"))


def _settings(flow: Flow) -> Part:
    rows = tuple((name, in_words(value)) for name, value in flow.settings.items())
    return Part(
        english("settings"),
        say("settings"),
        (say("setting.name"), say("setting.value")),
        rows,
        none=say("settings.none"),
    )


def _changes(subject: Subject) -> Part:
    columns = (say("change.what"), say("change.was"), say("change.is"))
    since = subject.since
    if since is None:
        return Part(english("changes"), say("changes"), columns, (), none=say("changes.first"))
    signed = since.signed
    if since.edits is None:
        gone = say("changes.gone", version=signed.version)
        return Part(english("changes"), say("changes"), columns, (), none=gone)
    # A sample is a whole record, with the people in it: that it changed is told, and not how.
    rows = tuple(
        (
            _where(edit.place),
            *(("", "") if _is_sample(edit.place) else _values(edit.before, edit.after)),
        )
        for edit in since.edits
    )
    told = say("changes.told", version=signed.version, by=signed.by, day=on(signed.at))
    return Part(english("changes"), say("changes"), columns, rows, told=told, none=say("changes.none"))


def _is_sample(place: Place) -> bool:
    return place[0] == "samples"


def _values(before: object, after: object) -> tuple[str, str]:
    return in_words(before), in_words(after)


def _where(place: Place) -> str:
    first, *rest = (step for step in place if step != "rows")
    if first == "samples":
        return say("change.sample", name=rest[0]) if rest else say("samples")
    inner = [step for step in rest if step != "map"]
    if inner and f"change.{first}" in TEXTS:
        return " · ".join([say(f"change.{first}", name=inner[0]), *inner[1:]])
    return " · ".join([first, *inner])


def _unused(subject: Subject) -> Part:
    columns = tuple(say(f"unused.{name}") for name in ("field", "records", "example"))
    rows = tuple((each.path, each.filled, in_words(each.example)) for each in subject.unused)
    told = say("unused.told") if rows else ""
    none = say("unused.none") if subject.records else say("examples.none")
    return Part(english("unused"), say("unused"), columns, rows, told=told, none=none)


def _signing(subject: Subject) -> Part:
    columns = tuple(say(f"signing.{name}") for name in ("version", "by", "day", "note"))
    rows = tuple((each.version, each.by, on(each.at), each.note) for each in subject.signed)
    return Part(english("signing"), say("signing"), columns, rows, none=say("signing.none"))
