"""Why a field of one record is empty or at fault: parts for a page, and one sentence for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from core.insight.trace import Cause
from core.insight.wording import counted
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
        advice = f"; did you mean `{self.nearest}`?" if self.nearest else ""
        if self.write:
            advice += "; write " + " or ".join(f"`{text}`" for text in self.write)
        return self._said() + self._share() + advice

    def _said(self) -> str:
        whole = "the record" if self.noun == "sample" else "the row"
        here = f"`{self.at}`" if self.at not in ("", "@") else whole
        if self.cause is Cause.MISSING and self.at.endswith("]"):
            return f"no item of {here} has `{self.segment}`"
        if self.cause is Cause.EMPTY:
            return f"{here} is an empty list" if self.found.startswith("a list") else f"{here} is empty"
        items = counted(self.items, "item") if self.items else "the items"
        made = f"of {self.found}" if self.found else "here"
        return _SENTENCES[self.cause].format(gap=self, here=here, items=items, made=made)

    def _share(self) -> str:
        if not self.missing or self.of < 2:  # noqa: PLR2004  - of one sample there is nothing to compare
            return ""
        if self.missing == self.of:
            return f" (as in all {self.of} {self.noun}s)"
        return f" (as in {self.missing} of {counted(self.of, self.noun)})"


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
    Cause.MISSING: "{here} has no `{gap.segment}`",
    Cause.NULL: "{here} is null",
    Cause.BLANK: "{here} is blank",
    Cause.LIST: "{here} is {gap.found}",
    Cause.VALUE: "{here} is {gap.found}, so there is no `{gap.path}`",
    Cause.SHORT: "{here} has {items}, so there is no `{gap.path}`",
    Cause.FILTER: "`{gap.at}[{gap.segment}]` matches none of {items}",
    Cause.CHECK: "the check {gap.segment} was not made for this record{gap.found}",
    Cause.SETTING: "the setting {gap.segment} has no value: give it one",
    Cause.TABLE: "the table {gap.segment} has no row for {gap.found}: add one, or give it a default",
    Cause.TRANSFORM: "the transform makes nothing {made}",
    Cause.EXPRESSION: "`{gap.path}` gives nothing here, though all that it reads is there",
    Cause.UNMAPPED: "no rule gives it",
}
