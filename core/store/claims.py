"""Claims: what one flow is about to make in a target, no other flow makes at the same moment.

Two flows that both need a new customer look it up, and neither finds it. So each writes down first what it is
about to make, under a fingerprint that says the same in every flow; whoever comes second does not send.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, and_, or_, select
from sqlmodel import col

from core.records import RunState
from core.store.entry import Entry, EntryState
from core.store.tables import EntryRow, RunRow

#: The lock under which claims are laid: who is second must see the first.
CLAIMS = "claims"
#: By so much the clocks of two machines may differ: looked up again needlessly, or once too seldom.
_CLOCKS = timedelta(seconds=10)
#: So many claims are asked for with one statement.
_AT_ONCE = 500


class Rival(NamedTuple):
    """Another flow with the same claim, and whether it has made it, or only means to."""

    flow: str
    made: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """How the target was looked at before something is made there.

    `at` is when, `settle` how long it may take until a look tells of a write that was not answered, and
    `known` are claims of rivals that had made theirs before the look.
    """

    at: datetime
    settle: timedelta = timedelta()
    known: AbstractSet[tuple[str, Rival]] = frozenset()


def elsewhere(
    connection: Connection, flow: str, entries: Sequence[Entry], looked: Looked
) -> dict[str, Rival]:
    """Give of these claims those that other flows have: what they make now, or have made since the look."""
    sent = and_(col(EntryRow.state) == EntryState.INTENDED, col(EntryRow.once) != "")
    open_ = or_(sent, col(EntryRow.state) == EntryState.AMBIGUOUS)
    made = col(EntryRow.state) == EntryState.DELIVERED
    before = looked.at - _CLOCKS
    chosen = (
        select(col(EntryRow.claim), col(EntryRow.flow), made)
        .join(RunRow, col(RunRow.id) == col(EntryRow.run), isouter=True)
        .where(
            col(EntryRow.flow) != flow,
            or_(
                and_(open_, col(RunRow.state) == RunState.RUNNING),
                and_(open_, col(EntryRow.at) >= before - looked.settle),
                and_(made, col(EntryRow.at) >= before),
            ),
        )
        .order_by(made.desc())  # who is about to make it is told, rather than who has
    )
    found: dict[str, Rival] = {}
    for start in range(0, len(entries), _AT_ONCE):
        claims = [entry.claim for entry in entries[start : start + _AT_ONCE]]
        for claim, other, done in connection.execute(chosen.where(col(EntryRow.claim).in_(claims))):
            rival = Rival(other, bool(done))
            if claim is not None and not (rival.made and (claim, rival) in looked.known):
                found[claim] = rival
    return found
