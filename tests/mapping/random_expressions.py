"""JMESPath as nobody would write it: expressions over the whole grammar, and documents to ask them of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from hypothesis import strategies as st

KEYS = ("a", "b", "c", "name", '"x y"', '"é"', "items")
NAMES = ("a", "b", "c", "name", "x y", "é", "items")
LITERALS = (
    *("'foo'", "''", "'a'", "`0`", "`1`", "`-1`", "`2.5`", "`0.0`", "`1.0`", "`true`", "`false`", "`null`"),
    *(
        "`[]`",
        "`{}`",
        "`[1,2]`",
        '`["a","b"]`',
        '`{"a":1}`',
        '`"1"`',
        "`[0,false]`",
        "' 7 '",
        "'1_0'",
        "'nan'",
        '`[{"a":1},{"a":2.5}]`',
    ),
)
ONE = (
    *("abs", "avg", "ceil", "floor", "keys", "values", "length", "max", "min", "reverse", "sort", "sum"),
    *("to_array", "to_string", "to_number", "type", "not_null", "merge"),
)
TWO = ("contains", "starts_with", "ends_with", "join", "not_null", "merge")
BY = ("sort_by", "max_by", "min_by")
COMPARED = ("==", "!=", "<", "<=", ">", ">=")
#: calls that are wrong whatever they meet
WRONG = ("nofn(@)", "length()", "length(@, @)", "sum(a, b)", "sort_by(a, b)", "length(&a)", "a[::0]")

_keys, _index = st.sampled_from(KEYS), st.integers(-3, 3).map(str)
_edge = st.just("") | _index
_slices = st.builds("[{}:{}{}]".format, _edge, _edge, st.sampled_from(("", "", ":1", ":-1", ":2", ":")))

Texts = st.SearchStrategy[str]


def plain_expressions() -> Iterator[str]:
    """Every function and every comparison with all that can be written down, and with all pairs of it."""
    for one in LITERALS:
        yield f"!{one}"
        yield from (f"{name}({one})" for name in ONE)
        for other in LITERALS:
            yield from (f"{name}({one}, {other})" for name in TWO)
            yield from (f"{one} {sign} {other}" for sign in (*COMPARED, "||", "&&"))


def _listed(parts: Texts) -> Texts:
    return st.lists(parts, min_size=1, max_size=3).map(lambda some: f"[{', '.join(some)}]")


def _object(parts: Texts) -> Texts:
    pair = st.builds("{}: {}".format, _keys, parts)
    return st.lists(pair, min_size=1, max_size=3).map(lambda some: f"{{{', '.join(some)}}}")


def _larger(parts: Texts) -> Texts:
    """Expressions made of expressions."""
    call = st.builds("{}({})".format, st.sampled_from(ONE), parts)
    bracket = st.one_of(
        _index.map("[{}]".format), st.sampled_from(("[*]", "[]")), _slices, parts.map("[?{}]".format)
    )
    step = st.one_of(
        _keys,
        _keys,
        st.sampled_from(("*", "length(@)", "to_string(@)")),
        _listed(parts),
        _object(parts),
        call,
    )
    return st.one_of(
        st.builds("{}.{}".format, parts, step),
        st.builds("{}{}".format, parts, bracket),
        st.builds("{}{}.{}".format, parts, bracket, step),
        st.builds("{} {} {}".format, parts, st.sampled_from(COMPARED), parts),
        st.builds("{} {} {}".format, parts, st.sampled_from(("||", "&&", "|")), parts),
        parts.map("!{}".format),
        parts.map("({})".format),
        _listed(parts),
        _object(parts),
        call,
        st.builds("{}({}, {})".format, st.sampled_from(TWO), parts, parts),
        st.builds("{}({}, &{})".format, st.sampled_from(BY), parts, parts),
        st.builds("map(&{}, {})".format, parts, parts),
        st.sampled_from(WRONG),
    )


@cache
def expressions(*names: str) -> Texts:
    """Expressions, right and wrong ones; each of the names is a variable that they may use."""
    leaves = [_keys, _keys, _keys, st.just("@"), st.sampled_from(LITERALS)]
    if names:
        leaves.append(st.sampled_from([f"${name}" for name in names]))
    smallest = st.one_of(leaves)
    return st.one_of(_larger(smallest), st.recursive(smallest, _larger, max_leaves=7))


_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from((0, 1, 0.0, 1.0, -0.0, 2.5, 0.1, 1e300)),
    st.sampled_from(("", "a", "foo", "1", "2.5", "x y", "é", " 7 ", "1_0", "nan", "inf", "٣")),
)

#: any JSON value; an object; a document, which is mostly an object
values = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=14,
)
objects = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, values))
documents = st.one_of(objects, objects, values)
