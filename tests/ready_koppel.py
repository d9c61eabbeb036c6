"""`koppel` that starts at once: a process that has everything loaded is copied for each command.

`serve(door)` is that process. What stands in its place on a shell's PATH hands over its arguments, folder,
variables and descriptors, and ends with the command's own status.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]

_CLIENT = """\
#!{python} -ISE
import json, os, socket, sys
door = socket.socket(socket.AF_UNIX)
door.connect({door!r})
told = dict(arguments=sys.argv[1:], folder=os.getcwd(), variables=dict(os.environ))
socket.send_fds(door, [b"."], [0, 1, 2])
door.sendall(json.dumps(told).encode() + b"\\n")
status = door.recv(9)
sys.exit(int(status) if status else 70)
"""


@pytest.fixture(scope="session")
def ready_koppel() -> Iterator[Path]:
    """An executable `koppel`, quick, in a folder for PATH; it serves until the tests are over."""
    with tempfile.TemporaryDirectory(prefix="koppel-") as made:  # a socket's name must be short
        door, koppel = Path(made) / "door", Path(made) / "koppel"
        serving = subprocess.Popen(
            [sys.executable, __file__, door],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert serving.stdout is not None
        assert serving.stdout.readline() == b"ready\n"
        koppel.write_text(_CLIENT.format(python=sys.executable, door=str(door)), "utf-8")
        koppel.chmod(0o755)
        yield koppel
        serving.communicate()


def serve(door: str) -> None:
    """Carry commands until the end of our own input, each in a copy of this process."""
    import lent_zygote  # noqa: PLC0415  the same

    import core.__main__  # noqa: PLC0415  loaded once, here
    import core.workspace  # noqa: F401, PLC0415

    lent_zygote.lend()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    threading.Thread(target=_until_closed, daemon=True).start()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(door)
        listening.listen(16)
        print("ready", flush=True)  # noqa: T201  whoever started us waits for it
        while True:
            asked, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                _carry(asked)
            asked.close()


def _until_closed() -> None:
    os.read(0, 1)  # not through sys.stdin, whose lock a copy would inherit
    os._exit(0)


def _carry(asked: socket.socket) -> None:
    """Be the command: take its place, do it, tell its status, and end."""
    from core.__main__ import carry  # noqa: PLC0415  loaded already

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _, descriptors, _, _ = socket.recv_fds(asked, 1, 3)
    told: dict[str, Any] = json.loads(asked.makefile("rb").readline())
    sys.stdin.close()
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  for as long as this process lives
    os.chdir(told["folder"])
    os.environ.clear()
    os.environ.update(told["variables"])
    threading.Thread(target=_while_wanted, args=[asked], daemon=True).start()
    status = carry(told["arguments"])
    atexit._run_exitfuncs()  # type: ignore[attr-defined]  # what a command leaves to its end is done
    sys.stdout.flush()
    sys.stderr.flush()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # whoever hears the status goes
    asked.sendall(str(status).encode())
    os._exit(status)


def _while_wanted(asked: socket.socket) -> None:
    """End when whoever asked has gone, as a command ends with its shell."""
    if not asked.recv(1):
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    serve(sys.argv[1])
