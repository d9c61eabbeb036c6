"""What lies below the door: connections, the addresses that are dialled, answers read within bounds."""

from __future__ import annotations

import math
import socket
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import certifi
import pycurl

from core.api.address import Resolve, allowed, peer, resolved
from core.api.answer import Answer
from core.errors import Misconfigured

#: Connections that one caller keeps alive, and for how many seconds without use.
_KEPT, _IDLE = 4, 30
#: What a host stands for below, where nobody is ever asked: the door dials by itself.
_NOBODY = "192.0.2.1"


class TooLarge(Exception):
    """An answer is larger than the cap; it has `told` bytes, 0 where it does not say."""

    def __init__(self, told: int = 0) -> None:
        super().__init__(told)
        self.told = told


class Unsent(Exception):
    """Nothing of a request has left."""


class Unanswered(Exception):
    """A request has left, or a part of it, and no whole answer came."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """For how many seconds to wait at most: for a connection, in silence, in all; and for how many bytes."""

    connect: float
    silence: float
    total: float
    size: int


class Door:
    """Connections that are kept alive, alone: nothing is followed, remembered, logged or sent again."""

    def __init__(self, where: str, resolve: Resolve, *, private: bool) -> None:
        self._where, self._resolve, self._private = where, resolve, private
        self._free: list[pycurl.Curl] = []
        #: what there is to do while an answer is waited for
        self.meanwhile: Callable[[], None] = _nothing

    def send(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None, bounds: Bounds
    ) -> Answer:
        """Send one request and read the whole answer.

        Unsent: nothing has left. Unanswered: it has left, and no whole answer came. TooLarge: the answer has
        more bytes than it may.
        """
        way = _Way(lambda: self._dialled(url, bounds), bounds.size, self.meanwhile)
        try:
            curl = self._free.pop()
        except IndexError:
            curl = pycurl.Curl()
        try:
            _ready(curl, url, bounds, way)
            _say(curl, method, headers, content)
            curl.perform()
            return Answer(curl.getinfo(pycurl.RESPONSE_CODE), *way.came(), url)
        except pycurl.error as error:
            raise way.fault(*error.args) from None
        finally:
            curl.reset()  # lest it holds on to what was said
            self._free.append(curl)

    def close(self) -> None:
        """Close the connections."""
        while self._free:
            self._free.pop().close()

    def _dialled(self, url: str, bounds: Bounds) -> socket.socket:
        """Resolve a host once, check every address, and connect to the first checked one that answers."""
        (host, port), ends = peer(url), time.monotonic() + min(bounds.connect, bounds.total)
        found = resolved(host, self._resolve, private=self._private, where=self._where)
        if url.startswith("http:") and any(allowed(address, private=False) for address in found):
            raise Misconfigured(f"{self._where}: the address is not allowed: it must begin with https://.")
        fault: OSError | None = None
        for address in found:
            try:
                left = max(ends - time.monotonic(), 0.001)
                return socket.create_connection((address, port), left)
            except OSError as error:
                fault = error
        raise Unsent(str(fault).rstrip(".") or type(fault).__name__)


class _Way:
    """One request on its way, by what is told of it below."""

    def __init__(self, dial: Callable[[], socket.socket], most: int, meanwhile: Callable[[], None]) -> None:
        self._dial, self._most, self._meanwhile = dial, most, meanwhile
        self._begun = self._broken = False
        #: why there is no connection, and why the answer was not read to its end
        self._unreached: Exception | None = None
        self._too_large: TooLarge | None = None
        self._lines: list[bytes] = []
        self._parts: list[bytes] = []
        self._size = 0

    def connect(self, _purpose: int, _address: Any) -> Any:
        """Give a connected socket, for a request that has not left."""
        if self._begun:
            self._broken = True
            return pycurl.SOCKET_BAD
        try:
            made = self._dial()
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except Exception as error:  # noqa: BLE001 - raised again above; nothing may be raised into libcurl
            self._unreached = error
            return pycurl.SOCKET_BAD
        return made

    def begin(self, *_: Any) -> int:
        """Let the request leave, once.

        libcurl sends a request again, whatever its method, where a connection that was kept alive breaks
        before the first byte of the answer; what was to be booked may have been booked by then.
        """
        if self._begun:
            self._broken = True
            return int(pycurl.PREREQFUNC_ABORT)
        self._begun = True
        return int(pycurl.PREREQFUNC_OK)

    def wait(self, _to_come: int, come: int, to_leave: int, left: int) -> None:
        """Do something else once all of a body has left and nothing has come.

        It gives the interpreter a moment as well to hear that somebody wants to stop.
        """
        if not come and left and left >= to_leave:
            with suppress(Exception):  # it is missed, and told, where it is needed; the answer is to be heard
                self._meanwhile()

    def hear(self, line: bytes) -> None:
        """Take a line of the answer's head."""
        self._lines.append(line)

    def take(self, chunk: bytes) -> int:
        """Take a part of the body, as long as it is not too large."""
        self._size += len(chunk)
        if self._size > self._most:
            told = _headers(self._lines).get("content-length", "")
            self._too_large = TooLarge(int(told) if told.isdecimal() else 0)
            return -1
        self._parts.append(chunk)
        return len(chunk)

    def fault(self, code: int, words: str) -> Exception:
        """Say what went wrong; of a request that has left it is never said that it has not."""
        if self._too_large is not None:
            return self._too_large
        if not self._begun:
            return self._unreached or Unsent(words)
        if self._broken:
            return Unanswered("the connection was closed before an answer came")
        return Unanswered("the whole answer took too long" if code == pycurl.E_OPERATION_TIMEDOUT else words)

    def came(self) -> tuple[dict[str, str], bytes]:
        """Give the answer's headers by their names in lower case, and its inflated body."""
        headers = _headers(self._lines)
        try:
            return headers, _inflated(self._parts, headers.get("content-encoding", ""), self._most)
        except zlib.error as error:
            raise Unanswered(str(error)) from None


