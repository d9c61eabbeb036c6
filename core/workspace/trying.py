"""Trying a flow on real records: nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from core.access import Action
from core.api.connector import Connector, Resource
from core.documents import cut
from core.errors import KoppelError, Misconfigured
from core.fields import Field
from core.flow import Flow
from core.insight import (
    Coverage,
    Insight,
    Outcome,
    Reason,
    Render,
    Seen,
    Unlisted,
    choose,
    coverage,
    explain,
    insight,
    of_check,
    one_by_one,
    outcomes,
    survey,
    unlisted,
    unused,
)
from core.insight.mask import mask
from core.records import Decision, JsonObject, Record
from core.runs.line import Line
from core.runs.origin import Origin
from core.runs.plan import plan
from core.runs.preview import Explanation, Preview, Shaped, TestResult, explained, preview, shaped, test
from core.runs.pull import first_bookmark, next_from
from core.workspace.access import needs
from core.workspace.flows import Flows

#: So many records are asked for in one page; for more than that the connector knows best.
_ONE_PAGE = 100
#: Records that bring a picture along are looked at in so many at most: each is a request of its own.
_PICTURES = 25
#: Is told how many records were pulled so far; what it raises ends the pull.
Pulled = Callable[[int], None]


class Trying(Flows):
    """Samples, previews, plans and tests."""

    @needs(Action.SEE)
    def sample(self, flow: Flow, n: int = 25, progress: Pulled | None = None) -> list[Record]:
        """Pull records to map against: the first `n`; `progress` is told how many there are so far."""
        return self._pulled(flow, n, page_size=n if n < _ONE_PAGE else None, progress=progress)

    @needs(Action.SEE)
    def choose(
        self, flow: Flow, n: int = 20, of: int = 1000, progress: Pulled | None = None
    ) -> list[tuple[Record, str]]:
        """Pull `of` records and keep the `n` that together show the most, each with what it is there for."""
        pulled = self._pulled(flow, of, progress=progress)
        return [(pulled[one.n], one.why) for one in choose([record.data for record in pulled], n)]

    def _pulled(
        self, flow: Flow, n: int, page_size: int | None = None, progress: Pulled | None = None
    ) -> list[Record]:
        client, connector = self._reach.client(flow.source.connection)
        resource = self._resource(connector, flow)
        n = min(n, _PICTURES) if resource.content else n
        with client:
            pages = client.pull(
                resource.name, since=first_bookmark(flow), params=flow.source.params, page_size=page_size
            )
            records: list[Record] = []
            for page in pages:
                # What is not whole is no sample: nothing is mapped by it.
                whole = [record for record in page.records if not record.partial]
                records += [replace(record, data=cut(record.data)) for record in whole]
                if progress is not None:
                    progress(min(len(records), n))
                if len(records) >= n:
                    break
            return records[:n]

    @needs(Action.SEE)
    def mask(self, records: Iterable[JsonObject]) -> list[JsonObject]:
        """The records with their people made up, in this home always the same; nobody finds them back."""
        return [mask(record, self._store.mask) for record in records]

    @needs(Action.SEE)
    def preview(self, flow: Flow, records: Iterable[JsonObject]) -> Iterator[Preview]:
        """What records become, without a connection."""
        source = self._reach.resources(flow.source.connection).get(flow.source.resource)
        return preview(flow, records, source, self._reach.resources(flow.target.connection))

    @needs(Action.SEE)
    def shaped(self, flow: Flow, lines: Iterable[bytes]) -> Iterator[Shaped]:
        """What the lines of a file of JSON lines become, however many there are; for flows without checks."""
        return shaped(flow, lines, self._reach.resources(flow.target.connection))

    @needs(Action.SEE)
    def explain(self, flow: Flow) -> Explanation:
        """The functions that a flow's mapping and checks are run as, for people to read."""
        return explained(flow, self._reach.resources(flow.target.connection))

    @needs(Action.SEE)
    def insight(
        self,
        flow: Flow,
        records: Sequence[JsonObject],
        previews: Sequence[Preview] | None = None,
        *,
        before: Flow | None = None,
    ) -> Insight:
        """What records say about a flow: coverage, gaps and reasons; with `before`, what changed since.

        `previews` are the flow's own of these records, where they are at hand.
        """
        return insight(
            flow,
            records,
            previews if previews is not None else list(self.preview(flow, records)),
            self._asked(flow, records),
            fields=self._fields(flow),
            known=self._known(flow),
            before=list(self.preview(before, records)) if before is not None else None,
        )

    @needs(Action.SEE)
    def reasons(
        self,
        flow: Flow,
        records: Sequence[JsonObject],
        previews: Sequence[Preview],
        *,
        seen: Sequence[Seen] | None = None,
        faults_only: bool = False,
    ) -> list[tuple[Reason, ...]]:
        """Why fields of these previews are empty or at fault, for each record.

        `seen` is the survey of the records, where it is at hand.
        """
        if faults_only and not any(each.faults for each in previews):
            return [()] * len(previews)
        render = self._asked(flow, records)
        known = survey(records) if seen is None else seen
        return explain(flow, records, previews, render, known, faults_only=faults_only)

    @needs(Action.SEE)
    def coverage(self, flow: Flow, previews: Sequence[Preview]) -> tuple[Coverage, ...]:
        """How well the target's fields are covered by what records became."""
        return coverage(flow, self._fields(flow), previews)

    @needs(Action.SEE)
    def unused(self, flow: Flow, seen: Sequence[Seen]) -> tuple[Seen, ...]:
        """The source's fields with data that nothing reads."""
        return unused(flow, seen, self._known(flow))

    @needs(Action.SEE)
    def unlisted(self, flow: Flow, records: Sequence[JsonObject]) -> tuple[Unlisted, ...]:
        """The values that the flow's tables lack, for its own rules and then for those of each check."""
        render, checks = self._asked(flow, records), [each.name for each in flow.checks if each.map]
        flows = [flow, *(of_check(flow, name) for name in checks)]
        return tuple(found for each in flows for found in unlisted(each, None, render))

    @needs(Action.SEE)
    def outcomes(
        self, flow: Flow, records: Sequence[JsonObject], check: str = ""
    ) -> dict[tuple[int, ...], Outcome]:
        """What every rule of the flow, or of one of its checks, gives for records, by the rule's place.

        All rules are rendered together; where one cannot be used, each alone, and that one says why.
        """
        if check:
            listed = any(each.name == check and each.each for each in flow.checks)
            made = self.outcomes(of_check(flow, check), records)
            return {at[1:]: made[at] for at in made if len(at) > 1} if listed else made
        try:
            return outcomes(flow.map, list(self.preview(flow, records)))
        except KoppelError:
            return one_by_one(flow, lambda one: list(self.preview(one, records)))

    def _asked(self, flow: Flow, records: Sequence[JsonObject]) -> Render:
        """The same records asked something else, whatever the target."""
        source = self._reach.resources(flow.source.connection).get(flow.source.resource)
        return lambda other: list(preview(other, records, source, {}))

    def _fields(self, flow: Flow) -> Sequence[Field]:
        """The target's fields, as far as they are known."""
        target = self._reach.resources(flow.target.connection).get(flow.target.resource)
        return target.fields if target else ()

    def _known(self, flow: Flow) -> list[str]:
        """The source's fields that Koppel itself reads."""
        source = self._reach.resources(flow.source.connection).get(flow.source.resource)
        return [source.key, *([source.since.field] if source.since else [])] if source else []

    @needs(Action.SEE)
    def plan(self, flow: Flow, limit: int | None = None) -> Iterator[Decision]:
        """What a run would do, record by record; the clients that it is given refuse every write."""
        self._check(flow)
        ledger = self._store.ledger(flow.name)
        source, connector = self._reach.client(flow.source.connection)
        with source, self._reach.target(flow.target.connection) as target:
            resource = self._resource(connector, flow)
            since = next_from(flow, resource, ledger)
            pages = source.pull(resource.name, since=since, params=flow.source.params)
            line = Line(flow, target, ledger, origin=Origin((source, resource), flow.source.params))
            yield from (case.decision() for case in plan(line, pages, limit))

    @needs(Action.SEE)
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
