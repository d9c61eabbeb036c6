"""The one door through which every request leaves: it sees the final URL, and decides where it may go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit

import graphql

from core.api.address import Resolve, check_url, lookup, origin
from core.api.answer import Answer
from core.api.content import megabytes
from core.api.door import Bounds, Door, TooLarge, Unanswered, Unsent
from core.documents import write_json
from core.errors import KoppelError, Misconfigured, RecordError, Refused, Unclear, Unreachable, WriteRefused

#: Requests whose length is told even when they carry nothing.
_WITH_BODY = {"POST", "PUT", "PATCH"}

_MEGABYTE = 1024 * 1024
#: What HTTP takes for the name of a header (RFC 9110, 5.6.2).
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


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
        self._door = Door(where, resolve, private=private)

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
        seconds = caps.token if request.purpose is Purpose.TOKEN else caps.total
        bounds = Bounds(caps.connect, caps.read, seconds, request.most or caps.size)
        with self._faults(request):
            return self._door.send(request.method, request.url, said, content, bounds)

    def owns(self, url: str) -> bool:
        """Tell whether a URL is at an origin to which the credential may go."""
        return origin(url) in self._own or any(
            origin(url) == f"https://{host}:443"
            for host in _matching(self._hosts, urlsplit(url).hostname or "")
        )

    def meanwhile(self, work: Callable[[], None]) -> None:
        """Do this while the answer to a request that said something is waited for; it must be short."""
        self._door.meanwhile = work

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
            if not _NAME.fullmatch(name):
                fault = f"{self._where}: {name!r} is no name of a header"
                raise Misconfigured(f"{fault}; correct the headers of this system.")
            if not (value.isascii() and value.isprintable()):
                fault = f"{self._where}: the header {name} holds a character that it cannot carry"
                raise Misconfigured(f"{fault}; enter the connection's secret again.")
        try:
            kind, content = _content(request)
        except (TypeError, ValueError, RecursionError) as error:
            fault = f"{self._where}: what was to be sent cannot be written as JSON: {_plain(error)}"
            raise (Refused if request.purpose is Purpose.WRITE else Misconfigured)(f"{fault}.") from None
        return ({**headers, "Content-Type": kind} if kind else headers), content

    @contextmanager
    def _faults(self, request: Request) -> Iterator[None]:
        host = urlsplit(request.url).hostname
        try:
            yield
        except Unsent as error:
            raise Unreachable(f"{self._where} could not be reached at {host}: {_plain(error)}.") from None
        except Unanswered as error:
            raise Unclear(f"{self._where} gave no whole answer at {host}: {_plain(error)}.") from None
        except TooLarge as error:
            raise self._too_large(request, error.told) from None

    def _too_large(self, request: Request, told: int) -> KoppelError:
        if request.most:
            most = megabytes(request.most)
            has = megabytes(told) if told else f"more than {most}"
            return RecordError(f"it has {has}, at most {most} are carried")
        limit = self._caps.size // _MEGABYTE
        error = f"the answer is larger than {limit} MB"
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
