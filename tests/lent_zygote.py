"""A zygote that is started once, as every zygote is, and copied before it is used: laying in takes a while.

Each nursery is given a copy of its own, in which nothing of another's was ever evaluated.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from core.mapping.cage import nursery, zygote


class _Lent:
    """A zygote that is nobody's child here, and ends when its nursery lets go of it."""

    stderr = None

    def kill(self) -> None:
        """Nothing to do."""

    def wait(self) -> None:
        """Nobody has to bury it."""


def lend() -> None:
    """Have every nursery of this process, and of its copies, ask one zygote for a copy of itself."""
    asking, asked = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    start = nursery._START.replace("core.mapping.cage.zygote", __name__)
    paths = [str(Path(__file__).parent), *nursery._paths()]
    subprocess.Popen(
        [sys.executable, "-I", "-c", start, str(asked.fileno()), *paths],
        env={},
        cwd="/",
        pass_fds=[asked.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    asked.close()

    def started(self: Any) -> None:
        if self._zygote is None:
            self._control, its = socket.socketpair()
            socket.send_fds(asking, [b"+"], [its.fileno()])
            its.close()
            self._zygote, self._ready = _Lent(), False

    nursery.Nursery._start = started  # type: ignore[method-assign]


def main(number: int) -> None:
    """Load everything, and be copied for each socket that is handed in, until nobody can hand in any more."""
    door = socket.socket(fileno=number)
    zygote.lay_in()
    zygote._fall_silent()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while handed := socket.recv_fds(door, 1, 1)[1]:
        if os.fork() == 0:
            door.close()
            control = socket.socket(fileno=handed[0])
            control.sendall(b"!")
            while control.recv(1):
                zygote.fork(control)
            os._exit(0)
        os.close(handed[0])
