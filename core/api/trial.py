"""One request to try a resource out while it is declared: what came, what would be next, or why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from core.api.access import Access
from core.api.connector import Connector, OnePage, Resource
from core.api.egress import Caps
from core.api.judgement import Reply
from core.api.paging import Ask, following
from core.api.reading import Reading, with_query
from core.api.reading import parameters as standing
from core.api.wire import Wire, traced
from core.errors import KoppelError
from core.records import JsonObject, Record

#: As large as an answer may be that somebody looks at, and as long as they wait for it.
_LOOKED_AT = Caps(connect=5, read=15, total=20, token=20, size=8 * 1024 * 1024)
_DEEPEST = 4
_MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class Trial:
    """What one request for a resource came to.

    `asked` is the address without secrets, `status` that of the answer (0: none came), `seconds` how long it
    took. `records` are those of the answer, `next` what paging found in it. `why` says what did not work, ""
    when all did; `lists` are the places in the answer where lists of objects stand, with their lengths;
    `shape` is what the answer holds at its top.
    """

    asked: str = ""
    status: int = 0
    seconds: float = 0.0
    records: tuple[Record, ...] = ()
    next: str = ""
    why: str = ""
    lists: tuple[tuple[str, int], ...] = ()
    shape: str = ""


@dataclass(slots=True)
class _Told:
    """What the wire told of the request that was sent last."""

    asked: str = ""
    status: int = 0
    seconds: float = 0.0

    def hear(self, method: str, url: str, status: int, seconds: float) -> None:
        self.asked, self.status, self.seconds = f"{method} {url}", status, seconds


def trial(connector: Connector, access: Access, resource: Resource, size: int | None = None) -> Trial:
    """Ask once for the first page of a resource; nothing is raised for what the system answers."""
    told = _Told()
    try:
        connector = connector.fitted(access.settings)
        wire = Wire(connector, access, writes=False, trace=told.hear, caps=_LOOKED_AT, attempts=1)
    except KoppelError as error:
        return _said(told, Trial(why=str(error)), tuple(access.secrets.values()))
    try:
        return _said(told, _asked(connector, wire, resource, size), wire.unshown)
    except KoppelError as error:
        return _said(told, Trial(why=str(error)), wire.unshown)
    finally:
        wire.close()


def _asked(connector: Connector, wire: Wire, resource: Resource, size: int | None) -> Trial:
    reading = Reading(connector, wire.addresses)
    params = {**wire.addresses.said(connector.params), **standing(resource, size)}
    ask = reading.first(resource, params)
    reply = wire.ask(reading.request(resource, ask), resource)
    lists = tuple(_lists(reply.body))
    found = Trial(lists=lists, shape=_shape(reply.body))
    try:
        elements = reading.elements(resource, reply.body)
        records = reading.records(resource, elements)
    except KoppelError as error:
        return replace(found, why=_where_instead(str(error), lists))
    found = replace(found, records=records)
    try:
        return replace(found, next=_next(resource, ask, reply, elements))
    except (KoppelError, TypeError, ValueError) as error:
        return replace(found, why=f"The records were read, but paging does not work: {error}")


def _where_instead(why: str, lists: tuple[tuple[str, int], ...]) -> str:
    """Say where the records may be, when they are not where the declaration says."""
    why = why[:1].upper() + why[1:]
    if not lists:
        return f"{why} The answer holds no list of objects at all."
    places = ", ".join(f"{place or 'the whole answer'} ({length})" for place, length in lists)
    return f"{why} Lists of objects stand in the answer at: {places}."


def _next(resource: Resource, ask: Ask, reply: Reply, elements: list[Any]) -> str:
    following_ask = following(resource.paging, ask, reply.headers, reply.body, elements)
    if isinstance(resource.paging, OnePage):
        return "No paging is declared: this one answer is all that is read."
    if following_ask is None:
        return "This was the last page."
    return f"The next page: {traced(with_query(following_ask.url, following_ask.params))}"


def _lists(body: Any, place: str = "", deep: int = 0) -> Iterator[tuple[str, int]]:
    """The places of lists of objects, those nearest to the top first."""
    if isinstance(body, list):
        if body and all(isinstance(one, dict) for one in body):
            yield place, len(body)
        return
    if isinstance(body, dict) and deep < _DEEPEST:
        inner = [
            (f"{place}.{name}" if place else name, value) for name, value in body.items() if "." not in name
        ]
        found = (hit for path, value in inner for hit in _lists(value, path, deep + 1))
        yield from (hit for _, hit in zip(range(_MOST_PLACES), found, strict=False))


def _shape(body: Any) -> str:
    if isinstance(body, list):
        return f"a list of {len(body)}"
    if not isinstance(body, dict):
        return "a single value"
    names = list(body)[:12]
    more = f" and {len(body) - len(names)} more" if len(body) > len(names) else ""
    return "an object with " + ", ".join(names) + more if names else "an empty object"


def _said(told: _Told, found: Trial, secrets: tuple[str, ...]) -> Trial:
    """Put together what was sent and what came, without the credential wherever a system repeats it."""
    hide = _hiding(secrets)
    return replace(
        found,
        asked=hide(told.asked),
        status=told.status,
        seconds=told.seconds,
        why=hide(found.why),
        next=hide(found.next),
        shape=hide(found.shape),
        records=tuple(
            replace(each, key=hide(each.key), data=_hidden(each.data, hide)) for each in found.records
        ),
    )


def _hiding(secrets: tuple[str, ...]) -> Callable[[str], str]:
    def hide(text: str) -> str:
        for secret in sorted(filter(None, secrets), key=len, reverse=True):
            text = text.replace(secret, "•••")
        return text

    return hide


def _hidden(value: Any, hide: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, list):
        return [_hidden(one, hide) for one in value]
    if isinstance(value, dict):
        made: JsonObject = {hide(name): _hidden(one, hide) for name, one in value.items()}
        return made
    return value
