"""Files that go out: each is there whole or not at all, and each record in one file only, whatever is killed.

Beside the files is `.koppel`, with what is under way. A record is first added to the lines of a batch, which
will be one file. A batch becomes visible in steps, each of which can be made again after a crash: its file is
made ready; its records are noted as written, which is the moment that counts; its lines are removed; the file
is put where others see it. Of what is written, only key and time stay, so that it can be found again when its
reader has taken the file away.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from core.api.connector import Folder
from core.api.folder.place import inside, moved, settled, written
from core.api.folder.said import key_of, values_of
from core.documents import parse_json, write_json
from core.errors import Misconfigured, Refused, Unreachable
from core.records import JsonObject

OUT, OWN = "out", ".koppel"
_OPEN, _WRITTEN, _BATCH, _READY = "open.jsonl", "written.jsonl", "batch-", "ready-"
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 60


class Outgoing:
    """The files that a connection writes; one process at a time writes, and holds the folder until closed."""

    def __init__(self, folder: Path, how: Folder, settings: Mapping[str, str], where: str) -> None:
        self._folder, self._how, self._settings, self._where = folder, how, settings, where
        self._lock: int | None = None
        self._known: dict[str, dict[str, str]] | None = None
        self._sent: set[str] = set()

    def write(self, payload: JsonObject, once: str) -> JsonObject:
        """Add a record; `once` names this write for ever. Gives what it is known by from now on."""
        key = key_of(payload, self._settings.get("key", ""))
        if not self._settings.get("key"):
            fault = f"{self._where}: what is written cannot be told apart"
            raise Misconfigured(f"{fault}; name its key fields in the connection's setting `key`.")
        if not key:
            raise Refused(f"{self._where}: {self._settings['key']} is empty, by which the record is known.")
        self._hold()
        if once not in self._sent:
            self._add(payload, once)
        return _record(self._known_now().setdefault(key, self._values(payload)), key)

    def found(self, wanted: Mapping[str, str]) -> list[JsonObject]:
        """Give what was written with these values in its key fields."""
        known = self._known_now()
        key = wanted.get("_file.key") or key_of(wanted, self._settings.get("key", ""))
        if key:
            return [_record(known[key], key)] if key in known else []
        return [_record(v, k) for k, v in known.items() if all(v.get(n) == w for n, w in wanted.items())]

    def conclude(self) -> None:
        """Make the file visible to which records were added."""
        if self._lock is None and not (self._folder / OUT / OWN).is_dir():
            return
        own = self._hold()
        if (own / _OPEN).is_file():
            name = f"{_BATCH}{self._name()}"
            moved(own / _OPEN, own / name)
            self._publish(own / name)

    def close(self) -> None:
        """Let others write."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    # --- adding

    def _add(self, payload: JsonObject, once: str) -> None:
        own = self._own()
        self._made([payload])  # refuses what cannot be written before it is accepted
        line = write_json({"once": once, "data": payload}).encode() + b"\n"
        if self._settings.get("file") == "record":
            batch = own / f"{_BATCH}{self._name(key_of(payload, self._settings['key']), once)}"
            written(batch, line)
            self._publish(batch)
        else:
            _appended(own / _OPEN, line)
        self._sent.add(once)

    def _made(self, rows: list[JsonObject]) -> bytes:
        try:
            return self._how.writes(rows, self._settings)
        except ValueError as error:
            raise Refused(f"{self._where}: {error}") from None

    def _name(self, key: str = "", once: str = "") -> str:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        middle = f"{_UNSAFE.sub('_', key)[:_LONGEST_NAME]}-{once[:12]}" if key else stamp
        prefix = _UNSAFE.sub("_", self._settings.get("prefix", ""))
        return f"{prefix}{middle}{self._how.ending(self._settings)}".lstrip(".")

    # --- becoming visible

    def _publish(self, batch: Path) -> None:
        own, name = batch.parent, batch.name.removeprefix(_BATCH)
        lines = list(_lines(batch))
        written(own / f"{_READY}{name}", self._made([line["data"] for line in lines]))
        notes = [{"once": line["once"], "key": self._values(line["data"])} for line in lines]
        text = "".join(write_json(note) + "\n" for note in [*notes, {"file": name}])
        _appended(own / _WRITTEN, text.encode())
        batch.unlink()
        settled(own)
        self._show(own / f"{_READY}{name}")

    def _show(self, ready: Path) -> None:
        moved(ready, self._folder / OUT / ready.name.removeprefix(_READY))

    def _recover(self, own: Path) -> None:
        """Finish what a killed process left: a file that was noted is shown, any other is made again."""
        for file in (own / _OPEN, own / _WRITTEN):
            _mended(file)
        noted = {line["file"] for line in _lines(own / _WRITTEN) if "file" in line}
        for batch in sorted(own.glob(f"{_BATCH}*")):
            if batch.name.removeprefix(_BATCH) in noted:
                batch.unlink()
            else:
                self._publish(batch)
        for ready in sorted(own.glob(f"{_READY}*")):
            self._show(ready)

    # --- what is known

    def _known_now(self) -> dict[str, dict[str, str]]:
        if self._known is None:
            own, self._known = self._folder / OUT / OWN, {}
            for line in _lines(own / _WRITTEN):
                if "key" in line:
                    self._note(line["once"], line["key"])
            for file in (own / _OPEN, *sorted(own.glob(f"{_BATCH}*"))):
                for line in _lines(file):
                    self._note(line["once"], self._values(line["data"]))
        return self._known

    def _note(self, once: str, values: dict[str, str]) -> None:
        key = key_of(values, self._settings.get("key", ""))
        if key and self._known is not None:
            self._known[key] = values
        self._sent.add(once)

    def _values(self, payload: JsonObject) -> dict[str, str]:
        return values_of(payload, self._settings.get("key", ""))

    # --- one at a time

    def _own(self) -> Path:
        return inside(inside(self._folder, OUT, self._where), OWN, self._where)

    def _hold(self) -> Path:
        """Take the folder for this process, finish what another left, and give the folder of its notes."""
        own = self._own()
        if self._lock is None:
            lock = os.open(own / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o640)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(lock)
                why = f"{self._where}: another run is writing into {self._folder}"
                raise Unreachable(f"{why}; wait until it has ended.") from None
            self._lock = lock
            self._recover(own)
            self._known = None
            self._sent.clear()
            self._known_now()
        return own


def _record(values: Mapping[str, str], key: str) -> JsonObject:
    data: JsonObject = {"_file": {"key": key}}
    for name, value in values.items():
        *outer, last = name.split(".")
        inner = data
        for part in outer:
            inner = inner.setdefault(part, {})
        inner[last] = value
    return data


def _lines(file: Path) -> Iterator[JsonObject]:
    """Read lines of JSON; the last one counts only when it is whole."""
    if file.is_file():
        with file.open("rb") as stream:
            for line in stream:
                if line.endswith(b"\n"):
                    yield parse_json(line.decode())


def _appended(file: Path, content: bytes) -> None:
    new = not file.exists()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o640), "ab") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    if new:
        settled(file.parent)


def _mended(file: Path) -> None:
    """Cut off the last line where a killed process has not finished it."""
    if not file.is_file():
        return
    content = file.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        os.truncate(file, whole)
