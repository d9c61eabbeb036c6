"""The demo: two systems that are simulated on this machine, and a flow between them that is ready to run."""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import core
from core.access import Action
from core.errors import Stopped
from core.workspace.access import needs
from core.workspace.settling import Settling

#: Connections of the demo, and the connector of each.
CONNECTIONS = {"demo-shop": "shopify", "demo-exact": "exact_online"}
#: Flows of the demo: what each carries, from where, to where.
FLOWS = {"webshop-orders-to-exact": ("order", "demo-shop", "demo-exact")}
_HOST, _PORT, _PATIENCE = "127.0.0.1", 8700, 60.0

_running: list[subprocess.Popen[bytes]] = []


class Demo(Settling):
    """A workspace that can be tried without an account anywhere."""

    @needs(Action.CONNECT)
    def demo(self, url: str) -> dict[str, Any]:
        """Make the demo's connections and flows with sandboxes at a URL; a flow that is there stays."""
        for name, connector in CONNECTIONS.items():
            self.connect_sandbox(name, connector, url)
        there = {state.name for state in self.flows()}
        for name, (entity, source, target) in FLOWS.items():
            if name not in there:
                self.save(self.new(name, entity, source, target), note="made for the demo")
        return {"connections": list(CONNECTIONS), "flows": list(FLOWS)}

    @needs(Action.CONNECT)
    def begin_demo(self) -> str:
        """Start sandboxes beside this program and make the demo with them; gives the name of its flow."""
        self.demo(_sandbox(self.home))
        self.demo_afresh()
        return next(iter(FLOWS))

    @needs(Action.CONNECT)
    def demo_afresh(self) -> None:
        """Let the flows between sandboxes start over with them: new sandboxes have nothing yet."""
        for state in self.flows():
            if {state.source, state.target} <= set(CONNECTIONS):
                self.start_over(state.name)

    @needs(Action.READ)
    def demo_sleeps(self) -> bool:
        """Whether the demo was made here, and its sandboxes do not answer any more."""
        found = [each for each in self.connections() if each.name in CONNECTIONS]
        urls = [urlsplit(str(each.settings.get("base_url", ""))) for each in found]
        return any(url.hostname == _HOST and not _answers(url.port or 80) for url in urls)


def _sandbox(home: Path) -> str:
    """Start the sandboxes as a process that ends with this one; gives where they answer."""
    port = _free_port()
    with (home / "koppel.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603  our own module, with arguments that we made
            [sys.executable, "-m", "core", "sandbox", "--port", str(port)],
            cwd=Path(core.__file__).parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, "KOPPEL_HOME": str(home)},
        )
    _running.append(process)
    until = time.monotonic() + _PATIENCE
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > until:
            raise Stopped(f"The sandboxes did not start; {home / 'koppel.log'} says why.")
        time.sleep(0.1)
    return f"http://{_HOST}:{port}"


@atexit.register
def _end() -> None:
    """End the sandboxes that this program started."""
    for process in _running:
        process.terminate()
    for process in _running:
        process.wait(10)


def _free_port() -> int:
    """The port that sandboxes usually have, or any other that is free."""
    for port in (_PORT, 0):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((_HOST, port))
            except OSError:
                continue
            return int(trial.getsockname()[1])
    raise Stopped("This machine has no free port for the sandboxes.")


def _answers(port: int) -> bool:
    with socket.socket() as trial:
        trial.settimeout(0.5)
        return trial.connect_ex((_HOST, port)) == 0
