"""Who carries a run: a name for this process, and whether the process of such a name is still there."""

from __future__ import annotations

import os
import socket
import uuid
from pathlib import Path

_PARTS = 5


def worker_name() -> str:
    """A name for one worker: machine, its space of processes, process, when it began, chance."""
    return "/".join([*_here(), str(os.getpid()), _began(os.getpid()), uuid.uuid4().hex[:8]])


def is_here(worker: str) -> bool:
    """Tell whether the worker is a process of this machine, or of this container."""
    return worker.split("/")[:2] == _here()


def is_gone(worker: str) -> bool:
    """Tell whether the worker was a process of this machine that lives no more; False when unsure."""
    parts = worker.split("/")
    if len(parts) != _PARTS or not is_here(worker) or not parts[2].isdigit():
        return False
    pid = int(parts[2])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _began(pid) != parts[3]


def _here() -> list[str]:
    """The machine and its space of processes: containers of one name count their processes apart."""
    try:
        space = str(Path("/proc/self/ns/pid").stat().st_ino)
    except OSError:
        space = ""
    return [socket.gethostname(), space]


def _began(pid: int) -> str:
    """Tell when a process began, so that a number used again is not taken for the old one.

    A process that has ended and was not waited for yet has begun at no time.
    """
    try:
        # The second field, a name, may hold blanks; what follows does not. The 22nd is the start time.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (OSError, IndexError):
        return ""
    return "" if fields[0] in "ZX" else fields[19]
