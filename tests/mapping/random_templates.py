"""Transforms as nobody would write them: over all functions and operators, and what they can see."""

# ruff: noqa: RUF001  - letters that look like others belong to what is tried

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from core.mapping import Table
from core.mapping.functions import ENTRIES
from core.mapping.methods import METHODS
from core.mapping.profile import NAMES
from core.mapping.scope import Placeholder

KEYS = ("a", "b", "name", "items", "get", "é", "x y")
TABLES = {
    "vat": Table(rows={"NL": "2", "DE": Decimal("16.0"), "1": 5, "2.5": True, "": None, "a": "b"}),
    "open": Table(rows={"a": "A", "#1001": "order"}, default="other"),
    "none": Table(rows={"x": "y" * 1_200}, default=None),
}

Texts = st.SearchStrategy[str]

_paths = st.one_of(
    st.sampled_from(("value", "value", "value", "value", "record", "item", "checks.customer", "index")),
    st.sampled_from(
        ("value.a", "value['b']", "value[0]", "value[-1]", "value[1].name", "value.items", "value['x y']")
    ),
    st.sampled_from(
        ("record.a", "record.b.name", "record.name", "record.get", "record.items[0].a", "record.no.more")
    ),
    st.sampled_from(
        ("checks.customer.ID", "checks.found.name", "settings.rate", "settings.list", "run.id", "parent.é")
    ),
)
_constants = st.sampled_from(
    (
        *(
            "'x'",
            "''",
            "' a b '",
            "'a'",
            "'NL'",
            "'%05d'",
            "'#1001'",
            "'ß'",
            "'ΐ'",
            "'1'",
            "'2.5'",
            "'-'",
            "'b'",
        ),
        *("0", "1", "2", "-1", "3", "2.5", "0.0", "1e3", "12345678901234567890123", "true", "false", "none"),
        *("[]", "{}", "[1, 2]", "('a', 'b')", "{'a': 1}", "{'b': [1, none]}"),
    )
)
_texts = st.sampled_from(("'a'", "'b'", "''", "'-'", "', '", "'é'", "' '", "'abc'", "'.'", "'%'", "'1'"))
_numbers = st.sampled_from(("0", "1", "2", "3", "-1", "10", "30", "2.5", "true"))
_forms = st.sampled_from(
    ("'%Y-%m-%d'", "'%d-%m-%Y'", "'%d/%m/%Y %H:%M:%S'", "'%d %B %Y'", "'%%Y'", "'{0}%d'", "'%Q'", "''")
)
_zones = st.sampled_from(("'Europe/Amsterdam'", "'UTC'", "'America/St_Johns'", "'Nowhere'"))
_patterns = st.sampled_from(("'[0-9]+'", "'a'", "'(a)(b)?'", "'^.'", "''"))
_countries = st.sampled_from(("'NL'", "'de'", "'FR'", "'XX'"))
_tests = st.sampled_from(
    (
        *(
            "none",
            "defined",
            "undefined",
            "string",
            "number",
            "mapping",
            "sequence",
            "iterable",
            "boolean",
            "integer",
        ),
        *(
            "true",
            "false",
            "float",
            "odd",
            "even",
            "upper",
            "lower",
            "divisibleby(2)",
            "eq(1)",
            "ne('a')",
            "in([1, 'a'])",
        ),
        *("gt(1)", "le('b')", "in('abc')", "eq(value)", "eq(record.no)"),
    )
)


def _written(name: str, *arguments: Texts) -> Texts:
    """A call with these arguments, and with fewer from behind."""
    if not arguments:
        return st.just(name)
    calls = [
        st.tuples(*arguments[:n]).map(lambda made: f"{name}({', '.join(made)})")
        for n in range(len(arguments) + 1)
    ]
    return st.one_of(st.just(name), *calls)


