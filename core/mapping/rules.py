"""The rules of a mapping, read once: paths, parsed expressions, compiled templates, and all that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.fields import Field, FieldType
from core.mapping.expression import check_bound
from core.mapping.jmes import Parsed, parse
from core.mapping.jmes_tree import Node
from core.mapping.limits import Wrong, listed, nearest, shortened
from core.mapping.mapping import Empty, Mapping, Rule
from core.mapping.profile import NAMES
from core.mapping.scope import VARIABLES
from core.mapping.template import Template, template

#: Where in the flow file a problem stands, and what it is.
Problem = tuple[str, str]

_SEGMENT = re.compile(r'"((?:[^"\\]|\\.)+)"|([^".\s][^".]*)')


@dataclass(frozen=True, slots=True)
class Leaf:
    """One rule that makes one value."""

    to: str
    path: tuple[str, ...]
    select: Parsed | None
    select_text: str
    transform: Template | None
    empty: Empty
    field: Field | None
    #: the types of the values that it has given so far, null aside, the most frequent first
    gives: tuple[type, ...] = ()

    @property
    def skips_null(self) -> bool:
        """Whether a null value passes by the transform, for the transform does not say what null becomes."""
        return (
            self.select is not None and self.transform is not None and not self.transform.facts.handles_null
        )

    @property
    def expression(self) -> str:
        """The rule's last expression, which had the value in hand."""
        return self.transform.source if self.transform else self.select_text


@dataclass(frozen=True, slots=True)
class Rows:
    """One rule that makes a list of rows; `aligned` are the checks made for each item of the same list."""

    to: str
    path: tuple[str, ...]
    each: Node
    each_text: str
    rules: tuple[Leaf | Rows, ...]
    aligned: tuple[str, ...]
    empty: Empty


def check_rules(mapping: Mapping, fields: Sequence[Field] = ()) -> list[Problem]:
    """Everything that is wrong with the rules and can be known without a record."""
    return read_rules(mapping, fields)[1]


def read_rules(
    mapping: Mapping, fields: Sequence[Field] = ()
) -> tuple[tuple[Leaf | Rows, ...], list[Problem]]:
    """The rules, ready to render, and everything that is wrong with them."""
    reader = _Reader(mapping)
    rules = reader.rules(mapping.rules, fields, "map", "")
    return rules, reader.problems


