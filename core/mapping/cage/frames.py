"""Frames on the socket between Koppel and a caged process: four bytes of length, one of kind, the rest.

What goes in is trusted and may be pickled; records in JSON go beside the pickle or behind it, as they are.
What comes out is JSON, never unpickled.
"""

from __future__ import annotations

import pickle
import socket
import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

HEAD = struct.Struct(">IB")

#: Kinds of what comes out: it is ready for questions, here are the next answers, this is evaluated now.
READY, ANSWERS, WATCHED = 1, 2, 3
#: The kind of what goes in.
REQUEST = 0
_COUNT = struct.Struct(">I")

Part = bytes | bytearray | memoryview


class Gone(Exception):
    """The other side of the socket is not there any more."""


def framed(kind: int, *parts: Part) -> bytes:
    """A frame as it goes over the wire; its body is these parts, one behind the other."""
    return b"".join((HEAD.pack(sum(map(len, parts)), kind), *parts))


def packed(request: Any, lines: Sequence[bytes] = ()) -> bytes:
    """A request as a frame: its parts' sizes, its pickle, what each `PickleBuffer` in it holds, and lines."""
    beside: list[pickle.PickleBuffer] = []
    body = pickle.dumps(request, 5, buffer_callback=beside.append)
    parts: list[Part] = [body, *(one.raw() for one in beside), *lines]
    sizes = struct.pack(f">I{len(parts)}I", len(parts), *map(len, parts))
    return framed(REQUEST, sizes, *parts)


def receive(end: socket.socket) -> tuple[Any, list[memoryview]]:
    """Wait for a request from Koppel and its lines, whatever its size; Gone when there will be none."""
    size, _ = HEAD.unpack(_exactly(end, HEAD.size))
    body = memoryview(_exactly(end, size))
    (count,) = _COUNT.unpack_from(body)
    sizes = struct.unpack_from(f">{count}I", body, _COUNT.size)
    parts = _cut(body[_COUNT.size * (count + 1) :], sizes)
    request = pickle.loads(next(parts), buffers=parts)  # nosec B301  # noqa: S301  - Koppel's own
    return request, list(parts)


def _cut(body: memoryview, sizes: Iterable[int]) -> Iterator[memoryview]:
    at = 0
    for size in sizes:
        yield body[at : at + size]
        at += size


def _exactly(end: socket.socket, size: int) -> bytearray:
    whole = bytearray(size)
    view, at = memoryview(whole), 0
    while at < size:
        count = end.recv_into(view[at:])
        if not count:
            raise Gone
        at += count
    return whole
