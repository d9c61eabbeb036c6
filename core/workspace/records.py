"""Single records: found over all flows, looked at, retried, replayed, skipped for good, and forgotten."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from core.access import Action
from core.environment import days
from core.errors import Misconfigured, Overtaken
from core.flow import Flow
from core.records import JsonObject, Step, Verdict
from core.store import Act, Entry, EntryState, Run
from core.workspace.access import needs
from core.workspace.doctor import RUN_DAYS
from core.workspace.passport import Known, Passport, passport_of
from core.workspace.planning import Planning
from core.workspace.working import Progress

#: Plans that ended so many days ago are forgotten.
_PLAN_DAYS = 30
#: States of the ledger of which a person cannot say "leave it": what must be done first.
_NOT_NOW = {
    EntryState.DELIVERED: "it was carried already, as {key}",
    EntryState.INTENDED: "it may be in the target: run the flow again, so that it is looked up there",
    EntryState.AMBIGUOUS: "it may be in the target: settle that first",
    EntryState.LEFT: "it is left out for good already",
}


class Records(Planning):
    """What a person asks of single records, and does with them."""

    @needs(Action.SEE)
    def find_records(self, word: str, limit: int = 100) -> list[Known]:
        """The records that a word names, over all flows: an order number, e-mail address, code or key."""
        word = word.strip()
        found: dict[tuple[str, str], list[Passport]] = {}
        for kept in self._store.payloads.find(word, limit) if word else []:
            found.setdefault((kept.flow, kept.key), []).append(passport_of(kept))
        for flow in self._store.knowing(word) if word else []:
            found.setdefault((flow, word), [])
        return [
            Known(flow, key, self._entry(flow, key), tuple(passports), tuple(self.acts(flow, key)))
            for (flow, key), passports in found.items()
        ]

    @needs(Action.SEE)
    def record(self, flow: str, key: str, limit: int = 100) -> Known:
        """One record of a flow: how it stands, each time that it was carried, and what people did with it."""
        kept = self._store.payloads.find(key, limit)
        passports = tuple(passport_of(each) for each in kept if (each.flow, each.key) == (flow, key))
        return Known(flow, key, self._entry(flow, key), passports, tuple(self.acts(flow, key)))

    @needs(Action.SEE)
    def passports(self, owner: str, keys: list[str]) -> dict[str, Passport]:
        """What is kept of these records in one run or plan."""
        return {key: passport_of(kept) for key, kept in self._store.payloads.of(owner, keys).items()}

    @needs(Action.SEE)
    def acts(self, flow: str, key: str) -> list[Act]:
        """What people did with a record, oldest first."""
        return self._store.acts.of(flow, key)

    @needs(Action.SEE)
    def there(self, flow: Flow, match: JsonObject) -> list[JsonObject]:
        """What the target has of a record now; the client that asks cannot write."""
        with self._reach.target(flow.target.connection) as target:
            known = target.resources.get(flow.target.resource)
            if target.client is None or known is None or known.find is None or not match:
                return []
            return [record.data for record in target.client.find(flow.target.resource, [match])[0]]

    @needs(Action.RUN)
    def skip(self, name: str, key: str, reason: str, *, by: str = "") -> None:
        """Leave a record out for good: no run carries it any more, until somebody retries it by its key."""
        if not reason.strip():
            raise Misconfigured(f"say why {key!r} is left out: whoever looks for it will want to know")
        before = self._known_entry(name, key)
        if why := _NOT_NOW.get(before.state):
            raise Misconfigured(f"{key!r} is not left out: {why.format(key=before.target_key)}")
        told = f"left out for good by {by or 'somebody'}: {reason.strip()}"
        step = Step("skip", ok=True, why=told)
        after = replace(
            before,
            state=EntryState.LEFT,
            verdict=Verdict.SKIP,
            why=told,
            steps=(*before.steps, step),
            at=None,
        )
        self._decide(name, before, after, Act(name, "skip", by, why=reason.strip(), key=key))

    @needs(Action.RUN)
    def retry_one(self, flow: Flow, key: str, *, by: str = "", progress: Progress | None = None) -> Run:
        """Carry one record again here and now, with the flow as it is: one that waits or was left out."""
        self._finish_first(flow, progress)
        self._take_up(flow.name, key, by)
        run = self._ask(flow, "retry", key=key)
        self._store.acts.add(Act(flow.name, "retry", by, key=key, owner=run.id))
        return self._here(run, flow, progress)

    @needs(Action.RUN)
    def start_retry_one(self, name: str, key: str, *, by: str = "") -> Run:
        """Ask for the retry of one record; a worker carries it."""
        self._take_up(name, key, by)
        run = self._ask_saved(name, "retry", key=key)
        self._store.acts.add(Act(name, "retry", by, key=key, owner=run.id))
        return run

    @needs(Action.READ)
    def keeps_days(self, flow: str) -> int:
        """For how many days a flow keeps what it saw, sent and heard of its records; 0 keeps nothing."""
        return self._store.payloads.days(flow)

    @needs(Action.ERASE)
    def keep_days(self, flow: str, days: int, *, by: str = "") -> None:
        """Keep payloads of a flow so long, those that are there as well; 0 forgets them."""
        self._store.payloads.set_days(flow, days)
        self._store.acts.add(Act(flow, "keep", by, why=f"payloads are kept for {days} days"))
        if not days:
            self._store.payloads.prune()
            self._store.fading.fade()

    @needs(Action.ERASE)
    def erase(self, word: str, *, by: str = "") -> int:
        """Forget all that is kept of the records that a word names, as a person may ask; gives how many."""
        gone = self._store.payloads.erase(word.strip())
        self._store.acts.add(Act("", "erase", by, why=f"{gone} payloads"))
        return gone

    @needs(Action.ERASE)
    def forget_record(self, flow: str, key: str, *, by: str = "") -> int:
        """Forget all that is kept of one record; gives how many payloads that were."""
        gone = self._store.payloads.forget(flow, key)
        self._store.acts.add(Act(flow, "forget", by, key=key, why=f"{gone} payloads"))
        return gone

    @needs(Action.CARRY)
    def tidy(self, now: datetime | None = None) -> int:
        """Forget what has been kept long enough: payloads, old plans and runs; gives how many payloads."""
        now = now or datetime.now(UTC)
        self._store.plans.prune(_PLAN_DAYS, now)
        self._store.fading.fade()
        with suppress(Misconfigured):  # which the doctor tells
            if kept := days(*RUN_DAYS):
                self._store.runs.prune(kept, now)
        pruned = self._store.payloads.prune(now)
        self._store.erasure.settle()
        return pruned

    def _take_up(self, name: str, key: str, by: str) -> None:
        """Let a record that was left out wait again."""
        before = self._known_entry(name, key)
        if before.state is EntryState.DELIVERED:
            raise Misconfigured(
                f"{key!r} was carried already, as {before.target_key}; to carry it again: "
                f"koppel replay {name} {key}"
            )
        if before.state in (EntryState.LEFT, EntryState.SKIPPED):
            told = f"taken up again by {by or 'somebody'}"
            steps = (*before.steps, Step("retry", ok=True, why=told))
            after = replace(before, state=EntryState.PARKED, verdict=None, why=told, steps=steps, at=None)
            self._decide(name, before, after, Act(name, "take up", by, key=key))

    def _decide(self, name: str, before: Entry, after: Entry, act: Act) -> None:
        if not self._store.ledger(name).decide(before, after, act):
            raise Overtaken(f"{before.key!r} is being carried, or has changed meanwhile: look at it again")

    def _entry(self, flow: str, key: str) -> Entry | None:
        return self._store.ledger(flow).entries("record", [key]).get(key)

    def _known_entry(self, name: str, key: str) -> Entry:
        found = self._entry(name, key)
        if found is None:
            raise Misconfigured(
                f"flow {name!r} has never carried a record {key!r}: give the record's key in the source, "
                "as `koppel runs --parked` shows it"
            )
        return found
