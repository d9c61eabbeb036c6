"""Frames on the socket between Koppel and a caged process: four bytes of length, one of kind, the rest.

What goes in is trusted and may be pickled; what comes out is JSON, never unpickled.
"""

from __future__ import annotations

import socket
import struct

HEAD = struct.Struct(">IB")

#: Kinds of what comes out: it is ready for questions, here are the next answers, this is evaluated now.
READY, ANSWERS, WATCHED = 1, 2, 3
#: The kind of what goes in.
REQUEST = 0


class Gone(Exception):
    """The other side of the socket is not there any more."""


def framed(kind: int, body: bytes) -> bytes:
    """A frame as it goes over the wire."""
    return HEAD.pack(len(body), kind) + body


def receive(end: socket.socket) -> bytes:
    """Wait for a frame from Koppel, whatever its size; Gone when there will be none."""
    size, _ = HEAD.unpack(_exactly(end, HEAD.size))
    return bytes(_exactly(end, size))


def _exactly(end: socket.socket, size: int) -> bytearray:
    whole = bytearray(size)
    view, at = memoryview(whole), 0
    while at < size:
        count = end.recv_into(view[at:])
        if not count:
            raise Gone
        at += count
    return whole
