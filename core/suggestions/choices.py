"""Values that depend on which one it is: tables, truths and words, one path or else another, constants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from core.mapping import Table
from core.suggestions.candidate import Atom, Candidate, Wanted, number, of, quoted_text, text
from core.suggestions.seen import Seen, literal
from core.suggestions.words import words

#: Source values of one table; more are no kinds of things but things.
_ROWS = 12
_LONGEST_KEY = 60
_TABLE, _KNOWN_TABLE, _TRUTH, _WORDS, _ELSE, _DEFAULT = 2.3, 0.8, 1.6, 1.4, 0.4, 1.6

#: A field IsPaid asks whether something is paid.
_NAMED = 0.8
#: A row that the examples do not give costs, and so does a table of which they confirm none.
_MISSING, _UNREPEATED = 1.2, 0.8
#: The same wish again and again is a constant sooner than one wish.
_CONSTANT, _ONCE = 2.1, 5.0


def looked_up(
    atoms: Sequence[Atom], seen: Mapping[str, Seen], wanted: Wanted, tables: Mapping[str, Table], name: str
) -> Iterator[Candidate]:
    """A value table of the flow that gives what is wanted, or the rows of a new one."""
    for atom in atoms:
        keys = [text(value) for value in atom.values]
        if not all(keys) or (atom.numbers and not wanted.written) or max(map(len, keys)) > _LONGEST_KEY:
            continue
        for known, table in tables.items():
            if all(table.rows.get(key) == wish for key, wish in zip(keys, wanted.values, strict=True)):
                why = f"by the table {known}"
                yield Candidate(atom.cost + _KNOWN_TABLE, atom.select, of(f"{{v}} | lookup('{known}')"), why)
        yield from _table(atom, keys, seen, wanted, name)


def _table(
    atom: Atom, keys: list[str], seen: Mapping[str, Seen], wanted: Wanted, name: str
) -> Iterator[Candidate]:
    rows: dict[str, Any] = {}
    for key, wish in zip(keys, wanted.values, strict=True):
        if rows.setdefault(key, wish) != wish:
            return
    if len(rows) < 2 or len(set(wanted.texts)) < 2 or atom.select not in seen:  # noqa: PLR2004  - one row tells nothing
        return
    there = [text(value) for value in seen[atom.select].filled]
    distinct = list(dict.fromkeys(there))
    if len(distinct) > _ROWS or len(distinct) * 2 > len(there) + 2:
        return
    called = "_".join([*words(name), "by", *words(atom.names[-1])]) if atom.names else name
    missing = sum(key not in rows for key in distinct) / len(distinct)
    cost = (
        atom.cost
        + _TABLE
        + 0.05 * len(distinct)
        + _MISSING * missing
        + (_UNREPEATED if len(rows) == len(keys) else 0)
    )
    transform = of(f"{{v}} | lookup('{called}')")
    yield Candidate(
        cost, atom.select, transform, f"by a table of {len(distinct)} values", {called: Table(rows=rows)}
    )


def chosen(atoms: Sequence[Atom], wanted: Wanted, name: str) -> Iterator[Candidate]:
    """Truths from words and words from truths; the field's `name` may say which word is the true one."""
    for atom in atoms:
        if all(isinstance(wish, bool) for wish in wanted.values) and len(set(wanted.values)) > 1:
            yield from _truth(atom, wanted, name)
        if all(isinstance(value, bool) for value in atom.values) and len(set(atom.values)) > 1:
            yield from _words(atom, wanted)


