"""Processes that a command starts beside itself; none of them outlives it."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from core.errors import Misconfigured, Stopped

HOST = "127.0.0.1"
#: What Linux calls "send me this signal when my parent dies".
PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Children:
    """The processes of one command, by what they are to a person: `the worker`, `the pages`."""

    def __init__(self, root: Path, home: Path) -> None:
        self._root = root
        self._home = home
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def log(self) -> Path:
        """Where the children write."""
        return self._home / "koppel.log"

    def start(self, name: str, *arguments: str) -> None:
        """Start a Python module as a child, in a process group of its own, so that all of it can be ended."""
        self._home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            self._running[name] = subprocess.Popen(  # noqa: S603  our own modules, with arguments that we made
                [sys.executable, "-m", *arguments],
                cwd=self._root,
                env={**os.environ, "KOPPEL_HOME": str(self._home)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
                preexec_fn=_end_with_parent,  # noqa: PLW1509  no thread runs yet when children are started
            )

    def wait_for(self, name: str, port: int, seconds: float = 60) -> None:
        """Wait until a child answers on its port."""
        until = time.monotonic() + seconds
        while not answers(port):
            self.look()
            if time.monotonic() > until:
                raise Stopped(f"{name} did not answer within {seconds:.0f} seconds; {self.log} may say why.")
            time.sleep(0.1)

    def look(self) -> None:
        """Make sure that all of them still run."""
        for name, process in self._running.items():
            if process.poll() is not None:
                raise Stopped(f"{name} ended by itself (status {process.returncode}); {self.log} says why.")

    def watch(self) -> None:
        """Wait until one of them ends, or a person stops us."""
        while True:
            self.look()
            time.sleep(0.5)

    def stop(self, patience: float = 10) -> None:
        """End them all: politely, and after some patience for certain."""
        for process in self._running.values():
            _signal(process, signal.SIGTERM)
        until = time.monotonic() + patience
        for process in self._running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, until - time.monotonic()))
            _signal(process, signal.SIGKILL)
            process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _end_with_parent() -> None:
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signal a child and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def answers(port: int) -> bool:
    """Tell whether something listens on a port of this machine."""
    with socket.socket() as trial:
        trial.settimeout(1)
        return trial.connect_ex((HOST, port)) == 0


def free(port: int) -> bool:
    """Tell whether a port of this machine can be taken."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            return False
        return True


def require(port: int) -> None:
    """Make sure that a port that a person chose can be taken."""
    if not free(port):
        raise Misconfigured(f"Port {port} is in use: choose another one with --port.")


def a_port(wanted: int) -> int:
    """Give the wanted port, or a free one where that is taken."""
    if free(wanted):
        return wanted
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        return int(trial.getsockname()[1])
