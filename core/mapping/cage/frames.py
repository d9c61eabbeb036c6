"""Frames on the socket between Koppel and a caged process: four bytes of length, one of kind, the rest.

What goes in is trusted and may be pickled; records in JSON are laid on a tray, or go behind it, as they are.
What comes out is JSON, never unpickled.
"""

from __future__ import annotations

import mmap
import pickle
import socket
import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

HEAD = struct.Struct(">IB")

#: Kinds of what comes out: it is ready for questions, here are the next answers, this is evaluated now.
READY, ANSWERS, WATCHED = 1, 2, 3
#: The kind of what goes in.
REQUEST = 0
#: How many parts there are, and how many lines on the tray.
_COUNTS = struct.Struct(">II")
#: parts that are sent by one call; the system takes 1024
_SENT = 200
#: bytes of a request that come in at the same place in memory, one after the other
_ROOM = 64 << 10

Part = bytes | bytearray | memoryview
Parts = Sequence[Part]


class Gone(Exception):
    """The other side of the socket is not there any more."""


def framed(kind: int, parts: Parts) -> list[Part]:
    """A frame as it goes over the wire; its body is these parts, one behind the other."""
    return [HEAD.pack(sum(map(len, parts)), kind), *parts]


def packed(tray: mmap.mmap, request: Any, lines: Sequence[bytes] = ()) -> list[Part]:
    """A request as a frame: parts' sizes, and its pickle.

    What each `PickleBuffer` in it holds, and lines, are laid on the tray, and their sizes told; where there
    is no room for them they are further parts.
    """
    held: list[pickle.PickleBuffer] = []
    body = pickle.dumps(request, 5, buffer_callback=held.append)
    beside: list[Part] = [*(one.raw() for one in held), *lines]
    parts: list[Part] = [body]
    laid = [len(one) for one in beside]
    if sum(laid) <= len(tray):
        _lay(tray, beside)
    else:
        parts, laid = [body, *beside], []
    sizes = _COUNTS.pack(len(parts), len(laid)) + _sizes(len(parts) + len(laid)).pack(*map(len, parts), *laid)
    return framed(REQUEST, [sizes, *parts])


def _lay(tray: mmap.mmap, parts: Parts) -> None:
    at = 0
    for part in parts:
        end = at + len(part)
        tray[at:end] = part
        at = end


def _sizes(count: int) -> struct.Struct:
    return struct.Struct(f">{count}I")


def send(end: socket.socket, parts: list[Part]) -> None:
    """Send parts one behind the other; nothing is copied to put them together."""
    at = 0
    while at < len(parts):
        count = end.sendmsg(parts[at : at + _SENT])
        while at < len(parts) and count >= len(parts[at]):
            count -= len(parts[at])
            at += 1
        if count:
            parts[at] = memoryview(parts[at])[count:]


class Inbox:
    """Koppel's requests as they come in, one after the other, at the same place in memory."""

    def __init__(self, end: socket.socket, tray: memoryview) -> None:
        self._end, self._tray = end, tray
        self._room = bytearray(_ROOM)

    def receive(self) -> tuple[Any, list[memoryview]]:
        """Wait for a request and its lines, which last until the next; Gone when there will be none."""
        size, _ = HEAD.unpack(self._exactly(HEAD.size))
        body = self._exactly(size)
        parts, laid = _COUNTS.unpack_from(body)
        told = _sizes(parts + laid)
        sizes = told.unpack_from(body, _COUNTS.size)
        sent = _cut(body[_COUNTS.size + told.size :], sizes[:parts])
        beside = chain(sent, _cut(self._tray, sizes[parts:]))
        request = pickle.loads(next(beside), buffers=beside)  # nosec B301  # noqa: S301  - Koppel's own
        return request, list(beside)

    def _exactly(self, size: int) -> memoryview:
        view, at = memoryview(self._room if size <= len(self._room) else bytearray(size))[:size], 0
        while at < size:
            count = self._end.recv_into(view[at:])
            if not count:
                raise Gone
            at += count
        return view


def _cut(body: memoryview, sizes: Iterable[int]) -> Iterator[memoryview]:
    at = 0
    for size in sizes:
        yield body[at : at + size]
        at += size
