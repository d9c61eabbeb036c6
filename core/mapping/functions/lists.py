"""Functions on lists and objects, and on what may not be there."""

# ruff: noqa: FBT001, FBT002  - arguments are as in Jinja, where they are given by place

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jinja2 import filters as stock
from jinja2.runtime import Context

from core.documents import write_json
from core.mapping.functions.registry import function
from core.mapping.limits import charge, steps
from core.mapping.undefined import Unknown
from core.mapping.values import Unfit, empty, named, number, plain


@function("none|default('unknown')", "unknown", library="Koppel", raw=True)
def default(value: Any, default_value: Any = "", boolean: bool = False) -> Any:
    """A value for what is undefined or null; with `true`, for anything empty too."""
    if value is None or isinstance(value, Unknown):
        return default_value
    return default_value if boolean and (empty(value) or value is False) else value


@function("none|d('unknown')", "unknown", library="Koppel", raw=True)
def d(value: Any, default_value: Any = "", boolean: bool = False) -> Any:
    """The same as default."""
    return default(value, default_value, boolean)


def _several(value: Any, called: str) -> Any:
    if isinstance(value, list | tuple | dict | str):
        return value
    raise Unfit(f"{called} needs a list, not {named(value)}")


@function("[1, 2, 3]|length", 3)
def length(value: Any) -> int:
    """How many items, or characters."""
    return len(_several(value, "length"))


@function("'abc'|count", 3)
def count(value: Any) -> int:
    """The same as length."""
    return length(value)


@function("[5, 6]|first", 5)
def first(value: Any) -> Any:
    """The first item; null when there is none."""
    return next(iter(_several(value, "first")), None)


@function("[5, 6]|last", 6)
def last(value: Any) -> Any:
    """The last item; null when there is none."""
    return next(reversed(_several(value, "last")), None)


@function("[1, 2]|reverse", [2, 1])
def reverse(value: Any) -> Any:
    """In reverse order."""
    return value[::-1] if isinstance(value, str) else list(reversed(_several(value, "reverse")))


@function("'ab'|list", ["a", "b"], name="list")
def list_(value: Any) -> list[Any]:
    """As a list: the characters of a text, the keys of an object."""
    return list(_several(value, "list"))


@function("{'a': 1}|items", [["a", 1]])
def items(value: Any) -> list[Any]:
    """The keys and values of an object."""
    if not isinstance(value, dict):
        raise Unfit(f"items needs an object, not {named(value)}")
    return [[key, inner] for key, inner in value.items()]


@function("{'sku': 'A1', 'qty': 1.50}|tojson", '{"sku":"A1","qty":1.5}')
def tojson(value: Any) -> str:
    """Write as JSON."""
    made = write_json(plain(value))
    charge(len(made))
    return made


def _turns(value: Any, called: str) -> Any:
    return steps(_several(value, called))


@function(
    "['a', 'b']|map('upper')",
    ["A", "B"],
    signature="map('function', …) or map(attribute='key')",
    context=True,
    library="Jinja",
)
def map_(context: Context, value: Any, *args: Any, **kwargs: Any) -> list[Any]:
    """Use a function on each item, or take one key of each row."""
    return list(stock.sync_do_map(context, _turns(value, "map"), *args, **kwargs))


@function("[1, 2, 3]|select('odd')", [1, 3], signature="select('test', …)", context=True, library="Jinja")
def select(context: Context, value: Any, *args: Any, **kwargs: Any) -> list[Any]:
    """Keep the items that pass a test."""
    return list(stock.sync_do_select(context, _turns(value, "select"), *args, **kwargs))


@function("[1, 2, 3]|reject('odd')", [2], signature="reject('test', …)", context=True, library="Jinja")
def reject(context: Context, value: Any, *args: Any, **kwargs: Any) -> list[Any]:
    """Leave out the items that pass a test."""
    return list(stock.sync_do_reject(context, _turns(value, "reject"), *args, **kwargs))


@function(
    "[{'n': 1}, {'n': 2}]|selectattr('n', 'eq', 2)",
    [{"n": 2}],
    signature="selectattr('key', 'test', …)",
    context=True,
    library="Jinja",
)
def selectattr(context: Context, value: Any, *args: Any, **kwargs: Any) -> list[Any]:
    """Keep the rows of which a key passes a test."""
    return list(stock.sync_do_selectattr(context, _turns(value, "selectattr"), *args, **kwargs))


@function(
    "[{'n': 1}, {'n': 2}]|rejectattr('n', 'eq', 2)",
    [{"n": 1}],
    signature="rejectattr('key', 'test', …)",
    context=True,
    library="Jinja",
)
def rejectattr(context: Context, value: Any, *args: Any, **kwargs: Any) -> list[Any]:
    """Leave out the rows of which a key passes a test."""
    return list(stock.sync_do_rejectattr(context, _turns(value, "rejectattr"), *args, **kwargs))


@function("['b', 'A']|sort", ["A", "b"], context=True, library="Jinja")
def sort(
    context: Context,
    value: Any,
    reverse: bool = False,
    case_sensitive: bool = False,
    attribute: str | int | None = None,
) -> list[Any]:
    """In order, or in the order of one key of each row."""
    return stock.do_sort(context.environment, _turns(value, "sort"), reverse, case_sensitive, attribute)


@function("['a', 'b', 'A']|unique", ["a", "b"], context=True, library="Jinja")
def unique(
    context: Context, value: Any, case_sensitive: bool = False, attribute: str | int | None = None
) -> list[Any]:
    """Each item once, or each row once by one of its keys."""
    return list(stock.sync_do_unique(context.environment, _turns(value, "unique"), case_sensitive, attribute))


@function("[2, 1]|min", 1, context=True, library="Jinja", name="min")
def min_(
    context: Context, value: Any, case_sensitive: bool = False, attribute: str | int | None = None
) -> Any:
    """The smallest item; null when there is none."""
    return (
        stock.do_min(context.environment, _turns(value, "min"), case_sensitive, attribute) if value else None
    )


@function("[2, 1]|max", 2, context=True, library="Jinja", name="max")
def max_(
    context: Context, value: Any, case_sensitive: bool = False, attribute: str | int | None = None
) -> Any:
    """The largest item; null when there is none."""
    return (
        stock.do_max(context.environment, _turns(value, "max"), case_sensitive, attribute) if value else None
    )


@function("[{'n': 1}, {'n': 2.5}]|sum('n')", Decimal("3.5"), context=True, name="sum")
def sum_(context: Context, value: Any, attribute: str | None = None, start: Any = 0) -> int | Decimal:
    """The sum of the numbers, or of one key of each row."""
    total: int | Decimal = number(start)
    for row in _turns(value, "sum"):
        one = context.environment.getitem(row, attribute) if attribute else row
        if isinstance(one, Unknown):
            one.refuse()
        total = total + number(one)
    return total
