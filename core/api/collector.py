"""A collector of the house is sent what runs spend their time on, as OpenTelemetry traces in JSON over HTTP.

The environment says where it is, in the names that OpenTelemetry gave. Spans leave by the same door as every
request; what cannot be sent is forgotten, for no run waits for it.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote

from core.api.address import origin
from core.api.egress import Caps, Egress, Purpose, Request
from core.environment import given
from core.errors import KoppelError, Unreachable
from core.log import FIELDS
from core.spans import Span, collect

ENDPOINT, TRACES, HEADERS, SERVICE = (
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    "OTEL_EXPORTER_OTLP_HEADERS",
    "OTEL_SERVICE_NAME",
)
#: So many spans wait at most, and leave together; and so many seconds they wait.
_WAIT_AT_MOST, _TOGETHER, _EVERY = 4096, 512, 5.0
_CAPS = Caps(connect=2, read=5, total=5, size=1024 * 1024)
#: Facts of the log that are text of any kind, and no facts of a span.
_TEXT = ("error", "frames")
#: What OpenTelemetry calls facts that it knows.
_NAMES = {
    "method": "http.request.method",
    "host": "server.address",
    "path": "url.path",
    "status": "http.response.status_code",
}
_INTERNAL, _CLIENT, _FAILED = 1, 3, 2
_WHERE = "The collector of traces"
_log = logging.getLogger(__name__)


class Collector:
    """Sends spans to one address, a few seconds after they end."""

    def __init__(self, url: str, headers: Mapping[str, str], service: str = "koppel") -> None:
        self._url, self._headers, self._service = url, dict(headers), service
        self._waiting: deque[Span] = deque(maxlen=_WAIT_AT_MOST)
        self._wake, self._alone = threading.Event(), threading.Lock()
        self._trouble = ""

    def begin(self) -> None:
        """Take every span from now on, and send them beside all work, the last ones when the process ends."""
        collect(self.take)
        threading.Thread(target=self._go_on, daemon=True, name="traces").start()
        atexit.register(self.send)

    def take(self, span: Span) -> None:
        """Take a span that has ended."""
        self._waiting.append(span)
        if len(self._waiting) >= _TOGETHER:
            self._wake.set()

    def send(self) -> None:
        """Send what waits; what is wrong with the collector is told once."""
        with self._alone:
            trouble = ""
            while self._waiting and not trouble:
                some = [self._waiting.popleft() for _ in range(min(_TOGETHER, len(self._waiting)))]
                try:
                    self._post(written(some, self._service))
                except KoppelError as error:
                    trouble = str(error)
            if trouble and trouble != self._trouble:
                _log.warning("%s", trouble)
            self._trouble = trouble

    def _go_on(self) -> None:
        while True:
            self._wake.wait(_EVERY)
            self._wake.clear()
            self.send()

    def _post(self, body: Any) -> None:
        door = Egress(_WHERE, [origin(self._url)], private=True, writes=True, caps=_CAPS)
        try:
            status = door.send(Request("POST", self._url, Purpose.WRITE, self._headers, body)).status
        finally:
            door.close()
        if status >= 300:  # noqa: PLR2004 - not taken
            raise Unreachable(f"{_WHERE} answered with status {status}: see {ENDPOINT} and {HEADERS}.")


@cache
def collecting() -> Collector | None:
    """Begin to send spans, once in this process, if the environment names a collector."""
    try:
        url = given(TRACES) or (f"{base.rstrip('/')}/v1/traces" if (base := given(ENDPOINT)) else "")
        headers = dict(_pairs(given(HEADERS)))
        service = given(SERVICE) or "koppel"
    except KoppelError as error:
        _log.warning("%s", error)
        return None
    if not url:
        return None
    made = Collector(url, headers, service)
    made.begin()
    return made


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    for pair in filter(None, text.split(",")):
        name, _, value = pair.partition("=")
        yield name.strip(), unquote(value.strip())


def written(spans: Iterable[Span], service: str) -> dict[str, Any]:
    """Give spans as OTLP has them in JSON; facts that the log may not have are left out."""
    told = [_span(each) for each in spans]
    resource = {"attributes": _attributes({"service.name": service})}
    return {
        "resourceSpans": [
            {"resource": resource, "scopeSpans": [{"scope": {"name": "koppel"}, "spans": told}]}
        ]
    }


def _span(span: Span) -> dict[str, Any]:
    allowed = {name: kinds for name, kinds in FIELDS.items() if name not in _TEXT}
    known = {name: value for name, value in span.facts.items() if isinstance(value, allowed.get(name, ()))}
    facts = {_NAMES.get(name, f"koppel.{name}"): value for name, value in known.items()}
    return {
        "traceId": span.trace,
        "spanId": span.id,
        **({"parentSpanId": span.parent} if span.parent else {}),
        "name": span.name,
        "kind": _CLIENT if "method" in known else _INTERNAL,
        "startTimeUnixNano": str(span.began),
        "endTimeUnixNano": str(span.ended),
        "attributes": _attributes(facts),
        **({"status": {"code": _FAILED, "message": span.error}} if span.error else {}),
    }


def _attributes(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"key": name, "value": _value(value)} for name, value in facts.items()]


def _value(value: Any) -> dict[str, Any]:
    if isinstance(value, int):
        return {"intValue": str(value)}
    return {"doubleValue": value} if isinstance(value, float) else {"stringValue": str(value)}
