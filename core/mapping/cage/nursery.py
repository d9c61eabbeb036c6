"""Koppel's end of the zygote: start it when the first process is needed, have it make one after the other."""

from __future__ import annotations

import contextlib
import mmap
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import core
from core.errors import Uncaged
from core.mapping.cage.bounds import STARTING, TRAY
from core.mapping.cage.process import Process

_ROOT = str(Path(core.__file__).parents[1])
#: All that the fresh interpreter is told. What it needs is found where this one found it.
_START = """
import sys
sys.path[:0] = sys.argv[2:]
from core.mapping.cage.zygote import main
main(int(sys.argv[1]))
"""


class Nursery:
    """Makes caged processes, by a zygote of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._zygote: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._ready = False

    def start(self) -> None:
        """Start the zygote, and wait until it can make processes; why it can't is told when one is needed."""
        with self._lock, contextlib.suppress(OSError, Uncaged):
            self._started()

    def process(self) -> Process:
        """A new caged process; Uncaged when none can be had."""
        with self._lock:
            try:
                return self._forked()
            except OSError:  # the zygote was ended from outside: another will do
                self._stop()
                try:
                    return self._forked()
                except OSError as error:
                    raise Uncaged(_sentence(self._last_words() or str(error))) from None

    def stop(self) -> None:
        """End the zygote, and with it every process that it made."""
        with self._lock:
            self._stop()

    def _start(self) -> None:
        if self._zygote is not None:
            return
        ours, its = socket.socketpair()
        try:
            self._zygote = subprocess.Popen(  # noqa: S603  - this very interpreter
                [sys.executable, "-I", "-c", _START, str(its.fileno()), *_paths()],
                env={},
                cwd="/",
                pass_fds=[its.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,  # what a terminal interrupts is Koppel, which ends it in order
            )
        except OSError as error:
            ours.close()
            raise Uncaged(_sentence(str(error))) from None
        finally:
            its.close()
        self._control, self._ready = ours, False

    def _started(self) -> socket.socket:
        self._start()
        assert self._control is not None  # noqa: S101  - it was started
        self._control.settimeout(STARTING)
        if not self._ready and not self._control.recv(1):
            raise ConnectionError("it ended while it was starting")
        self._ready = True
        return self._control

    def _forked(self) -> Process:
        control = self._started()
        control.sendall(b"+")
        pid, handles, _, _ = socket.recv_fds(control, 4, 3)
        if len(handles) != 3:  # noqa: PLR2004  - a socket, a process handle, and a tray
            raise ConnectionError("it could make no process")
        end, handle, memory = handles
        tray = mmap.mmap(memory, TRAY)
        os.close(memory)
        return Process(int.from_bytes(pid, "big"), socket.socket(fileno=end), handle, tray)

    def _stop(self) -> None:
        zygote, control = self._zygote, self._control
        self._zygote = self._control = None
        if control is not None:
            control.close()
        if zygote is not None:
            with contextlib.suppress(ProcessLookupError):
                zygote.kill()
            zygote.wait()
            if zygote.stderr is not None:
                zygote.stderr.close()

    def _last_words(self) -> str:
        """The last line that a zygote wrote before it ended."""
        zygote = self._zygote
        if zygote is None or zygote.stderr is None:
            return ""
        zygote.kill()
        lines = zygote.stderr.read().decode(errors="replace").strip().splitlines()
        self._stop()
        return lines[-1] if lines else ""


def _paths() -> list[str]:
    """Where modules are found: Koppel itself first, then whatever this interpreter has beside its own."""
    return [_ROOT, *(path for path in sys.path if path and path != _ROOT and os.path.isabs(path))]  # noqa: PTH117


def _sentence(why: str) -> str:
    return (
        "expressions cannot be evaluated: the process that confines them could not be started "
        f"({why}); look with `koppel doctor`, and install Koppel again if nothing else helps"
    )
