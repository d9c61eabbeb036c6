"""Values for which a transform is no work: what it makes of them can be sent as it stands.

Most amounts come as texts that are written so already, and few whole numbers are there to be reckoned with:
what became of those is remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jinja2 import nodes
from msgspec import Raw

from core.documents import write_json
from core.fields import FieldType
from core.mapping.compiler.amounts import DECIMALS, Amount, formatted, is_amount
from core.mapping.compiler.constants import arguments, constant
from core.mapping.compiler.jinja_source import read
from core.mapping.facts import walk
from core.mapping.rules import Leaf
from core.mapping.template import Template

#: Whole numbers that are remembered of one transform, with what it made of them.
_REMEMBERED = 4096
_TEXT = (FieldType.TEXT, FieldType.ANY)
_DECIMAL = (FieldType.DECIMAL, FieldType.ANY)
_RECKONING = (nodes.BinExpr, nodes.Neg, nodes.Pos)
_ROUNDING = ("round", "money", "vat_in", "vat_out")

#: A condition on a value, and the source of what the transform makes of it: neither null nor empty.
Case = tuple[str, str]


class Remembered(dict[int, Any]):
    """What a function of whole numbers gave, as it is written; it is asked where that is not known yet."""

    def __init__(self, of: Callable[[int], Any]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, number: int) -> Any:
        made = self._of(number)
        if type(made) is Decimal:
            made = Raw(write_json(made))
        if len(self) >= _REMEMBERED:
            self.clear()
        self[number] = made
        return made


def amount_cases(rule: Leaf, value: str) -> list[Case]:
    """Texts that are amounts already, with as many decimals as the rule's transform asks for."""
    kind = rule.field.type if rule.field else FieldType.ANY
    match rule.transform and _single(rule.transform):
        case nodes.Filter(name="format", node=inner, args=[one], kwargs=[]) if (
            inner is not None and kind in _TEXT and _number_of_value(one)
        ):
            pattern = constant(inner)
            amount = formatted(pattern) if type(pattern) is str else None
            return [_written(amount, value)] if amount and amount.decimals else []
        case nodes.Filter(name="round" | "money", node=inner) as rounded if (
            inner is not None and kind in _DECIMAL and _number_of_value(inner)
        ):
            decimals, *way = arguments(rounded) or (0,)
            if type(decimals) is int and 0 < decimals <= DECIMALS and way in ([], ["common"]):
                return [(is_amount(value, decimals), f"Raw({value})")]
        case _:
            pass
    return []


def reckons(transform: Template) -> bool:
    """Whether it is worth remembering what a transform made of a whole number, which is all that it uses."""
    node = _single(transform)
    if node is None:
        return False
    parts = [one for one, _ in walk(node)]
    used = {one.name for one in parts if isinstance(one, nodes.Name)}
    return used == {"value"} and any(
        isinstance(one, _RECKONING) or (isinstance(one, nodes.Filter) and one.name in _ROUNDING)
        for one in parts
    )


def _single(transform: Template) -> nodes.Expr | None:
    if not transform.facts.single:
        return None
    output = read(transform.source)[0].body[0]
    return output.nodes[0] if isinstance(output, nodes.Output) else None


def _number_of_value(node: nodes.Expr) -> bool:
    """Whether it is `value | float` or `value | number`."""
    match node:
        case nodes.Filter(name="float" | "number", node=nodes.Name(name="value"), args=[], kwargs=[]):
            return True
        case _:
            return False


def _written(amount: Amount, value: str) -> Case:
    parts = [repr(amount.before) if amount.before else "", value, repr(amount.after) if amount.after else ""]
    return is_amount(value, amount.decimals), " + ".join(filter(None, parts))
