"""The flows of a workspace: made, checked, saved, compared and handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from core.access import Action
from core.api.connector import Resource
from core.errors import Misconfigured
from core.flow import Flow, FlowProblems, Schedule, read_draft, read_flow, write_flow
from core.mapping.limits import nearest
from core.runs.occurrence import ClockChange, clock_change, local, next_times
from core.store import Approval, SavedDraft, SavedFlow
from core.workspace.access import needs
from core.workspace.glance import Glance, read_again

#: Gives the resources of a connection by name.
Resources = Callable[[str], Mapping[str, Resource]]


class Flows(Glance):
    """The flows of a workspace, with their versions and drafts."""

    @needs(Action.SEE)
    def flow(self, name: str, version: int | None = None) -> Flow:
        """A flow by its name, or from a file by its path."""
        path = Path(name)
        if "/" in name or path.suffix.lower() in (".yaml", ".yml", ".json"):
            return read_flow(_text(path), str(path))
        text = self.saved(name, version).text
        try:
            return read_again(text)
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
            return list(self._misfits(read_flow(text), self._reach.resources))
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
    def stamp(self, name: str, known: SavedDraft | None = None) -> tuple[object, ...]:
        """What a flow's versions and drafts stand at: the same for as long as nobody changes anything.

        A draft that is `known` is left out for as long as it holds what is known of it.
        """
        return self._store.flows.stamp(name, known)

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
    def next_times(self, schedule: Schedule, n: int = 10) -> list[datetime]:
        """The next moments at which a schedule fires, in its own zone."""
        return next_times(schedule, datetime.now(UTC), n)

    @needs(Action.READ)
    def clock_change(self, schedule: Schedule) -> ClockChange | None:
        """The next change of the clock where the schedule is, and the starts that it moves."""
        return clock_change(schedule, datetime.now(UTC))

    def _check(self, flow: Flow, resources: Resources | None = None) -> None:
        """Hold a flow against the systems that it names, as far as they are known here.

        `resources` gives those of a connection, where they are at hand.
        """
        if misfits := list(self._misfits(flow, resources or self._reach.resources)):
            raise Misconfigured("; ".join(misfits))

    def _misfits(self, flow: Flow, resources: Resources) -> Iterator[str]:
        """What a flow asks of its systems that they don't have."""
        target = flow.target.connection
        known, there = resources(target), resources(flow.source.connection)
        yield from _unknown(flow.source.connection, there, flow.source.resource, "source.resource")
        yield from _unknown(target, known, flow.target.resource, "target.resource")
        for check in flow.checks:
            where = f"check {check.name!r}, resource"
            yield from _unknown(target, known, check.resource, where)
            found = known.get(check.resource)
            if found is not None and found.find is None:
                yield f"{where}: {found.title} of {target} can't be looked up; check something that can be"


def _unknown(connection: str, known: Mapping[str, object], resource: str, where: str) -> Iterator[str]:
    if known and resource not in known:
        near = nearest(resource, known)
        yield f"{where}: {connection} has no resource {resource!r}{near}; it has: {', '.join(known)}"


def _text(path: Path) -> str:
    """The text of a flow file, its line ends untouched."""
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise Misconfigured(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Misconfigured(f"{path}: not UTF-8 text") from None
