"""The one process that caged processes are forked from: freshly started, with nothing of Koppel's own in it.

It has loaded all that expressions may need, and does nothing but fork: on every byte that Koppel sends, one
caged process, whose socket, process handle and tray it sends back. Without Koppel it ends, and they too.
"""

from __future__ import annotations

import gc
import mmap
import os
import signal
import socket
import sys

from core.mapping.cage.bars import confine
from core.mapping.cage.bounds import TRAY
from core.mapping.cage.inmate import serve
from core.mapping.cage.stock import lay_in


def main(number: int) -> None:
    """Load everything, say so on the socket with this number, and fork until its other end is closed."""
    del sys.argv[1:]
    control = socket.socket(fileno=number)
    lay_in()
    gc.collect()
    gc.freeze()
    # The kernel buries the dead; a process handle never comes to mean another process.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _fall_silent()
    control.sendall(b"!")
    while control.recv(1):
        fork(control)


def fork(control: socket.socket) -> None:
    """Make one caged process and hand it over."""
    ours, its = socket.socketpair()
    tray = os.memfd_create("tray")
    os.ftruncate(tray, TRAY)
    pid = os.fork()
    if pid == 0:
        try:
            lines = mmap.mmap(tray, TRAY, prot=mmap.PROT_READ)
            confine(its)
            serve(its, memoryview(lines))
        finally:
            os._exit(1)
    its.close()
    handle = os.pidfd_open(pid)
    socket.send_fds(control, [pid.to_bytes(4, "big")], [ours.fileno(), handle, tray])
    os.close(tray)
    os.close(handle)
    ours.close()


def _fall_silent() -> None:
    """Nobody reads from here on what is written for people."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    os.close(nothing)
