"""A whole mapping as one Python function: from what a record's rules can see to its payload.

The reads that cannot go wrong come first. Then the rules, each on its own: what raises in one is rendered
again by the careful way, which gives its value after all or notes the fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from core.mapping.compiler.accesses import Accesses, Shapes
from core.mapping.compiler.finish import finisher, text_finish, write_finish
from core.mapping.compiler.function import Program, one_line, program
from core.mapping.compiler.jmes_loops import Loop
from core.mapping.compiler.jmes_source import JmesSource
from core.mapping.compiler.level import Level
from core.mapping.compiler.payload import payload_source, payload_tree
from core.mapping.compiler.pieces import Piece
from core.mapping.compiler.ready import amount_cases, reckons
from core.mapping.compiler.runtime import RUNTIME, carefully
from core.mapping.compiler.source import Lines, Names, NotCompiled
from core.mapping.compiler.transforms import transform_source
from core.mapping.jmes_tree import Node
from core.mapping.mapping import Empty, Mapping
from core.mapping.rules import Leaf, Rows

#: What the function is given, in this order.
SEEN = ("record", "item", "index", "parent", "checks", "run")
_LOCAL = ("careful", "marked", "kind", "digits", "node", "render", "seen", "found_checks", "one")
_NOTHING = {Empty.OMIT: "UNSET", Empty.NULL: "None"}


class Writer:
    """Writes the function, level by level."""

    def __init__(self, mapping: Mapping, *, whole: bool, shapes: Shapes | None = None) -> None:
        """Rules look from the record if `whole`, else from an item; with `shapes`, records are Structs."""
        self.mapping, self.whole = mapping, whole
        self.shapes = shapes or Shapes()
        self.pruned = shapes is not None
        self.names = Names((*RUNTIME, *SEEN, *_LOCAL))
        self.settings = self.names.bind(mapping.settings, "settings")
        self.begin = self.names.bind(carefully(mapping), "begin")
        self.levels: list[Level] = []
        self.loops: list[Loop] = []
        #: what stands before the function: functions of single values
        self.functions = Lines()

    def program(self, rules: tuple[Leaf | Rows, ...]) -> Program:
        """Write the function and make it; NotCompiled where Python cannot."""
        level = self._level()
        return self._program(level, self._payload([level], rules, "Payload"))

    def part(self, rule: Leaf | Rows) -> Program:
        """The same for one rule: the function gives its value, ready to be sent."""
        level = self._level()
        return self._program(level, self._value([level], rule))

    def _level(self) -> Level:
        """Where the rules look from first."""
        at = "record" if self.whole else "node"
        checks = {name: self.names.fresh(f"check_{name}") for name in self.mapping.checks}
        accesses = Accesses(self.names, self.shapes, at, "record", "parent", "run", *checks.values())
        level = Level(at, "parent", "index", checks, accesses)
        self.levels.append(level)
        return level

    def _program(self, level: Level, made: str) -> Program:
        """What comes before the rules, the rules, and what is given of them."""
        text = Lines()
        with text.inside("def render(seen, careful=None):"):
            text.add(f"{', '.join(SEEN)} = seen")
            text.add("marked = marked_in(checks) if checks else False")
            if not self.whole:
                text.add("node = record if item is None else item")
            for name, found in level.checks.items():
                text.add(f"{found} = checks.get({self.names.literal(name)})")
            if level.wanted:
                nothing = self.names.bind(dict.fromkeys(level.checks), "none_found")
                text.add(f"{level.found} = {{**{nothing}, **checks}}")
            for root in level.accesses.roots:
                level.accesses.write(root, text)
            text.take(level.lines)
            text.add(f"return {made}, careful")
        return program(self.functions, text, self.names)

    def _payload(self, levels: list[Level], rules: tuple[Leaf | Rows, ...], title: str) -> str:
        """Write the rules of a level; gives the expression of its payload."""
        tree = payload_tree((rule.path, self._value(levels, rule)) for rule in rules)
        return payload_source(tree, title, self.names, levels[-1].lines)

    def _value(self, levels: list[Level], rule: Leaf | Rows) -> str:
        """Write one rule; gives the name of its value."""
        return self._rows(levels, rule) if isinstance(rule, Rows) else self._leaf(levels, rule)

    # One value

    def _leaf(self, levels: list[Level], rule: Leaf) -> str:
        level = levels[-1]
        name = self.names.fresh(rule.path[-1])
        level.lines.add(f"# {one_line(rule.to)} ← {one_line(rule.select_text) or '@'}{_transform(rule)}")
        with self._tried(level, rule, name):
            found = level.at if rule.select is None else self._selected(levels, rule.select.node)
            if rule.transform is None:
                write_finish(name, found, rule, self.names, level.lines)
            else:
                self._transformed(level, rule, name, found)
        return name

    def _transformed(self, level: Level, rule: Leaf, name: str, found: str) -> None:
        """Write a transform of what was selected: first for the values for which it is no work."""
        assert rule.transform is not None  # noqa: S101  - the caller asked
        value, lines = self.names.fresh("value"), level.lines
        lines.add(f"{value} = {found}")
        made = transform_source(rule.transform, self._named(level, value), self.names, self.mapping.tables)
        level.wanted = level.wanted or level.found in made.source
        cases = self._cases(rule, name, value, made)
        for n, (when, statements) in enumerate(cases):
            with lines.inside(f"{'elif' if n else 'if'} {when}:"):
                for statement in statements:
                    lines.add(statement)
        with lines.inside("else:") if cases else nullcontext():
            null = f"None if {value} is None else " if rule.skips_null else ""
            write_finish(name, f"{null}{made.source}", rule, self.names, lines)

    def _cases(self, rule: Leaf, name: str, value: str, made: Piece) -> list[tuple[str, list[str]]]:
        """Conditions on the selected value, and what makes the rule's value of one that meets it."""
        assert rule.transform is not None  # noqa: S101  - the caller asked
        cases = [(when, [f"{name} = {then}"]) for when, then in amount_cases(rule, value)]
        if reckons(rule.transform):
            known = self._remembered(rule, name, value, made.source)
            cases.append((f"type({value}) is int", [f"{name} = {known}[{value}]"]))
        if made.quick is not None and rule.gives:
            when, then = made.quick
            cases.append((when, [f"{name} = {then}", text_finish(name, rule, self.names)]))
        return cases

    def _remembered(self, rule: Leaf, name: str, value: str, made: str) -> str:
        """Write a function of the value alone; gives the name of what remembers its results."""
        of, known = self.names.fresh(f"{name}_of"), self.names.fresh(f"known_{name}")
        with self.functions.inside(f"def {of}({value}):"):
            self.functions.add(
                f"return {self.names.bind(finisher(rule.field, rule.empty), 'finish')}({made}, False)"
            )
        self.functions.add(f"{known} = Remembered({of})")
        return known

    def _selected(self, levels: list[Level], node: Node) -> str:
        """Write an expression; gives the name of its value."""
        level = levels[-1]
        start, source = len(level.lines.made), self._source(levels)
        try:
            found = source.value(node, level.at)
            self.loops += source.loops
        except NotCompiled:
            del level.lines.made[start:]
            level.lines.add("raise Unfinished  # the interpreter evaluates it")
            return "None"
        return found

    def _source(self, levels: list[Level]) -> JmesSource:
        level = levels[-1]
        variables = {**level.checks, **level.own, "settings": self.settings}
        source = JmesSource(self.names, [one.accesses for one in levels], level.lines, variables)
        source.known[self.settings] = self.mapping.settings
        return source

    def _named(self, level: Level, value: str) -> dict[str, str]:
        """What a transform can name, and where it is in the function."""
        item = "item" if level is self.levels[0] else level.at
        names = {"item": item, "value": value, "settings": self.settings, "checks": level.found}
        return {**level.own, **names}

    @contextmanager
    def _tried(self, level: Level, rule: Leaf | Rows, name: str) -> Iterator[None]:
        """Let a rule go its way; where that is not clear, the careful way."""
        if self.pruned:  # a record that is out of the ordinary is decoded whole, and rendered again
            yield
            return
        with level.lines.inside("try:"):
            yield
        with level.lines.inside("except Exception:"):
            self._carefully(level, rule, name)

    def _carefully(self, level: Level, rule: Leaf | Rows, name: str) -> None:
        if self.pruned:
            level.lines.add("raise Unfinished")
            return
        begun = f"(careful := careful or {self.begin}(seen))"
        rule_name = self.names.bind(rule, "rule")
        level.lines.add(f"{name} = {begun}.again({', '.join((rule_name, *level.way))})")

    # Rows

    def _rows(self, levels: list[Level], rule: Rows) -> str:
        level = levels[-1]
        name, base, row = (self.names.fresh(hint) for hint in (rule.path[-1], "rows", "row"))
        level.lines.add(f"# {one_line(rule.to)}: each {one_line(rule.each_text)}")
        level.lines.add(f"{base} = ()")
        with self._tried(level, rule, name):
            found, skips = self._listed(levels, rule.each)
            rows = f"{found} if type({found}) is list and len({found}) <= ITEMS else listed({found})"
            # that a list is gone through does not mean that its items are needed whole
            level.lines.add(f"{base} = {rows}", reads=False)
            level.lines.add(f"{name} = []")
        inner = level.inner(rule, row, self.names, self.shapes, listed=found, made=name)
        self.levels.append(inner)
        payload = self._payload([*levels, inner], rule.rules, rule.path[-1])
        block = Lines()
        with block.inside(f"for {row} in {base}:"):
            if skips:
                block.add(f"if {row} is None: continue")
            self._begin_row(level, inner, rule, f"len({name})", block, there=skips)
            block.take(inner.lines)
            block.add(f"{name}.append({payload})")
        level.lines.take(block)
        with level.lines.inside(f"if {name} is not UNSET and not {name}:"):
            if rule.empty is Empty.FAIL:
                self._carefully(level, rule, name)
            else:
                level.lines.add(f"{name} = {_NOTHING[rule.empty]}")
        return name

    def _listed(self, levels: list[Level], each: Node) -> tuple[str, bool]:
        """The name of the list to go through, and whether its nulls are left out on the way."""
        if each["type"] == "projection" and each["children"][1]["type"] == "identity":
            return self._selected(levels, each["children"][0]), True
        return self._selected(levels, each), False

    def _begin_row(
        self, level: Level, inner: Level, rule: Rows, place: str, lines: Lines, *, there: bool
    ) -> None:
        if any(inner.index in line for line in inner.lines.made):
            lines.add(f"{inner.index} = {place}")
        for check in rule.aligned:
            lines.add(f"{inner.checks[check]} = aligned({level.checks[check]}, {place})")
        if inner.wanted:
            level.wanted = True
            if rule.aligned:
                own = (f"{self.names.literal(check)}: {inner.checks[check]}" for check in rule.aligned)
                lines.add(f"{inner.found} = {{**{level.found}, {', '.join(own)}}}")
        for root in inner.accesses.roots:
            inner.accesses.write(root, lines, there=there and root == inner.at)


def _transform(rule: Leaf) -> str:
    return f" | {one_line(rule.transform.source)}" if rule.transform else ""