def _functions(parts: Texts) -> Texts:
    """Every function; those with arguments of their own kind are given them, mostly."""
    one_of_any = st.one_of(_constants, _constants, parts)
    fitting = {
        "trim": (_texts,),
        "replace": (_texts, _texts),
        "truncate": (_numbers, _texts),
        "split": (_texts,),
        "part": (_texts, _numbers),
        "join": (_texts, _texts),
        "pad": (_numbers, _texts, st.sampled_from(("'left'", "'right'"))),
        "default": (one_of_any, st.sampled_from(("true", "false", "value"))),
        "d": (one_of_any, st.sampled_from(("true", "false"))),
        "number": (st.sampled_from(("','", "'.'")), st.sampled_from(("'.'", "''", "' '"))),
        "money": (_numbers,),
        "round": (_numbers, st.sampled_from(("'common'", "'ceil'", "'floor'", "'up'"))),
        "vat_in": (_numbers, _numbers),
        "vat_out": (_numbers, _numbers),
        "int": (one_of_any,),
        "float": (one_of_any,),
        "format": (one_of_any, one_of_any),
        "date": (_forms, _zones),
        "datetime": (_zones,),
        "parse_date": (_forms,),
        "add_days": (_numbers,),
        "from_epoch": (_zones, st.sampled_from(("'s'", "'ms'"))),
        "lookup": (st.sampled_from([f"'{name}'" for name in TABLES]),),
        "matches": (_patterns,),
        "regex_find": (_patterns, _numbers),
        "regex_replace": (_patterns, _texts),
        "map": (
            st.sampled_from(
                ("'upper'", "attribute='a'", "'lookup', 'open'", "'default', 'x'", "'trim'", "'int', 0")
            ),
        ),
        "select": (st.sampled_from(("", "'string'", "'defined'", "'eq', 1", "'odd'")),),
        "reject": (st.sampled_from(("", "'none'", "'string'", "'in', [1, 2]")),),
        "selectattr": (st.sampled_from(("'a'", "'a', 'eq', 1", "'name', 'string'")),),
        "rejectattr": (st.sampled_from(("'a'", "'a', 'none'")),),
        "sort": (st.sampled_from(("true", "attribute='a'", "false, true")),),
        "unique": (st.sampled_from(("true", "attribute='a'")),),
        "min": (st.sampled_from(("attribute='a'",)),),
        "max": (st.sampled_from(("attribute='a'",)),),
        "sum": (st.sampled_from(("'a'", "'b', 1")),),
        "phone": (_countries, st.sampled_from(("'national'", "'E164'", "'x'"))),
        "country_name": (st.sampled_from(("'de'", "'nl'", "'zz'")),),
        "currency_name": (st.sampled_from(("'nl'",)),),
        **dict.fromkeys(
            ("vat_number", "is_vat_number", "address_parts", "street", "house_number"), (_countries,)
        ),
        **dict.fromkeys(("house_addition", "address_line"), (_countries,)),
    }
    named = (
        "replace('a', 'b', count=1)",
        "default(boolean=true, default_value='n')",
        "truncate(end='', length=2)",
    )
    named += (
        "split(separator='-')",
        "money(decimals=3)",
        "trim(chars='a')",
        "date(tz='UTC')",
        "round(method='floor')",
    )
    known = [_written(name, *fitting.get(name, ())) for name in ENTRIES]
    usual = (
        "trim",
        "upper",
        "lower",
        "string",
        "number",
        "int",
        "default",
        "round",
        "length",
        "first",
        "last",
        "money",
    )
    common = [_written(name, *fitting.get(name, ())) for name in usual]
    return st.one_of(*common, *common, *known, st.sampled_from(named))


def _methods(parts: Texts) -> Texts:
    texts = ("startswith", "endswith", "find", "rfind", "count", "removeprefix", "removesuffix")
    fitting: dict[str, tuple[Texts, ...]] = {
        **dict.fromkeys(texts, (_texts,)),
        **dict.fromkeys(("strip", "lstrip", "rstrip", "split", "rsplit"), (_texts,)),
        "zfill": (_numbers,),
        "replace": (_texts, _texts),
        "join": (parts,),
        "get": (_texts, _constants),
        "index": (_constants,),
    }
    required = {*texts, "zfill", "replace", "join", "get", "index"}
    made = []
    for name in METHODS:
        given = fitting.get(name, ())
        calls = [
            st.tuples(*given[:n]).map(lambda one, name=name: f".{name}({', '.join(one)})")
            for n in range(len(given) + 1)
        ]
        made.append(st.one_of(calls[1:] if name in required else calls))
    return st.one_of(made)


