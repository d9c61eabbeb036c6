"""Two profiles put together: the target's writing with the source's own expressions in place of the words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import Enum

from core.errors import Misconfigured
from core.flow.flow import Check
from core.language import translated
from core.mapping.mapping import Rule
from core.recipes.dividing import (
    GIVEN,
    LACKED,
    PATH,
    PRIMARY,
    alternatives,
    beside,
    is_alternative,
    within_its,
)
from core.recipes.profile import WORD, Part, Read, Writing

#: A word without which a check is left out.
_SPARED = re.compile(rf"!{WORD.pattern}")
_PIPE = re.compile(r"value(?:\s*\|\s*\w+(?:\((?:[^()'\"]|'[^']*'|\"[^\"]*\")*\))?)*")
_VALUE = re.compile(r"""('[^']*'|"[^"]*")|(?<![\w.])value(?!\w|\s*=(?!=))""")
_TEMPLATE = re.compile(r"\s*\{\{(.*)\}\}\s*", re.DOTALL)


class Around(Enum):
    """What an expression is evaluated on."""

    RECORD = "record"
    ROW = "row"
    ELSEWHERE = "elsewhere"


@dataclass(slots=True)
class Composer:
    """Speaks a target's writing in a source's expressions; `left_out` is what the source has no word for."""

    source: Part
    left_out: list[str] = field(default_factory=list)

    def match(
        self, match: dict[str, str], around: Around = Around.RECORD, spared: Collection[str] = ()
    ) -> dict[str, str]:
        """A natural key; Misconfigured when the source lacks a word of it, unless it is not asked without.

        `spared` are the words without which a check is left out: its `unless` says so of every record. What
        is a condition as a whole is asked only of a source that has the word, or with `!` that lacks it.
        """
        made = {}
        for name, text in self._asked(match, spared):
            lacking = [
                word
                for part in self._given(text)
                for word in WORD.findall(part)
                if self.source.word(word) is None and word not in spared
            ]
            if lacking:
                raise Misconfigured(
                    f"the source has no {', '.join(lacking)}, by which {name} is to be matched"
                )
            filled = self._filled(text, around)
            if filled and filled.transform:
                raise Misconfigured(
                    f"{text} has a transform in the source's profile, so {name} cannot be matched by it"
                )
            made[name] = filled.select if filled else "`null`"
        return made

    def where(self, writing: Writing) -> str | None:
        """Which of the source's records are carried: by what it offers, and what the target takes of them."""
        taken = self._said(writing.where, Around.RECORD, writing.where) if writing.where else None
        both = [beside(part) for part in (self.source.where, taken) if part]
        return " && ".join(both) if len(both) > 1 else self.source.where or taken

    def _asked(self, match: dict[str, str], spared: Collection[str]) -> Iterator[tuple[str, str]]:
        """The fields of a natural key that are asked of this source."""
        for name, text in match.items():
            given, lacked = GIVEN.fullmatch(text), LACKED.fullmatch(text)
            if lacked:
                if self.source.word(lacked[1]) is None:
                    yield name, lacked[2].strip()
            elif len(alternatives(text)) > 1 or not given or given[1] in spared or self.source.word(given[1]):
                yield name, text

    def checks(self, writing: Writing) -> tuple[Check, ...]:
        """The checks that can be made of this source's records."""
        return tuple(made for check in writing.checks if (made := self._check(check)))

    def rules(
        self, rules: tuple[Rule, ...], around: Around = Around.RECORD, prefix: str = ""
    ) -> tuple[Rule, ...]:
        """The rules that can be made of this source's records; the others are left out and named."""
        made = []
        for rule in rules:
            done = self._rule(rule, around, prefix + rule.to)
            if done is None:
                self.left_out.append(prefix + rule.to)
            else:
                made.append(done)
        return tuple(made)

    def _check(self, check: Check) -> Check | None:
        each = self._filled(check.each, Around.RECORD) if check.each else None
        if check.each and each is None:
            return None
        around = _inside(check.each) if check.each else Around.RECORD
        unless = self._said(check.unless, Around.RECORD, check.unless) if check.unless else None
        rules = self.rules(check.map, around, f"{check.name}: ")
        return check.model_copy(
            update={
                "match": self.match(check.match, around, _SPARED.findall(check.unless or "")),
                "each": each.select if each else None,
                "unless": unless,
                "map": rules,
            }
        )

    def _rule(self, rule: Rule, around: Around, path: str) -> Rule | None:
        if rule.each is not None:
            each = self._filled(rule.each, around)
            rows = self.rules(rule.map, _inside(rule.each), path + ".") if each else ()
            return rule.model_copy(update={"each": each.select, "map": rows}) if each and rows else None
        if rule.select is None:
            return rule
        filled = self._filled(rule.select, around)
        if filled is None:
            return None
        return rule.model_copy(
            update={
                "select": filled.select,
                "transform": chained(filled.transform, rule.transform),
                "note": translated(rule.note) if rule.note else None,
            }
        )

    def _filled(self, text: str, around: Around) -> Read | None:
        """The expression in the source's own paths; None when the source has none of its words."""
        words = WORD.findall(text)
        if words and all(self.source.word(word) is None for word in words):
            return self._wordless(text)
        if WORD.fullmatch(text):
            return self._word(words[0], around)
        parts = self._given(text)
        if all(is_alternative(part) for part in parts):
            return self._alternatives(parts, around, text)
        return Read(select=self._said(text, around, text))

    def _wordless(self, text: str) -> Read | None:
        """What is left without any word: what stands behind alternatives that are under a condition."""
        left = self._given(text)
        if len(left) == len(alternatives(text)) or any(WORD.search(part) for part in left):
            return None
        return Read(select=" || ".join(left))

    def _given(self, text: str) -> list[str]:
        """The alternatives of an expression, without those that need a word that the source lacks."""
        parts = alternatives(text)
        needed = [GIVEN.fullmatch(part) for part in parts]
        left = [p for p, hit in zip(parts, needed, strict=True) if not hit or self.source.word(hit[1])]
        return left if len(parts) > 1 else parts

    def _alternatives(self, parts: list[str], around: Around, text: str) -> Read | None:
        """`{company} || {name}`: those that the source has, each once, in one chain."""
        made: dict[str, None] = {}
        for part in parts:
            word = WORD.fullmatch(part)
            if word and not made and (read := self._word(word[1], around)) and read.transform:
                return read
            found = self._within(word[1], around, text) if word else self._said(part, around, text)
            inner = alternatives(found)
            if found != "`null`":
                plain = not word or all(map(PRIMARY.fullmatch, inner))
                made.update(dict.fromkeys(inner if plain else [beside(found)]))
        return Read(select=" || ".join(made))

    def _said(self, text: str, around: Around, whole: str) -> str:
        """A text with the source's expressions in place of the words, in the parentheses that they need."""
        return WORD.sub(lambda hit: within_its(text, hit, self._within(hit[1], around, whole)), text)

    def _within(self, word: str, around: Around, text: str) -> str:
        read = self._word(word, around)
        if read is None:
            return "`null`"
        if read.transform:
            raise Misconfigured(
                f"{{{word}}} has a transform in the source's profile, so it cannot stand in {text}"
            )
        return read.select

    def _word(self, word: str, around: Around) -> Read | None:
        read = self.source.word(word)
        if word.startswith("line."):
            if around is not Around.ROW:
                raise Misconfigured(f'{{{word}}} has a meaning only under `each: "{{lines}}"`')
            return read
        if read is None or around is Around.RECORD:
            return read
        return Read(select=_from_record(read.select), transform=read.transform)


def chained(first: str | None, then: str | None) -> str | None:
    """Two transforms in one: what the first makes is the `value` of the second."""
    if not first or not then:
        return first or then
    before, after = _TEMPLATE.fullmatch(first), _TEMPLATE.fullmatch(then)
    if not before or not after or "{%" in first + then or "{{" in before[1] + after[1]:
        raise Misconfigured(f"{first} and {then} cannot be chained; each must be one {{{{ … }}}}")
    inner, outer = before[1].strip(), after[1].strip()
    if _PIPE.fullmatch(inner) and re.match(r"value\s*(\||$)", outer):
        head, outer = inner, outer.removeprefix("value")
    else:
        head = ""
    return "{{ " + head + _VALUE.sub(lambda hit: hit[1] or f"({inner})", outer) + " }}"


def _inside(each: str) -> Around:
    return Around.ROW if "lines" in WORD.findall(each) else Around.ELSEWHERE


def _from_record(select: str) -> str:
    if select.startswith(("$", "`", "'")):
        return select
    return f"$record.{select}" if PATH.fullmatch(select) else f"$record | ({select})"
