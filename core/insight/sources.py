"""Which of the source's fields a rule reads, told by its syntax alone: the lines between two trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from core.flow import Rule
from core.insight.block import based
from core.mapping import Read, reads, template_reads

#: Where a record's own rules start.
RECORD = ("",)
#: Names of a transform that are no way through the record.
_NO_WAY = ("value", "loop", "index")


def bases(each: str, around: Sequence[str] = RECORD) -> tuple[str, ...]:
    """The paths of the lists that an `each` goes through, when the nodes it starts from are at `around`."""
    found = [read for read in reads(each) if not read.asked and read.root in ("", "record")]
    return tuple(dict.fromkeys(path for read in found for path in _from(read, around, RECORD)))


def sources(rule: Rule, around: Sequence[Sequence[str]] = (RECORD,)) -> tuple[str, ...]:
    """The paths that a rule reads, as a survey names them, `$customer.ID` for those that begin elsewhere.

    `around` are the places where its nodes stand, from the record in.
    """
    here, parent = around[-1], around[-2] if len(around) > 1 else RECORD
    found = (path for read in _reads(rule) for path in _from(read, here, parent))
    return tuple(dict.fromkeys(filter(None, found)))


def _reads(rule: Rule) -> Iterable[Read]:
    for text in filter(None, (rule.each, rule.select)):
        yield from reads(text)
    if rule.transform:
        yield from (read for read in template_reads(rule.transform).reads if read.root not in _NO_WAY)


def _from(read: Read, here: Sequence[str], parent: Sequence[str]) -> Iterator[str]:
    starts = {"": here, "record": RECORD, "parent": parent}.get(read.root)
    if starts is None:
        yield f"${read.root}.{read.path}" if read.path else f"${read.root}"
    else:
        yield from (based(read, start) for start in starts)
