"""The folder in which a workspace lives, and what every part of the workspace stands on."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from core.catalog import Catalog
from core.runs.heart import Heart
from core.store import Moved, Store
from core.workspace.doctor import Finding, examine
from core.workspace.reach import Reach


def default_home() -> Path:
    """Where a workspace lives when nothing else is said: `KOPPEL_HOME`, else `~/.koppel`."""
    return Path(os.environ.get("KOPPEL_HOME") or "~/.koppel").expanduser()


def allowed_folders(home: Path) -> tuple[Path, ...]:
    """Where connections may use files: in the folders of `KOPPEL_FOLDERS`, else in `files` in the home."""
    named = [
        Path(each).expanduser() for each in os.environ.get("KOPPEL_FOLDERS", "").split(os.pathsep) if each
    ]
    return tuple(named) or (home / "files",)


class Home:
    """One home folder, opened: what is written down in it, the connectors, and how to reach them."""

    def __init__(self, home: Path | None = None, connections_file: Path | None = None) -> None:
        self.home = home or default_home()
        self._store = Store(self.home)
        self._catalog = Catalog(systems=lambda: {each.name: each.text for each in self._store.systems.all()})
        self._reach = Reach(self._store, self._catalog, connections_file, allowed_folders(self.home))
        self._heart = Heart(self._store.workers)
        self._leave = threading.Event()

    def close(self) -> None:
        """Leave the runs that are still carried here to others, and let go of the files."""
        self._heart.leave()
        self._store.close()

    def move_database(self, to: str) -> list[Moved]:
        """Move all that is written down: `to` is a PostgreSQL address, or "files" for those of the home.

        The workspace is closed after it. Misconfigured says why nothing was moved.
        """
        return self._store.move("" if to == "files" else to)

    def doctor(self) -> list[Finding]:
        """What is wrong with this installation."""
        return examine(self.home, self._store, self._catalog)
