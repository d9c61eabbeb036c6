"""One request and its answer: credential, pace and retries going out, errors by consequence coming in."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import stamina
from stamina.instrumentation import set_on_retry_hooks

from core.api.access import WORD, Access, addresses, hidden
from core.api.connector import Connector, Resource
from core.api.credential import Credential, Unlocked, credential
from core.api.egress import Answer, Caps, Egress, Purpose, Request
from core.api.folder.door import FolderDoor
from core.api.limits import LONGEST_SLEEP, Pace, agreed, shared_pace
from core.api.places import at
from core.documents import parse_json
from core.errors import ConsentNeeded, KoppelError, Misconfigured, RateLimited, Refused, Unclear, Unreachable
from core.records import Exchange

#: Is told of every request: method, address without secrets, status (0: no answer), seconds.
Trace = Callable[[str, str, int, float], None]

set_on_retry_hooks([])  # a retry is told by the trace; a log of it would reach people's terminals

_MOST_THROTTLES = 6
_LONGEST_WORDS = 300
#: Characters that are kept of an answer that is no JSON.
_LONGEST_TOLD = 20_000
#: Writes that are remembered until somebody asks for them.
_REMEMBERED = 50
_SECRET_NAME = re.compile(r"token|secret|key|password|signature|code", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that says yes: its body parsed (None when it has none) and its headers."""

    status: int
    headers: Mapping[str, str]
    body: Any


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
        self._attempts = attempts
        self.addresses = addresses(connector, access.name, access.settings, access.secrets)
        self.where = self.addresses.where
        self._connector, self._trace = connector, trace
        self._secrets = tuple(each for each in access.secrets.values() if len(each) > WORD)
        self._shown: list[str] = []
        self._heed: Callable[[], None] = _go_on
        self._heard: deque[tuple[Request, Answer | None, datetime, float]] = deque(maxlen=_REMEMBERED)
        limits = agreed(connector.limits, self.addresses.values.get("per_minute", ""), self.where)
        self._pace = pace or shared_pace(limits, self.where, self.addresses.base_url, access.allowance)
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
        return self._tried(request, lambda answer: self._read(answer, resource, absent=absent))

    def tell(self, request: Request, resource: Resource) -> Reply:
        """Write: sent again only when nothing had left; an answer that is not clear is Unclear."""
        return self._tried(request, lambda answer: self._written(answer, resource))

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
        """Judge an answer that is a file, or that says that one was taken."""
        own = not isinstance(self._egress, FolderDoor) and self._egress.owns(answer.url)
        if answer.status == 401 and own:  # noqa: PLR2004 - unauthorised
            raise ConsentNeeded(f"{self.where} refuses the credential; authorise the connection again.")
        if answer.status >= 500 or answer.status in {408, 425}:  # noqa: PLR2004 - the system's own fault
            raise Unreachable(f"{self.where} failed with status {answer.status} on a file.")
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - yes
            raise Refused(f"{self.where} answers with status {answer.status}")
        return Reply(answer.status, answer.headers, answer.content)

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

    def heed(self, may_go_on: Callable[[], None], patience: float) -> None:
        """Ask before every request from here on, and wait for none longer than `patience` seconds."""
        self._heed, self._patience = may_go_on, patience

    def conclude(self) -> None:
        """Make visible what was written, where a system shows it only then."""
        if isinstance(self._egress, FolderDoor):
            self._egress.conclude()

    def close(self) -> None:
        """Close the connections that are kept alive."""
        self._egress.close()

    def _tried(self, request: Request, judge: Callable[[Answer], Reply]) -> Reply:
        for attempt in stamina.retry_context(
            on=Unreachable, attempts=self._attempts, wait_initial=0.3, wait_max=5.0
        ):
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
                pause = self._pace.throttled(answer.headers, self._told(answer))
        raise RateLimited(f"{self.where} goes on asking for a pause; come back later.", max(pause, 60.0))

    def _told(self, answer: Answer) -> float | None:
        """Give the wait that only the dialect can read, from the body of a refusal for too many requests."""
        body = _parsed(answer)
        self._pace.spent(body)
        try:
            self._dialect_words(answer, body)
        except RateLimited as limited:
            return limited.wait
        except KoppelError:
            return None
        return None

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
        body = _parsed(answer) if answer is not None else None
        told = body.text[:_LONGEST_TOLD] if isinstance(body, _NoJson) else body
        status, url = answer.status if answer is not None else 0, traced(request.url)
        return Exchange(request.method, url, self._hidden(said), status, self._hidden(told), at, seconds)

    def _hidden(self, value: Any) -> Any:
        """Give a JSON value without the connection's secrets: some systems want them in the body."""
        match value:
            case str():
                return hidden(value, self.unshown)
            case dict():
                return {name: self._hidden(one) for name, one in value.items()}
            case list() | tuple():
                return [self._hidden(one) for one in value]
            case _:
                return value

    def _read(self, answer: Answer, resource: Resource | None, *, absent: bool) -> Reply:
        status, what = answer.status, f" ({resource.title})" if resource else ""
        if absent and status == 404:  # noqa: PLR2004 - not there
            return Reply(status, answer.headers, None)
        body = _parsed(answer)
        words = self._words(answer, body)
        self._everywhere(answer, body, words, what)
        if status >= 500 or status in {408, 425}:  # noqa: PLR2004 - the system's own fault
            raise Unreachable(f"{self.where} failed with status {status}{what}: {words}")
        if status >= 400 or words:  # noqa: PLR2004 - refused
            raise Misconfigured(f"{self.where} refused to be read{what}, status {status}: {words}")
        if isinstance(body, _NoJson):
            fault = f"{self.where} answered with {body.what} where JSON is due{what}"
            if body.page:
                raise Misconfigured(f"{fault}; check the connection's address and authorise it again.")
            raise Unreachable(f"{fault}.")
        return Reply(status, answer.headers, body)

    def _written(self, answer: Answer, resource: Resource) -> Reply:
        status, what = answer.status, f" ({resource.title})"
        body = _parsed(answer)
        words = self._words(answer, body)
        self._everywhere(answer, body, words, what)
        if _graphql_errors(body) and _holds_something(body.get("data")):
            raise Unclear(f"{self.where} carried the write out in part{what}: {words}")
        if status < 500 and status != 408 and (status >= 400 or words):  # noqa: PLR2004 - refused
            raise Refused(f"{self.where} refused the record{what}: {words}")
        if status >= 500 and self._dialect_words(answer, body):  # noqa: PLR2004 - a business error, as Exact's
            raise Refused(f"{self.where} refused the record{what}: {words}")
        if status >= 400:  # noqa: PLR2004 - sent, and not answered
            raise Unclear(
                f"{self.where} failed with status {status} after the record was sent{what}: {words}"
            )
        if isinstance(body, _NoJson) and answer.content:
            raise Unclear(f"{self.where} answered a write with {body.what} where JSON is due{what}.")
        return Reply(status, answer.headers, None if isinstance(body, _NoJson) else body)

    def _everywhere(self, answer: Answer, body: Any, words: str, what: str) -> None:
        """Raise what reads and writes have in common: throttling, redirects, and doors that stay closed."""
        if not isinstance(body, _NoJson) and self._pace.spent(body):
            raise RateLimited(f"{self.where} asks for a pause.", 0.0)
        if 300 <= answer.status < 400:  # noqa: PLR2004 - redirects
            host = urlsplit(answer.headers.get("location", "")).hostname or "another address"
            fault = f"{self.where} sends us on to {host}{what}, which is not followed"
            raise Misconfigured(f"{fault}; correct the connection's address.")
        if answer.status == 401:  # noqa: PLR2004 - unauthorised
            raise ConsentNeeded(
                f"{self.where} refuses the credential{what}; authorise the connection again: {words}"
            )
        if answer.status == 403:  # noqa: PLR2004 - forbidden
            raise Misconfigured(f"{self.where} gives no right to this{what}; grant it there: {words}")

    def _dialect_words(self, answer: Answer, body: Any) -> str:
        refusal = self._connector.dialect.refusal
        value = body.text if isinstance(body, _NoJson) else body
        try:
            return refusal(answer.status, answer.headers, value) if refusal else ""
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            return ""  # an answer in a shape that the dialect does not know holds no words that it knows

    def _words(self, answer: Answer, body: Any) -> str:
        """Find the vendor's own words for a refusal; "" when the answer is none."""
        words = self._dialect_words(answer, body)
        if not words and (answer.status >= 400 or _graphql_errors(body)):  # noqa: PLR2004 - refused
            words = _found_words(body) or f"no reason given (status {answer.status})"
        return " ".join(hidden(words, self.unshown).split())[:_LONGEST_WORDS]


