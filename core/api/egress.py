"""The one door through which every request leaves: it sees the final URL, and decides where it may go."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import graphql
import httpcore

from core.api.address import Resolve, check_url, lookup, origin, parsed
from core.api.content import megabytes
from core.api.door import Dialler, Door, TooLarge, headers_of, passage, whole_body
from core.documents import write_json
from core.errors import KoppelError, Misconfigured, RecordError, Refused, Unclear, Unreachable, WriteRefused

# Its records hold whole URLs, and URLs may hold what nobody should read.
logging.getLogger("httpcore").setLevel(logging.WARNING)
#: Requests whose length is told even when they carry nothing.
_WITH_BODY = {"POST", "PUT", "PATCH"}
_CUT_OFF = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError)

_MEGABYTE = 1024 * 1024


class Purpose(StrEnum):
    """What a request is for; a door without writes lets only reads and tokens out."""

    READ = "read"
    WRITE = "write"
    TOKEN = "token"  # noqa: S105 - a word, not a secret


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it would leave; `body` is sent as JSON, `form` as a form, `raw` as it stands.

    `most` is how many bytes the answer may have, where it is a file; 0: as many as the door lets through.
    """

    method: str
    url: str
    purpose: Purpose
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    form: Mapping[str, str] | None = field(default=None, repr=False)
    raw: bytes | None = field(default=None, repr=False)
    most: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole: status, headers in lower case, and the inflated body."""

    status: int
    headers: dict[str, str]
    content: bytes
    url: str


@dataclass(frozen=True, slots=True)
class Caps:
    """How long and how large an answer may be: seconds, and bytes before and after inflating."""

    connect: float = 10
    read: float = 60
    total: float = 300
    token: float = 60
    size: int = 64 * _MEGABYTE


class Egress:
    """A connection's door: canonical URLs, pinned addresses, no redirects, no cookies, no proxies, caps."""

    def __init__(
        self,
        where: str,
        own: Iterable[str],
        hosts: Iterable[str] = (),
        *,
        private: bool = False,
        writes: bool = False,
        caps: Caps | None = None,
        resolve: Resolve = lookup,
    ) -> None:
        self._where = where
        self._own = frozenset(own)
        self._hosts = tuple(hosts)
        self._private = private
        self._writes = writes
        self._caps = caps or Caps()
        self._door = Door(Dialler(where, resolve, private=private))

    def send(self, request: Request, credential: tuple[str, str] | None = None) -> Answer:
        """Send one request and read the whole answer.

        Misconfigured or WriteRefused: it may not leave. Unreachable: nothing was sent. Unclear: it was sent,
        and no whole answer came. The credential goes along only to the connection's own origins.
        """
        self._check_purpose(request)
        check_url(request.url, private=self._private, where=self._where)
        trusted = self.owns(request.url)
        if request.purpose is Purpose.TOKEN and not trusted:
            raise Misconfigured(f"{self._where}: tokens are asked for only at the connection's own address.")
        said, content = self._said(request, credential if trusted else None)
        caps = self._caps
        timeouts = {"connect": caps.connect, "pool": caps.connect, "read": caps.read, "write": caps.read}
        seconds = caps.token if request.purpose is Purpose.TOKEN else caps.total
        with (
            self._faults(request),
            passage(seconds, plain=request.url.startswith("http:")),
            self._door.send(request.method, _target(request.url), said, content, timeouts) as response,
        ):
            headers = headers_of(response)
            return Answer(response.status, headers, self._whole(response, headers, request.most), request.url)

    def owns(self, url: str) -> bool:
        """Tell whether a URL is at an origin to which the credential may go."""
        return origin(url) in self._own or any(
            origin(url) == f"https://{host}:443" for host in _matching(self._hosts, parsed(url).host)
        )

    def close(self) -> None:
        """Close the connections that are kept alive."""
        self._door.close()

    def _check_purpose(self, request: Request) -> None:
        if request.purpose is Purpose.READ and _reads(request):
            return
        if request.purpose is Purpose.TOKEN or (request.purpose is Purpose.WRITE and self._writes):
            return
        raise WriteRefused(
            f"{self._where}: a {request.method} request was refused, for this run may only read."
        )

    def _said(
        self, request: Request, credential: tuple[str, str] | None
    ) -> tuple[dict[str, str], bytes | None]:
        """Give the headers and the body of a request as they leave."""
        headers = {**_ALWAYS, **request.headers, **(dict([credential]) if credential else {})}
        for name, value in headers.items():
            if not (value.isascii() and value.isprintable()):
                fault = f"{self._where}: the header {name} holds a character that it cannot carry"
                raise Misconfigured(f"{fault}; enter the connection's secret again.")
        try:
            kind, content = _content(request)
        except (TypeError, ValueError, RecursionError) as error:
            fault = f"{self._where}: what was to be sent cannot be written as JSON: {_plain(error)}"
            raise (Refused if request.purpose is Purpose.WRITE else Misconfigured)(f"{fault}.") from None
        return ({**headers, "Content-Type": kind} if kind else headers), content

    def _whole(self, response: httpcore.Response, headers: dict[str, str], most: int) -> bytes:
        try:
            packed = headers.get("content-encoding", "")
            return whole_body(response.iter_stream(), packed, most or self._caps.size)
        except TooLarge:
            if most:
                told = headers.get("content-length", "")
                has = megabytes(int(told)) if told.isdecimal() else f"more than {megabytes(most)}"
                raise TooLarge(f"it has {has}, at most {megabytes(most)} are carried") from None
            limit = self._caps.size // _MEGABYTE
            raise TooLarge(f"the answer is larger than {limit} MB") from None

    @contextmanager
    def _faults(self, request: Request) -> Iterator[None]:
        host = parsed(request.url).host
        try:
            yield
        except KoppelError:
            raise
        except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout) as error:
            raise Unreachable(f"{self._where} could not be reached at {host}: {_plain(error)}.") from None
        except TooLarge as error:
            raise self._too_large(request, error) from None
        except (httpcore.LocalProtocolError, httpcore.UnsupportedProtocol) as error:
            # the words of this error hold the header at fault, secret and all
            raise Misconfigured(
                f"{self._where}: the request cannot be sent ({type(error).__name__})."
            ) from None
        except (*_CUT_OFF, zlib.error, OSError) as error:
            raise Unclear(f"{self._where} gave no whole answer at {host}: {_plain(error)}.") from None

    def _too_large(self, request: Request, error: Exception) -> KoppelError:
        if request.most:
            return RecordError(str(error))
        if request.purpose is Purpose.WRITE:
            return Unclear(f"{self._where}: {error}.")
        return Misconfigured(f"{self._where}: {error}; ask for fewer records at a time.")


