"""Talk to one system over one connection: pull pages, look records up, write them, test the connection."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from core.api.access import Access
from core.api.connector import Connector, Resource
from core.api.egress import Caps, Purpose, Request
from core.api.fetching import Fetching
from core.api.keys import Keys
from core.api.limits import Pace
from core.api.lookup import Lookup
from core.api.pages import Pages
from core.api.paging import Ask
from core.api.places import at
from core.api.reading import Reading, changed_since, gathered, in_order, joined, parameters
from core.api.relating import Relating, Told
from core.api.uploading import Uploading
from core.api.whole import Whole
from core.api.wire import Trace, Wire
from core.api.writing import Writing, replacement
from core.errors import Misconfigured, Refused, WriteRefused
from core.records import Exchange, JsonObject, Page, Receipt, Record

_LONGEST_URL = 1_800
#: Related records that are remembered while a resource is read.
_TOLD = 10_000


class Client:
    """One system, as the rest of the house speaks to it.

    `writes=False` gives a client that cannot write, whatever it is asked. `turns`: whoever asks for a next
    page has settled the one before, so that a folder may put its file away. `trace` is told of every request.
    A `pace` of one's own has its own clock and sleep; otherwise the connection's is shared in this process.
    """

    def __init__(
        self,
        connector: Connector,
        access: Access,
        *,
        writes: bool = False,
        turns: bool = False,
        trace: Trace | None = None,
        pace: Pace | None = None,
        clock: Callable[[], float] = time.time,
        caps: Caps | None = None,
    ) -> None:
        self.connector = connector = connector.fitted(access.settings)
        self._writes = writes
        self._wire = Wire(
            connector, access, writes=writes, turns=turns, trace=trace, pace=pace, clock=clock, caps=caps
        )
        self._reading = Reading(connector, self._wire.addresses)
        whole = Whole(self._found, self._resource)
        self._pages = Pages(self._wire, self._reading, whole.of)
        self._relating = Relating(self.find, self._resource)
        self._writing = Writing(connector, self._wire.addresses)
        self._keys = Keys(self.find)
        self._fetching = Fetching(self._wire)
        self._uploading = Uploading(connector, self._wire.addresses, self._wire)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def heed(self, may_go_on: Callable[[], None], patience: float) -> None:
        """Ask before every request from here on whether it may leave; what that raises stops the work.

        RateLimited is raised where the system asks for a pause of more than `patience` seconds.
        """
        self._wire.heed(may_go_on, patience)

    def meanwhile(self, work: Callable[[], None]) -> None:
        """Do something short, whatever it raises, each time that the answer to a write is waited for."""
        self._wire.meanwhile(work)

    def conclude(self) -> None:
        """End a run's writes: what a system shows only then, as a folder its file, is made visible."""
        self._wire.conclude()

    def heard(self) -> list[Exchange]:
        """Give the writes that left since this was asked last, and what came back."""
        return self._wire.heard()

    def close(self) -> None:
        """Close the connections that are kept alive."""
        self._wire.close()

    def pull(
        self,
        resource: str,
        *,
        since: datetime | None = None,
        params: JsonObject | None = None,
        page_size: int | None = None,
    ) -> Iterator[Page]:
        """Read a resource page by page, all of it or what was modified at or after `since`."""
        declared = self._resource(resource)
        asked, ordered = in_order(declared, {**self._standing(declared, page_size), **(params or {})})
        if since is not None and declared.rows and declared.rows.changed:
            yield from self._changed(declared, declared.rows.changed, since, params)
            return
        if since is not None:
            asked = changed_since(declared, since, asked)
        told: Told = {}
        for records in self._pages.of(declared, asked, sure=True):
            if len(told) > _TOLD:
                told.clear()
            yield from self._fetching.pages(
                declared, Page(self._relating.beside(declared, records, told), ordered)
            )

    def find(self, resource: str, wanted: Sequence[JsonObject]) -> list[list[Record]]:
        """Give for each wanted entry the records that have its values, in as few requests as can be."""
        return self._found(self._resource(resource), wanted)

    def _found(self, declared: Resource, wanted: Sequence[JsonObject]) -> list[list[Record]]:
        for each in declared.related:
            if any(name.startswith(f"{each.into}.") for entry in wanted for name in entry):
                return self._relating.through(declared, each, wanted)
        lookup = Lookup(declared, wanted, self.connector.dialect.quote)
        for path in lookup.places():
            lookup.take(self._alone(declared, path))
        for params in self._questions(declared, lookup):
            for records in self._pages.of(declared, params):
                lookup.take(records)
        answers = lookup.answers()
        found = {record.key: record for records in answers for record in records}
        related = self._relating.beside(declared, tuple(found.values()))
        whole = {record.key: record for record in self._fetching.of(declared, related)}
        return [[whole[record.key] for record in records] for records in answers]

    def _questions(self, resource: Resource, lookup: Lookup) -> Iterator[JsonObject]:
        """Give the parameters of a look-up's requests: the fields' own, or a filter for as many as fit."""
        standing = self._standing(resource)

        def asked(text: str) -> JsonObject:
            held = f"({text})" if standing.get(lookup.find.param) else text
            return joined(standing, lookup.find.param, held, lookup.find.both)

        def fits(text: str) -> bool:
            first = self._reading.first(resource, asked(text))
            return (
                self._reading.by_post(resource) or len(self._reading.address(resource, first)) < _LONGEST_URL
            )

        yield from ({**standing, **own} for own in lookup.own())
        yield from map(asked, lookup.filters(fits))

    def create(self, resource: str, payload: JsonObject, *, once: str) -> Receipt:
        """Make a record; `once` names this write for ever, so that the system can tell a repetition."""
        declared = self._writable(resource)
        payload = self._uploading.placed(declared, self._keys.told(declared, payload))
        reply = self._wire.tell(self._writing.request(declared, payload, None, once), declared)
        return self._writing.receipt(declared, reply, payload)

    def update(self, resource: str, key: str, payload: JsonObject, *, once: str) -> Receipt:
        """Change the record that has this key."""
        declared = self._writable(resource)
        payload = self._keys.told(declared, payload)
        if declared.write and declared.write.replaces:
            payload = replacement(declared, self._there(declared, key).data, payload)
        elif declared.write and declared.write.repeats:
            there = self._there(declared, key).data
            payload = {**{name: there.get(name) for name in declared.write.repeats}, **payload}
        request = self._writing.request(declared, payload, key, once)
        if declared.write and declared.write.versioned:
            request = self._versioned(declared, request)
        reply = self._wire.tell(request, declared)
        return Receipt(key, reply.body if isinstance(reply.body, dict) else {})

    def update_together(
        self, resource: str, changes: Sequence[tuple[str, JsonObject]], *, once: str
    ) -> list[Receipt]:
        """Change the records that have these keys by one request: all of them, or none when it is Refused."""
        declared = self._writable(resource)
        told = [(key, self._keys.told(declared, payload)) for key, payload in changes]
        self._wire.tell(self._writing.together(declared, told, once), declared)
        return [Receipt(key) for key, _ in changes]

    def check(self) -> str:
        """Test the connection: read a little, and say in a sentence what was reached."""
        probe, where = self.connector.probe, self._wire.where
        known = {resource.name: resource for resource in self.connector.resources}
        if probe in known:
            page = next(self.pull(probe, page_size=1), Page(()))
            return f"{where} answers: {len(page.records)} of {known[probe].title} read."
        url = self._wire.addresses.path(probe)
        self._asked(url)
        told = f"{where} answers at {url}."
        if self.connector.checked:
            told += " " + self.connector.checked(
                self.connector, lambda path: self._asked(self._wire.addresses.path(path))
            )
        return told.strip()

    def _asked(self, url: str) -> Any:
        headers = self._wire.addresses.said(self.connector.headers)
        return self._wire.ask(Request("GET", url, Purpose.READ, headers)).body

    def _standing(self, resource: Resource, page_size: int | None = None) -> JsonObject:
        """Give the parameters of every read of a resource, over this connection."""
        return {**self._wire.addresses.said(self.connector.params), **parameters(resource, page_size)}

    def _changed(
        self, resource: Resource, rows: str, since: datetime, params: JsonObject | None
    ) -> Iterator[Page]:
        """Give whole the records of which a row changed, with the time of that change."""
        for page in self.pull(rows, since=since, params=params):
            times: dict[Any, datetime | None] = {}
            for row in page.records:
                times[at(row.data, resource.key)] = row.modified  # rows ascend where the page is ordered
            found = self.find(resource.name, [{resource.key: key} for key in times])
            pairs = zip(found, times.values(), strict=True)
            records = [replace(record, modified=time) for records, time in pairs for record in records]
            yield Page(tuple(sorted(records, key=lambda r: r.modified or since)), page.ordered)

    def _versioned(self, resource: Resource, request: Request) -> Request:
        """Say in a write which version it changes: the one that is there now."""
        there = self._wire.ask(
            Request("GET", request.url, Purpose.READ, request.headers), resource, absent=True
        )
        version = there.headers.get("etag")
        if not version:
            raise Refused(
                f"{self._wire.where} ({resource.title}) has no such record, or tells no version of it."
            )
        return replace(request, headers={**request.headers, "If-Match": version})

    def _alone(self, resource: Resource, path: str) -> tuple[Record, ...]:
        """Read the record that stands at a path of its own; nothing where there is none."""
        try:
            request = self._reading.request(resource, Ask(self._wire.addresses.path(path), resource.params))
            reply = self._wire.ask(request, resource, absent=True)
            if reply.body is None:
                return ()
            rows = self._reading.records(resource, self._reading.standing(resource, reply.body))
            return gathered(resource, rows)
        except Misconfigured as error:
            raise self._wire.named(resource, error) from None

    def _there(self, resource: Resource, key: str) -> Record:
        """Read a record as it is now; Refused when it is gone."""
        found = self.find(resource.name, [{resource.key: key}])[0]
        if not found:
            raise Refused(f"{self._wire.where} ({resource.title}) does not have {key} any more.")
        if found[0].partial:  # what was cut off would be taken away
            raise Refused(f"{self._wire.where} ({resource.title}) has {key}, but {found[0].fault}.")
        return found[0]

    def _resource(self, name: str) -> Resource:
        try:
            return self.connector.resource(name)
        except KeyError as error:
            raise Misconfigured(f"{error.args[0]}.") from None

    def _writable(self, name: str) -> Resource:
        resource = self._resource(name)
        if not self._writes:
            fault = f"this run may only read; nothing was written to {resource.title}"
            raise WriteRefused(f"{self._wire.where}: {fault}.")
        return resource