def _larger(parts: Texts) -> Texts:
    """Expressions made of expressions."""
    functions, signs = _functions(parts), ("+", "-", "*", "/", "//", "%", "**", "~", "~", "+", "-", "*")
    compared = ("==", "!=", "<", "<=", ">", ">=", "in", "not in", "and", "or")
    edges = st.sampled_from(("", "1", "-1", "2", "0"))
    return st.one_of(
        st.builds("{}|{}".format, _paths, functions),
        st.builds("{}|{}|{}".format, _paths, functions, functions),
        st.builds("{}|{}|{}|{}".format, _paths, functions, functions, functions),
        st.builds("({})|{}".format, parts, functions),
        st.builds("({}|{})".format, parts, functions),
        st.builds("({} {} {})".format, parts, st.sampled_from(signs), parts),
        st.builds("({} {} {})".format, parts, st.sampled_from(compared), parts),
        st.builds("({} if {} else {})".format, parts, parts, parts),
        st.builds("({} if {})".format, parts, parts),
        st.builds("({} is {}{})".format, parts, st.sampled_from(("", "not ")), _tests),
        st.builds("{}{}".format, _paths, _methods(parts)),
        st.builds("({}){}".format, parts, _methods(parts)),
        st.builds("({})[{}:{}]".format, parts, edges, edges),
        st.builds(
            "({})[{}:{}:{}]".format, parts, edges, edges, st.sampled_from(("1", "-1", "2", "0", "value"))
        ),
        st.builds(
            "({})[{}]".format, parts, st.sampled_from(("0", "-1", "1", "'a'", "'name'", "value", "1.5"))
        ),
        st.builds("({}).{}".format, parts, st.sampled_from(("a", "name", "items", "é"))),
        st.builds("[{}, {}]".format, parts, parts),
        st.builds("({}, {})".format, parts, parts),
        st.builds("{{'k': {}, 'a': {}}}".format, parts, parts),
        st.builds("(not {})".format, parts),
        st.builds("(-{})".format, parts),
        st.builds("(+{})".format, parts),
        st.builds("range({})".format, _numbers),
    )


_silly: Texts = st.recursive(st.one_of(_paths, _paths, _constants), _larger, max_leaves=5)

_TEXT = (
    "record.text",
    "record.text",
    "record.name",
    "record.lines[0].sku",
    "record.tags[0]",
    "'a-b'",
    "value",
)
_NUMBER = (
    "record.count",
    "record.price",
    "record.price",
    "record.lines[0].price",
    "2",
    "0.5",
    "100",
    "value",
)
_LIST = ("record.lines", "record.tags", "record.lines[:1]", "['b', 'a']", "record.tags + ['z']", "value")
_ON_TEXT = (
    *(
        "trim",
        "upper",
        "lower",
        "capitalize",
        "title",
        "string",
        "one_line",
        "ascii",
        "slug",
        "trim('#')",
        "escape",
    ),
    *(
        "replace('a', 'b')",
        "replace('#', '')",
        "replace('-', ' - ')",
        "replace('a', 'b', 1)",
        "replace('', '.')",
    ),
    *(
        "truncate(3)",
        "truncate(5, '..')",
        "truncate(30)",
        "default('x')",
        "default('', true)",
        "d('n', true)",
    ),
    *(
        "lookup('open')",
        "pad(6)",
        "pad(8, '.', 'right')",
        "regex_replace('[^a-z]', '')",
        "html_to_text",
        "unescape",
    ),
    *("default(record.name)", "part('-', 0)|d('')", "first|string", "join('.')", "urlencode", "striptags"),
)
_OF_TEXT = (
    *(
        ".strip()",
        ".upper()",
        ".lower()",
        ".title()",
        ".replace('a', 'b')",
        ".zfill(7)",
        ".removeprefix('#')",
    ),
    *(".split('-')[0]", ".split()[-1]", "[:3]", "[1:]", "[::-1]", "[-4:]", "[0:99]", ".casefold()"),
)
_TO_NUMBER = ("length", "wordcount", "int(0)", "number|d(1)", "float(0)", "count")
_ON_NUMBER = (
    "round",
    "round(2)",
    "money",
    "abs",
    "int",
    "float",
    "number",
    "vat_in(21)",
    "round(1, 'floor')",
    "d(0)",
)
_ON_LIST = (
    "map(attribute='sku')",
    "select('string')",
    "sort",
    "unique",
    "reverse",
    "list",
    "selectattr('price')",
)
_TO_TEXT = (
    "join",
    "join(', ')",
    "first|string",
    "last|d('x')|string",
    "length|string",
    "tojson",
    "sum('price')|string",
)
_SHOWN = (
    "date",
    "date('%d-%m-%Y')",
    "date('%d %b %y')",
    "date(tz='Europe/Amsterdam')",
    "datetime(tz='UTC')",
    "add_days(3)",
)


