"""The values that a rule may start from: plain paths, items of lists, counts, sums and joins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.mapping import Scope, quoted
from core.suggestions.candidate import Atom, Wanted, number, text
from core.suggestions.seen import Seen, lists, literal

#: What a level of names costs, an item of a list, its last one, a filter, a reduction of a list to one value.
_LEVEL, _ITEM, _LAST, _FILTER, _REDUCED, _AROUND = 0.12, 0.4, 0.6, 0.9, 0.8, 0.2
#: Truths are the same by chance: without a likeness of the names they say little.
_TRUTH = 0.9
#: How much a path that the field's name points to is cheaper.
_LIKENESS = 0.6
_SEPARATORS = (", ", " ", "; ", ",", " / ", "/", "-", "|", " + ", "\n", ";")
#: Values of a key by which rows are told apart; more are no kinds of rows.
_MOST_KINDS = 12
_LONGEST_KIND = 40


def atoms(
    scopes: Sequence[Scope],
    seen: Sequence[Seen],
    wanted: Wanted,
    places: Sequence[int],
    alike: Mapping[str, float],
) -> list[Atom]:
    """Every value that a rule may start from, at the places of the examples; `alike` is by the path."""
    made = [_path(one, places, alike) for one in seen]
    here = [scopes[place] for place in places]
    if any(scope.item is not None for scope in here):
        made.append(Atom("$index", tuple(scope.index for scope in here), 1.5, ("index",)))
    for each in lists(here):
        made += _Rows(each, here, wanted).atoms()
    known: dict[str, Atom] = {}
    for atom in made:
        if any(one not in (None, "", [], {}) for one in atom.values):
            known.setdefault(atom.select, atom)
    return list(known.values())


def _path(seen: Seen, places: Sequence[int], alike: Mapping[str, float]) -> Atom:
    cost = 1 + _LEVEL * (len(seen.names) - 1) + (_ITEM if "[" in seen.select else 0)
    cost += _AROUND if seen.select.startswith("$record") else 0
    cost -= _LIKENESS * alike.get(seen.select, 0)
    values = tuple(seen.values[place] for place in places)
    if seen.select not in alike and all(isinstance(value, bool) for value in values):
        cost += _TRUTH
    return Atom(seen.select, values, cost, seen.names)


def _rows(node: Any, each: str) -> list[Any]:
    """The rows that a path of lists leads to, as JMESPath flattens them."""
    found = [node]
    for name in each.split("."):
        bare = name.removesuffix("[]").strip('"')
        found = [one.get(bare) for one in found if isinstance(one, dict)]
        if name.endswith("[]"):
            found = [row for one in found if isinstance(one, list) for row in one]
    return [row for row in found if isinstance(row, dict)]


class _Rows:
    """A list of the records at each example, and what its rows come to in one value."""

    def __init__(self, each: str, here: Sequence[Scope], wanted: Wanted) -> None:
        self.each, self.wanted = each, wanted
        self.plain = each.removesuffix("[]")
        self.names = tuple(name.strip('"') for name in self.plain.replace("[]", "").split("."))
        self.rows = [_rows(scope.node, each) for scope in here]
        self.cost = 1 + _LEVEL * len(self.names)

    def atoms(self) -> Iterator[Atom]:
        """Every such value."""
        alone = "[]" not in self.plain
        if alone:
            counted = tuple(len(some) for some in self.rows)
            yield Atom(f"length({self.plain})", counted, self.cost + _REDUCED + 0.2, (*self.names, "count"))
        keys = [key for some in self.rows for row in some for key, value in row.items() if _single(value)]
        for key in dict.fromkeys(keys):
            columns = [[row.get(key) for row in some] for some in self.rows]
            if alone:
                last = tuple(column[-1] if column else None for column in columns)
                yield Atom(f"{self.plain}[-1].{quoted(key)}", last, self.cost + _LAST, (*self.names, key))
            yield from self._summed(key, columns)
            yield from self._joined(key, columns)
            yield from self._filtered(key, list(dict.fromkeys(keys)))

    def _summed(self, key: str, columns: list[list[Any]]) -> Iterator[Atom]:
        read = [[number(value) for value in column if value is not None] for column in columns]
        if any(read) and all(one is not None for column in read for one in column):
            totals = tuple(sum((one for one in column if one is not None), start=0) for column in read)
            select = f"sum({self.each}.to_number({quoted(key)}))"
            yield Atom(select, totals, self.cost + _REDUCED, (*self.names, key))

    def _joined(self, key: str, columns: list[list[Any]]) -> Iterator[Atom]:
        texts = [[value for value in column if value is not None] for column in columns]
        if (
            not all(isinstance(value, str) for column in texts for value in column)
            or max(map(len, texts)) <= 1
        ):
            return
        for n, separator in enumerate(_SEPARATORS):
            made = tuple(separator.join(column) for column in texts)
            if all(one in wish for one, wish in zip(made, self.wanted.texts, strict=True)):
                select = f"join({literal(separator)}, {self.each}.{quoted(key)})"
                yield Atom(select, made, self.cost + _REDUCED + 0.01 * n, (*self.names, key))

    def _filtered(self, key: str, keys: Sequence[str]) -> Iterator[Atom]:
        """What a row holds that is of a kind: `shipping_lines[?code == 'EXPRESS'].price | [0]`."""
        for other in keys:
            told = {row.get(other) for some in self.rows for row in some if isinstance(row.get(other), str)}
            kinds = sorted(kind for kind in told if kind and len(kind) <= _LONGEST_KIND)
            if other == key or len(kinds) > _MOST_KINDS:
                continue
            for kind in kinds:
                values = tuple(_of_kind(some, other, kind, key) for some in self.rows)
                if _leads(values, self.wanted):
                    test = f"{quoted(other)} == {literal(kind)}"
                    select = f"{self.plain}[?{test}].{quoted(key)} | [0]"
                    yield Atom(select, values, self.cost + _FILTER, (*self.names, kind, key))


def _of_kind(rows: Sequence[Any], other: str, kind: str, key: str) -> Any:
    found = (row.get(key) for row in rows if row.get(other) == kind)
    return next((value for value in found if value is not None), None)


def _single(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _leads(values: tuple[Any, ...], wanted: Wanted) -> bool:
    """Whether a value of a row has to do with what is wanted; of all kinds of rows, most have not."""
    pairs = list(zip(values, wanted.values, strict=True))
    return any(value not in (None, "") for value, _ in pairs) and all(
        (text(value) in text(wish)) or (number(value) is not None and number(value) == number(wish))
        for value, wish in pairs
    )
