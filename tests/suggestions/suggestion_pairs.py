"""The test set of suggestions: pairs of systems, what a consultant maps, and what is found."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.catalog import Catalog
from core.fields import Field, FieldType
from core.flow.document import read_document
from core.mapping import Scope, paths
from core.recipes import compose, recipes
from core.suggestions import Suggestion, Surroundings, rows, suggest

HERE = Path(__file__).parent
REFERENCE = os.environ.get("KOPPEL_REFERENCE")
Samples = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Pair:
    """Fields to fill from scopes, and for each the paths that are right; none where nothing is."""

    name: str
    fields: tuple[Field, ...]
    scopes: tuple[Scope, ...]
    known: Surroundings
    right: dict[str, list[str]]
    transforms: dict[str, str]

    def found(self, at_least: float | None = None) -> dict[str, tuple[Suggestion, ...]]:
        """What is suggested."""
        given = {} if at_least is None else {"at_least": at_least}
        return suggest(self.fields, self.scopes, self.known, **given)


def hand_made(samples: Samples, file: str = "pairs.yaml") -> list[Pair]:
    """The pairs of a file; those that need a reference list only where it is there."""
    written = read_document((HERE / file).read_bytes())
    assert not written.problems, written.problems
    return [_pair(row, samples) for row in written.value if "spec" not in row or REFERENCE]


def _pair(row: dict[str, Any], samples: Samples) -> Pair:
    records = samples[row["sample"]] if "sample" in row else row["records"]
    right = {path: [] if paths == "none" else paths for path, paths in row["fields"].items()}
    fields = tuple(_spec(row["spec"])) if "spec" in row else tuple(_tree(row, list(right)))
    known = Surroundings(row["source"], row["target"])
    scopes = tuple(map(Scope, records))
    return Pair(row["name"], fields, scopes, known, right, row.get("transforms", {}))


def _tree(row: dict[str, Any], names: list[str]) -> Iterator[Field]:
    for name in dict.fromkeys(name.partition(".")[0] for name in names):
        inside = tuple(
            _leaf(row, path, path.partition(".")[2]) for path in names if path.startswith(f"{name}.")
        )
        yield Field(name, FieldType.OBJECT, fields=inside) if inside else _leaf(row, name, name)


def _leaf(row: dict[str, Any], path: str, name: str) -> Field:
    kind = FieldType(row.get("types", {}).get(path, "text"))
    return Field(
        name, kind, max_length=row.get("lengths", {}).get(path), help=row.get("helps", {}).get(path, "")
    )


_LINE = re.compile(r"- `(\w+)`: (\w+)(?::([\w-]+))?(?: max(\d+))?")
_TYPES = {"number": FieldType.DECIMAL, "integer": FieldType.INTEGER, "boolean": FieldType.BOOLEAN}


def _spec(name: str) -> Iterator[Field]:
    file, _, entity = name.partition("#")
    text = (Path(REFERENCE or "") / "specs" / file).read_text()
    section = text.partition(f"\n## {entity} ")[2].partition("\n## ")[0]
    for line in section.splitlines():
        if found := _LINE.match(line):
            kind = FieldType.DATETIME if found[3] == "date-time" else _TYPES.get(found[2], FieldType.TEXT)
            readable = "Read-only" in line or "Read-Only" in line
            help_ = "The thing (GUID)" if found[3] == "uuid" else ""
            yield Field(found[1], kind, write=not readable, max_length=int(found[4] or 0) or None, help=help_)


def of_recipes(samples: Samples) -> list[Pair]:
    """What the ready-made flows map, block by block, checks included."""
    catalog = Catalog()
    return [
        pair
        for recipe in recipes(catalog)
        for pair in _blocks(catalog, compose(recipe, catalog, "flow", "a", "b"), recipe, samples)
        if pair.right and pair.scopes
    ]


def _blocks(catalog: Catalog, flow: Any, recipe: Any, samples: Samples) -> Iterator[Pair]:
    given, taken = catalog.connector(recipe.source), catalog.connector(recipe.target)
    source, scopes = (
        given.resource(flow.source.resource),
        _scopes(samples, recipe.source, flow.source.resource),
    )
    blocks = [(flow.target.resource, flow.map, flow.target.resource)]
    blocks += [
        (check.resource, check.map, check.name) for check in flow.checks if check.map and not check.each
    ]
    for resource, rules, name in blocks:
        fields = taken.resource(resource).fields
        known = Surroundings(source.name, resource, source.fields)
        title = f"{recipe.source} {source.name} to {recipe.target} {name}"
        yield Pair(title, fields, scopes, known, _right(rules), {})
        for rule in rules:
            inner = next((field.fields for field in fields if field.name == rule.to), ())
            if rule.each and inner and rule.each.endswith("[]"):
                each = "line_items[]" if "line_items" in rule.each else rule.each
                row_known = replace(known, source=each.removesuffix("[]"), target=rule.to, source_fields=())
                inside = tuple(rows(each, scopes))
                yield Pair(f"{title}, {rule.to}", inner, inside, row_known, _right(rule.map), {})


def _scopes(samples: Samples, system: str, resource: str) -> tuple[Scope, ...]:
    return tuple(map(Scope, samples.get(f"{system}.{resource}", [])))


def _right(rules: Any) -> dict[str, list[str]]:
    """The paths that a rule reads; a rule of constants, settings or checks alone tells nothing."""
    made = {}
    for rule in rules:
        if rule.select and "$customer" not in rule.select and "$settings" not in rule.select:
            read = [path for path in paths(rule.select) if not path.startswith("$")]
            if read:
                made[rule.to] = read
    return made


@dataclass(frozen=True)
class Score:
    """How often the first, or one of the first three, was right; and how often what was shown was."""

    asked: int
    first: int
    three: int
    shown: int
    right: int

    @property
    def line(self) -> str:
        """The figures for people."""
        return (
            f"{self.asked} fields: first right {self.first / self.asked:.0%}, "
            f"among three {self.three / self.asked:.0%}; "
            f"{self.shown} shown, of which right {self.right / max(self.shown, 1):.0%}"
        )


def score(pairs: list[Pair], wrong: list[str] | None = None) -> Score:
    """Hold what is suggested against what is right."""
    asked = first = three = shown = right = 0
    for pair in pairs:
        found = pair.found()
        for path, expected in pair.right.items():
            suggested = [_plain(one.rule.select or "") for one in found.get(path, ())]
            hit = bool(suggested) and suggested[0] in expected
            shown, right = shown + bool(suggested), right + hit
            if wrong is not None and (hit or not (expected or suggested)) is False:
                wrong.append(f"{pair.name}: {path}: {suggested} not {expected}")
            if expected:
                asked += 1
                first += hit
                three += any(one in expected for one in suggested)
    return Score(asked, first, three, shown, right)


def _plain(select: str) -> str:
    """A path as `paths` tells it: the first of a list is one of its rows."""
    filtered = re.fullmatch(r"([\w.]+)\[\?.*\]\.value \| \[0\]", select)
    return f"{filtered[1]}[].value" if filtered else select
