"""What a caged process is left with: its own memory, up to a bound, and the socket to Koppel."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

from core.mapping.cage import filter as calls
from core.mapping.cage.bounds import MEMORY

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_NOBODY = 65534
_PAGE = resource.getpagesize()

_libc = ctypes.CDLL(None, use_errno=True)


def confine(end: socket.socket) -> None:
    """Give up everything but this end of a socket; nothing of it can be had back."""
    parent = os.getppid()
    size, resident = (int(word) * _PAGE for word in Path("/proc/self/statm").read_text().split()[:2])
    _close_all_but(end.fileno())
    sys.stdin = sys.stdout = sys.stderr = None
    os.environ.clear()
    os.umask(0o777)
    _become_nobody()
    room = max(MEMORY << 20, resident + (32 << 20)) - resident
    _limit(resource.RLIMIT_AS, size + room)
    for other in ("CORE", "FSIZE", "NPROC", "NOFILE", "MEMLOCK", "MSGQUEUE"):
        _limit(getattr(resource, f"RLIMIT_{other}"), 0)
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    end_with_parent(parent)
    calls.install(_libc)


def end_with_parent(parent: int) -> None:
    """Let the system end this process when the one that made it is gone, also if that is already so."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _close_all_but(kept: int) -> None:
    for number in [int(each.name) for each in Path("/proc/self/fd").iterdir()]:
        if number != kept:
            with suppress(OSError):  # the one by which the list was read
                os.close(number)


def _become_nobody() -> None:
    if os.geteuid() == 0:
        with suppress(PermissionError):  # a root that may not even do this has little to give up
            os.setgroups([])
            os.setresgid(_NOBODY, _NOBODY, _NOBODY)
            os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def _limit(which: int, most: int) -> None:
    resource.setrlimit(which, (most, most))