def _truth(atom: Atom, wanted: Wanted, name: str) -> Iterator[Candidate]:
    """Whether the value is this one, whether there is one, whether it is more than nothing."""
    true = {text(value) for value, wish in zip(atom.values, wanted.values, strict=True) if wish}
    false = {text(value) for value, wish in zip(atom.values, wanted.values, strict=True) if not wish}
    if len(true) == 1 and not true & false and all(isinstance(one, str | None) for one in atom.values):
        word = next(iter(true))
        if word:
            cost = _TRUTH - (_NAMED if word.lower() in words(name) else 0)
            yield Candidate(
                atom.cost + cost, f"{_beside(atom)} == {literal(word)}", None, f"whether it is {word}"
            )
    if all(true) and false == {""}:
        yield Candidate(
            atom.cost + _TRUTH + 0.3, f"{_beside(atom)} && `true` || `false`", None, "whether there is one"
        )
    if true == {""} and all(false):
        yield Candidate(atom.cost + _TRUTH + 0.3, f"!({atom.select})", None, "whether there is none")
    if atom.numbers and all((one > 0) == wish for one, wish in zip(atom.numbers, wanted.values, strict=True)):
        why = "whether it is more than nothing"
        yield Candidate(atom.cost + _TRUTH + 0.4, f"to_number({atom.select}) > `0`", None, why)
    if len(false) == 1 and not true & false and (word := next(iter(false))) and len(true) > 1:
        yield Candidate(
            atom.cost + _TRUTH + 0.5, f"{_beside(atom)} != {literal(word)}", None, f"whether it is not {word}"
        )
    if all(
        isinstance(one, bool) and one is not wish
        for one, wish in zip(atom.values, wanted.values, strict=True)
    ):
        yield Candidate(atom.cost + 0.6, f"!({atom.select})", None, "the opposite")


def _beside(atom: Atom) -> str:
    return f"({atom.select})" if "|" in atom.select else atom.select


def _words(atom: Atom, wanted: Wanted) -> Iterator[Candidate]:
    pairs = set(zip(atom.values, wanted.texts, strict=True))
    if len(pairs) != 2 or len(set(wanted.texts)) < 2:  # noqa: PLR2004  - one word for each
        return
    said = dict(zip(atom.values, wanted.values, strict=True))
    yes, no = (_constant(said[truth]) for truth in (True, False))
    if yes is not None and no is not None:
        yield Candidate(
            atom.cost + _WORDS, atom.select, of(f"{yes} if {{v}} else {no}"), "a word for yes and for no"
        )


def _constant(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return text(value)
    return quoted_text(value) if isinstance(value, str) else None


def otherwise(atoms: Sequence[Atom], wanted: Wanted) -> Iterator[Candidate]:
    """One path, or where it is empty another, or a constant."""
    equal = [(atom, _met(atom, wanted)) for atom in atoms]
    for atom, met in equal:
        if met is None or all(met) or not any(met):
            continue
        missing = [n for n, hit in enumerate(met) if not hit]
        for other, also in equal:
            if other is not atom and all(_same(other.values[n], wanted.values[n]) for n in missing):
                dearer = 0.2 if also is None else 0
                cost = atom.cost + other.cost * 0.8 + _ELSE + dearer
                select = f"{_beside(atom)} || {_beside(other)}"
                yield Candidate(cost, select, None, "the one, or where it is empty the other")
        fixed = {wanted.texts[n] for n in missing}
        if len(fixed) == 1 and (word := fixed.pop()) and isinstance(wanted.values[missing[0]], str):
            select = f"{_beside(atom)} || {literal(word)}"
            yield Candidate(atom.cost + _DEFAULT, select, None, f"or where it is empty {word}")


def _met(atom: Atom, wanted: Wanted) -> list[bool] | None:
    """Where the value is what is wanted; None when it is something else anywhere."""
    met = []
    for value, wish in zip(atom.values, wanted.values, strict=True):
        if value in (None, ""):
            met.append(False)
        elif _same(value, wish):
            met.append(True)
        else:
            return None
    return met


def _same(value: Any, wish: Any) -> bool:
    if isinstance(value, bool) or isinstance(wish, bool):
        return value is wish
    return text(value) == text(wish) or (
        not isinstance(wish, str) and number(value) == number(wish) is not None
    )


def constant(wanted: Wanted) -> Iterator[Candidate]:
    """The same for every record: the last resort."""
    if len(set(wanted.texts)) != 1 or not wanted.texts[0]:
        return
    value, cost = wanted.values[0], _CONSTANT if len(wanted.values) > 1 else _ONCE
    if isinstance(value, str):
        yield Candidate(cost, literal(value), None, "always the same")
    elif isinstance(value, bool | int | Decimal):
        yield Candidate(cost, f"`{text(value)}`", None, "always the same")
