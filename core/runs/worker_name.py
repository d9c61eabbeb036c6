"""Who carries a run: a name for this process, and whether the process of such a name is still there."""

from __future__ import annotations

import os
import socket
import uuid
from pathlib import Path


def worker_name() -> str:
    """A name for one worker of this process: machine, process, when it began, and a random end."""
    return f"{socket.gethostname()}/{os.getpid()}/{_began(os.getpid())}/{uuid.uuid4().hex[:8]}"


def is_gone(worker: str) -> bool:
    """Tell whether the worker was a process of this machine that lives no more; False when unsure."""
    parts = worker.split("/")
    if len(parts) != 4 or parts[0] != socket.gethostname() or not parts[1].isdigit():  # noqa: PLR2004 - the parts of a name
        return False
    pid = int(parts[1])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _began(pid) != parts[2]


def _began(pid: int) -> str:
    """Tell when a process began, so that a number used again is not taken for the old one."""
    try:
        # The second field, a name, may hold blanks; what follows does not. The 22nd is the start time.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
