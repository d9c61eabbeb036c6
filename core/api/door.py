"""What lies below the door: connections, the addresses that are dialled, answers read within bounds."""

from __future__ import annotations

import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from typing import Any

import httpcore
import httpx

from core.api.address import Resolve, allowed, resolved
from core.errors import Misconfigured


class TooLarge(Exception):
    """An answer is larger than the cap."""


def headers_of(response: httpcore.Response) -> dict[str, str]:
    """Give an answer's headers by their names in lower case; what stands there more than once is joined."""
    headers: dict[str, str] = {}
    for name, value in response.headers:
        known, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[known] = f"{headers[known]}, {text}" if known in headers else text
    return headers


def whole_body(parts: Iterable[bytes], packed: str, cap: int) -> bytes:
    """Read the whole body, never holding more than the cap: a bomb is stopped while it inflates."""
    inflate = _inflater(packed.strip().lower())
    raw, made = 0, bytearray()
    for chunk in parts:
        raw += len(chunk)
        if raw > cap:
            raise TooLarge
        made += inflate(chunk, cap + 1 - len(made))
        if len(made) > cap:
            raise TooLarge
    inflate(b"", 0)
    return bytes(made)


def _inflater(encoding: str) -> Callable[[bytes, int], bytes]:
    if encoding in {"", "identity"}:
        return lambda chunk, _: chunk
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise zlib.error(f"the answer is packed as {encoding!r}, which was not asked for")
    unpack = zlib.decompressobj(47)  # gzip or zlib, whichever it is

    def inflate(chunk: bytes, room: int) -> bytes:
        if not chunk:
            if not unpack.eof:
                raise zlib.error("the packed answer ends too early")
            return b""
        return unpack.decompress(chunk, room)

    return inflate


#: For how many seconds to wait, at most, for `connect`, `pool`, `read` and `write`.
Timeouts = Mapping[str, float]

#: Bytes of a request that are held until the whole of it can leave.
_HELD = 64 * 1024

_ENDS: ContextVar[float] = ContextVar("ends", default=float("inf"))
_WITHOUT_TLS: ContextVar[bool] = ContextVar("without_tls", default=False)


@contextmanager
def passage(seconds: float, *, plain: bool) -> Iterator[None]:
    """Tell the streams below when this request ends, and whether it goes without TLS."""
    ends, without = _ENDS.set(time.monotonic() + seconds), _WITHOUT_TLS.set(plain)
    try:
        yield
    finally:
        _ENDS.reset(ends)
        _WITHOUT_TLS.reset(without)


def _left(timeout: float | None) -> float:
    """Give what is left of the time for the whole answer, lest a peer that drips a byte a second holds us."""
    left = _ENDS.get() - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the whole answer took too long")
    return min(left, timeout) if timeout is not None else left


class Door:
    """Connections that are kept alive, alone: no client that would follow, remember or log."""

    def __init__(self, dialler: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(_trusted(), network_backend=dialler, keepalive_expiry=30)

    def send(
        self,
        method: str,
        url: httpcore.URL,
        headers: Mapping[str, str],
        content: bytes | None,
        seconds: Timeouts,
    ) -> AbstractContextManager[httpcore.Response]:
        """Send a request; the answer is read within `with`, and the connection is free again after it."""
        timeout = {"timeout": dict(seconds)}
        said = list(headers.items())
        return self._pool.stream(method, url, headers=said, content=content, extensions=timeout)

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


@cache
def _trusted() -> ssl.SSLContext:
    """Read once whom to trust: it takes longer than a request, and every run opens two doors."""
    return httpx.create_ssl_context(trust_env=False)


class Dialler(httpcore.NetworkBackend):
    """Resolves a host once, checks every address, and connects to the one that was checked."""

    def __init__(self, where: str, resolve: Resolve, *, private: bool) -> None:
        self._where, self._resolve, self._private = where, resolve, private
        self._dial = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address that answers."""
        found = resolved(host, self._resolve, private=self._private, where=self._where)
        if _WITHOUT_TLS.get() and any(allowed(address, private=False) for address in found):
            raise Misconfigured(f"{self._where}: the address is not allowed: it must begin with https://.")
        options = [(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1), *(socket_options or ())]
        for last, address in enumerate(found, start=1 - len(found)):
            try:
                stream = self._dial.connect_tcp(address, port, _left(timeout), local_address, options)
                return _Stream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if last == 0:
                    raise
        raise httpcore.ConnectError("no address")


class _Stream(httpcore.NetworkStream):
    """A network stream that knows when the answer must be there, and lets head and body leave together."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream
        self._held = bytearray()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read, no longer than is left; what is held leaves first."""
        with suppress(httpcore.WriteError):  # as httpcore has it: who closed early may have answered before
            self._let_go(timeout)
        return self._stream.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Hold what is little, for each packet costs both sides; write what is much."""
        if len(self._held) + len(buffer) <= _HELD:
            self._held += buffer
        else:
            self._let_go(timeout)
            self._stream.write(buffer, _left(timeout))

    def _let_go(self, timeout: float | None) -> None:
        held, self._held = bytes(self._held), bytearray()
        if held:
            self._stream.write(held, _left(timeout))

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Begin TLS for the host that was asked for, not for the address that was dialled."""
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        """Tell about the socket below."""
        return self._stream.get_extra_info(info)
