"""Tests of a flow, made from what runs have carried."""

from __future__ import annotations

from collections.abc import Sequence

from core.access import Action
from core.errors import Misconfigured
from core.flow import Flow, Sample
from core.insight import choose
from core.records import JsonObject
from core.workspace.access import needs
from core.workspace.using import Using

#: So many of a run's records are looked at for those that show the most.
_LOOKED_AT = 500
#: So many of a flow's runs are looked at for records that are still kept.
_RUNS = 20


class Proving(Using):
    """Tests from runs."""

    @needs(Action.SEE)
    def tests_of(self, run_id: str, n: int = 5, keys: Sequence[str] | None = None) -> list[Sample]:
        """Make tests of a run: records that it read, with what the run's version of the flow makes of them.

        With `keys` those records, else the `n` that together show the most. Their people are made up, for
        tests stand in the flow file. Records with faults make no test. Misconfigured where nothing is kept.
        """
        run = self.run_of(run_id)
        wanted = keys if keys is not None else self._keys(run_id, _LOOKED_AT)
        found = {key: passport.record for key, passport in self.passports(run_id, [*wanted]).items()}
        if not found:
            days = self.keeps_days(run.flow)
            kept = f"its payloads are kept for {days} days" if days else "the flow keeps no payloads"
            raise Misconfigured(f"nothing is kept of what run {run_id} read: {kept}")
        flow = self.flow(run.flow, run.version) if run.version else self.flow(run.flow)
        good = self._tests(flow, [*found], [*found.values()])
        if keys is not None or len(good) <= n:
            return good
        return [good[one.n] for one in choose([each.record for each in good], n)]

    @needs(Action.SEE)
    def recent(self, name: str, n: int = 100) -> list[JsonObject]:
        """Records that a flow's last runs have read, as far as they are kept; each key once, newest first."""
        found: dict[str, JsonObject] = {}
        for run in self._store.runs.all(name, _RUNS):
            kept = self.passports(run.id, self._keys(run.id, n))
            found = {**{key: passport.record for key, passport in kept.items()}, **found}
            if len(found) >= n:
                break
        return [*found.values()][:n]

    def _keys(self, run_id: str, n: int) -> list[str]:
        return [record.key for record in self._store.runs.records(run_id, None, n)]

    def _tests(self, flow: Flow, keys: Sequence[str], records: Sequence[JsonObject]) -> list[Sample]:
        masked = self.mask(records)
        made = self.preview(flow, masked)
        return [
            Sample(name=_label(record, key), record=record, expect=preview.payload)
            for key, record, preview in zip(keys, masked, made, strict=True)
            if not preview.faults
        ]


def _label(record: JsonObject, key: str) -> str:
    """What people call a record: its number or name, where it has one that says more than its key."""
    return next((str(record[name]) for name in ("name", "number") if record.get(name)), key)
