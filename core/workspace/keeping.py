"""Backups: made while everything goes on, looked into, restored where nothing is, and known by name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.access import DESK, Action
from core.errors import Misconfigured
from core.store import Backup, SavedBackup, Store, Subject, look, put_back
from core.workspace.access import needs
from core.workspace.deeds import doer
from core.workspace.home import Home


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """A backup that was made here, and whether its file is still where it was made."""

    saved: SavedBackup
    there: bool


class Keeping(Home):
    """The backups of a workspace."""

    @needs(Action.HOUSE)
    def back_up(self, file: Path, *, by: str = "") -> Backup:
        """Put all that is written down at this moment into a new file, while workers and pages go on.

        Secrets and payloads stay sealed in it, all else can be read; the key is not in it. Cut short at any
        moment there is no file. Misconfigured where there is one already, or it cannot be written.
        """
        return self._store.back_up(file, by)

    @needs(Action.HOUSE)
    def backups(self) -> list[KnownBackup]:
        """The backups that were made here, newest first, but for those that are said to be gone."""
        return [KnownBackup(each, Path(each.file).is_file()) for each in self._store.backups.all()]

    @needs(Action.HOUSE)
    def backup_gone(self, file: Path) -> None:
        """Forget a backup whose every copy was deleted; Misconfigured where its file is still there."""
        file = file.expanduser().absolute()
        if file.exists():
            raise Misconfigured(f"{file} is still there: delete it, and its copies elsewhere, first.")
        if not self._store.backups.gone(file):
            raise Misconfigured(f"No backup was made into {file}; see: koppel backups")


def inside(file: Path) -> Backup:
    """What is in a backup, read to its end; Misconfigured where it is not whole by its checksum."""
    return look(file.expanduser().absolute())


def restored(home: Path, file: Path) -> Backup:
    """Make a workspace of a backup, in a home or database where nothing is yet: the whole, or nothing.

    What was being run then is found as after a crash: the next run looks up what may have arrived. Sign-ins
    have ended. Misconfigured says why nothing was restored: a file that is not whole, a key that does not
    open it, a database that is there.
    """
    made = put_back(home, file.expanduser().absolute())
    store = Store(home)
    try:
        with store.audit.deed(doer(DESK), "restored", Subject("backup", made.id)):
            pass  # the entry is all there is to it
    finally:
        store.close()
    return made
