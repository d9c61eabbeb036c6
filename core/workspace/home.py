"""The folder in which a workspace lives, and what every part of the workspace stands on."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from core.access import Action, Actor
from core.catalog import Catalog
from core.log import Log
from core.runs.endings import Endings
from core.runs.heart import Heart
from core.store import Moved, Store
from core.workspace.access import Guarded, anyone, needs
from core.workspace.deeds import ALWAYS, WHERE_WRITTEN, doer, subject_of
from core.workspace.doctor import Finding, examine
from core.workspace.reach import Reach

#: The same refusal is written down no more often than once in so many seconds.
_ONCE_IN = 60.0


def default_home() -> Path:
    """Where a workspace lives when nothing else is said: `KOPPEL_HOME`, else `~/.koppel`."""
    return Path(os.environ.get("KOPPEL_HOME") or "~/.koppel").expanduser()


def allowed_folders(home: Path) -> tuple[Path, ...]:
    """Where connections may use files: in the folders of `KOPPEL_FOLDERS`, else in `files` in the home."""
    named = [
        Path(each).expanduser() for each in os.environ.get("KOPPEL_FOLDERS", "").split(os.pathsep) if each
    ]
    return tuple(named) or (home / "files",)


class Home(Guarded):
    """One home folder, opened: what is written down in it, the connectors, and how to reach them."""

    def __init__(self, home: Path | None = None, connections_file: Path | None = None) -> None:
        super().__init__()
        self.home = home or default_home()
        self._store = Store(self.home)
        self._catalog = Catalog(systems=lambda: {each.name: each.text for each in self._store.systems.all()})
        self._log = Log(self.home)
        folders = allowed_folders(self.home)
        self._reach = Reach(self._store, self._catalog, connections_file, folders, self._log)
        self._heart = Heart(self._store.workers)
        self._leave = threading.Event()
        self._endings = Endings(self._store.runs)
        self._refusals: dict[tuple[str, str], float] = {}

    @anyone
    def close(self) -> None:
        """Leave the runs that are still carried here to others, and let go of the files."""
        self._heart.leave()
        self._store.close()

    def _refused(
        self, actor: Actor, method: Callable[..., Any], args: tuple[Any, ...], more: dict[str, Any]
    ) -> None:
        """Put into the audit trail who was refused what; the same no more than once a minute."""
        now, same = time.monotonic(), (actor.name, method.__name__)
        if now - self._refusals.get(same, -_ONCE_IN) >= _ONCE_IN:
            self._refusals[same] = now
            with self._store.audit.deed(
                doer(actor), f"refused: {method.__name__}", subject_of(method, args, more)
            ):
                pass  # the entry is all there is to it

    def _deed(
        self,
        actor: Actor,
        action: Action,
        method: Callable[..., Any],
        args: tuple[Any, ...],
        more: dict[str, Any],
    ) -> AbstractContextManager[None]:
        """Put what somebody does into the audit trail; what only looks leaves nothing there."""
        if action not in ALWAYS | WHERE_WRITTEN:
            return nullcontext()
        subject, always = subject_of(method, args, more), action in ALWAYS
        return self._store.audit.deed(doer(actor), method.__name__, subject, always=always)

    @needs(Action.HOUSE)
    def move_database(self, to: str) -> list[Moved]:
        """Move all that is written down: `to` is a PostgreSQL address, or "files" for those of the home.

        The workspace is closed after it. Misconfigured says why nothing was moved.
        """
        # What is moved holds the entry: afterwards nothing is written here any more.
        self._store.audit.end_here()
        return self._store.move("" if to == "files" else to)

    @needs(Action.READ)
    def doctor(self) -> list[Finding]:
        """What is wrong with this installation."""
        return examine(self.home, self._store, self._catalog)
