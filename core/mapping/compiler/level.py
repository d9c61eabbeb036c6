"""One place to look from while a function is written: the record, or the rows of a list."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.mapping.compiler.accesses import Accesses, Shapes
from core.mapping.compiler.source import Lines, Names
from core.mapping.rules import Rows


@dataclass(slots=True)
class Level:
    """One place to look from: the record, or the rows of a list."""

    at: str
    parent: str
    index: str
    #: each check's name, and the name of what it found as seen from here
    checks: dict[str, str]
    accesses: Accesses
    #: the way from the record to here: of each list the rule, the row and its place, as in the source
    way: tuple[str, ...] = ()
    #: the name of an object with all that the checks found, and whether a transform uses it
    found: str = "found_checks"
    wanted: bool = False
    lines: Lines = field(default_factory=Lines)
    #: the list whose rows this level is of
    list: str = ""

    @property
    def own(self) -> dict[str, str]:
        """What expressions here can name besides what the checks found, and where it is in the function."""
        return {"record": "record", "parent": self.parent, "index": self.index, "run": "run"}

    def inner(self, rule: Rows, row: str, names: Names, shapes: Shapes, *, listed: str, made: str) -> Level:
        """The level of a list's rows: the names of a row, of the list and of what is made of it are given."""
        checks = {
            check: names.fresh(f"{found}_of_row") if check in rule.aligned else found
            for check, found in self.checks.items()
        }
        own = [checks[check] for check in rule.aligned]
        return Level(
            at=row,
            parent=self.at,
            index=names.fresh("index"),
            checks=checks,
            accesses=Accesses(names, shapes, row, *own),
            way=(*self.way, f"({names.bind(rule, 'rule')}, {row}, len({made}))"),
            found=names.fresh("found_checks") if rule.aligned else self.found,
            list=listed,
        )
