"""A first flow between two kinds of records, where no ready-made one knows them: rules from what is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.access import Action
from core.api.connector import Resource
from core.errors import KoppelError, Misconfigured
from core.flow import Flow, Policy, Rule, Source, Target
from core.records import JsonObject
from core.suggestions import Suggestion
from core.workspace.access import needs
from core.workspace.suggesting import Suggesting

#: So many records are looked at, and so sure a rule must be, to stand in a flow that nobody has written.
_LOOKED_AT = 25
_SURE = 0.6
#: What the source's key is read by where nothing better is known.
_BLANK = Rule(to="?", select="null")


class Joining(Suggesting):
    """A flow from any resource to any other."""

    @needs(Action.EDIT)
    def join(self, name: str, source: tuple[str, str], target: tuple[str, str]) -> Flow:
        """Make a flow, not saved yet, between (connection, resource) and (connection, resource).

        Records are pulled and nothing is written. Rules are those that names and values make likely; what a
        record is known by is the target's natural key, as far as a rule for it is likely.
        """
        given, taken = self._resource_of(*source), self._resource_of(*target)
        if taken.write is None:
            raise Misconfigured(f"{taken.title} of {target[0]} can't be written; choose another")
        since = None if given.since and given.since.param else "none"
        flow = Flow(
            koppel=1,
            name=name,
            title=f"{given.title} of {source[0]} to {taken.title} of {target[0]}",
            source=Source(connection=source[0], resource=source[1], since=since),
            target=Target(connection=target[0], resource=target[1], match={taken.key: given.key}),
            map=(_BLANK,),
        )
        records = self._looked_at(flow)
        likely = {
            to: found[0]
            for to, found in self.suggestions(flow, records).items()
            if found and found[0].score >= _SURE
        }
        rules = tuple(one.rule for one in likely.values()) or (_first(given, taken),)
        policy = Policy.UPSERT if taken.write.create and taken.write.update else Policy.CREATE
        if not taken.write.create:
            policy = Policy.UPDATE
        match = _match(given, taken, likely)
        return flow.model_copy(
            update={"map": rules, "target": flow.target.model_copy(update={"match": match, "policy": policy})}
        )

    def _resource_of(self, connection: str, resource: str) -> Resource:
        known = self._reach.resources(self._reach.named(connection).name)
        if resource not in known:
            raise Misconfigured(f"{connection} has no resource {resource!r}; it has: {', '.join(known)}")
        return known[resource]

    def _looked_at(self, flow: Flow) -> Sequence[JsonObject]:
        """Records to learn from; none where the source can't be read just now."""
        try:
            return [record.data for record in self.sample(flow, _LOOKED_AT)]
        except KoppelError:
            return []


def _first(given: Resource, taken: Resource) -> Rule:
    """One rule to begin with, where none is likely."""
    to = next((field.name for field in taken.fields if field.write), taken.key)
    return Rule(to=to, select=next(iter(given.natural), given.key))


def _match(given: Resource, taken: Resource, likely: Mapping[str, Suggestion]) -> dict[str, str]:
    """The target's field that a record is known by, and where the source has it."""
    askable = [*taken.natural, *(taken.find.fields if taken.find else ())]
    for name in askable or [taken.key]:
        found = likely.get(name)
        if found is not None and found.rule.select and not found.rule.transform:
            return {name: found.rule.select}
    name = next(iter(askable), taken.key)
    return {name: next(iter(given.natural), given.key)}