def _sensible_texts(parts: Texts) -> Texts:
    on, of = st.sampled_from(_ON_TEXT), st.sampled_from(_OF_TEXT)
    return st.one_of(
        st.builds("({}|{})".format, parts, on),
        st.builds("({}|{}|{})".format, parts, on, on),
        st.builds("({}|{}|{}|{})".format, parts, on, on, on),
        st.builds("({}{})".format, parts, of),
        st.builds("({} ~ '-' ~ {})".format, parts, parts),
        st.builds("({} + {})".format, parts, parts),
        st.builds(
            "({}|{})".format,
            _sensible_numbers,
            st.sampled_from(("string", "round(2)|string", "pad(5)", "d('')")),
        ),
        st.builds("({} if {} else {})".format, parts, _sensible_tests(parts), parts),
        st.builds("({} or {})".format, parts, parts),
        st.builds("({}|{})".format, _sensible_lists, st.sampled_from(_TO_TEXT)),
        st.builds("('%05d %s'|format({}, {}))".format, _sensible_numbers, parts),
        st.builds("(record.at|{})".format, st.sampled_from(_SHOWN)),
    )


def _sensible_tests(parts: Texts) -> Texts:
    return st.one_of(
        st.builds("{} is {}".format, parts, _tests),
        st.builds("{} {} {}".format, parts, st.sampled_from(("==", "!=", "in", "<")), parts),
        st.builds("{} > {}".format, _sensible_numbers, _sensible_numbers),
        st.builds("record.{} is defined".format, st.sampled_from(("text", "no", "lines"))),
    )


_sensible_numbers: Texts = st.recursive(
    st.sampled_from(_NUMBER),
    lambda parts: st.one_of(
        st.builds(
            "({} {} {})".format, parts, st.sampled_from(("+", "-", "*", "/", "//", "%", "+", "-", "*")), parts
        ),
        st.builds("({}|{})".format, parts, st.sampled_from(_ON_NUMBER)),
        st.builds("({}|{})".format, st.sampled_from(_TEXT), st.sampled_from(_TO_NUMBER)),
        st.sampled_from(
            ("(record.lines|sum('price'))", "(-record.price)", "(record.count ** 2)", "(record.lines|length)")
        ),
    ),
    max_leaves=3,
)
_sensible_lists: Texts = st.builds(
    "({}|{})".format, st.sampled_from(_LIST), st.sampled_from(_ON_LIST)
) | st.sampled_from(_LIST)
_sensible: Texts = st.one_of(
    *(st.recursive(st.sampled_from(_TEXT), _sensible_texts, max_leaves=4) for _ in range(3)),
    _sensible_numbers,
    _sensible_numbers,
    _sensible_lists,
    st.sampled_from(_TEXT).flatmap(lambda one: _sensible_tests(st.just(one))),
)
expressions: Texts = st.one_of(_sensible, _sensible, _sensible, _silly)
_words = st.sampled_from((" ", "Web order ", "'\"{}\\", "é‹", "-", "{# note #}", "\n"))
_statements = st.sampled_from(
    (
        "{{% if {} %}}a{{% else %}}{{{{ value }}}}{{% endif %}}",
        "{{% for one in {} %}}{{{{ one }}}},{{% endfor %}}",
        "{{% set x = {} %}}{{{{ x }}}}",
    )
)

