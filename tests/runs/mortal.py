"""Workers that can die at a named point: `python mortal.py HOME` begets one for every line that it reads.

Each works as `koppel --home HOME worker` does, and its number is told. It dies when the file `armed` in
the home names the point and the number of passes before it; whoever passes last takes the file away first,
so that one shot kills one worker.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

HOME = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()


def pass_by(point: str, linger: float = 0.0) -> None:
    """Die here, when this is the point and the passes are used up."""
    armed = HOME / "armed"
    with suppress(OSError, ValueError):
        named, left = armed.read_text().rsplit(" ", 1)
        if named != point:
            return
        if int(left) > 1:
            armed.write_text(f"{point} {int(left) - 1}")
            return
        armed.rename(HOME / "fired")
        time.sleep(linger)
        os.kill(os.getpid(), signal.SIGKILL)


def before(owner: Any, name: str, point: str, when: Callable[..., bool] = lambda *_: True) -> None:
    """Pass a point before a function is called."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def passed(*args: Any, **more: Any) -> Any:
        if when(*args):
            pass_by(point)
        return original(*args, **more)

    setattr(owner, name, passed)


def after(owner: Any, name: str, point: str, when: Callable[..., bool] = lambda *_: True) -> None:
    """Pass a point after a function has done its work."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def passed(*args: Any, **more: Any) -> Any:
        result = original(*args, **more)
        if when(*args):
            pass_by(point)
        return result

    setattr(owner, name, passed)


def writes(_: Any, request: Any, *__: Any) -> bool:
    """Whether a request writes a record."""
    return str(request.purpose) == "write" or getattr(request.purpose, "name", "") == "WRITE"


def die_between_request_and_answer() -> None:
    """Let the server have the whole request and commit it, and read nothing of its answer."""
    from core.api import door  # noqa: PLC0415 - after the home is known
    from core.api.egress import Egress  # noqa: PLC0415

    sending: list[bool] = [False]
    send, hear = Egress.send, door._Way.hear

    def sent(self: Any, request: Any, *args: Any) -> Any:
        sending[0] = writes(self, request)
        return send(self, request, *args)

    def answered(self: Any, line: bytes) -> None:
        if sending[0]:
            pass_by("server's commit", linger=0.1)
        hear(self, line)

    Egress.send, door._Way.hear = sent, answered  # type: ignore[method-assign]


def settle_sooner() -> None:
    """Let unclear answers settle in half a second: the sandbox commits sooner than the vendor may."""
    from core.workspace.reach import Reach  # noqa: PLC0415

    target = Reach.target

    @contextmanager
    def sooner(*args: Any, **more: Any) -> Iterator[Any]:
        with target(*args, **more) as known:
            yield replace(known, settle=0.5)

    Reach.target = sooner  # type: ignore[method-assign]


def make_mortal() -> None:
    """Lay the points where a crash could lose or double something."""
    from core.api.client import Client  # noqa: PLC0415
    from core.api.egress import Egress  # noqa: PLC0415
    from core.runs.carry import Carrier  # noqa: PLC0415
    from core.runs.delivery import Delivery  # noqa: PLC0415
    from core.store import ledger  # noqa: PLC0415
    from core.store.tokens import SealedTokens  # noqa: PLC0415

    die_between_request_and_answer()
    before(Carrier, "_page", "page read")
    after(Delivery, "intend", "intent")
    before(Egress, "send", "send", writes)
    after(Egress, "send", "answer", writes)
    after(Client, "create", "result")
    after(ledger, "add_page", "bookmark")
    after(ledger.Ledger, "turn", "page turned")
    after(SealedTokens, "_put", "token write")
    settle_sooner()


def beget() -> None:
    """Load everything once, and give every line a worker of its own."""
    import core.worker  # noqa: F401, PLC0415 - loaded before, so that a worker begins at once
    from core.__main__ import carry  # noqa: PLC0415

    make_mortal()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead leave no name behind
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            nothing = os.open(os.devnull, os.O_RDWR)
            os.dup2(nothing, 0)
            os.dup2(nothing, 1)
            os._exit(carry(["--home", str(HOME), "worker"]))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    beget()