def _ready(curl: pycurl.Curl, url: str, bounds: Bounds, way: _Way) -> None:
    """Say where a request goes, how, and for how long; who is asked about it on the way."""
    host, port = peer(url)
    for option, value in (
        (pycurl.URL, url),
        (pycurl.REQUEST_TARGET, _target(url)),
        (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
        (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1),
        (pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2),
        (pycurl.CAINFO, certifi.where()),
        (pycurl.PROXY, ""),
        (pycurl.NETRC, pycurl.NETRC_IGNORED),
        (pycurl.FOLLOWLOCATION, 0),
        (pycurl.NOSIGNAL, 1),
        (pycurl.MAXCONNECTS, _KEPT),
        (pycurl.MAXAGE_CONN, _IDLE),
        (pycurl.RESOLVE, [f"{host}:{port}:{_NOBODY}"]),
        (pycurl.CONNECTTIMEOUT_MS, math.ceil(bounds.connect * 1000)),
        (pycurl.TIMEOUT_MS, math.ceil(bounds.total * 1000)),
        (pycurl.LOW_SPEED_LIMIT, 1),
        (pycurl.LOW_SPEED_TIME, math.ceil(bounds.silence)),
        (pycurl.OPENSOCKETFUNCTION, way.connect),
        (pycurl.SOCKOPTFUNCTION, _connected),
        (pycurl.PREREQFUNCTION, way.begin),
        (pycurl.HEADERFUNCTION, way.hear),
        (pycurl.WRITEFUNCTION, way.take),
        (pycurl.NOPROGRESS, 0),
        (pycurl.XFERINFOFUNCTION, way.wait),
    ):
        curl.setopt(option, value)


def _target(url: str) -> str:
    """Give what stands behind the host, to the letter: a next link may be signed."""
    parts = urlsplit(url)
    rest = url[len(parts.scheme) + 3 + len(parts.netloc) :]
    return rest if rest.startswith("/") else f"/{rest}"


def _connected(_socket: int, _purpose: int) -> int:
    return int(pycurl.SOCKOPT_ALREADY_CONNECTED)


def _nothing() -> None:
    """Wait, and do nothing else."""


def _say(curl: pycurl.Curl, method: str, headers: Mapping[str, str], content: bytes | None) -> None:
    """Say what a request says: its method, its body, and no header but these and those that HTTP asks for."""
    lines = [f"{name}: {value}" if value else f"{name};" for name, value in headers.items()]
    if content is not None:
        curl.setopt(pycurl.POSTFIELDS, content)
        lines += [f"{name}:" for name in ("Content-Type", "Expect") if name not in headers]
    if method == "HEAD":
        curl.setopt(pycurl.NOBODY, 1)
    elif method != "GET" or content is not None:
        curl.setopt(pycurl.CUSTOMREQUEST, method)
    curl.setopt(pycurl.HTTPHEADER, lines)


def _headers(lines: list[bytes]) -> dict[str, str]:
    """Give the last answer's headers; what stands there more than once is joined."""
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.decode("latin-1").partition(":")
        if line.startswith(b"HTTP/"):
            headers = {}  # an answer before this one was only to say that it comes
        elif colon:
            known, text = name.strip().lower(), value.strip()
            headers[known] = f"{headers[known]}, {text}" if known in headers else text
    return headers


def _inflated(parts: Sequence[bytes], packed: str, most: int) -> bytes:
    """Give the body as it was before it was packed; a bomb is stopped while it inflates."""
    encoding = packed.strip().lower()
    if encoding in {"", "identity"} or not parts:
        return b"".join(parts)
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise zlib.error(f"the answer is packed as {encoding!r}, which was not asked for")
    unpack = zlib.decompressobj(47)  # gzip or zlib, whichever it is
    made = bytearray()
    for chunk in parts:
        made += unpack.decompress(chunk, most + 1 - len(made))
        if len(made) > most:
            raise TooLarge
    if not unpack.eof:
        raise zlib.error("the packed answer ends too early")
    return bytes(made)
