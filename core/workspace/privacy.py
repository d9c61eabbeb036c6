"""What is kept about a person, how they are erased, and the trail of who did what."""

from __future__ import annotations

import mmap
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from core.access import Action
from core.documents import write_json
from core.errors import Misconfigured
from core.flow import Flow, FlowProblems, Sample, read_draft, read_flow
from core.insight.mask import mask
from core.store import AuditEntry, Trace, Verified, Written
from core.store.backup import names
from core.store.traces import is_address, standing
from core.workspace.access import needs
from core.workspace.bundle import with_samples
from core.workspace.keeping import Keeping

#: A shorter word would be found in what has nothing to do with the person.
_SHORTEST = 5
#: The database itself is asked, and not read.
_DATABASES = re.compile(r"(koppel|tokens)\.db(-wal|-shm)?")
_LOGS = re.compile(r"koppel\.log(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup, and whether it holds a person; None where its file is elsewhere, or is not whole."""

    file: str
    at: datetime
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Personal:
    """All that is kept about a person: `files` are those of the home that hold the word and are not ours.

    `erased` is when they were erased last, `backups` what was copied before that and may hold them still.
    """

    word: str
    traces: tuple[Trace, ...]
    files: tuple[str, ...]
    erased: datetime | None
    backups: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """What was taken out: rows by table; `left` is what could not be, and stays until that is settled."""

    rows: dict[str, int]
    left: tuple[Trace, ...]
    files: tuple[str, ...]
    backups: tuple[Copy, ...] = ()


class Privacy(Keeping):
    """People in what is written down, and the audit trail."""

    @needs(Action.ERASE)
    def person(self, word: str) -> Personal:
        """Everything that is kept about whom a word names: an e-mail address, or a number that is theirs."""
        word = _whole(word)
        kept = [
            Trace("payload", each.flow, each.key, each.at, dict(each.content))
            for each in self._store.payloads.find(word, 10_000)
        ]
        samples = [
            Trace("sample", f"{each.flow} {each.place.removeprefix('flow_')} {each.part}")
            for each in self._store.erasure.documents(word)
        ]
        files = tuple(str(each) for each in self._files(word))
        traces = (*kept, *self._store.erasure.traces(word), *samples)
        return Personal(word, traces, files, self._store.erasure.erased(word), self._copies(word))

    @needs(Action.ERASE)
    def erase_person(self, word: str, *, by: str = "") -> Erased:
        """Take a person out of everything that is written down here; what was carried stays known as carried.

        Doing it again is harmless, and finishes what was cut short. Files of others, and copies, stay.
        """
        word = _whole(word)
        erasure = self._store.erasure
        rows = erasure.erase(word, by)
        samples = sum(self._mask_samples(each, word) for each in erasure.documents(word))
        lines = sum(_wipe(each, word) for each in self._files(word) if _LOGS.fullmatch(each.name))
        erasure.settle()
        counted = {**rows, "sample": samples, "log": lines}
        files = tuple(str(each) for each in self._files(word))
        told = {name: n for name, n in counted.items() if n}
        return Erased(told, tuple(erasure.traces(word)), files, self._copies(word))

    @needs(Action.HOUSE)
    def audit(self, limit: int | None = 100, about: str = "") -> list[AuditEntry]:
        """Who did what, newest first; only what was done to something, where it is named."""
        return self._store.audit.entries(limit, about)

    @needs(Action.HOUSE)
    def whole_audit(self) -> Iterator[AuditEntry]:
        """The whole trail, oldest first, to be handed on."""
        return self._store.audit.all()

    @needs(Action.HOUSE)
    def verify_audit(self, noted: str = "") -> Verified:
        """Hold the trail against its seals; `noted` is the head that was noted down when it was shorter."""
        return self._store.audit.verify(noted)

    @needs(Action.HOUSE)
    def log(self, limit: int = 100) -> list[dict[str, Any]]:
        """The newest lines of the log, oldest of them first."""
        return list(deque(self._log.lines(), maxlen=limit))

    def _mask_samples(self, written: Written, word: str) -> bool:
        """Make up the people in those samples of a document that hold a word."""
        pattern = standing(word)

        def masked(sample: Sample) -> Sample:
            if not pattern.search(write_json(sample.model_dump(exclude_none=True))):
                return sample
            expect = sample.expect and mask(sample.expect, self._store.mask)
            name = pattern.sub("somebody", sample.name)
            return sample.model_copy(
                update={"name": name, "record": mask(sample.record, self._store.mask), "expect": expect}
            )

        text = written.text
        flow = _flow(text)
        if flow is not None:
            text = with_samples(text, flow, [masked(sample) for sample in flow.samples])
        if is_address(word):
            text = pattern.sub(lambda found: self._store.erasure.instead(found[0]), text)
        return self._store.erasure.rewrite(written, text)

    def _copies(self, word: str) -> tuple[Copy, ...]:
        """The backups that hold a word, or may: those that are where they were made are read."""
        told = [
            Copy(each.file, each.at, self._holds(Path(each.file), word)) for each in self._store.backups.all()
        ]
        return tuple(each for each in told if each.holds is not False)

    def _holds(self, file: Path, word: str) -> bool | None:
        try:
            return names(file, standing(word), word, self._store.payloads.mark(word))
        except Misconfigured:
            return None

    def _files(self, word: str) -> Iterator[Path]:
        """The files of the home in which a word stands, but for the database."""
        for file in sorted(self.home.rglob("*")):
            if (
                file.is_file()
                and not file.is_symlink()
                and not _DATABASES.fullmatch(file.name)
                and _in(file, word)
            ):
                yield file


def _whole(word: str) -> str:
    word = " ".join(word.split())
    if len(word) < _SHORTEST or '"' in word or "\\" in word:
        raise Misconfigured(
            f"{word!r} names nobody surely enough: give an e-mail address, or a telephone or customer number "
            f"of at least {_SHORTEST} characters"
        )
    return word


def _flow(text: str) -> Flow | None:
    try:
        return read_flow(text)
    except FlowProblems:
        return read_draft(text)


def _places(data: mmap.mmap, word: str) -> Iterator[re.Match[bytes]]:
    yield from re.finditer(re.escape(word.encode()), data, re.IGNORECASE)


def _in(file: Path, word: str) -> bool:
    if not file.stat().st_size:
        return False
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return next(_places(data, word), None) is not None


def _wipe(file: Path, word: str) -> int:
    """Write over a word where it stands in a file, which others may add lines to meanwhile."""
    with file.open("r+b") as opened, mmap.mmap(opened.fileno(), 0) as data:
        found = [each.span() for each in _places(data, word)]
        for start, end in found:
            data[start:end] = b"*" * (end - start)
        data.flush()
    return len(found)
