"""A database file with the newest tables, copied wherever a test begins with none.

Making the tables takes longer than most tests, and so does waiting until the disk has what is written. How
tables are made and what outlasts a loss of power have tests of their own, which ask for it with `unready`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.store import sqlite
from core.store.database import Database
from core.store.store import places

#: The databases of a home; any other is somebody's that looks at how they are made.
HOME = {place.name for place in places(Path())}
_TOUCH, _SETTINGS = sqlite._touch, sqlite._SETTINGS


@pytest.fixture(scope="session", autouse=True)
def _ready_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let every new database of this process be a copy of one that was made as a person's is."""
    ready = tmp_path_factory.mktemp("ready") / "ready.db"
    Database(sqlite.Sqlite(ready)).close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "_touch", lambda file: _copied(ready, file))
        patch.setattr(sqlite, "_SETTINGS", _SETTINGS | {"synchronous": 0})
        yield


def _copied(ready: Path, file: Path) -> None:
    """Put the copy in its place whole: whoever opens the file meanwhile finds all of it, or nothing."""
    if file.name in HOME and not file.exists():
        draft = file.with_name(f"{file.name}-{os.getpid()}-{threading.get_ident()}")
        with contextlib.suppress(OSError):  # of a place where nothing can be written the program itself tells
            draft.touch(0o600)
            shutil.copyfile(ready, draft)
            os.link(draft, file)
        with contextlib.suppress(OSError):
            draft.unlink()
    _TOUCH(file)


def unready(patch: pytest.MonkeyPatch) -> None:
    """Let databases be made and written as a person's are."""
    patch.setattr(sqlite, "_touch", _TOUCH)
    patch.setattr(sqlite, "_SETTINGS", _SETTINGS)
