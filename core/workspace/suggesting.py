"""Suggesting rules for a flow: from names and values, and from what a person wants of single samples."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from core.access import Action
from core.fields import Field, FieldType
from core.flow import Flow
from core.mapping import Scope, target_path
from core.records import JsonObject
from core.suggestions import Example, Guesses, Suggestion, Surroundings, by_example, rows, suggest
from core.workspace.access import needs
from core.workspace.trying import Trying


class Suggesting(Trying):
    """What rules a block is likely to want; a block is the flow's own or a check's, or that of a list's rows.

    `check` names the check, nothing the flow's own rules; `inside` are the target fields that hold the rows,
    and `lists` the expressions of their `each`, from the outermost in.
    """

    @needs(Action.SEE)
    def suggestions(
        self,
        flow: Flow,
        records: Sequence[JsonObject],
        *,
        check: str = "",
        inside: Sequence[str] = (),
        lists: Sequence[str] = (),
    ) -> dict[str, tuple[Suggestion, ...]]:
        """For each field of the block the rules that it is likely to want, best first, from the samples."""
        fields = self._block_fields(flow, check, inside)
        return suggest(fields, _scopes(flow, records, lists), self._surroundings(flow, check, inside, lists))

    @needs(Action.SEE)
    def by_example(
        self,
        flow: Flow,
        records: Sequence[JsonObject],
        to: str,
        examples: Sequence[Example],
        *,
        check: str = "",
        inside: Sequence[str] = (),
        lists: Sequence[str] = (),
        labels: Sequence[str] = (),
    ) -> Guesses:
        """The rules for one field that give what the examples want, tried on all samples.

        The places of the examples are those of the records, or in a block of rows those of all rows in order.
        """
        *above, name = target_path(to)
        fields = self._block_fields(flow, check, [*inside, *above])
        field = next((one for one in fields if one.name == name), Field(name, FieldType.ANY))
        known = self._surroundings(flow, check, inside, lists)
        return by_example(field, _scopes(flow, records, lists), examples, known, labels=labels)

    def _block_fields(self, flow: Flow, check: str, inside: Sequence[str]) -> tuple[Field, ...]:
        """The target's fields that the block fills; none when they are not known."""
        resource = self._reach.resources(flow.target.connection).get(_target(flow, check))
        fields = resource.fields if resource else ()
        for path in inside:
            for name in target_path(path):
                fields = next((one.fields for one in fields if one.name == name), ())
        return fields

    def _surroundings(
        self, flow: Flow, check: str, inside: Sequence[str], lists: Sequence[str]
    ) -> Surroundings:
        source = self._reach.resources(flow.source.connection).get(flow.source.resource)
        taken = self._reach.resources(flow.target.connection)
        before = takewhile(lambda one: one.name != check, flow.checks)
        bound = [one for one in before if one.resource in taken]
        return Surroundings(
            source=lists[-1].removesuffix("[]").rpartition(".")[2] if lists else flow.source.resource,
            target=inside[-1] if inside else _target(flow, check),
            source_fields=source.fields if source else (),
            tables=flow.tables,
            keys={one.name: (one.resource, taken[one.resource].key) for one in bound},
            zone=flow.schedule.timezone if flow.schedule else None,
            owner=flow.name,
        )


def _target(flow: Flow, check: str) -> str:
    """The target's resource that a block fills."""
    return next((one.resource for one in flow.checks if one.name == check), flow.target.resource)


def _scopes(flow: Flow, records: Sequence[JsonObject], lists: Sequence[str]) -> list[Scope]:
    scopes = [Scope(record, settings=flow.constants) for record in records]
    for each in lists:
        scopes = rows(each, scopes, flow.name)
    return scopes