class _Reader:
    """Goes through the rules of one mapping and collects what is wrong."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.problems: list[Problem] = []
        self.lists: dict[str, Node] = {}
        for name in mapping.checks:
            if name in (*VARIABLES, *NAMES):
                self.problems.append(
                    ("checks", f"a check cannot be called {name!r}, the word has a meaning of its own")
                )
        for name, text in mapping.listed.items():
            try:
                self.lists[name] = parse(text).node
            except Wrong as error:
                self.problems.append(("checks", f"check {name}, each {text!r}: {error}"))

    def rules(
        self, rules: Iterable[Rule], fields: Sequence[Field], at: str, prefix: str
    ) -> tuple[Leaf | Rows, ...]:
        made: list[Leaf | Rows] = []
        taken, named = _Taken(), {field.name: field for field in fields}
        for n, rule in enumerate(rules):
            here, name = f"{at}[{n}]", prefix + rule.to
            try:
                path = target_path(rule.to)
                taken.take(path, rule.to)
                field = _field(named, path)
            except Wrong as error:
                self.problems.append((f"{here}.to", f"rule {name}: {error}"))
                path, field = (rule.to,), None
            made.append(
                self._rows(rule, path, field, here, name)
                if rule.each is not None
                else self._leaf(rule, path, field, here, name)
            )
        return tuple(made)

    def _leaf(self, rule: Rule, path: tuple[str, ...], field: Field | None, here: str, name: str) -> Leaf:
        select = (
            self._parsed(rule.select, f"{here}.select", f"rule {name}, select")
            if rule.select is not None
            else None
        )
        transform = None
        if rule.transform is not None:
            try:
                transform = template(rule.transform)
                self._check_known(transform)
            except Wrong as error:
                self.problems.append(
                    (f"{here}.transform", f"rule {name}, transform {shortened(rule.transform)}: {error}")
                )
        return Leaf(rule.to, path, select, rule.select or "", transform, rule.empty, field)

    def _rows(self, rule: Rule, path: tuple[str, ...], field: Field | None, here: str, name: str) -> Rows:
        text = rule.each or ""
        each = self._parsed(text, f"{here}.each", f"rule {name}, each")
        node = each.node if each else {}
        top = here.count("[") == 1
        aligned = tuple(check for check, other in self.lists.items() if top and other == node)
        inner = self.rules(rule.map, field.fields if field else (), f"{here}.map", f"{name}.")
        return Rows(rule.to, path, node, text, inner, aligned, rule.empty)

    def _parsed(self, text: str, at: str, name: str) -> Parsed | None:
        try:
            parsed = parse(text)
            check_bound(parsed, self.mapping.checks)
            for setting in _settings(parsed):
                self._check_setting(setting)
        except Wrong as error:
            self.problems.append((at, f"{name} {shortened(text)}: {error}"))
            return None
        return parsed

    def _check_known(self, transform: Template) -> None:
        tables, checks = self.mapping.tables, self.mapping.checks
        for table in transform.facts.tables:
            if table not in tables:
                raise Wrong(
                    f"there is no table {table!r}{nearest(table, tables)}; there are: {listed(tables)}"
                )
        for check in transform.facts.checks:
            if check not in checks:
                raise Wrong(
                    f"there is no check {check!r}{nearest(check, checks)}; there are: {listed(checks)}"
                )
        for setting in transform.facts.settings:
            self._check_setting(setting)

    def _check_setting(self, name: str) -> None:
        known = self.mapping.settings
        if name not in known:
            raise Wrong(f"there is no setting {name!r}{nearest(name, known)}; there are: {listed(known)}")


def _settings(parsed: Parsed) -> list[str]:
    """The settings that an expression names, unless it binds `$settings` anew."""
    found, waiting = [], [parsed.node]
    while waiting:
        node = waiting.pop()
        if node["type"] == "let" and "settings" in node["value"]:
            return []
        if node["type"] == "slice":
            continue
        if node["type"] == "subexpression":
            head, field = node["children"][:2]
            if (head["type"], head.get("value"), field["type"]) == ("variable", "settings", "field"):
                found.append(str(field["value"]))
        waiting += node["children"]
    return found


def target_path(to: str) -> tuple[str, ...]:
    """The segments of a dotted target path; a name with a dot is quoted."""
    segments, at = [], 0
    while True:
        found = _SEGMENT.match(to, at)
        if found is None:
            raise Wrong(f"{to!r} is not a path like Address.City; a name with a dot is put in double quotes")
        segments.append(re.sub(r"\\(.)", r"\1", found[1]) if found[1] is not None else found[2].strip())
        at = found.end()
        if at == len(to):
            return tuple(segments)
        if to[at] != ".":
            raise Wrong(f"{to!r} is not a path like Address.City; a name with a dot is put in double quotes")
        at += 1


class _Taken:
    """The fields that rules beside each other make, and those of which they make a part."""

    def __init__(self) -> None:
        self._whole: dict[tuple[str, ...], str] = {}
        self._part: dict[tuple[str, ...], str] = {}

    def take(self, path: tuple[str, ...], to: str) -> None:
        """Refuse a second rule for the same field, or for a part of what another rule makes whole."""
        above = [path[:n] for n in range(1, len(path))]
        if path in self._whole:
            raise Wrong("there are two rules for this field")
        other = self._part.get(path) or next(
            (self._whole[each] for each in above if each in self._whole), None
        )
        if other is not None:
            raise Wrong(f"it collides with the rule for {other}: one makes the whole, the other a part of it")
        self._whole[path] = to
        for each in above:
            self._part.setdefault(each, to)


_OPEN = (FieldType.ANY, FieldType.OBJECT, FieldType.LIST)


def _is_slip(name: str, known: str) -> bool:
    """Whether a name may be a misspelt one: as long but for a letter, and other in more than its number."""
    letters = [text.casefold().translate(_WITHOUT_DIGITS) for text in (name, known)]
    return abs(len(name) - len(known)) <= 1 and letters[0] != letters[1]


_WITHOUT_DIGITS = str.maketrans("", "", "0123456789")


def _field(names: dict[str, Field], path: tuple[str, ...]) -> Field | None:
    """The target's field at a path; none where it is not known; Wrong when it is a slip of a known name.

    A connector lists the fields that flows mostly need; a system's own free fields may be written as well.
    """
    field: Field | None = None
    for n, name in enumerate(path):
        if not names:
            if field is not None and field.type not in _OPEN:
                raise Wrong(f"{'.'.join(path[:n])} holds {field.type.value} and has no fields of its own")
            return None
        if name not in names:
            if slip := nearest(name, [known for known in names if _is_slip(name, known)]):
                raise Wrong(f"the target has no field {'.'.join(path[: n + 1])}{slip}")
            return None
        field = names[name]
        names = {one.name: one for one in field.fields}
    return field
