"""The mapping in other languages, each by its own program: Node's packages in `peers`, and jq."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from order_mapping import VAT_CODES

_HOME = Path(__file__).parent / "peers"
_CODES = json.dumps(VAT_CODES)


@dataclass(frozen=True)
class Part:
    """Whole lines of the file of orders: the bytes from here to there, and how many orders they are."""

    file: Path
    start: int
    end: int
    orders: int


class Peer(Protocol):
    """A program that maps one part after the other."""

    def seconds(self, part: Part, write: Path | None = None) -> float:
        """Map a part; the CPU seconds from its bytes to those of the payloads, which go to `write`."""
        ...


class Node:
    """A process of Node, which lives as long as the measurement, so that its code is warm."""

    def __init__(self, module: str, file: Path) -> None:
        command = ["node", str(_HOME / "peer.mjs"), f"./{module}.mjs", str(file), _CODES]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def seconds(self, part: Part, write: Path | None = None) -> float:
        """Map a part."""
        assert self.process.stdin
        assert self.process.stdout
        asked = {"from": part.start, "to": part.end, "write": str(write) if write else None}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return float(json.loads(self.process.stdout.readline())["seconds"])

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(20)


class Jq:
    """A process for each part, as jq is used; its start is a few thousandths of a second."""

    def __init__(self, program: str) -> None:
        self.command = [program, "-c", "--argjson", "codes", _CODES, "-f", str(_HOME / "order.jq")]

    def seconds(self, part: Part, write: Path | None = None) -> float:
        """Map a part."""
        given = (write or part.file).with_suffix(".part")
        with part.file.open("rb") as orders:
            orders.seek(part.start)
            given.write_bytes(orders.read(part.end - part.start))
        with given.open("rb") as stdin, (write or Path(os.devnull)).open("wb") as stdout:
            process = subprocess.Popen(self.command, stdin=stdin, stdout=stdout)
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        return used.ru_utime + used.ru_stime


#: name, module of `peers`, package that it needs
_NODE = (
    ("JSONata", "jsonata", "jsonata"),
    ("JMESPath Community for Node", "jmespath_community", "@jmespath-community/jmespath"),
    ("JMESPath for Node", "jmespath", "jmespath"),
)


@contextmanager
def peers(file: Path) -> Iterator[tuple[dict[str, Peer], list[str]]]:
    """The peers that are installed, by name, and of those that are not what they lack."""
    there: dict[str, Peer] = {}
    lacking: list[str] = []
    nodes: list[Node] = []
    for name, module, package in _NODE:
        if not shutil.which("node"):
            lacking.append(f"{name} is not measured: there is no Node")
        elif not (_HOME / "node_modules" / package).is_dir():
            lacking.append(f"{name} is not measured: npm has not installed {package} in {_HOME}")
        else:
            nodes.append(Node(module, file))
            there[name] = nodes[-1]
    for program in ("jq", "gojq"):
        if shutil.which(program):
            there[program] = Jq(program)
        else:
            lacking.append(f"{program} is not measured: it is not installed")
    try:
        yield there, lacking
    finally:
        for node in nodes:
            node.close()