#: mostly one expression, else text with expressions in it; a few with statements
templates: Texts = st.one_of(
    *(expressions.map("{{{{ {} }}}}".format) for _ in range(6)),
    st.builds("{}{{{{ {} }}}}{}".format, _words, expressions, _words),
    st.builds("{{{{ {} }}}}{}{{{{ {} }}}}".format, expressions, _words, expressions),
    st.builds(lambda statement, made: statement.format(made), _statements, expressions),
)

_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 12),
    st.sampled_from((10**17, 2**63, -(2**64), 10**30, 10**308, 10**320)),
    st.sampled_from(
        (
            "0",
            "1",
            "-2",
            "2.5",
            "2.50",
            "0.005",
            "-0.0",
            "1E+2",
            "1e-320",
            "1E+308",
            "1234567890123456789012345678901234.5678",
        )
    ).map(Decimal),
    st.sampled_from(
        (
            "",
            " ",
            "a",
            "b",
            "abc",
            "  Ab c ",
            "NL",
            "nl",
            "DE",
            "#1001",
            "x",
            "1",
            "12",
            "2.5",
            "-7",
            "1.234,50",
        )
    ),
    st.sampled_from(
        (
            "é",
            "ß",
            "ΐ",
            "e\u0301",
            "👩‍👩‍👧",
            "٣",
            "1_0",
            "nan",
            "1e5",
            "00012",
            "\u00a0 7 ",
            "None",
            "<b>x</b> &amp; y",
            "a-b-c",
        )
    ),
    st.sampled_from(
        (
            "2026-01-31",
            "2026-01-31T23:30:00Z",
            "2026-03-29T02:30:00",
            "20260131",
            "0001-01-01T00:00:00+14:00",
            "31-01-2026",
        )
    ),
    st.sampled_from(
        (
            "‹customer.ID›",
            "‹customer.*›",
            "Keizersgracht 12-A",
            "06 12345678",
            "EUR",
            "NL91ABNA0417164300",
            "a\0b",
            "\ud800",
        )
    ),
    st.sampled_from(("a" * 999, "a" * 1_000, "B " * 501, "ΐ" * 1_000, "é" * 2_500, "7" * 400)),
)
#: any JSON value
values: st.SearchStrategy[Any] = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
        st.lists(st.dictionaries(st.sampled_from(KEYS), inner), max_size=3),
    ),
    max_leaves=6,
)
_objects = st.dictionaries(st.sampled_from(KEYS), values, max_size=5)
_texts_seen = st.sampled_from(
    ("Koffie", "#1001", " a-b c ", "NL", "Jürgen ß", "x" * 999, "a b " * 300, "12", "0.50", "")
)
_prices = st.sampled_from(("12.10", "0.005", "-3", "1E+3", "0")).map(Decimal)
_at = st.sampled_from(
    ("2026-01-31", "2026-01-31T23:30:00Z", " 2026-07-01T10:00:00.5+02:00", "2026-06-01T12:00:00")
)
_orders = st.fixed_dictionaries(
    {
        "text": _texts_seen,
        "count": st.integers(-3, 1_000),
        "price": _prices,
        "at": _at,
        "lines": st.lists(
            st.fixed_dictionaries({"sku": _texts_seen, "price": _prices}), min_size=1, max_size=3
        ),
        "tags": st.lists(_texts_seen, min_size=1, max_size=3),
    },
    optional={"name": _texts_seen | st.none(), "a": values, "b": values, "items": values, "get": values},
)

#: all that a template can name
seen: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "value": _texts_seen | _prices | values,
        "record": _orders,
        "parent": st.none() | _objects,
        "index": st.none() | st.integers(0, 3),
        "settings": st.just({"rate": 21, "list": ["a", "b"]}),
        "run": st.just({"id": "r1"}),
        "checks": st.sampled_from(
            ({"customer": Placeholder("customer")}, {"customer": None, "found": {"name": "Jan"}}, {})
        ),
        "item": st.none() | values,
    }
)
assert set(NAMES) == {"value", "record", "parent", "index", "settings", "run", "checks", "item"}
