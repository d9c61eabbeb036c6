"""Records of which nobody knows whether they arrived: what a person finds out about them is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from core.api.client import Client
from core.errors import Misconfigured, Overtaken
from core.records import Step, Verdict
from core.store import Act, Entry, EntryState, Ledger


@dataclass(frozen=True, slots=True)
class Doubt:
    """The ambiguous records of one flow; `by` is who settles them."""

    flow: str
    ledger: Ledger
    by: str

    def open(self, keys: Sequence[str] = ()) -> list[Entry]:
        """The ambiguous records, or those of these keys; Misconfigured for a key that is not one of them."""
        waiting = [e for e in self.ledger.open() if e.kind == "record" and e.state is EntryState.AMBIGUOUS]
        known = {entry.key: entry for entry in waiting}
        if unknown := [key for key in keys if key not in known]:
            raise Misconfigured(
                f"record {unknown[0]} of flow {self.flow!r} is not ambiguous; "
                "`koppel runs --parked` tells which records are"
            )
        return [known[key] for key in dict.fromkeys(keys)] if keys else waiting

    def look(self, client: Client, resource: str, keys: Sequence[str] = ()) -> list[Entry]:
        """Look in the target for what may have arrived there; gives how each record then stands."""
        waiting = self.open(keys)
        found = client.find(resource, [entry.match for entry in waiting])
        return [
            self._seen(entry, [record.key for record in records])
            for entry, records in zip(waiting, found, strict=True)
        ]

    def _seen(self, entry: Entry, found: list[str]) -> Entry:
        if len(found) == 1 and entry.verdict is not Verdict.UPDATE:
            told = f"it is there as {found[0]}"
            return self._decided(entry, EntryState.DELIVERED, told, "look", key=found[0])
        if len(found) > 1:
            told = f"it is there {len(found)} times ({', '.join(found)}): take all but one away in the target"
        elif found:
            told = (
                f"the record is there as {found[0]}; whether its change arrived is seen when it is sent again"
            )
        else:
            told = "it is not there"
        return self._decided(entry, EntryState.AMBIGUOUS, told, "look")

    def arrived(self, key: str, target_key: str) -> Entry:
        """Take a person's word that a record is in the target, under that key."""
        if not target_key.strip():
            raise Misconfigured("say under which key or number the target has the record")
        (entry,) = self.open([key])
        told = f"it arrived as {target_key.strip()}"
        return self._decided(entry, EntryState.DELIVERED, told, "arrived", key=target_key.strip())

    def send(self, keys: Sequence[str] = ()) -> list[Entry]:
        """Take a person's word that records did not arrive: the next retry sends them."""
        told = "it did not arrive, and is to be sent again"
        return [self._decided(entry, EntryState.PARKED, told, "send") for entry in self.open(keys)]

    def _decided(
        self, entry: Entry, state: EntryState, told: str, what: str, key: str | None = None
    ) -> Entry:
        now, did = datetime.now(UTC), "looked" if what == "look" else "said so"
        why = f"{told}: {self.by} {did} on {now:%Y-%m-%d at %H:%M} UTC"
        step = Step(what, state is not EntryState.AMBIGUOUS, why, found=key)
        after = replace(
            entry,
            state=state,
            steps=(*entry.steps, step),
            target_key=key or entry.target_key,
            why=why if state is EntryState.PARKED else entry.why,
            at=entry.at if state is EntryState.AMBIGUOUS else now,
            once="" if state is EntryState.PARKED else entry.once,
        )
        act = Act(self.flow, what, self.by, told, key=entry.key, at=now)
        if not self.ledger.decide(entry, after, act):
            raise Overtaken(
                f"record {entry.key} of flow {self.flow!r} is being carried, or somebody else has settled "
                "it: look at it again when no run of the flow is under way"
            )
        return after
