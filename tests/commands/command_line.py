"""The command line as a person has it: real processes on a home of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from core.documents import parse_json, write_json
from core.workspace.demo import CONNECTIONS

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What a command printed, and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON document that it printed."""
        return parse_json(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON lines that it printed."""
        return [parse_json(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Koppel:
    """The command line, with one home; what a test left running ends with it.

    `ready` is an executable that does what `python -m core` does, and need not load it first.
    """

    home: Path
    ready: Path | None = None
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __call__(
        self, *arguments: str, stdin: str = "", variables: Mapping[str, str] | None = None
    ) -> Answer:
        """Give a command and wait for its end."""
        words = [str(self.ready), *arguments]
        begun = self._given(words, variables) if self.ready else self.start(*arguments, variables=variables)
        with begun as process:
            out, err = process.communicate(stdin.encode(), timeout=300)
        return Answer(process.returncode, out.decode(), err.decode())

    def start(self, *arguments: str, variables: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Give a command without waiting, to a process that begins with it."""
        return self._given([sys.executable, "-m", "core", *arguments], variables)

    def _given(self, words: list[str], variables: Mapping[str, str] | None) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            words,
            cwd=ROOT,
            env={**os.environ, "KOPPEL_HOME": str(self.home), **(variables or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.started.append(process)
        return process

    def end(self) -> None:
        """End what still runs."""
        for process in self.started:
            process.kill()
            process.communicate()


@dataclass(frozen=True)
class Books:
    """The ERP of a sandbox, for someone who works in it beside Koppel."""

    sandbox: str

    def credentials(self) -> dict[str, dict[str, str]]:
        """Ask the sandbox for what each connector's client needs."""
        handed: dict[str, dict[str, str]] = httpx.get(f"{self.sandbox}/_sandbox/credentials").json()
        return handed

    def write_connections(self, file: Path, broken: Mapping[str, dict[str, str]] | None = None) -> None:
        """Write the demo's connections into a file, as production has them, or `broken` ones."""
        handed = self.credentials()
        entries = {
            name: {"connector": connector, "settings": handed[connector] | (broken or {}).get(connector, {})}
            for name, connector in CONNECTIONS.items()
            if connector in {"shopify", "exact_online"}
        }
        file.write_text(write_json(entries))

    def stored(self, resource: str) -> list[dict[str, Any]]:
        """Look behind the counter."""
        rows: list[dict[str, Any]] = httpx.get(f"{self.sandbox}/_sandbox/{resource}").json()
        return rows

    def booked(self) -> list[dict[str, Any]]:
        """The sales orders that came from the shop, by its number; those of the telephone are none."""
        orders = self.stored("exact_online/sales_orders")
        return [order for order in orders if (order["YourRef"] or "").startswith("#")]

    def remove_item(self, code: str) -> None:
        """Delete an item."""
        [item] = [row for row in self.stored("exact_online/items") if row["Code"].strip() == code]
        self._ask("DELETE", f"logistics/Items(guid'{item['ID']}')")

    def add_item(self, code: str) -> None:
        """Enter an item."""
        self._ask("POST", "logistics/Items", {"Code": code, "Description": code, "IsSalesItem": True})

    def _ask(self, method: str, path: str, payload: dict[str, Any] | None = None) -> None:
        own = self.credentials()["exact_online"]
        url = f"{self.sandbox}/exact_online/api/v1/{own['division']}/{path}"
        headers = {"Authorization": f"Bearer {own['access_token']}", "Accept": "application/json"}
        httpx.request(method, url, json=payload, headers=headers).raise_for_status()


def until(true: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait for something that another process does; the bound only ends a test that has failed."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def gone(pid: int) -> bool:
    """Tell whether a process has ended (one that nobody has buried yet counts as ended)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except FileNotFoundError:
        return True


def free_port() -> int:
    """Find a port of this machine that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
