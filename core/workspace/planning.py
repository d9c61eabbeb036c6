"""Stored plans: what a run would do, kept so that exactly that is run; approved, tried on a few, carried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from core.access import Action
from core.api.client import Client
from core.api.connector import Resource
from core.errors import Misconfigured
from core.flow import Flow
from core.records import COUNTED, Counts, Decision, Page, RunState, Verdict
from core.runs.approved import CANARY, runnable
from core.runs.canary import READ_BACK
from core.runs.case import Case
from core.runs.line import Line
from core.runs.origin import Origin
from core.runs.passport import passport
from core.runs.plan import fingerprint, plan, state_of
from core.runs.pull import next_from
from core.store import PlanRecord, Run, RunRecord, SavedPlan, Sealed
from core.workspace.access import needs
from core.workspace.reconciling import Reconciling
from core.workspace.working import Progress

#: Is told of every record that a plan looked at.
Told = Callable[[Decision], None]
_AT_ONCE = 200
_OPEN = (RunState.WAITING, RunState.RUNNING, RunState.INTERRUPTED, RunState.PAUSED)


class Planning(Reconciling):
    """Plans that are kept until they are run."""

    @needs(Action.EDIT)
    def save_plan(
        self, flow: Flow, limit: int | None = None, *, by: str = "", told: Told | None = None
    ) -> SavedPlan:
        """Plan what a run would do and keep it: at most `limit` records that the flow wants."""
        with self._planner(flow) as (source, resource, line_of):
            since = next_from(flow, resource, self._store.ledger(flow.name))
            pages = source.pull(resource.name, since=since, params=flow.source.params)
            begun = self._store.plans.begin(flow.name, state_of(flow), self._version(flow), by)
            return self._kept(begun, plan(line_of(begun), pages, limit, begun.at), limit, told)

    @needs(Action.RUN)
    def save_replay(self, flow: Flow, key: str, *, by: str = "", told: Told | None = None) -> SavedPlan:
        """Plan one record again, whatever was carried of it before, and keep that."""
        with self._planner(flow) as (source, resource, line_of):
            found = source.find(resource.name, [{resource.key: key}])[0]
            if not found:
                raise Misconfigured(
                    f"{flow.source.connection} has no record {key!r} in {resource.title}: look at its key"
                )
            begun = self._store.plans.begin(flow.name, state_of(flow), self._version(flow), by, replay=True)
            return self._kept(begun, plan(line_of(begun), [Page((found[0],))], None, begun.at), None, told)

    @needs(Action.READ)
    def plans(self, flow: str, limit: int = 20) -> list[SavedPlan]:
        """The plans of a flow, newest first."""
        return self._store.plans.all(flow, limit)

    @needs(Action.READ)
    def plan_of(self, plan_id: str) -> SavedPlan:
        """One stored plan."""
        return self._store.plans.named(plan_id)

    @needs(Action.READ)
    def is_plan(self, owner: str) -> bool:
        """Whether payloads were kept by a plan, and not by a run."""
        return self._store.plans.get(owner) is not None

    @needs(Action.READ)
    def newest_plan(self, flow: Flow) -> SavedPlan | None:
        """The newest plan that was made for a flow as it stands."""
        now = state_of(flow)
        return next((each for each in self.plans(flow.name) if each.of == now and not each.replay), None)

    @needs(Action.READ)
    def fits(self, saved: SavedPlan, flow: Flow) -> bool:
        """Whether a plan was made for a flow as it stands."""
        return saved.of == state_of(flow)

    @needs(Action.SEE)
    def planned(
        self, plan_id: str, verdict: Verdict | None = None, limit: int | None = None, offset: int = 0
    ) -> list[PlanRecord]:
        """The records of a plan, in their order."""
        return self._store.plans.records(plan_id, verdict, limit, offset)

    @needs(Action.RUN)
    def approve(
        self, plan_id: str, keys: Sequence[str] | None = None, *, by: str = "", version: int | None = None
    ) -> SavedPlan:
        """Approve these records of a plan, or all that it would write; who and when is written down."""
        saved = self._store.plans.named(plan_id)
        if not saved.ready or saved.over:
            raise Misconfigured(f"plan {plan_id} is too old, or was cut short: make a new one")
        writes = {each.key for each in self.planned(plan_id, Verdict.CREATE)}
        writes |= {each.key for each in self.planned(plan_id, Verdict.UPDATE)}
        if unknown := [key for key in keys or () if key not in writes]:
            raise Misconfigured(f"plan {plan_id} would not write {unknown[0]!r}: there is nothing to approve")
        if version is None:
            version = saved.version
        return self._store.plans.approve(saved, keys, by, version=version)

    @needs(Action.RUN)
    def run_plan(
        self, flow: Flow, plan_id: str, *, first: int | None = None, progress: Progress | None = None
    ) -> Run:
        """Carry what was approved of a plan here and now, or the `first` few of it to read them back."""
        saved = runnable(self._store.plans.named(plan_id), flow)
        open_ = [run.id for run in self.plan_runs(plan_id) if run.state in _OPEN]
        self._finish_first(flow, progress)
        for each in open_:
            if self.run_of(each).state is RunState.DONE:
                return self.run_of(each)
        return self._here(self._ask_plan(saved, flow, first), flow, progress)

    @needs(Action.RUN)
    def start_plan(self, plan_id: str, *, first: int | None = None) -> Run:
        """Ask for the run of a plan; a worker carries it. Asking twice gives the one run."""
        saved = self._store.plans.named(plan_id)
        flow = self.flow(saved.flow)
        return self._ask_plan(runnable(saved, flow), flow, first)

    @needs(Action.READ)
    def plan_runs(self, plan_id: str) -> list[Run]:
        """The runs that carried a plan, oldest first."""
        runs = (self._store.runs.get(each) for each in self._store.plans.runs(plan_id))
        return sorted((run for run in runs if run is not None), key=lambda run: (run.asked, run.id))

    @needs(Action.SEE)
    def read_back(self, run: Run) -> list[RunRecord]:
        """The records of a canary that were written, each with what the target made of it."""
        found = self.records(run.id) if run.trigger == CANARY else []
        return [each for each in found if any(step.name == READ_BACK for step in each.steps)]

    def _ask_plan(self, saved: SavedPlan, flow: Flow, first: int | None) -> Run:
        before = self.plan_runs(saved.id)
        for run in before:
            if run.state in _OPEN:
                return run
        trigger = CANARY if first else "plan"
        # Who asks at the same moment asks for the same run.
        run_id = f"{saved.id}:{len(before) + 1}"
        return self._ask(flow, trigger, limit=first, plan=saved.id, id=run_id)

    @contextmanager
    def _planner(self, flow: Flow) -> Iterator[tuple[Client, Resource, Callable[[SavedPlan], Line]]]:
        """The source, and the line against the live target; neither of their clients can write."""
        self._check(flow)
        ledger = self._store.ledger(flow.name)
        source, connector = self._reach.client(flow.source.connection)
        with source, self._reach.target(flow.target.connection) as target:
            resource = self._resource(connector, flow)
            origin = Origin((source, resource), flow.source.params)
            yield (
                source,
                resource,
                lambda begun: Line(flow, target, ledger, named=begun.id, replay=begun.replay, origin=origin),
            )

    def _kept(
        self, begun: SavedPlan, cases: Iterator[Case], limit: int | None, told: Told | None
    ) -> SavedPlan:
        """Write a plan down while it is made; until its last record is there it cannot be run."""
        seal = self._store.payloads.seal(begun.id, begun.flow)
        counts, written = Counts(), 0
        records: list[PlanRecord] = []
        kept: list[Sealed] = []

        def put() -> None:
            nonlocal written
            self._store.plans.add(begun.id, written, records, kept)
            written += len(records)
            records.clear()
            kept.clear()

        for case in cases:
            decision = case.decision()
            counts += Counts.of([decision.verdict])
            if told is not None:
                told(decision)
            if decision.verdict is Verdict.FILTERED:
                continue
            records.append(PlanRecord(case.record.key, decision.verdict, fingerprint(case, self._store.mask)))
            if seal is not None:
                kept.append(seal.close(passport(case, begun.version)))
            if len(records) >= _AT_ONCE:
                put()
        put()
        wanted = counts.read - counts.filtered
        return self._store.plans.finish(begun.id, _by_verdict(counts), whole=limit is None or wanted < limit)


def _by_verdict(counts: Counts) -> dict[str, int]:
    named = counts.as_dict()
    return {verdict.value: named[column] for verdict, column in COUNTED.items() if named[column]}
