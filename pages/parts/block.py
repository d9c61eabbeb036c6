"""A block of rules that is edited as one table: the record's own, a list inside it, or what a check makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.errors import KoppelError
from core.fields import Field, FieldType
from core.flow import Check, Flow, Rule
from core.insight import Outcome, Reason
from core.language import _
from core.workspace import Workspace
from pages.parts.results import anywhere, reasons, result
from pages.parts.rules import Place, Rules, add, alone, at, blocks, of, put, steps
from pages.parts.samples import Samples


@dataclass(frozen=True, slots=True)
class Block:
    """Which rules: those of the flow (`check` is empty) or of a check, at the place of an `each`."""

    title: str
    check: str = ""
    place: Place = ()
    #: the list that its rows are of
    rows: str = ""

    @property
    def called(self) -> str:
        """What it is called where people choose; its title is the same in every language."""
        if self.check and self.rows:
            return _("{check}: {list} (rows)", check=self.check, list=self.rows)
        if self.check:
            return _("{check} (check)", check=self.check)
        return _("{list} (rows)", list=self.rows) if self.rows else self.title

    @property
    def id(self) -> str:
        """A name for keys."""
        return f"{self.check}{list(self.place)}"

    def rules(self, flow: Flow) -> Rules:
        """The rules of this block."""
        return of(self._all(flow), self.place)

    def rule(self, flow: Flow, n: int) -> Rule | None:
        """One rule of this block."""
        return at(self._all(flow), (*self.place, n))

    def filled(self, flow: Flow, rules: Rules) -> Flow:
        """The flow with other rules in this block."""
        outer = at(self._all(flow), self.place)
        if outer is None:
            return self._with(flow, rules)
        return self._with(flow, put(self._all(flow), self.place, outer.model_copy(update={"map": rules})))

    def result(self, workspace: Workspace, flow: Flow, n: int, samples: Samples) -> Outcome:
        """What one rule of this block gives for the samples."""
        rule = alone(self._all(flow), (*self.place, n))
        return self._given(workspace, flow, rule, samples)

    def trial(self, workspace: Workspace, flow: Flow, rule: Rule, samples: Samples) -> Outcome:
        """What a rule would give that is not in the flow, if it stood in this block."""
        longer, place = add(self._all(flow), self.place, rule)
        return self._given(workspace, flow, alone(longer, place), samples)

    def tried(self, workspace: Workspace, flow: Flow, rule: Rule, samples: Samples) -> Outcome:
        """What a rule for a made-up field would give in this block."""
        return self.trial(workspace, anywhere(flow), rule, samples)

    def lists(self, flow: Flow) -> list[str]:
        """The lists whose rows this block sees, from the outermost in; none when it sees the record."""
        check = self._check(flow)
        rules = [at(self._all(flow), self.place[: depth + 1]) for depth in range(len(self.place))]
        outer = [check.each] if check and check.each else []
        return [*outer, *(rule.each for rule in rules if rule and rule.each)]

    def inside(self, flow: Flow) -> list[str]:
        """The target fields that hold this block's rows, from the outermost in; none for the record's own."""
        rules = (at(self._all(flow), self.place[:depth]) for depth in range(1, len(self.place) + 1))
        return [rule.to for rule in rules if rule]

    def reasons(
        self, workspace: Workspace, flow: Flow, rule: Rule, samples: Samples, n: int
    ) -> tuple[Reason, ...]:
        """Why a rule of this block gives nothing for one sample, or has a fault there; one for each row."""
        longer, place = add(self._all(flow), self.place, rule)
        small, depth = self._listed(flow, alone(longer, place) or rule)
        return reasons(workspace, self._around(flow), small, samples, depth)[n]

    def _given(self, workspace: Workspace, flow: Flow, rule: Rule | None, samples: Samples) -> Outcome:
        if rule is None:
            return Outcome()
        rule, depth = self._listed(flow, rule)
        return result(workspace, self._around(flow), rule, samples, depth)

    def _listed(self, flow: Flow, rule: Rule) -> tuple[Rule, int]:
        """A rule inside the list of its check, where that has one, and how many lists are around it."""
        depth, check = len(self.place), self._check(flow)
        if check is not None and check.each is not None:
            return Rule(to="rows", each=check.each, map=(rule,)), depth + 1
        return rule, depth

    def _check(self, flow: Flow) -> Check | None:
        return next((each for each in flow.checks if each.name == self.check), None)

    def fields(self, workspace: Workspace, flow: Flow) -> tuple[Field, ...]:
        """The target's fields that this block fills; none when they are not known."""
        check = self._check(flow)
        resource = check.resource if check else flow.target.resource
        try:
            fields: Sequence[Field] = workspace.fields(flow.target.connection, resource)
        except KoppelError:
            return ()
        for depth in range(1, len(self.place) + 1):
            rule = at(self._all(flow), self.place[:depth])
            fields = _inside(fields, steps(rule.to)) if rule else ()
        return tuple(fields)

    def _all(self, flow: Flow) -> Rules:
        if not self.check:
            return flow.map
        return next((each.map for each in flow.checks if each.name == self.check), ())

    def _with(self, flow: Flow, rules: Rules) -> Flow:
        if not self.check:
            return flow.model_copy(update={"map": rules}) if rules else flow
        checks = [
            each.model_copy(update={"map": rules or each.map}) if each.name == self.check else each
            for each in flow.checks
        ]
        return flow.model_copy(update={"checks": tuple(checks)})

    def _around(self, flow: Flow) -> Flow:
        """The flow as this block's rules see it: a check sees those before it and fills its own resource."""
        for n, check in enumerate(flow.checks):
            if check.name == self.check:
                target = flow.target.model_copy(update={"resource": check.resource})
                return flow.model_copy(update={"target": target, "checks": flow.checks[:n]})
        return flow


def every(flow: Flow, title: str) -> Iterator[Block]:
    """All blocks of a flow, the record's own first."""
    yield Block(title)
    for place, name in blocks(flow.map):
        yield Block(f"{name} (rows)", place=place, rows=name)
    for check in flow.checks:
        if check.map:
            yield Block(f"{check.name} (check)", check.name)
            for place, name in blocks(check.map):
                yield Block(f"{check.name}: {name} (rows)", check.name, place, name)


def _inside(fields: Sequence[Field], path: list[str]) -> tuple[Field, ...]:
    inner: Sequence[Field] = fields
    for name in path:
        inner = next((field.fields for field in inner if field.name == name), ())
    return tuple(inner)


def leaves(fields: Sequence[Field], before: str = "") -> Iterator[tuple[str, Field]]:
    """The fields that a rule can fill with their paths: an object's are its own fields, a list is one."""
    for field in fields:
        name = f'"{field.name}"' if "." in field.name else field.name
        path = f"{before}{name}"
        if field.type is FieldType.OBJECT and field.fields:
            yield from leaves(field.fields, path + ".")
        else:
            yield path, field