def _plain(error: Exception) -> str:
    return str(error).rstrip(".")[:200] or type(error).__name__


_ALWAYS = {"Accept": "application/json", "Accept-Encoding": "gzip, deflate", "User-Agent": "koppel"}


def _content(request: Request) -> tuple[str, bytes | None]:
    """Give what a request's body is, "" where its headers say so, and the body."""
    if request.form is not None:
        return "application/x-www-form-urlencoded", urlencode(request.form).encode()
    if request.body is not None and request.raw is None:
        return "application/json", write_json(request.body).encode()
    return "", request.raw if request.raw is not None or request.method not in _WITH_BODY else b""


def _target(address: str) -> httpcore.URL:
    """Give where a request goes; its target as it stands: a next link is followed verbatim."""
    url, below = parsed(address), address.split("/", 3)[3:]
    path = "/" + below[0] if below else url.raw_path.decode()
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=path.encode("ascii"))


def _reads(request: Request) -> bool:
    """Tell a read: a GET, or a POST that is declared to read and is no GraphQL mutation."""
    if request.method in {"GET", "HEAD"}:
        return True
    documents = request.body if isinstance(request.body, list) else [request.body]
    queries = [
        one["query"] for one in documents if isinstance(one, dict) and isinstance(one.get("query"), str)
    ]
    return request.method == "POST" and not any(_mutates(query) for query in queries)


@lru_cache(maxsize=256)
def _mutates(document: str) -> bool:
    try:
        parsed = graphql.parse(document)
    except graphql.GraphQLSyntaxError:
        return False  # not GraphQL at all; a declared read of another kind
    operations = [one for one in parsed.definitions if isinstance(one, graphql.OperationDefinitionNode)]
    return any(one.operation is not graphql.OperationType.QUERY for one in operations)


def _matching(patterns: tuple[str, ...], host: str) -> list[str]:
    labels = host.split(".")
    for pattern in patterns:
        wanted = pattern.split(".")
        if len(wanted) == len(labels) and all(w in ("*", has) for w, has in zip(wanted, labels, strict=True)):
            return [host]
    return []
