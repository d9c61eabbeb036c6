"""Whether what is written in a home outlives the container that a command runs in."""

from __future__ import annotations

import os
import re
from pathlib import Path

from core.environment import is_given
from core.errors import Misconfigured

#: Kinds of file systems that end with their container or machine.
FLEETING = {"overlay", "aufs", "fuse.fuse-overlayfs", "tmpfs", "ramfs", "rootfs"}
_MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(r"\\([0-7]{3})")


def require_lasting(home: Path) -> None:
    """Refuse a home that nobody named and that would be gone with this container, its ledger with it."""
    if os.environ.get("KOPPEL_HOME") or is_given("KOPPEL_DATABASE_URL"):
        return
    usual = Path("~/.koppel").expanduser().absolute()
    if home != usual or (home / "koppel.db").exists() or _kind(home) not in FLEETING:
        return
    raise Misconfigured(
        f"What is written in {home} ends with this container, and with it the ledger and the bookmark, by "
        f"which no record is carried twice. Mount a volume at {home.parent} (docker run -v "
        f"NAME:{home.parent}), or name a folder on one with KOPPEL_HOME."
    )


def _kind(path: Path) -> str:
    """The kind of the file system that a path lies on; empty where the machine does not tell."""
    try:
        lines = _MOUNTS.read_text().splitlines()
    except OSError:
        return ""
    at, kind = Path(), ""
    for line in lines:
        before, _, after = line.partition(" - ")
        point = Path(_ESCAPED.sub(lambda found: chr(int(found[1], 8)), before.split()[4]))
        # The deepest one holds the path, and of those at one place the one that was mounted last.
        if path.is_relative_to(point) and len(point.parts) >= len(at.parts):
            at, kind = point, after.split()[0]
    return kind
