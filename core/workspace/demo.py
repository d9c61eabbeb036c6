"""Demos: two systems that are simulated on this machine, and flows between them that are ready to run."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import core
from core.access import Action
from core.errors import Misconfigured, Stopped
from core.workspace.access import needs
from core.workspace.settling import Settling

#: Connections of the demos, and the connector of each.
CONNECTIONS = {
    "demo-shop": "shopify",
    "demo-exact": "exact_online",
    "demo-eaccounting": "eaccounting",
    "demo-accountview": "accountview",
    "demo-afas": "afas",
    "demo-buchhaltungsbutler": "buchhaltungsbutler",
    "demo-visma": "visma_net",
}
#: The demo that is made where none is named.
USUAL = "shopify-exact_online"
#: Flows of each demo, in the order in which they are run: what each carries, from where, to where.
DEMOS = {
    USUAL: {"webshop-orders-to-exact": ("order", "demo-shop", "demo-exact")},
    "exact_online-eaccounting": {
        "exact-products-to-eaccounting": ("product", "demo-exact", "demo-eaccounting"),
        "exact-stock-to-eaccounting": ("stock", "demo-exact", "demo-eaccounting"),
        "eaccounting-orders-to-exact": ("order", "demo-eaccounting", "demo-exact"),
        "eaccounting-customers-to-exact": ("customer", "demo-eaccounting", "demo-exact"),
    },
    "accountview-eaccounting": {
        "accountview-products-to-eaccounting": ("product", "demo-accountview", "demo-eaccounting"),
        "accountview-stock-to-eaccounting": ("stock", "demo-accountview", "demo-eaccounting"),
        "eaccounting-orders-to-accountview": ("order", "demo-eaccounting", "demo-accountview"),
    },
    "exact_online-buchhaltungsbutler": {
        "buchhaltungsbutler-customers-to-exact": ("customer", "demo-buchhaltungsbutler", "demo-exact"),
        "exact-orders-to-buchhaltungsbutler": ("order", "demo-exact", "demo-buchhaltungsbutler"),
    },
    "afas-accountview": {
        "afas-products-to-accountview": ("product", "demo-afas", "demo-accountview"),
        "afas-customers-to-accountview": ("customer", "demo-afas", "demo-accountview"),
        "afas-orders-to-accountview": ("order", "demo-afas", "demo-accountview"),
    },
    "buchhaltungsbutler-visma_net": {
        "buchhaltungsbutler-customers-to-visma": ("customer", "demo-buchhaltungsbutler", "demo-visma"),
        "visma-invoices-to-buchhaltungsbutler": ("invoice", "demo-visma", "demo-buchhaltungsbutler"),
    },
}
_HOST, _PORT, _PATIENCE = "127.0.0.1", 8700, 60.0

#: The sandboxes that this program started.
_running: list[subprocess.Popen[bytes]] = []


class Demo(Settling):
    """A workspace that can be tried without an account anywhere."""

    @needs(Action.READ)
    def demos(self) -> dict[str, str]:
        """The demos there are, by the pair that each is of, in words; the usual one first."""
        titles = {each.name: each.title for each in self._catalog.connectors()}
        return {pair: " and ".join(titles[name] for name in pair.split("-")) for pair in DEMOS}

    @needs(Action.CONNECT)
    def demo(self, url: str, pair: str = "") -> dict[str, Any]:
        """Make a demo's connections and flows with sandboxes at a URL; a flow that is there stays.

        Without a pair it is the usual one; which of the two is named first does not matter. Demos that were
        made before go along to these sandboxes.
        Misconfigured names the pairs that there are.
        """
        pair = pair or USUAL
        pair = next((each for each in DEMOS if set(each.split("-")) == set(pair.split("-"))), pair)
        if pair not in DEMOS:
            raise Misconfigured(f"there is no demo {pair!r}; there are: {', '.join(DEMOS)}")
        ends = {end for _, *both in DEMOS[pair].values() for end in both}
        known = {each.name for each in self.connections()}
        for name, connector in CONNECTIONS.items():
            if name in known | ends:
                self.connect_sandbox(name, connector, url)
        there = {state.name for state in self.flows()}
        for name, (entity, source, target) in DEMOS[pair].items():
            if name not in there:
                self.save(self.new(name, entity, source, target), note="made for the demo")
        return {"connections": [name for name in CONNECTIONS if name in ends], "flows": list(DEMOS[pair])}

    @needs(Action.CONNECT)
    def begin_demo(self, pair: str = "") -> str:
        """Make a demo, with sandboxes beside this program where none answer; gives its first flow.

        Without a pair it is the one that was made here, or the usual one.
        """
        there = {state.name for state in self.flows()}
        pair = pair or next((each for each in DEMOS if there & set(DEMOS[each])), USUAL)
        awake = next((url for url in self._demo_urls() if _answers(url.port or 80)), None)
        self.demo(f"http://{awake.netloc}" if awake else _sandbox(self.home), pair)
        if awake is None:
            self.demo_afresh()
        return next(iter(DEMOS[pair]))

    @needs(Action.CONNECT)
    def demo_afresh(self) -> None:
        """Let the flows between sandboxes start over with them: new sandboxes have nothing yet."""
        for state in self.flows():
            if {state.source, state.target} <= set(CONNECTIONS):
                self.start_over(state.name)

    @needs(Action.READ)
    def demo_sleeps(self) -> bool:
        """Whether a demo was made here, and its sandboxes do not answer any more."""
        return any(not _answers(url.port or 80) for url in self._demo_urls())

    def _demo_urls(self) -> list[SplitResult]:
        """Where on this machine the demos' sandboxes are, or were."""
        found = [each for each in self.connections() if each.name in CONNECTIONS]
        urls = [urlsplit(str(each.settings.get("base_url", ""))) for each in found]
        return [url for url in urls if url.hostname == _HOST]


def _sandbox(home: Path) -> str:
    """Start the sandboxes as a process that ends with this one; gives where they answer."""
    port = _free_port()
    with (home / "koppel.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603  our own module, with arguments that we made
            [sys.executable, "-m", "core", "sandbox", "--port", str(port), "--until-closed"],
            cwd=Path(core.__file__).parent.parent,
            stdin=subprocess.PIPE,  # which is closed when this program ends, in whatever way
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
