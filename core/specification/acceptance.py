"""The acceptance report: whether a flow's samples become what is expected, and what a run or plan made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.flow import Flow
from core.records import Difference, Fault
from core.specification.document import Cell, Document, Part, in_words, on
from core.specification.wording import ENGLISH, Catalogue, said

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
    texts: Catalogue = ENGLISH,
) -> Document:
    """Write down how a flow was tried, for the client to accept it; version 0: it is not published."""
    parts = (_samples(proofs, texts), _counts(trial, texts), _records(trial, texts))
    facts = [
        (texts["flow"], flow.name),
        (texts["version"], said(texts, "version.is" if version else "version.none", version=version)),
        (texts["made"], on(made)),
        (texts["result"], _result(proofs, texts)),
        (texts["carried"], _carried(trial, texts)),
    ]
    if trial is not None:
        facts.append((texts["balance"], texts["balance.good" if trial.balanced else "balance.bad"]))
    title = said(texts, "acceptance", title=flow.title)
    return Document(title, texts["language"], tuple(facts), parts, texts["signature"])


def _result(proofs: Sequence[Proof], texts: Catalogue) -> str:
    proven = [proof for proof in proofs if proof.proven]
    bad = sum(not proof.ok for proof in proven)
    if not proven:
        return texts["result.none"]
    return said(texts, "result.bad" if bad else "result.good", bad=bad, n=len(proven))


def _carried(trial: Trial | None, texts: Catalogue) -> str:
    if trial is None:
        return texts["carried.none"]
    name = "carried.run" if trial.state else "carried.plan"
    return said(texts, name, id=trial.id, version=trial.version, state=trial.state, day=on(trial.at))


def _samples(proofs: Sequence[Proof], texts: Catalogue) -> Part:
    columns = tuple(texts[f"sample.{name}"] for name in ("name", "result", "differs"))
    rows = tuple(_sample(proof, texts) for proof in proofs)
    told = texts["samples.told"] if rows else ""
    return Part(texts["samples"], columns, rows, told=told, none=texts["samples.none"])


def _sample(proof: Proof, texts: Catalogue) -> tuple[Cell, ...]:
    result = "sample.bad" if not proof.ok else "sample.good" if proof.proven else "sample.unproven"
    lines = [
        said(
            texts,
            "sample.difference",
            field=each.field,
            wanted=in_words(each.after) or texts["nothing"],
            made=in_words(each.before) or texts["nothing"],
        )
        for each in proof.differences
    ]
    lines += [said(texts, "sample.fault", field=fault.to, why=fault.why) for fault in proof.faults]
    return proof.name, texts[result], "\n".join(lines)


def _counts(trial: Trial | None, texts: Catalogue) -> Part:
    columns = tuple(texts[f"counts.{name}"] for name in ("verdict", "means", "records"))
    counts = trial.counts if trial is not None else {}
    rows = tuple((verdict, texts[f"verdict.{verdict}"], n) for verdict, n in counts.items())
    return Part(texts["counts"], columns, rows, none=texts["counts.none"])


def _records(trial: Trial | None, texts: Catalogue) -> Part:
    columns = tuple(texts[f"record.{name}"] for name in ("key", "verdict", "there", "why"))
    records = trial.records if trial is not None else ()
    rows = tuple((each.key, each.verdict, each.there, each.why) for each in records[:MOST])
    told = said(texts, "records.most", n=MOST) if len(records) > MOST else ""
    return Part(texts["records"], columns, rows, told=told, none=texts["records.none"])
