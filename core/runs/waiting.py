"""What a run takes up again, by what asked for it: what is parked, notified of, or missing in the target."""

from __future__ import annotations

from collections.abc import Sequence

from core.runs.pull import GONE
from core.store import MISSING, NOTICE, Entry, EntryState, Ledger, Run, Store, Swept


def waiting(run: Run, store: Store, ledger: Ledger, left: Sequence[Entry]) -> list[Entry] | None:
    """Give the records to which a run is limited; None where it reads what has changed.

    `left` is what the ledger has open, and what the run has not counted.
    """
    if run.trigger == "retry":
        named = {(each.kind, each.key): each for each in (*ledger.parked(), *left)}
        return [each for each in named.values() if run.key in (None, each.key)]
    if run.trigger == NOTICE:
        return _noticed(run, store, ledger)
    if run.trigger == MISSING:
        return [*_missing(run, store, ledger), *left]
    return None


def _noticed(run: Run, store: Store, ledger: Ledger) -> list[Entry]:
    """What systems have notified of, and the run has not counted yet.

    What the source does not find yet is no fault: the flow's schedule reads it once it does.
    """
    keys = store.notices.keys(run.id)
    counted = ledger.counted(run.id, keys)
    left = [key for key in keys if key not in counted]
    return [Entry("record", key, EntryState.PARKED, run.id, why=GONE) for key in left]


def _missing(run: Run, store: Store, ledger: Ledger) -> list[Entry]:
    """What the flow's last sweep found missing in the target, and no run has dealt with since."""
    sweep = store.sweeps.last(run.flow)
    found = store.sweeps.found(sweep.run, Swept.MISSING) if sweep else []
    known = ledger.entries("record", [each.key for each in found])
    skipped = {key for key, e in known.items() if e.state is EntryState.SKIPPED and e.run != run.id}
    return [
        Entry("record", each.key, EntryState.PARKED, run.id, match=each.match)
        for each in found
        if each.key not in known or each.key in skipped
    ]
