"""The mapping specification: a flow as a client reads it and agrees to it."""

from __future__ import annotations

from collections.abc import Iterator

from core.flow import Check, Flow
from core.flow.edit import Place
from core.mapping import plainly
from core.specification.document import Cell, Document, Part, in_words, on
from core.specification.open_points import open_points
from core.specification.rules import rules_part
from core.specification.subject import End, Subject
from core.specification.wording import ENGLISH, Catalogue, said


def specification(subject: Subject, texts: Catalogue = ENGLISH) -> Document:
    """Write down what a flow does, what is open, and what has changed since the last sign-off."""
    opened = open_points(subject, texts)
    parts = (
        rules_part(subject.rules, subject.records, texts, texts["rules"], texts["rules.told"]),
        _checks(subject, texts),
        *_check_rules(subject, texts),
        _tables(subject.flow, texts),
        _settings(subject.flow, texts),
        opened,
        _changes(subject, texts),
        _unused(subject, texts),
        _signing(subject, texts),
    )
    title = said(texts, "specification", title=subject.flow.title)
    facts = tuple(_facts(subject, len(opened.rows), texts))
    return Document(title, texts["language"], facts, parts, texts["signature"])


def condition(text: str) -> str:
    """A condition in words where it can be read, else as it stands."""
    told = plainly(text, None).replace("`", "").rstrip(".")
    whether = "Takes whether "
    return told.removeprefix(whether) if told.startswith(whether) else text


def _facts(subject: Subject, opened: int, texts: Catalogue) -> Iterator[tuple[str, str]]:
    flow, last = subject.flow, subject.signed[0] if subject.signed else None
    version = "version.is" if not subject.draft else "version.draft" if subject.version else "version.none"
    yield texts["flow"], flow.name
    yield texts["version"], said(texts, version, version=subject.version)
    yield texts["made"], on(subject.made)
    yield texts["reads"], _end(subject.source, texts)
    yield texts["only"], condition(flow.source.where) if flow.source.where else texts["all"]
    yield texts["writes"], _end(subject.target, texts)
    known = (said(texts, "known.by", field=to, source=how) for to, how in flow.target.match.items())
    yield texts["known"], "; ".join(known)
    yield texts["policy"], texts[f"policy.{flow.target.policy.value}"]
    yield texts["starts"], _starts(flow, texts)
    examples = said(texts, "examples.of", n=len(subject.records))
    yield texts["examples"], examples if subject.records else texts["examples.none"]
    yield texts["open"], str(opened)
    signed = said(texts, "signed.as", version=last.version, by=last.by, day=on(last.at)) if last else ""
    yield texts["signed"], signed or texts["signed.not"]


def _end(end: End, texts: Catalogue) -> str:
    return said(texts, "end", resource=end.resource, system=end.system, connection=end.connection)


def _starts(flow: Flow, texts: Catalogue) -> str:
    if flow.schedule is None:
        return texts["starts.by.hand"]
    return said(texts, "starts.at", cron=flow.schedule.cron, zone=flow.schedule.timezone)


def _checks(subject: Subject, texts: Catalogue) -> Part:
    columns = tuple(texts[f"check.{name}"] for name in ("name", "for", "resource", "by", "missing"))
    rows = tuple(_check(check, subject, texts) for check in subject.flow.checks)
    return Part(
        texts["checks"], columns, rows, told=texts["checks.told"] if rows else "", none=texts["checks.none"]
    )


def _check(check: Check, subject: Subject, texts: Catalogue) -> tuple[Cell, ...]:
    each = said(texts, "check.for.each", each=check.each) if check.each else texts["check.for.record"]
    if check.unless:
        each = said(texts, "check.for.unless", what=each, unless=condition(check.unless))
    by = (said(texts, "known.by", field=to, source=how) for to, how in check.match.items())
    resource = subject.kinds.get(check.resource, check.resource)
    return check.name, each, resource, "; ".join(by), texts[f"check.{check.policy.value}"]


def _check_rules(subject: Subject, texts: Catalogue) -> Iterator[Part]:
    kinds = {check.name: subject.kinds.get(check.resource, check.resource) for check in subject.flow.checks}
    for name, block in subject.checks.items():
        title = said(texts, "rules.check", name=name)
        told = said(texts, "rules.check.told", resource=kinds[name])
        yield rules_part(block, subject.records, texts, title, told)


def _tables(flow: Flow, texts: Catalogue) -> Part:
    rows: list[tuple[Cell, ...]] = []
    for name, table in flow.tables.items():
        rows += [(name, value, in_words(becomes)) for value, becomes in table.rows.items()]
        other = in_words(table.default) if table.has_default else texts["table.park"]
        rows.append((name, texts["table.default"], other))
    columns = (texts["table.name"], texts["table.value"], texts["table.becomes"])
    told = texts["tables.told"] if rows else ""
    return Part(texts["tables"], columns, tuple(rows), told=told, none=texts["tables.none"])


def _settings(flow: Flow, texts: Catalogue) -> Part:
    rows = tuple((name, in_words(value)) for name, value in flow.settings.items())
    return Part(
        texts["settings"],
        (texts["setting.name"], texts["setting.value"]),
        rows,
        none=texts["settings.none"],
    )


def _changes(subject: Subject, texts: Catalogue) -> Part:
    columns = (texts["change.what"], texts["change.was"], texts["change.is"])
    since = subject.since
    if since is None:
        return Part(texts["changes"], columns, (), none=texts["changes.first"])
    signed = since.signed
    if since.edits is None:
        gone = said(texts, "changes.gone", version=signed.version)
        return Part(texts["changes"], columns, (), none=gone)
    # A sample is a whole record, with the people in it: that it changed is told, and not how.
    rows = tuple(
        (
            _where(edit.place, texts),
            *(("", "") if _is_sample(edit.place) else _values(edit.before, edit.after)),
        )
        for edit in since.edits
    )
    told = said(texts, "changes.told", version=signed.version, by=signed.by, day=on(signed.at))
    return Part(texts["changes"], columns, rows, told=told, none=texts["changes.none"])


def _is_sample(place: Place) -> bool:
    return place[0] == "samples"


def _values(before: object, after: object) -> tuple[str, str]:
    return in_words(before), in_words(after)


def _where(place: Place, texts: Catalogue) -> str:
    first, *rest = (step for step in place if step != "rows")
    if first == "samples":
        return said(texts, "change.sample", name=rest[0]) if rest else texts["samples"]
    inner = [step for step in rest if step != "map"]
    if inner and f"change.{first}" in texts:
        return " · ".join([said(texts, f"change.{first}", name=inner[0]), *inner[1:]])
    return " · ".join([first, *inner])


def _unused(subject: Subject, texts: Catalogue) -> Part:
    columns = tuple(texts[f"unused.{name}"] for name in ("field", "records", "example"))
    rows = tuple((each.path, each.filled, in_words(each.example)) for each in subject.unused)
    told = texts["unused.told"] if rows else ""
    none = texts["unused.none"] if subject.records else texts["examples.none"]
    return Part(texts["unused"], columns, rows, told=told, none=none)


def _signing(subject: Subject, texts: Catalogue) -> Part:
    columns = tuple(texts[f"signing.{name}"] for name in ("version", "by", "day", "note"))
    rows = tuple((each.version, each.by, on(each.at), each.note) for each in subject.signed)
    return Part(texts["signing"], columns, rows, none=texts["signing.none"])
