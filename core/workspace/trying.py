"""Trying a flow on real records: nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from core.api.connector import Connector, Resource
from core.errors import Misconfigured
from core.flow import Flow
from core.records import Decision, JsonObject, Record
from core.runs.carry import first_bookmark
from core.runs.line import Line
from core.runs.plan import plan
from core.runs.preview import Preview, TestResult, preview, test
from core.workspace.flows import Flows


class Trying(Flows):
    """Samples, previews, plans and tests."""

    def sample(self, flow: Flow, n: int = 25) -> list[Record]:
        """Pull records to map against."""
        client, connector = self._reach.client(flow.source.connection)
        connector_resource = self._resource(connector, flow)
        with client:
            pages = client.pull(
                connector_resource.name, since=first_bookmark(flow), params=flow.source.params, page_size=n
            )
            return list(islice((record for page in pages for record in page.records), n))

    def preview(self, flow: Flow, records: Iterable[JsonObject]) -> Iterator[Preview]:
        """What records become, without a connection."""
        source = self._reach.resources(flow.source.connection).get(flow.source.resource)
        return preview(flow, records, source, self._reach.resources(flow.target.connection))

    def plan(self, flow: Flow, limit: int | None = None) -> Iterator[Decision]:
        """What a run would do, record by record; the clients that it is given refuse every write."""
        self._check(flow)
        ledger = self._store.ledger(flow.name)
        since = ledger.bookmark() or first_bookmark(flow)
        source, connector = self._reach.client(flow.source.connection)
        with source, self._reach.target(flow.target.connection) as target:
            resource = self._resource(connector, flow)
            pages = source.pull(resource.name, since=since, params=flow.source.params)
            yield from plan(Line(flow, target, ledger), pages, limit)

    def test(self, flow: Flow) -> list[TestResult]:
        """The flow's samples against their expectations."""
        source = self._reach.resources(flow.source.connection).get(flow.source.resource)
        return list(test(flow, source, self._reach.resources(flow.target.connection)))

    def _resource(self, connector: Connector, flow: Flow) -> Resource:
        try:
            resource = connector.resource(flow.source.resource)
        except KeyError as error:
            raise Misconfigured(f"flow {flow.name!r}, source.resource: {error.args[0]}") from None
        asked, field = flow.source.since, resource.since.field if resource.since else "none"
        if asked not in (None, "none", field):
            raise Misconfigured(
                f"flow {flow.name!r}, source.since: {connector.title} can ask {resource.name} "
                f"only by {field!r}; write that, or `none` to read all"
            )
        return resource
