"""Which record of a flow holds which record of its target.

Two that are found by the same value would write it in turns, and each undo what the other wrote. What holds
it is what the ledger says was carried to it, and what this run has come upon. It gives it up when the source
has it no longer, or has it otherwise: so a record that was renumbered goes on in its place.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from core.api.lookup import Mark
from core.records import Record, Verdict
from core.runs.case import Case
from core.runs.origin import Origin, file_of
from core.store import Entry, EntryState, Ledger

#: By what a record is found in the target; None where that cannot be told without asking more.
Found = Callable[[Sequence[Record]], dict[str, Mark | None]]


class Holders:
    """The holders that the records of a run meet; `found` tells by what each is found that is not left out.

    Without a source nobody can say what it has now: then only what this run has come upon holds.
    """

    def __init__(self, ledger: Ledger | None, origin: Origin | None, found: Found, size: int = 5000) -> None:
        self._ledger, self._origin, self._found, self._size = ledger, origin, found, size
        #: who holds what is found by a mark since this run came upon it: its key, and the file it stood in
        self._taken: OrderedDict[Mark, tuple[str, Any]] = OrderedDict()
        #: who holds the target's records since this run came upon them, by their keys
        self._by_key: OrderedDict[str, tuple[str, Mark]] = OrderedDict()
        #: the others that had a target's record, by its key
        self._had: dict[str, list[Entry]] = {}
        #: those of them that the source still has
        self._now: dict[str, Record] = {}
        self._marks: dict[str, Mark | None] = {}
        #: by what each record is found of a source that cannot be asked for one: it is read once
        self._read: dict[str, Mark | None] | None = None

    def look_up(self, cases: Iterable[tuple[Case, str]], former: Iterable[str] = ()) -> None:
        """Find out who had the target's records that these are about to change, each with its key.

        `former` are keys of what records had in the target, and are not found by any more.
        """
        self._had, self._now, self._marks = {}, {}, {}
        wanted = {key for case, key in cases if not _had(case.entry, key)} | set(former)
        if not wanted or self._ledger is None or self._origin is None:
            return
        had = defaultdict(list)
        for entry in self._ledger.holding(sorted(wanted)):
            had[str(entry.target_key)].append(entry)
        self._had = had
        if had:
            self._ask(self._origin, sorted({entry.key for entries in had.values() for entry in entries}))

    def of(self, case: Case, mark: Mark, target: str | None) -> str | None:
        """The other record that holds what this one is found by, if there is one."""
        key, file = self._taken.get(mark, (case.record.key, None))
        if key != case.record.key and file == file_of(case.record):
            return key
        if target is None or _had(case.entry, target):
            return None
        others = (entry.key for entry in self._had.get(target, ()) if _before(entry, case))
        return next((key for key in others if self._holds(key, case, mark)), None)

    def keeps(self, case: Case, target: str) -> bool:
        """Whether a record that is not found by its match any more still holds what it had in the target."""
        if self._origin is None or self._by_key.get(target, (case.record.key,))[0] != case.record.key:
            return False
        others = (entry.key for entry in self._had.get(target, ()) if entry.key != case.record.key)
        return not any(key in self._marks for key in others)

    def moved(self, case: Case, mark: Mark, target: str) -> bool:
        """Whether this run found what the target has there to be another record's, under another match."""
        key, other = self._by_key.get(target, (case.record.key, mark))
        return key != case.record.key and other != mark

    def take(self, case: Case, mark: Mark) -> None:
        """Note that from now on this record holds what it is found by."""
        self._taken[mark] = case.record.key, file_of(case.record)
        self._taken.move_to_end(mark)
        if case.target_key is not None:
            self._by_key[case.target_key] = case.record.key, mark
            self._by_key.move_to_end(case.target_key)

    def trim(self) -> None:
        """Forget the oldest, between pages."""
        for known in (self._taken, self._by_key):
            while len(known) > self._size:
                known.popitem(last=False)

    def _holds(self, key: str, case: Case, mark: Mark) -> bool:
        if key not in self._marks or self._marks[key] not in (None, mark):
            return False
        # A file that comes later is a newer word of the same; only beside each other two contradict.
        return key not in self._now or file_of(self._now[key]) == file_of(case.record)

    def _ask(self, origin: Origin, keys: list[str]) -> None:
        if origin.asks:
            self._now = origin.found(keys)
            self._marks = self._found(list(self._now.values()))
            return
        if self._read is None:
            self._read = {}
            for page in origin.pages():
                self._read |= self._found(page)
        self._marks = {key: self._read[key] for key in keys if key in self._read}


def _had(entry: Entry | None, target: str) -> bool:
    """Whether the record itself had this one of the target, or may have."""
    if entry is None or entry.unsettled:
        return entry is not None
    return entry.target_key == target and _carried(entry)


def _before(entry: Entry, case: Case) -> bool:
    """Whether an entry comes before a record; of two that wait with the same right, one must."""
    own = case.entry
    both = own is not None and own.target_key == entry.target_key and not _carried(entry)
    return entry.key != case.record.key and (not both or entry.key < case.record.key)


def _carried(entry: Entry) -> bool:
    """Whether the target has a record as it was carried, or just as it would be."""
    return entry.state is EntryState.DELIVERED or (
        entry.state is EntryState.SKIPPED and entry.verdict is Verdict.UNCHANGED
    )
