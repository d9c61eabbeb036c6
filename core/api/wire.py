"""One request and its answer: credential, pace and retries going out, a judgement coming in."""

from __future__ import annotations

import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import stamina
from stamina.instrumentation import set_on_retry_hooks

from core.api.access import WORD, Access, addresses, without
from core.api.answer import Answer, NoJson
from core.api.connector import Connector, Resource
from core.api.credential import Credential, Unlocked, credential
from core.api.egress import Caps, Egress, Purpose, Request
from core.api.folder.door import FolderDoor
from core.api.judgement import Judgement, Reply
from core.api.limits import LONGEST_SLEEP, Pace, agreed, shared_pace
from core.errors import Misconfigured, RateLimited, Refused, Unclear, Unreachable
from core.records import Exchange

#: Is told of every request: method, address without secrets, status (0: no answer), seconds.
Trace = Callable[[str, str, int, float], None]

set_on_retry_hooks([])  # a retry is told by the trace; a log of it would reach people's terminals

_MOST_THROTTLES = 6
#: Characters that are kept of an answer that is no JSON.
_LONGEST_TOLD = 20_000
#: Writes that are remembered until somebody asks for them.
_REMEMBERED = 50
_SECRET_NAME = re.compile(r"token|secret|key|password|signature|code", re.IGNORECASE)


