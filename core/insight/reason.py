"""Why a field of one record is empty or at fault: parts for a page, and one sentence for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.insight.trace import Cause
from core.records import Fault

#: How many alternatives of an expression a sentence tells.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that gives no value: where it ends, what is found there, and what to write instead.

    `path` is read, `at` the part of it that is there and `segment` the next one, which is not. `missing` of
    the `of` samples (or rows, as `noun` says) end at the same place.
    """

    cause: Cause
    path: str
    at: str = ""
    segment: str = ""
    found: str = ""
    items: int = 0
    missing: int = 0
    of: int = 0
    noun: str = "sample"
    #: a path that holds something and is called nearly so
    nearest: str = ""
    #: expressions that would do
    write: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The gap in a sentence."""
        return "; ".join([self._shared(self._said()), *self._advice()])

    def _advice(self) -> Iterator[str]:
        if self.nearest:
            yield f"did you mean `{self.nearest}`?"
        first, other = (*self.write, "", "")[:2]
        if first:
            yield f"write `{first}` or `{other}`" if other else f"write `{first}`"

    def _said(self) -> str:
        whole = "the record" if self.noun == "sample" else "the row"
        here = f"`{self.at}`" if self.at not in ("", "@") else whole
        if self.cause is Cause.MISSING and self.at.endswith("]"):
            return f"no item of {here} has `{self.segment}`"
        if self.cause is Cause.EMPTY:
            return f"{here} is an empty list" if self.found.startswith("a list") else f"{here} is empty"
        sentence = _SENTENCES[self.cause]
        if self.found:
            sentence = _FOUND.get(self.cause, sentence)
        return sentence.format(
            here=here,
            items=self._items,
            path=self.path,
            part=f"{self.at}[{self.segment}]",
            segment=self.segment,
            found=self.found,
        )

    @property
    def _items(self) -> str:
        if not self.items:
            return "the items"
        return "1 item" if self.items == 1 else f"{self.items} items"

    def _shared(self, said: str) -> str:
        """With how many of the others are so."""
        if not self.missing or self.of < 2:  # noqa: PLR2004  - of one sample there is nothing to compare
            return said
        samples, n, of = self.noun == "sample", self.missing, self.of
        if n == of:
            return f"{said} (as in all {of} samples)" if samples else f"{said} (as in all {of} rows)"
        return f"{said} (as in {n} of {of} samples)" if samples else f"{said} (as in {n} of {of} rows)"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a target field of one record has no value, or has a fault; `to` names it as the fault does."""

    to: str
    fault: Fault | None = None
    gaps: tuple[Gap, ...] = ()

    @property
    def why(self) -> str:
        """What lies behind it, in a sentence; nothing where the fault itself says all."""
        return "; ".join(dict.fromkeys(gap.why for gap in self.gaps[:_TOLD]))


_SENTENCES = {
    Cause.MISSING: "{here} has no `{segment}`",
    Cause.NULL: "{here} is null",
    Cause.BLANK: "{here} is blank",
    Cause.LIST: "{here} is {found}",
    Cause.VALUE: "{here} is {found}, so there is no `{path}`",
    Cause.SHORT: "{here} has {items}, so there is no `{path}`",
    Cause.FILTER: "`{part}` matches none of {items}",
    Cause.CHECK: "the check {segment} was not made for this record",
    Cause.SETTING: "the setting {segment} has no value: give it one",
    Cause.TABLE: "the table {segment} has no row for {found}: add one, or give it a default",
    Cause.TRANSFORM: "the transform makes nothing here",
    Cause.EXPRESSION: "`{path}` gives nothing here, though all that it reads is there",
    Cause.UNMAPPED: "no rule gives it",
}
#: Where something was found there.
_FOUND = {
    Cause.CHECK: "the check {segment} was not made for this record: `{found}` holds",
    Cause.TRANSFORM: "the transform makes nothing of {found}",
}
