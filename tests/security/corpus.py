"""The list of attacks of the reference data, by kind, and an ear on every connection of this process."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FILE = Path(os.environ.get("KOPPEL_REFERENCE") or "/nowhere") / "security" / "attacks.json"
without = pytest.mark.skipif(not FILE.is_file(), reason="KOPPEL_REFERENCE names no security/attacks.json")


@dataclass(frozen=True)
class Attack:
    """One entry of the list."""

    id: str
    kind: str
    input: Any
    expected: str

    @property
    def whole(self) -> Any:
        """The input, written out where the list has it in pieces to be repeated."""
        given = self.input
        if isinstance(given, dict) and "bytes_mb" in given:
            return given["content"] * (given["bytes_mb"] * 1_000_000 // len(given["content"]))
        return _whole(given)


def _whole(given: Any) -> Any:
    if isinstance(given, dict) and "concat" in given:
        return "".join(piece * times for piece, times in given["concat"])
    return {name: _whole(each) for name, each in given.items()} if isinstance(given, dict) else given


@cache
def corpus() -> tuple[Attack, ...]:
    """Every entry of the list; none without the reference data."""
    if not FILE.is_file():
        return ()
    return tuple(Attack(**{n: one[n] for n in ("id", "kind", "input", "expected")}) for one in _read())


def _read() -> list[dict[str, Any]]:
    known: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))
    return known


def attacks(kind: str, *numbers: str) -> list[Attack]:
    """The entries of a kind, or those of them with these numbers."""
    wanted = {f"{kind}-{number}" for number in numbers}
    found = [each for each in corpus() if each.kind == kind and (not wanted or each.id in wanted)]
    assert found
    return found


@dataclass
class Ear:
    """What was heard: the addresses that were connected to, and the names that were looked up."""

    connected: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


_EARS: list[Ear] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if not _EARS:
        return
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        for ear in _EARS:
            ear.connected.append(f"{arguments[1][0]}:{arguments[1][1]}")
    elif event == "socket.getaddrinfo":
        for ear in _EARS:
            ear.asked.append(str(arguments[0]))


@cache
def _installed() -> None:
    sys.addaudithook(_hear)  # below every library: no connection of this process goes past it


@contextmanager
def listening() -> Iterator[Ear]:
    """Hear every connection that this process begins, whoever begins it."""
    _installed()
    ear = Ear()
    _EARS.append(ear)
    try:
        yield ear
    finally:
        _EARS.remove(ear)


@contextmanager
def served_port() -> Iterator[int]:
    """A port of this machine that would hear whoever knocks."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])
