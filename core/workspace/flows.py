"""The flows of a workspace: made, checked, saved, compared and handed on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from secrets import token_hex

from core.access import Action
from core.errors import Misconfigured
from core.flow import Flow, FlowProblems, Schedule, read_draft, read_flow, write_flow
from core.mapping.limits import nearest
from core.recipes import Question, Recipe, compose, questions, recipes
from core.runs.occurrence import ClockChange, clock_change, local, next_times
from core.store import Approval, EntryState, SavedDraft, SavedFlow
from core.store import Flows as SavedFlows
from core.workspace.access import needs
from core.workspace.states import FlowState
from core.workspace.systems import Systems


class Flows(Systems):
    """The flows of a workspace, with their versions and drafts."""

    @needs(Action.READ)
    def flows(self) -> list[FlowState]:
        """Every flow at a glance."""
        return [self._state(saved) for saved in self._store.flows.all()]

    @needs(Action.READ)
    def titles(self) -> dict[str, str]:
        """Every flow's title by its name; one that cannot be read is called by its name."""
        flows = self._store.flows
        return {name: _title(flows, name, version) for name, version in flows.newest()}

    @needs(Action.SEE)
    def flow(self, name: str, version: int | None = None) -> Flow:
        """A flow by its name, or from a file by its path."""
        path = Path(name)
        if "/" in name or path.suffix.lower() in (".yaml", ".yml", ".json"):
            return read_flow(_text(path), str(path))
        text = self.saved(name, version).text
        try:
            return _read(text)
        except FlowProblems:
            return read_flow(text, f"flow {name!r}")

    @needs(Action.SEE)
    def saved(self, name: str, version: int | None = None) -> SavedFlow:
        """A version of a flow as it was saved, the newest if none is named."""
        found = self._store.flows.get(name, version)
        if found is None and version is not None:
            raise Misconfigured(f"flow {name!r} has no version {version}")
        if found is None:
            known = ", ".join(each.name for each in self._store.flows.all()) or "none yet"
            raise Misconfigured(f"there is no flow {name!r}; there are: {known}")
        return found

    @needs(Action.EDIT)
    def new(
        self, name: str, entity: str, source: str, target: str, settings: dict[str, str] | None = None
    ) -> Flow:
        """Make a flow from a recipe, not saved yet; settings are looked up in the target where possible."""
        pair = self._reach.named(source).connector, self._reach.named(target).connector
        recipe = next((each for each in self.recipes(*pair) if each.entity == entity), None)
        if recipe is None:
            known = ", ".join(each.entity for each in self.recipes(*pair)) or "none"
            raise Misconfigured(
                f"there is no recipe {entity!r} from {pair[0]} to {pair[1]}; there are: {known}"
            )
        given = {**self._looked_up(recipe, target), **(settings or {})}
        return compose(recipe, self._catalog, name, source, target, settings=given)

    @needs(Action.READ)
    def questions(self, source: str, target: str, entity: str) -> dict[str, Question]:
        """What a recipe between two connections asks once, by the setting's name."""
        pair = self._reach.named(source).connector, self._reach.named(target).connector
        recipe = next((each for each in self.recipes(*pair) if each.entity == entity), None)
        return questions(recipe, self._catalog) if recipe else {}

    @needs(Action.EDIT)
    def save(self, flow: Flow | str, note: str = "", *, by: str = "", after: int | None = None) -> SavedFlow:
        """Save a flow as a new version; a text is kept byte for byte. FlowProblems says what is wrong.

        `after` is the version that its writer has seen: Overtaken when there is a newer one.
        """
        text = flow if isinstance(flow, str) else write_flow(flow)
        checked = read_flow(text)
        self._check(checked)
        return self._store.flows.put(checked.name, text, note, by=by, after=after)

    @needs(Action.READ)
    def validate(self, text: str) -> list[str]:
        """What is wrong with a flow file; nothing when it is good."""
        try:
            return list(self._misfits(read_flow(text)))
        except FlowProblems as error:
            return [str(problem) for problem in error.problems]
        except Misconfigured as error:
            return [str(error)]

    @needs(Action.SEE)
    def versions(self, name: str) -> list[SavedFlow]:
        """The versions of a flow, newest first."""
        return self._store.flows.versions(name) or [self.saved(name)]

    @needs(Action.EDIT)
    def remove(self, name: str) -> None:
        """Forget a flow with its versions; its runs stay."""
        self.saved(name)
        self._store.flows.remove(name)

    @needs(Action.RUN)
    def activate(self, name: str, *, on: bool) -> None:
        """Switch a flow's schedule on or off."""
        flow = self.flow(self.saved(name).name)
        if on and flow.schedule is None:
            raise Misconfigured(f"flow {name!r} has no schedule: give it one first")
        fired = local(flow.schedule, datetime.now(UTC)).isoformat() if on and flow.schedule else None
        self._store.flows.activate(name, on, fired)

    @needs(Action.CONNECT)
    def disconnect(self, name: str) -> None:
        """Forget a connection and its secrets; refused while a flow uses it."""
        self._reach.named(name)
        users = [state.name for state in self.flows() if name in (state.source, state.target)]
        if users:
            raise Misconfigured(
                f"connection {name!r} is used by {', '.join(users)}: remove or change the flow first"
            )
        self._store.connections.remove(name)

    @needs(Action.SEE)
    def drafts(self, name: str) -> list[SavedDraft]:
        """What people are writing of a flow and have not published yet, the newest first."""
        return self._store.flows.drafts(name)

    @needs(Action.READ)
    def stamp(self, name: str) -> tuple[object, ...]:
        """What a flow's versions and drafts stand at: the same for as long as nobody changes anything."""
        return self._store.flows.stamp(name)

    @needs(Action.SEE)
    def draft(self, name: str) -> Flow | None:
        """The newest draft of a flow, where there is one that can be read."""
        drafts = self.drafts(name)
        return read_draft(drafts[0].text) if drafts else None

    @needs(Action.EDIT)
    def begin_draft(self, flow: Flow, *, by: str = "", version: int = 0) -> SavedDraft:
        """Keep the first edit of a draft that begins with a version."""
        begun = SavedDraft(token_hex(8), flow.name, write_flow(flow), version, by)
        return self._store.flows.keep_draft(begun) or begun

    @needs(Action.EDIT)
    def keep_draft(self, draft: SavedDraft, flow: Flow) -> SavedDraft | None:
        """Keep the next edit of a draft; None, and nothing is kept, when it holds another one by now."""
        return self._store.flows.keep_draft(replace(draft, text=write_flow(flow)))

    @needs(Action.EDIT)
    def drop_draft(self, draft: SavedDraft) -> None:
        """Forget a draft; one that holds another edit by now stays."""
        self._store.flows.drop_draft(draft)

    @needs(Action.READ)
    def approval(self, name: str) -> Approval | None:
        """The approval of a plan that was given last."""
        return self._store.flows.approval(name)

    @needs(Action.SEE)
    def text(self, name: str) -> str:
        """The text of a flow, of the workspace or of a file, byte for byte."""
        return _text(Path(name)) if "/" in name else self.saved(name).text

    @needs(Action.READ)
    def recipes(self, source: str | None = None, target: str | None = None) -> list[Recipe]:
        """The ready-made flows, by connector names."""
        return recipes(self._catalog, source, target)

    @needs(Action.READ)
    def next_times(self, schedule: Schedule, n: int = 10) -> list[datetime]:
        """The next moments at which a schedule fires, in its own zone."""
        return next_times(schedule, datetime.now(UTC), n)

    @needs(Action.READ)
    def clock_change(self, schedule: Schedule) -> ClockChange | None:
        """The next change of the clock where the schedule is, and the starts that it moves."""
        return clock_change(schedule, datetime.now(UTC))

    def _check(self, flow: Flow) -> None:
        """Hold a flow against the systems that it names, as far as they are known here."""
        if misfits := list(self._misfits(flow)):
            raise Misconfigured("; ".join(misfits))

    def _misfits(self, flow: Flow) -> Iterator[str]:
        """What a flow asks of its systems that they don't have."""
        target = flow.target.connection
        known = self._reach.resources(target)
        there = self._reach.resources(flow.source.connection)
        yield from _unknown(flow.source.connection, there, flow.source.resource, "source.resource")
        yield from _unknown(target, known, flow.target.resource, "target.resource")
        for check in flow.checks:
            where = f"check {check.name!r}, resource"
            yield from _unknown(target, known, check.resource, where)
            found = known.get(check.resource)
            if found is not None and found.find is None:
                yield f"{where}: {found.title} of {target} can't be looked up; check something that can be"

    def _looked_up(self, recipe: Recipe, target: str) -> dict[str, object]:
        """The settings whose answer stands in the target."""
        asked = {n: q for n, q in questions(recipe, self._catalog).items() if q.resource and q.find}
        if not asked:
            return {}
        client, _ = self._reach.client(target)
        found: dict[str, object] = {}
        with client:
            for name, question in asked.items():
                records = client.find(question.resource or "", [question.find])[0]
                if len(records) == 1:
                    data = records[0].data
                    found[name] = data.get(question.value) if question.value else records[0].key
        return found

    def _state(self, saved: SavedFlow) -> FlowState:
        ledger = self._store.ledger(saved.name)
        last = next(iter(self._store.runs.all(saved.name, 1)), None)
        waiting = ledger.count(EntryState.PARKED), ledger.count(EntryState.AMBIGUOUS)
        try:
            flow = _read(saved.text)
        except FlowProblems as error:
            return FlowState(
                saved.name,
                saved.name,
                saved.version,
                saved.active,
                "",
                "",
                "",
                None,
                last,
                *waiting,
                str(error),
            )
        upcoming = self.next_times(flow.schedule, 1) if flow.schedule and saved.active else []
        unknown = [
            f"connection {name!r} is not known here"
            for name in (flow.source.connection, flow.target.connection)
            if self._reach.get(name) is None
        ]
        return FlowState(
            name=saved.name,
            title=flow.title,
            version=saved.version,
            active=saved.active,
            source=flow.source.connection,
            target=flow.target.connection,
            schedule=flow.schedule.cron if flow.schedule else "",
            next_run=next(iter(upcoming), None),
            last=last,
            parked=waiting[0],
            ambiguous=waiting[1],
            problem="; ".join(unknown),
        )


def _unknown(connection: str, known: Mapping[str, object], resource: str, where: str) -> Iterator[str]:
    if known and resource not in known:
        near = nearest(resource, known)
        yield f"{where}: {connection} has no resource {resource!r}{near}; it has: {', '.join(known)}"


@lru_cache(maxsize=512)
def _read(text: str) -> Flow:
    """Read a document that is read over and over: pages ask for the same ones with every look."""
    return read_flow(text)


@lru_cache(maxsize=1024)
def _title(flows: SavedFlows, name: str, version: int) -> str:
    """The title of a version, which never changes."""
    saved = flows.get(name, version)
    try:
        return _read(saved.text).title if saved is not None else name
    except FlowProblems:
        return name


def _text(path: Path) -> str:
    """The text of a flow file, its line ends untouched."""
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise Misconfigured(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Misconfigured(f"{path}: not UTF-8 text") from None
