"""Ambiguous records: looked for again, known to have arrived, or to be sent again."""

from __future__ import annotations

from collections.abc import Sequence

from core.access import Action
from core.errors import Misconfigured
from core.flow import Flow
from core.runs.doubt import Doubt
from core.store import Entry
from core.workspace.access import needs
from core.workspace.records import Records
from core.workspace.states import Parked


class Settling(Records):
    """What a person finds out about records of which nobody knows whether they arrived."""

    @needs(Action.RUN)
    def look_again(self, flow: Flow, keys: Sequence[str] = (), *, by: str = "") -> list[Parked]:
        """Look in the target for ambiguous records, all of them or these; gives how each then stands."""
        with self._reach.target(flow.target.connection) as target:
            resource = target.resources.get(flow.target.resource)
            if target.client is None or resource is None or resource.find is None:
                title = resource.title if resource is not None else flow.target.resource
                raise Misconfigured(
                    f"{title} of {flow.target.connection} cannot be looked up: look in the system yourself, "
                    "and then say that a record arrived, or that it is to be sent again"
                )
            found = self._doubt(flow.name, by).look(target.client, resource.name, keys)
        return [_parked(flow.name, entry) for entry in found]

    @needs(Action.RUN)
    def arrived(self, name: str, key: str, target_key: str, *, by: str = "") -> Parked:
        """Take a person's word that an ambiguous record is in the target, under this key."""
        return _parked(name, self._doubt(name, by).arrived(key, target_key))

    @needs(Action.RUN)
    def send_again(self, name: str, keys: Sequence[str] = (), *, by: str = "") -> list[Parked]:
        """Take a person's word that ambiguous records did not arrive; the next retry sends them."""
        return [_parked(name, entry) for entry in self._doubt(name, by).send(keys)]

    def _doubt(self, name: str, by: str) -> Doubt:
        return Doubt(name, self._store.ledger(name), by or "somebody")


def _parked(name: str, entry: Entry) -> Parked:
    why = entry.steps[-1].why if entry.steps else entry.why
    return Parked(name, entry.key, entry.match, why, entry.at, entry.state.value)
