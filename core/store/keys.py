"""Where the key of the vault comes from: a file outside the data folder, the environment, or a command.

Each holds one key, or several while a key is being changed: the newest first, with blanks or line ends
between them. A key is 32 bytes in base64, known by its fingerprint.
"""

from __future__ import annotations

import base64
import binascii
import fcntl
import hashlib
import os
import secrets
import shlex
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from core.errors import Misconfigured
from core.store.disk import persist

VARIABLE, FILE, COMMAND = "KOPPEL_KEY", "KOPPEL_KEY_FILE", "KOPPEL_KEY_COMMAND"
_BYTES = 32
#: How long a command may take to print the key, in seconds.
_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Key:
    """One key: 32 bytes."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """The fingerprint, by which it is known without being shown."""
        return hashlib.sha256(b"koppel key" + self.secret).hexdigest()[:16]

    @property
    def text(self) -> str:
        """The key as it is written down."""
        return base64.b64encode(self.secret).decode()


class KeySource(Protocol):
    """Holds the keys of a data folder; `where` names it in sentences."""

    where: str

    def read(self, *, first: bool = False) -> tuple[Key, ...]:
        """The keys, newest first; where `first` is true and none was ever made, one may be made."""

    def stamp(self) -> object:
        """What changes when the keys change, as far as that can be seen from here."""

    def add(self) -> None:
        """Put a new key before those that there are; Misconfigured says who else has to."""

    def keep(self, key: Key) -> str:
        """Let go of every key but one; gives what a person must still do, "" for nothing."""

    def alone(self) -> AbstractContextManager[None]:
        """Change keys while nobody else does."""


def key_source(home: Path) -> KeySource:
    """The one source that the environment names, else the file of this home."""
    named = [name for name in (VARIABLE, FILE, COMMAND) if os.environ.get(name)]
    if len(named) > 1:
        raise Misconfigured(f"The key is named by {' and by '.join(named)}; set one of them.")
    if named == [VARIABLE]:
        return _Given(f"The key in {VARIABLE}", lambda: os.environ.get(VARIABLE, ""))
    if named == [COMMAND]:
        return _Given(f"The key that {COMMAND} prints", _printed)
    return KeyFile(key_file(home))


def key_file(home: Path) -> Path:
    """Where the key of a home folder lies: KOPPEL_KEY_FILE, or a file named after the folder's path."""
    resolved = home.resolve()
    given = os.environ.get(FILE, "")
    if given:
        file = Path(given).expanduser().resolve()
    else:
        config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        name = hashlib.sha256(os.fsencode(resolved)).hexdigest()[:16]
        file = config.expanduser().resolve() / "koppel" / f"{name}.key"
    if file.is_relative_to(resolved):
        raise Misconfigured(
            f"The key file {file} would lie inside the data folder {resolved}, "
            "where every copy takes it along; set KOPPEL_KEY_FILE to a file elsewhere."
        )
    return file


class KeyFile:
    """A file that only its owner reads; it is replaced as a whole, so that nobody meets half of it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.where = f"The key {file}"

    def read(self, *, first: bool = False) -> tuple[Key, ...]:
        """The keys of the file; one is made where there is no file and none was ever used."""
        try:
            if first and not self._file.exists():
                self._make()
            return _keys(self._file.read_text("ascii", errors="replace"), self.where)
        except FileNotFoundError:
            raise Misconfigured(
                f"The key {self._file} is not there, and without it no secret opens; put it back, "
                "or set KOPPEL_KEY_FILE to where it is."
            ) from None
        except OSError as error:
            raise Misconfigured(f"The key {self._file} cannot be read or made: {error.strerror}.") from None

    def stamp(self) -> object:
        """Which file it is, and when it was written."""
        try:
            seen = self._file.stat()
        except OSError:
            return None
        return seen.st_ino, seen.st_mtime_ns

    def add(self) -> None:
        """Put a new key before those that there are."""
        self._write((Key(secrets.token_bytes(_BYTES)), *self.read()))

    def keep(self, key: Key) -> str:
        """Let go of every key but one."""
        self._write((key,))
        return ""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder of the file; whoever dies lets go of it."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._file.parent, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _write(self, keys: Iterable[Key]) -> None:
        # one name: what a killed process left of it goes with the next one
        try:
            (self._file.parent / f".{self._file.name}.next").unlink(missing_ok=True)
            draft = self._draft(keys, "next")
            draft.replace(self._file)
            persist(self._file.parent)
        except OSError as error:
            raise Misconfigured(
                f"{self.where} cannot be written here ({error.strerror}), so it is changed where it is kept: "
                "the new key on the first line, the old one below it while it is still needed."
            ) from None

    def _make(self) -> None:
        """Make a key in one step: whoever comes second finds the whole key of the first."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._draft([Key(secrets.token_bytes(_BYTES))], secrets.token_hex(8))
        try:
            os.link(draft, self._file)
            persist(self._file.parent)
        except FileExistsError:
            pass
        finally:
            draft.unlink()

    def _draft(self, keys: Iterable[Key], name: str) -> Path:
        draft = self._file.with_name(f".{self._file.name}.{name}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.writelines(f"{key.text}\n" for key in keys)
            opened.flush()
            os.fsync(opened.fileno())
        return draft


class _Given:
    """Keys that somebody else keeps and hands over; they are made and changed where they are kept."""

    def __init__(self, where: str, ask: Callable[[], str]) -> None:
        self.where, self._ask = where, ask

    def read(self, *, first: bool = False) -> tuple[Key, ...]:
        """The keys as they are handed over now."""
        del first
        return _keys(self._ask(), self.where)

    def stamp(self) -> object:
        """Nothing: what is handed over is asked for once."""
        return None

    def add(self) -> None:
        """Say what a person has to do."""
        raise Misconfigured(
            f"{self.where} is changed where it is kept: put the new key before the old one, a blank between "
            "them, restart what runs, and give this command again. A new key is: openssl rand -base64 32"
        )

    def keep(self, key: Key) -> str:
        """Say what a person has to do."""
        return f"{self.where}: the first key, {key.id}, is the only one in use; take the others away now."

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nothing here is changed."""
        yield


def _printed() -> str:
    words = shlex.split(os.environ.get(COMMAND, ""))
    try:
        # what the admin of this machine has set, started without a shell
        done = subprocess.run(words, capture_output=True, timeout=_PATIENCE, check=True)  # noqa: S603
    except subprocess.TimeoutExpired:
        why = f"it did not end within {_PATIENCE} seconds"
    except subprocess.CalledProcessError as error:
        why = f"it ended with status {error.returncode}"
    except OSError as error:
        why = f"{words[0]} cannot be started: {error.strerror}"
    else:
        return done.stdout.decode("ascii", errors="replace")
    raise Misconfigured(f"The command in {COMMAND} gave no key: {why}. Try it by hand as this user.")


def _keys(text: str, where: str) -> tuple[Key, ...]:
    made = []
    for word in text.split() or [""]:
        try:
            secret = base64.b64decode(word, validate=True)
        except (binascii.Error, ValueError):
            secret = b""
        if len(secret) != _BYTES:
            raise Misconfigured(f"{where} holds no key: it must be {_BYTES} bytes in base64.")
        made.append(Key(secret))
    return tuple(made)