def _go_on() -> None:
    """Let every request leave."""


def _throttled(request: Request, answer: Answer) -> bool:
    """Tell whether the system asks for a pause: too many requests, or a read that is to come back later."""
    read = request.purpose is Purpose.READ
    return answer.status == 429 or (read and answer.status == 503 and "retry-after" in answer.headers)  # noqa: PLR2004 - HTTP


@dataclass(frozen=True, slots=True)
class _NoJson:
    """A body that is not JSON: what it is in words, and whether it is a web page."""

    what: str
    text: str
    page: bool = False


def _parsed(answer: Answer) -> Any:
    if not answer.content.strip():
        return _NoJson("nothing", "")
    try:
        text = answer.content.decode("utf-8-sig")
        return parse_json(text)
    except UnicodeDecodeError:
        return _NoJson("bytes that are no text", "")
    except ValueError as error:
        page = text.lstrip()[:1] == "<" or "html" in answer.headers.get("content-type", "")
        return _NoJson("a web page", text, page=True) if page else _NoJson(f"broken JSON ({error})", text)


def _graphql_errors(body: Any) -> bool:
    errors = body.get("errors") if isinstance(body, dict) else None
    return isinstance(errors, list) and any(isinstance(one, dict) and "message" in one for one in errors)


def _holds_something(data: Any) -> bool:
    return any(data.values()) if isinstance(data, dict) else bool(data)


_PLACES = (
    "error.message.value || error.message || error_description || DeveloperErrorMessage || externalMessage"
    " || message || Message || title || detail || error || errors"
)


def _found_words(body: Any) -> str:
    if isinstance(body, _NoJson):
        return "" if body.page else body.text
    return _said(at(body, _PLACES))


def _said(found: Any) -> str:
    if isinstance(found, dict):
        if "message" in found:
            return str(found["message"])
        return "; ".join(f"{name}: {_said(value)}" for name, value in found.items())
    if isinstance(found, list):
        return "; ".join(_said(one) for one in found)
    return "" if found is None else str(found)


def traced(url: str) -> str:
    """Give an address without the secrets that its query may hold."""
    parts = urlsplit(url)
    if not parts.query:
        return url
    pairs = [
        (n, "***" if _SECRET_NAME.search(n) else v) for n, v in parse_qsl(parts.query, keep_blank_values=True)
    ]
    return urlunsplit(parts._replace(query=urlencode(pairs, safe="$*'(),:/")))
