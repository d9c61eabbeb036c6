"""A whole mapping as one Python function: from what a record's rules can see to its payload.

The reads that cannot go wrong come first. Then the rules, each on its own: what raises in one is rendered again
by the careful way, which gives its value after all or notes the fault.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import UNSET

from core.mapping.careful import aligned, marked
from core.mapping.compiler.accesses import Accesses
from core.mapping.compiler.finish import write_finish
from core.mapping.compiler.jmes_source import JmesSource
from core.mapping.compiler.runtime import NOTHING, RUNTIME
from core.mapping.compiler.source import Lines, Names, NotCompiled
from core.mapping.compiler.transforms import transform_source
from core.mapping.mapping import Empty, Mapping
from core.mapping.profile import NAMES
from core.mapping.rules import Leaf, Rows

_SEEN = ("record", "item", "index", "parent", "checks", "run")


@dataclass(frozen=True, slots=True)
class Program:
    """The function, and its text as a person can read it."""

    #: (record, item, index, parent, checks, run) to (payload as a Struct, the careful rendering or None)
    render: Callable[..., tuple[Any, Any]]
    text: str


@dataclass(slots=True)
class _Level:
    """One place to look from: the record, or the rows of a list."""

    at: str
    parent: str
    index: str
    #: each check's name, and the name of what it found as seen from here
    checks: dict[str, str]
    accesses: Accesses
    lines: Lines
    #: what the careful way needs to look from here: an expression for its view, one for the place in the payload
    view: str
    prefix: str
    #: the name of an object with all that the checks found, as seen from here, and whether a transform uses it
    found: str = "found_checks"
    wanted: bool = False


def program(mapping: Mapping, rules: tuple[Leaf | Rows, ...], *, whole: bool) -> Program:
    """Compile; `whole` when rules look from the record itself and not from an item of a list."""
    return _Writer(mapping, whole=whole).program(rules)


class _Writer:
    """Writes the function, level by level."""

    def __init__(self, mapping: Mapping, *, whole: bool) -> None:
        self.mapping = mapping
        self.names = Names()
        for name in (*RUNTIME, *_SEEN, "careful", "marked", "node", "render", "found_checks"):
            self.names.fresh(name)
        self.whole = whole
        self.settings = self.names.bind(mapping.settings, "settings")
        self.mapping_name = self.names.bind(mapping, "mapping")
        self.tables = mapping.tables

    def program(self, rules: tuple[Leaf | Rows, ...]) -> Program:
        at = "record" if self.whole else "node"
        checks = {name: self.names.fresh(f"check_{name}") for name in self.mapping.checks}
        accesses = Accesses(self.names, *dict.fromkeys((at, "record", "parent", "run", *checks.values())))
        level = _Level(at, "parent", "index", checks, accesses, Lines(), "careful.top", "''")
        payload = self._payload([level], rules, "Payload")
        text = Lines()
        with text.inside(f"def render({', '.join(_SEEN)}):"):
            text.add("careful = None")
            text.add("marked = False if not checks else marked_in(checks)")
            if not self.whole:
                text.add("node = record if item is None else item")
            for name, found in checks.items():
                if self._reads(level, found):
                    text.add(f"{found} = checks.get({self.names.literal(name)})")
            if level.wanted:
                text.add(f"found_checks = {{**{self.names.bind(dict.fromkeys(checks))}, **checks}}")
            for root in list(accesses.reads)[
                : len(dict.fromkeys((at, "record", "parent", "run"))) + len(checks)
            ]:
                accesses.write(root, text)
            text.take(level.lines)
            text.add(f"return {payload}, careful")
        return _made("\n".join(text.made) + "\n", self.names)

    def _reads(self, level: _Level, name: str) -> bool:
        reads = level.accesses.reads[name]
        used = reads.fields or reads.places or reads.flat or reads.loop
        return bool(used) or any(name in line for line in level.lines.made)

    def _payload(self, levels: list[_Level], rules: tuple[Leaf | Rows, ...], title: str) -> str:
        """Write the rules of a level; gives the expression of its payload."""
        tree: dict[str, Any] = {}
        for rule in rules:
            name = self._rows(levels, rule) if isinstance(rule, Rows) else self._leaf(levels, rule)
            holder = tree
            for segment in rule.path[:-1]:
                holder = holder.setdefault(segment, {})
            holder[rule.path[-1]] = name
        return self._object(levels[-1].lines, tree, title)

    def _object(self, lines: Lines, tree: dict[str, Any], title: str) -> str:
        parts = []
        for name, made in tree.items():
            if isinstance(made, dict):
                inner = self._object(lines, made, name)
                held = self.names.fresh(name)
                empty = " and ".join(f"{one} is UNSET" for one in _leaves(made))
                lines.add(f"{held} = UNSET if {empty} else {inner}")
                parts.append(held)
            else:
                parts.append(made)
        return f"{self.names.bind(_struct(title, tuple(tree)), title)}({', '.join(parts)})"

    def _leaf(self, levels: list[_Level], rule: Leaf) -> str:
        level = levels[-1]
        name = self.names.fresh(rule.path[-1])
        level.lines.add(f"# {_one_line(rule.to)} ← {_one_line(rule.select_text) or '@'}" + _shown(rule))
        with level.lines.inside("try:"):
            self._value(levels, rule, name)
            write_finish(name, rule.field, rule.empty, self.names, level.lines)
        self._otherwise(level, rule, name)
        return name

    def _value(self, levels: list[_Level], rule: Leaf, name: str) -> None:
        level = levels[-1]
        mark = len(level.lines.made)
        try:
            found = (
                level.at if rule.select is None else self._source(levels).value(rule.select.node, level.at)
            )
        except NotCompiled:
            del level.lines.made[mark:]
            level.lines.add("raise Unfinished  # left to the interpreter")
            found = "None"
        if rule.transform is None:
            level.lines.add(f"{name} = {found}")
            return
        value = self.names.fresh("value")
        level.lines.add(f"{value} = {found}")
        made = transform_source(rule.transform, self._seen(level, value), self.names, self.tables)
        level.wanted = level.wanted or level.found in made
        level.lines.add(
            f"{name} = None if {value} is None else {made}" if rule.skips_null else f"{name} = {made}"
        )

    def _seen(self, level: _Level, value: str) -> dict[str, str]:
        """What a transform can name, and where it is in the function."""
        item = "item" if level.view == "careful.top" else level.at
        own = {"record": "record", "parent": level.parent, "index": level.index, "run": "run", "item": item}
        seen = {**own, "value": value, "settings": self.settings, "checks": level.found}
        assert set(seen) == set(NAMES)  # noqa: S101  - one list of names
        return seen

    def _source(self, levels: list[_Level]) -> JmesSource:
        level = levels[-1]
        own = {"record": "record", "parent": level.parent, "index": level.index, "run": "run"}
        variables = {**level.checks, **own, "settings": self.settings}
        source = JmesSource(self.names, [one.accesses for one in levels], level.lines, variables)
        source.known[self.settings] = self.mapping.settings
        return source

    def _otherwise(self, level: _Level, rule: Leaf | Rows, name: str) -> None:
        rule_name = self.names.bind(rule, "rule")
        begun = f"Careful({self.mapping_name}, Scope(record, checks, NOTHING, run, item, index, parent))"
        with level.lines.inside("except Exception:"):
            level.lines.add(f"careful = careful or {begun}")
            level.lines.add(f"{name} = careful.value({rule_name}, {level.view}, {level.prefix})")

    def _rows(self, levels: list[_Level], rule: Rows) -> str:
        level = levels[-1]
        name, row = self.names.fresh(rule.path[-1]), self.names.fresh("row")
        to, rule_name = self.names.literal(rule.to), self.names.bind(rule, "rule")
        level.lines.add(f"# {_one_line(rule.to)}: each {_one_line(rule.each_text)}")
        with level.lines.inside("try:"):
            mark = len(level.lines.made)
            try:
                found = self._source(levels).value(rule.each, level.at)
            except NotCompiled:
                del level.lines.made[mark:]
                found = "[][0]"
            base = self.names.fresh("rows")
            level.lines.add(f"{base} = listed({found})")
        with level.lines.inside("except Exception:"):
            self._otherwise_rows(level, rule_name, name)
            level.lines.add(f"{base} = ()")
        with level.lines.inside("else:"):
            level.lines.add(f"{name} = []")
        place = f"len({name})"
        inner_checks = {
            check: self.names.fresh(f"{found}_of_row") if check in rule.aligned else found
            for check, found in level.checks.items()
        }
        own = [inner_checks[check] for check in rule.aligned]
        inner = _Level(
            row,
            level.at,
            self.names.fresh("index"),
            inner_checks,
            Accesses(self.names, row, *own),
            Lines(),
            f"careful.inner({rule_name}, {level.view}, {row}, {place})",
            f"{level.prefix} + {to} + f'[{{{place}}}].'",
            self.names.fresh("found_checks") if rule.aligned else level.found,
        )
        payload = self._payload([*levels, inner], rule.rules, rule.path[-1])
        with level.lines.inside(f"for {row} in {base}:"):
            self._begin_row(level, inner, rule, place, level.lines)
            level.lines.take(inner.lines)
            level.lines.add(f"{name}.append({payload})")
        self._end_rows(level, rule, rule_name, name)
        return name

    def _begin_row(self, level: _Level, inner: _Level, rule: Rows, place: str, lines: Lines) -> None:
        if any(inner.index in line for line in inner.lines.made):
            lines.add(f"{inner.index} = {place}")
        for check in rule.aligned:
            lines.add(f"{inner.checks[check]} = aligned({level.checks[check]}, {place})")
        if inner.wanted:
            level.wanted = True
            if rule.aligned:
                own = [f"{self.names.literal(check)}: {inner.checks[check]}" for check in rule.aligned]
                lines.add(f"{inner.found} = {{**{level.found}, {', '.join(own)}}}")
        for root in (inner.at, *(inner.checks[check] for check in rule.aligned)):
            inner.accesses.write(root, lines)

    def _otherwise_rows(self, level: _Level, rule_name: str, name: str) -> None:
        begun = f"Careful({self.mapping_name}, Scope(record, checks, NOTHING, run, item, index, parent))"
        level.lines.add(f"careful = careful or {begun}")
        level.lines.add(f"{name} = careful.value({rule_name}, {level.view}, {level.prefix})")

    def _end_rows(self, level: _Level, rule: Rows, rule_name: str, name: str) -> None:
        if rule.empty is Empty.FAIL:
            with level.lines.inside(f"if {name} is not UNSET and not {name}:"):
                self._otherwise_rows(level, rule_name, name)
        else:
            nothing = "None" if rule.empty is Empty.NULL else "UNSET"
            level.lines.add(f"if {name} is not UNSET and not {name}: {name} = {nothing}")


def _made(text: str, names: Names) -> Program:
    reached = {**RUNTIME, **names.bound, "NOTHING": NOTHING, "marked_in": marked, "aligned": aligned}
    scope: dict[str, Any] = dict(reached)
    try:
        exec(compile(text, "<mapping>", "exec"), scope)  # noqa: S102  - names, literals and constants of our own alone
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise NotCompiled(str(error)) from None
    return Program(scope["render"], text)


def _struct(title: str, names: tuple[str, ...]) -> type[msgspec.Struct]:
    """The type of a payload: what is UNSET in it is not written."""
    fields = [(f"f{n}", Any, UNSET) for n in range(len(names))]
    renamed = {f"f{n}": name for n, name in enumerate(names)}
    try:
        return msgspec.defstruct(title.title(), fields, rename=renamed, gc=False)
    except ValueError as error:
        raise NotCompiled(str(error)) from None


def _leaves(tree: dict[str, Any]) -> list[str]:
    return [leaf for made in tree.values() for leaf in (_leaves(made) if isinstance(made, dict) else [made])]


def _one_line(text: str) -> str:
    return " ".join(text.split())[:100]


def _shown(rule: Leaf) -> str:
    return f" | {_one_line(rule.transform.source)}" if rule.transform else ""
