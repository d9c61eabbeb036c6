"""The acceptance report: whether a flow's samples become what is expected, and what a run or plan made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.flow import Flow
from core.language import current, translated
from core.records import Difference, Fault
from core.specification.document import Cell, Document, Part, in_words, on
from core.specification.wording import english, say, word

#: Records that a report lists.
MOST = 5000


@dataclass(frozen=True, slots=True)
class Proof:
    """One sample held against what is expected of it: `proven` where there is such an expectation.

    A difference is from what was made to what is expected; values and faults have made-up people.
    """

    name: str
    ok: bool
    proven: bool
    differences: tuple[Difference, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """One record of a run or plan: what became, or would become, of it; `why` has made-up people."""

    key: str
    verdict: str
    there: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A run, with the state that it is in, or a plan, which has none; the counts are by verdict.

    `balanced` says whether every record that was read is among them.
    """

    id: str
    version: int
    at: datetime
    counts: Mapping[str, int]
    records: Sequence[Carried]
    state: str = ""
    balanced: bool = True


def acceptance(
    flow: Flow,
    version: int,
    proofs: Sequence[Proof],
    trial: Trial | None,
    *,
    made: datetime,
) -> Document:
    """Write down how a flow was tried, for the client to accept it; version 0: it is not published."""
    parts = (_samples(proofs), _counts(trial), _records(trial))
    facts = [
        (say("flow"), flow.name),
        (say("version"), str(version) if version else say("version.none")),
        (say("made"), on(made)),
        (say("result"), _result(proofs)),
        (say("carried"), _carried(trial)),
    ]
    if trial is not None:
        facts.append((say("balance"), say("balance.good" if trial.balanced else "balance.bad")))
    title = say("acceptance", title=flow.title)
    return Document(title, current(), tuple(facts), parts, say("signature"))


def _result(proofs: Sequence[Proof]) -> str:
    proven = [proof for proof in proofs if proof.proven]
    bad = sum(not proof.ok for proof in proven)
    if not proven:
        return say("result.none")
    return say("result.bad" if bad else "result.good", bad=bad, n=len(proven))


def _carried(trial: Trial | None) -> str:
    if trial is None:
        return say("carried.none")
    name = "carried.run" if trial.state else "carried.plan"
    return say(
        name,
        id=trial.id,
        version=trial.version,
        state=word(trial.state) if trial.state else "",
        day=on(trial.at),
    )


def _samples(proofs: Sequence[Proof]) -> Part:
    columns = tuple(say(f"sample.{name}") for name in ("name", "result", "differs"))
    rows = tuple(_sample(proof) for proof in proofs)
    told = say("samples.told") if rows else ""
    return Part(english("samples"), say("samples"), columns, rows, told=told, none=say("samples.none"))


def _sample(proof: Proof) -> tuple[Cell, ...]:
    result = "sample.bad" if not proof.ok else "sample.good" if proof.proven else "sample.unproven"
    lines = [
        say(
            "sample.difference",
            field=each.field,
            wanted=in_words(each.after) or say("nothing"),
            made=in_words(each.before) or say("nothing"),
        )
        for each in proof.differences
    ]
    lines += [say("sample.fault", field=fault.to, why=translated(fault.why)) for fault in proof.faults]
    return proof.name, say(result), "\n".join(lines)


def _counts(trial: Trial | None) -> Part:
    columns = tuple(say(f"counts.{name}") for name in ("verdict", "means", "records"))
    counts = trial.counts if trial is not None else {}
    rows = tuple((word(verdict), say(f"verdict.{verdict}"), n) for verdict, n in counts.items())
    return Part(english("counts"), say("counts"), columns, rows, none=say("counts.none"))


def _records(trial: Trial | None) -> Part:
    columns = tuple(say(f"record.{name}") for name in ("key", "verdict", "there", "why"))
    records = trial.records if trial is not None else ()
    rows = tuple((each.key, word(each.verdict), each.there, translated(each.why)) for each in records[:MOST])
    told = say("records.most", n=MOST) if len(records) > MOST else ""
    return Part(english("records"), say("records"), columns, rows, told=told, none=say("records.none"))
