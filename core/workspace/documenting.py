"""Documents for the client: what a flow does and who agreed to it, and how it was tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from core.access import Action
from core.errors import Misconfigured
from core.fields import Field, FieldType
from core.flow import Check, CheckPolicy, Flow, Rule, edits, read_draft
from core.flow.sign_off import SignOff
from core.insight import asking, coverage, of_check, outcomes, survey
from core.language import current, speaking
from core.records import COUNTED, Counts, Difference, Fault, JsonObject
from core.runs.preview import TestResult
from core.specification import (
    MOST,
    Block,
    Carried,
    Document,
    End,
    Gap,
    Proof,
    Since,
    Subject,
    Trial,
    acceptance,
    specification,
)
from core.workspace.access import needs
from core.workspace.demo import Demo


class Documenting(Demo):
    """Papers on a flow, for those who have to agree to it."""

    @needs(Action.SEE)
    def specification(self, flow: Flow, records: Sequence[JsonObject], language: str = "") -> Document:
        """What a flow does, in words: its rules with examples from these records, what is open, what changed.

        The records are real ones: counts are told of them, examples are shown with their people made up.
        It is written in a language, by its code, or otherwise in the one that is spoken.
        """
        subject = self._subject(flow, [*records])
        with speaking(language or current()):
            return specification(subject)

    @needs(Action.SEE)
    def acceptance(self, flow: Flow, owner: str | None = None, language: str = "") -> Document:
        """How a flow was tried: its samples, and the run or plan with that id; language as above."""
        results = zip(self.test(flow), flow.samples, strict=True)
        proofs = [self._proof(result, proven=sample.expect is not None) for result, sample in results]
        trial = self._trial(flow, owner) if owner else None
        with speaking(language or current()):
            return acceptance(flow, self._version(flow), proofs, trial, made=datetime.now(UTC))

    @needs(Action.RUN)
    def sign_off(self, name: str, by: str, *, version: int | None = None, note: str = "") -> SignOff:
        """Write down that somebody agreed to a version of a flow, the newest if none is named."""
        if not by.strip():
            raise Misconfigured("say who agreed: the name of the person, and of the company")
        saved = self.saved(name, version)
        given = SignOff(saved.name, saved.version, by.strip(), datetime.now(UTC), note.strip())
        return self._store.flows.sign_off(given)

    @needs(Action.READ)
    def sign_offs(self, name: str) -> list[SignOff]:
        """Who agreed to which version of a flow, the newest version first."""
        return self._store.flows.sign_offs(name)

    def _subject(self, flow: Flow, records: list[JsonObject]) -> Subject:
        masked = self.mask(records)
        kinds = self._reach.resources(flow.target.connection)
        saved = self._store.flows.get(flow.name)
        signed = tuple(self.sign_offs(flow.name))
        return Subject(
            flow=flow,
            version=saved.version if saved is not None else 0,
            draft=saved is None or read_draft(saved.text) != flow,
            made=datetime.now(UTC),
            source=self._side(flow.source.connection, flow.source.resource),
            target=self._side(flow.target.connection, flow.target.resource),
            kinds={name: kind.title for name, kind in kinds.items()},
            records=masked,
            rules=self._block(flow, records, masked),
            checks={
                check.name: self._check_block(flow, check.name, records, masked)
                for check in flow.checks
                if check.policy is not CheckPolicy.REQUIRE
            },
            gaps=self._gaps(flow, records, masked),
            unused=self.unused(flow, survey(masked)),
            signed=signed,
            since=self._since(flow, signed[0]) if signed else None,
        )

    def _side(self, connection: str, resource: str) -> End:
        saved = self._reach.get(connection)
        if saved is None:
            return End(connection, connection, resource)
        known = self._reach.resources(connection).get(resource)
        system = self._catalog.connector(saved.connector).title
        return End(connection, system, known.title if known else resource)

    def _block(self, flow: Flow, records: list[JsonObject], masked: list[JsonObject]) -> Block:
        fields = self._fields(flow)
        made = outcomes(flow.map, list(self.preview(flow, masked)))
        return Block(flow.map, fields, made, coverage(flow, fields, list(self.preview(flow, records))))

    def _check_block(
        self, flow: Flow, name: str, records: list[JsonObject], masked: list[JsonObject]
    ) -> Block:
        """The rules of a check; for one that is made for each item of a list, as if they were its rows."""
        check, made = next(each for each in flow.checks if each.name == name), of_check(flow, name)
        if check.each is None:
            needed = self._needed(flow, check, records)
            return replace(
                self._block(made, records, masked),
                coverage=self.coverage(made, list(self.preview(made, needed))),
            )
        whole = self._block(made, records, masked)
        fields = self._fields(made)
        listed = [Field("rows", FieldType.LIST, fields=tuple(fields))]
        covered = coverage(made, listed, list(self.preview(made, records)))
        return Block(
            rules=check.map,
            fields=fields,
            outcomes={at[1:]: one for at, one in whole.outcomes.items() if len(at) > 1},
            coverage=tuple(
                replace(each, to=each.to.removeprefix("rows."))
                for each in covered
                if each.to.startswith("rows.")
            ),
            each=check.each,
        )

    def _needed(self, flow: Flow, check: Check, records: list[JsonObject]) -> list[JsonObject]:
        """The records for which a check is made: what it would give for others is neither here nor there."""
        if check.unless is None:
            return records
        asked = self._asked(flow, records)(asking(flow, [Rule(to="unless", select=check.unless)]))
        made = zip(records, asked, strict=True)
        return [record for record, each in made if not each.payload.get("unless")]

    def _gaps(
        self, flow: Flow, records: Sequence[JsonObject], masked: Sequence[JsonObject]
    ) -> tuple[Gap, ...]:
        """The values that tables lack; one that is another once people are made up speaks of a person."""
        plain = {(each.table, each.value) for each in self.unlisted(flow, masked)}
        found = self.unlisted(flow, records)
        return tuple(Gap(each, (each.table, each.value) not in plain) for each in found)

    def _since(self, flow: Flow, signed: SignOff) -> Since:
        saved = self._store.flows.get(flow.name, signed.version)
        before = read_draft(saved.text) if saved is not None else None
        return Since(signed, edits(before, flow) if before is not None else None)

    def _proof(self, result: TestResult, *, proven: bool) -> Proof:
        differences = tuple(
            Difference(each.field, self._shown(each.field, each.before), self._shown(each.field, each.after))
            for each in result.differences
        )
        faults = tuple(Fault(each.to, "", None, self._text(each.why)) for each in result.faults)
        return Proof(result.name, result.ok, proven, differences, faults)

    def _trial(self, flow: Flow, owner: str) -> Trial:
        """What a run or plan of the flow did; Misconfigured where it is of another one, or not there."""
        if self.is_plan(owner):
            plan = self.plan_of(owner)
            _same(flow, plan.flow, owner)
            listed = [Carried(each.key, each.verdict.value) for each in self.planned(owner, limit=MOST + 1)]
            return Trial(owner, plan.version, plan.at, plan.counts, listed)
        run = self.run_of(owner)
        _same(flow, run.flow, owner)
        carried = [
            Carried(each.key, each.verdict.value, each.target_key or "", self._text(each.why))
            for each in self.records(owner, limit=MOST + 1)
        ]
        counts, balanced = _by_verdict(run.counts), run.counts.balanced
        return Trial(owner, run.version, run.asked, counts, carried, run.state.value, balanced)

    def _shown(self, field: str, value: Any) -> Any:
        """A value of a payload with its people made up, by the names of the fields around it."""
        for name in reversed([step.partition("[")[0] for step in field.split(".")]):
            value = {name: value}
        made: Any = self.mask([value])[0]
        while isinstance(made, dict) and field:
            name, _, field = field.partition(".")
            made = made[name.partition("[")[0]]
        return made

    def _text(self, text: str) -> str:
        """A sentence with the addresses and accounts in it made up."""
        return str(self.mask([{"why": text}])[0]["why"])


def _same(flow: Flow, name: str, owner: str) -> None:
    if name != flow.name:
        raise Misconfigured(f"{owner} is of the flow {name!r}, and not of {flow.name!r}")


def _by_verdict(counts: Counts) -> dict[str, int]:
    named = counts.as_dict()
    return {verdict.value: named[column] for verdict, column in COUNTED.items()}
