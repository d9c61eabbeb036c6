"""Functions that follow each other on one short text, as Python writes them: `x.strip().upper()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.mapping.compiler.pieces import SHORT, Bind, Fresh, Piece, Sure, literal
from core.mapping.compiler.shortcuts import remembered
from core.mapping.functions import ENTRIES
from core.mapping.mapping import Table
from core.mapping.methods import METHODS

#: A letter may become three when its case is changed, eighteen when it is folded, twelve in an address.
_CASE, _FOLDED, _ESCAPED = 3, 18, 12
#: Pure functions of one text that cost more than to remember what they gave.
_REMEMBERED = {
    **dict.fromkeys(("ascii", "slug"), _FOLDED),
    **dict.fromkeys(("escape", "urlencode"), _ESCAPED),
    **dict.fromkeys(("country_name", "country_code", "currency", "currency_name", "phone"), 1),
    **dict.fromkeys(("vat_number", "iban", "ean", "parse_date", "datetime", "unescape"), 1),
    **dict.fromkeys(("html_to_text", "striptags"), 2),
}
_REMEMBERED_SCALARS = (
    *(
        "is_vat_number",
        "is_iban",
        "is_ean",
        "matches",
        "regex_find",
        "street",
        "house_number",
        "house_addition",
    ),
    *("part", "wordcount"),
)
_CASES = ("upper", "lower", "title", "capitalize", "swapcase", "casefold")
_SHRINKING = ("strip", "lstrip", "rstrip", "removeprefix", "removesuffix")
_LISTING = ("split", "rsplit", "splitlines")


#: What null becomes where it passes by, and where only the function itself can tell.
NULL, OPEN = Piece("None", Sure.SCALAR), Piece("")


@dataclass(frozen=True, slots=True)
class Step:
    """One function on a short text: its source, what is sure of its result, how many times longer that is."""

    source: Callable[[str], str]
    sure: Sure = Sure.TEXT
    growth: int = 1
    null: Piece = NULL

    def of_null(self, before: Piece) -> Piece:
        """What null becomes here, when the functions before made that of it."""
        if before == NULL:
            return self.null
        return Piece(self.source(before.source), self.sure) if before.sure is Sure.TEXT else OPEN


@dataclass(frozen=True, slots=True)
class Steps:
    """Makes steps for one generated function."""

    bind: Bind
    fresh: Fresh
    tables: dict[str, Table]

    def of(self, name: str, given: tuple[Any, ...], full: Callable[[str], str]) -> Step | None:
        """The step of a function or method with constant arguments; `full` writes its ordinary call."""
        if name.startswith("."):
            return self._of_method(name[1:-2], given)
        if name in _REMEMBERED or name in _REMEMBERED_SCALARS:
            call = self.bind(remembered(name, given))
            sure = Sure.TEXT if name in _REMEMBERED else Sure.SCALAR
            return Step(lambda x: f"{call}({x})", sure, _REMEMBERED.get(name, 1))
        return self._of_function(name, given, full)

    def _of_method(self, name: str, given: tuple[Any, ...]) -> Step | None:
        if METHODS[name][0] is not str or name == "join":
            return None
        if name == "replace":
            made = self._replaced(given) if len(given) == 2 else None  # noqa: PLR2004  - the old and the new text
            return made and Step(made.source, made.sure, made.growth, OPEN)
        sure, growth = Sure.SCALAR, 1
        if name in _CASES or name in _SHRINKING:
            sure, growth = Sure.TEXT, _CASE if name in _CASES else 1
        elif name in _LISTING:
            sure = Sure.DEFINED
        elif name == "zfill":
            if len(given) != 1 or type(given[0]) is not int or given[0] > SHORT:
                return None
            sure = Sure.TEXT
        return Step(lambda x: f"{x}.{name}({self._listed(given)})", sure, growth, OPEN)

    def _of_function(self, name: str, given: tuple[Any, ...], full: Callable[[str], str]) -> Step | None:  # noqa: C901, PLR0911  - one per function
        match name, given:
            case "trim", (None | str() as characters,):
                return Step(
                    lambda x: f"{x}.strip({self._listed((characters,) if characters is not None else ())})"
                )
            case "upper" | "lower" | "capitalize" | "title", ():
                return Step(lambda x: f"{x}.{name}()", growth=_CASE)
            case "string", ():
                return Step(lambda x: x)
            case "one_line", ():
                return Step(lambda x: f"' '.join({x}.split())")
            case "replace", (str(), str(), -1):
                return self._replaced(given[:2])
            case "truncate", (int(length), str(end)) if len(end) <= length:
                return self._truncated(length, end)
            case "default" | "d", (value, bool(boolean)) if type(value) is not str or len(value) <= SHORT:
                return self._default(value, boolean)
            case "split", (None | str(),) if given != ("",):
                return Step(lambda x: f"{x}.split({self._listed(given)})", Sure.DEFINED)
            case "length" | "count", ():
                return Step(lambda x: f"len({x})", Sure.SCALAR)
            case "slice()", (None | int(), None | int(), None | int() as by) if by != 0:
                shown = ":".join("" if one is None else str(int(one)) for one in given)
                return Step(lambda x: f"{x}[{shown}]")
            case "lookup", (str(table),) if table in self.tables:
                return self._looked_up(self.tables[table], full)
            case _:
                return None

    def _listed(self, given: tuple[Any, ...]) -> str:
        return ", ".join(literal(one, self.bind) for one in given)

    def _again(self, x: str) -> tuple[str, str]:
        """The source where it is read first, and the name by which it is read again."""
        if x.isidentifier():
            return x, x
        name = self.fresh()
        return f"({name} := {x})", name

    def _replaced(self, given: tuple[Any, ...]) -> Step | None:
        old, new = given
        if type(old) is not str or type(new) is not str or not old:
            return None
        growth = max(1, -(-len(new) // len(old)))
        return Step(lambda x: f"{x}.replace({self._listed(given)})", growth=growth)

    def _truncated(self, length: int, end: str) -> Step:
        cut, shown = self.bind(ENTRIES["truncate"].call), self._listed((length, end))

        def source(x: str) -> str:
            first, again = self._again(x)
            return f"({again} if len({first}) <= {literal(length, self.bind)} else {cut}({again}, {shown}))"

        return Step(source)

    def _default(self, value: Any, boolean: bool) -> Step:  # noqa: FBT001  - as in the template
        otherwise = Piece(literal(value, self.bind), Sure.TEXT if type(value) is str else Sure.SCALAR)
        if not boolean:
            return Step(lambda x: x, null=otherwise)

        def source(x: str) -> str:
            first, again = self._again(x)
            return f"({again} if {first} and not {again}.isspace() else {otherwise.source})"

        return Step(source, otherwise.sure, null=otherwise)

    def _looked_up(self, table: Table, full: Callable[[str], str]) -> Step | None:
        long = [one for one in (*table.rows, *table.rows.values()) if type(one) is str and len(one) > SHORT]
        if long:
            return None
        rows = self.bind(table.rows)

        def source(x: str) -> str:
            first, again = self._again(x)
            return f"({rows}[{again}] if {first} in {rows} else {full(again)})"

        return Step(source, Sure.SCALAR)