class Wire:
    """The line to one system, over one connection."""

    def __init__(
        self,
        connector: Connector,
        access: Access,
        *,
        writes: bool,
        turns: bool = False,
        trace: Trace | None = None,
        pace: Pace | None = None,
        clock: Callable[[], float] = time.time,
        caps: Caps | None = None,
        attempts: int = 4,
    ) -> None:
        self._attempts = stamina.retry_context(
            on=Unreachable, attempts=attempts, wait_initial=0.3, wait_max=5.0
        )
        self.addresses = addresses(connector, access.name, access.settings, access.secrets)
        self.where = self.addresses.where
        self._connector, self._trace = connector, trace
        self._secrets = tuple(each for each in access.secrets.values() if len(each) > WORD)
        self._shown: list[str] = []
        self._alone = threading.Lock()  # a page is read ahead while the record before it is looked up
        self._heed: Callable[[], None] = _go_on
        self._heard: deque[tuple[Request, Answer | None, datetime, float]] = deque(maxlen=_REMEMBERED)
        limits = agreed(connector.limits, self.addresses.values.get("per_minute", ""), self.where)
        self._pace = pace or shared_pace(limits, self.where, self.addresses.base_url, access.allowance)
        self._judgement = Judgement(self.where, connector.dialect, self._pace, lambda: self.unshown)
        self._patience = LONGEST_SLEEP
        self._egress: Egress | FolderDoor
        self._credential: Credential
        if connector.folder:
            known, allowed = self.addresses.values, access.folders
            self._egress = FolderDoor(
                connector.folder, known, allowed, self.where, writes=writes, turns=turns
            )
            self._credential = Unlocked()
        else:
            self._egress = egress = Egress(
                self.where,
                self.addresses.origins,
                connector.hosts,
                private=access.private,
                writes=writes,
                caps=caps,
            )
            self._credential = credential(connector, access, self.addresses, egress, clock)

    def ask(self, request: Request, resource: Resource | None = None, *, absent: bool = False) -> Reply:
        """Read: tried again while that may help; an answer that holds no JSON is never "no data".

        `absent`: what is asked for may not be there, and the answer 404 says so.
        """
        return self._tried(request, lambda answer: self._judgement.read(answer, resource, absent=absent))

    def tell(self, request: Request, resource: Resource) -> Reply:
        """Write: sent again only when nothing had left; an answer that is not clear is Unclear."""
        return self._tried(request, lambda answer: self._judgement.written(answer, resource))

    def fetch(self, url: str, hosts: Sequence[str], most: int) -> bytes:
        """Fetch a file from the connection's own addresses, or from one of these hosts.

        RecordError says why the file cannot be had; a refused credential stops the whole read.
        """
        with self._of_one_record():
            self._check_host(url, hosts)
            request = Request("GET", url, Purpose.READ, {"Accept": "*/*"}, most=most)
            content: bytes = self._tried(request, self._filed).body
            return content

    def fetch_json(self, url: str) -> Any:
        """Fetch an answer that holds a file; errors as of `fetch`."""
        with self._of_one_record():
            headers = self.addresses.said(self._connector.headers)
            return self.ask(Request("GET", url, Purpose.READ, headers), absent=True).body

    def put(self, request: Request, hosts: Sequence[str]) -> None:
        """Put bytes at a place that the system has named; Refused where it does not take them."""
        self._check_host(request.url, hosts)
        self._tried(request, self._filed)

    def _check_host(self, url: str, hosts: Sequence[str]) -> None:
        egress, host = self._egress, urlsplit(url).hostname or ""
        if isinstance(egress, FolderDoor) or not (egress.owns(url) or host in hosts):
            raise Refused(f"it stands at {host or 'no address'}, which is no address of {self.where}")

    def _filed(self, answer: Answer) -> Reply:
        own = not isinstance(self._egress, FolderDoor) and self._egress.owns(answer.url)
        return self._judgement.filed(answer, own=own)

    @contextmanager
    def _of_one_record(self) -> Iterator[None]:
        """Take what is wrong with one file for a fault of its record, not of the connection."""
        try:
            yield
        except Misconfigured as error:
            raise Refused(str(error).rstrip(".")) from None

    def heard(self) -> list[Exchange]:
        """Give the writes that left since this was asked last, and what came back; the newest few of them."""
        heard = [self._exchange(*each) for each in self._heard]
        self._heard.clear()
        return heard

    @property
    def unshown(self) -> tuple[str, ...]:
        """What nobody may be shown: the connection's secrets, and the credential that was sent last."""
        return (*self._secrets, *self._shown)

    def named(self, resource: Resource, error: Misconfigured | Unreachable) -> Misconfigured | Unreachable:
        """Say in an error which system and resource it is about."""
        return type(error)(f"{self.where} ({resource.title}): {error}")

    def heed(self, may_go_on: Callable[[], None], patience: float) -> None:
        """Ask before every request from here on, and wait for none longer than `patience` seconds."""
        self._heed, self._patience = may_go_on, patience

    def meanwhile(self, work: Callable[[], None]) -> None:
        """Do this while answers are waited for."""
        if not isinstance(self._egress, FolderDoor):
            self._egress.meanwhile(work)

    def conclude(self) -> None:
        """Make visible what was written, where a system shows it only then."""
        if isinstance(self._egress, FolderDoor):
            self._egress.conclude()

    def close(self) -> None:
        """Close the connections that are kept alive."""
        self._egress.close()

    def _tried(self, request: Request, judge: Callable[[Answer], Reply]) -> Reply:
        with self._alone:
            for attempt in self._attempts:
                with attempt:
                    return self._unthrottled(request, judge)
        raise AssertionError  # stamina ends with the last attempt's error

    def _unthrottled(self, request: Request, judge: Callable[[Answer], Reply]) -> Reply:
        pause = 0.0
        for _ in range(_MOST_THROTTLES):
            answer = self._authorised(request)
            if not _throttled(request, answer):
                try:
                    return judge(answer)
                except RateLimited as limited:
                    pause = self._pace.throttled({}, limited.wait)
            else:
                pause = self._pace.throttled(answer.headers, self._judgement.pause(answer))
        raise RateLimited(f"{self.where} goes on asking for a pause; come back later.", max(pause, 60.0))

    def _authorised(self, request: Request) -> Answer:
        header = self._credential.header()
        self._shown = header[1].split()[-1:]
        answer = self._sent(request, header)
        if answer.status == 401 and self._credential.renewed(header[1]):  # noqa: PLR2004 - unauthorised
            header = self._credential.header()
            self._shown += header[1].split()[-1:]
            answer = self._sent(request, header)
        return answer

    def _sent(self, request: Request, header: tuple[str, str]) -> Answer:
        self._pace.wait(self._patience)
        self._heed()
        began, status, answer = time.perf_counter(), 0, None
        try:
            answer = self._egress.send(request, header)
            status = answer.status
        except Unclear as error:
            if request.purpose is Purpose.WRITE:
                raise
            raise Unreachable(str(error)) from None
        finally:
            if self._trace:
                self._trace(request.method, traced(request.url), status, time.perf_counter() - began)
            if request.purpose is Purpose.WRITE:
                self._heard.append((request, answer, datetime.now(UTC), time.perf_counter() - began))
        self._pace.heard(answer.status, answer.headers)
        return answer

    def _exchange(self, request: Request, answer: Answer | None, at: datetime, seconds: float) -> Exchange:
        """Tell what was said, without the secrets of the connection."""
        said = request.body if request.form is None else dict(request.form)
        body = answer.said if answer is not None else None
        told = body.text[:_LONGEST_TOLD] if isinstance(body, NoJson) else body
        status, url = answer.status if answer is not None else 0, traced(request.url)
        said, told = (without(each, self.unshown) for each in (said, told))
        return Exchange(request.method, url, said, status, told, at, seconds)


def _go_on() -> None:
    """Let every request leave."""


def _throttled(request: Request, answer: Answer) -> bool:
    """Tell whether the system asks for a pause: too many requests, or a read that is to come back later."""
    read = request.purpose is Purpose.READ
    return answer.status == 429 or (read and answer.status == 503 and "retry-after" in answer.headers)  # noqa: PLR2004 - HTTP


@lru_cache(maxsize=256)
def traced(url: str) -> str:
    """Give an address without the secrets that its query may hold."""
    parts = urlsplit(url)
    if not parts.query:
        return url
    pairs = [
        (n, "***" if _SECRET_NAME.search(n) else v) for n, v in parse_qsl(parts.query, keep_blank_values=True)
    ]
    return urlunsplit(parts._replace(query=urlencode(pairs, safe="$*'(),:/")))
