"""Transforms as nobody would write them, over all functions and operators, and what they can see."""

# ruff: noqa: RUF001, SIM905  - letters that look like others belong to what is tried; words read well

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from core.mapping import Table
from core.mapping.scope import Placeholder

TABLES = {
    "vat": Table(rows={"NL": "2", "DE": Decimal("16.0"), "1": 5, "2.5": True, "": None, "a": "b"}),
    "open": Table(rows={"a": "A", "#1001": "order"}, default="other"),
    "long": Table(rows={"a": "y" * 1_200}, default=None),
}

#: every function, with arguments that fit and with some that do not
CALLS = tuple(
    """
abs abs|abs add_days(3) add_days('x') address_line address_parts address_parts('XX')|tojson ascii
capitalize country_code country_name country_name('de') country_name('zz') currency currency_name('nl')
count length d d('n') d('n',true) default default('x') default('',true) default(none) default(none)|upper
default(0)|upper default('x')|upper|truncate(1) default('',true)|default('y',true) default(record.text)
default(record.no) default(boolean=true,default_value='n') default([1])|length date date('%d-%m-%Y')
date('%d/%m/%Y%H:%M:%S') date('%d%B%y') date('%%Y') date('{0}%d') date('%Q') date('') date('at')
date('%Y') date(tz='Europe/Amsterdam') date('%d.%m.',tz='America/St_Johns') date(tz='Nowhere')
date(tz='') datetime datetime(tz='UTC') parse_date('%d-%m-%Y') ean escape first last first|upper
last|d('x') float float(0) float('x') format format(1) from_epoch from_epoch('UTC','ms') html_to_text
house_addition house_number street iban int int(0) int('none') is_ean is_iban is_vat_number items join
join(',') join('::') join(1) join('-',attribute='sku') list lookup('vat') lookup('open') lookup('long')
lookup('long')|length lookup('nope') upper|lookup('vat') lower map('upper') map(attribute='sku')
map(attribute='a.b') map(attribute='0') map(attribute='sku',default='x') map('lookup','open')
map('int',0) map('trim')|join matches('[0-9]') max max(attribute='price') min money money(0) money(3)
money(20) money(21) money(true) money(decimals=1) money('2') number number(',') number(',','.')
number(decimal='.') one_line pad(6) pad(8,'.','right') pad(2000)|length part('-',0) part('-',-1) phone
phone('NL') phone('NL','national') regex_find('[0-9]+') regex_find('(a)(b)?',2)
regex_replace('[^a-z]','') reject reject('none') rejectattr('price') replace('a','b') replace('#','')
replace('a','bcd') replace('','.') replace(1,2) replace('a','b',1) replace('a','b',count=1) reverse round
round(0) round(2) round(20) round(30) round(-1) round(1,'floor') round(1,'up') round(true)
round(method='ceil') select select('string') selectattr('price') slug sort sort(attribute='sku') split
split('-') split('') split(separator='a') split('-')|first string striptags sum sum('price')
sum('price',1) sum('a.b') title tojson trim trim('#x') trim('') trim(chars='a') trim(1) truncate(0)
truncate(3) truncate(5,'..') truncate(1,'...') truncate(999) truncate(end='',length=2) truncate(2.5)
unescape unique upper upper|lower|title urlencode vat_in(21) vat_out(21) vat_in('x') vat_number wordcount
trim|length first|length first=='x' last|upper|length join|length join('x')|first
upper|replace('X','yy')|length trim|upper|replace('A','b')|truncate(4)|default('x')
trim|default('x',true)|lower trim|number|round(2)
""".split()
)
METHODS = tuple(
    """
.strip() .strip('#') .lstrip() .rstrip('a') .upper() .lower() .title() .capitalize() .swapcase()
.casefold() .startswith('a') .endswith('c') .find('b') .rfind('b') .count('a') .count('') .split()
.split('-') .split('') .split('-',1) .rsplit('-',1) .splitlines() .removeprefix('#') .removesuffix('c')
.isdigit() .isalpha() .isnumeric() .isalnum() .isspace() .zfill(7) .zfill(-1) .zfill(5000)
.replace('a','b') .replace('a','b',1) .replace('','-') .join(['a','b']) .join(value) .get('a') .get('no')
.get('no','d') .get('sku') .get(value) .get('a').isdigit() .get('a')=='x' .get('sku').upper().isdigit()
.keys() .values() .items() .index('a') .strip().upper() .split('-')[0].strip() .split('-')[-1] .strip(1)
.startswith(1) [0] [-1] [1] [-2] [9] ['a'] ['sku'] [value] [1.5] [true] [none] .a .sku .price .a.b .no
.no.more .items .é [:3] [1:] [-4:] [::-1] [::2] [:0] [::0] [1:2:1] ['a':] [value:] [:true]
.a|default('x') .no.more|d('x') [0].sku|default('x') ['a']['b']|d(none) [-1].no|default(record.text)
.a|default(record.no) .no|default('',true)|upper
""".split()
)
TESTS = tuple(
    """
none defined undefined string number mapping sequence iterable boolean integer true false float odd even
upper lower divisibleby(2) eq(1) ne('a') in([1,'a']) gt(1) le('b') in('abc') eq(value) eq(record.no)
""".split()
)
SIGNS = (
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "~",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "in",
    "not in",
    "and",
    "or",
)
CONSTANTS = tuple(
    """
'x' '' '#1001' '%05d' 'ß' '1' '2.5' '-' 0 1 2 -1 3 2.5 0.0 1e3 -0.5 12345678901234567890123 true false
none [] {} [1,2] ('a','b') {'a':1} {'b':[1,none]} [record.no] {'a':record.no} range(3)
""".split()
)
PATHS = (
    *(
        "value",
        "record",
        "item",
        "index",
        "parent",
        "settings.list",
        "run.id",
        "checks.customer",
        "checks.found",
    ),
    *(
        "record.text",
        "record.name",
        "record.no",
        "record.no.more",
        "record.count",
        "record.price",
        "record.at",
    ),
    *("record.lines", "record.lines[0].sku", "record.lines[-1].price", "record.tags", "record['tags'][0]"),
    *(
        "checks.customer.ID",
        "checks.customer.ID.more",
        "checks['found'].name",
        "value.a",
        "value[0]",
        "parent.é",
    ),
)

_TEXTS = (
    *(
        "",
        " ",
        "a",
        "abc",
        "  Ab c ",
        "NL",
        "nl",
        "DE",
        "#1001",
        "12",
        "2.5",
        "0.50",
        "-7",
        "1.234,50",
        "a  b\n c",
        "Koffie",
        "a  b\n c",
    ),
    *(
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
        "<b>x</b> &amp; y",
        "a-b-c",
    ),
    *("2026-01-31", "2026-01-31T23:30:00Z", "2026-03-29T02:30:00", "20260131", "0001-01-01T00:00:00+14:00"),
    *(" 2026-07-01T10:00:00.5+02:00", "31-01-2026", "‹customer.ID›", "‹customer.*›", "Keizersgracht 12-A"),
    *("06 12345678", "EUR", "NL91ABNA0417164300", "a\0b", "\ud800", "x" * 999, "a" * 1_000, "ab-" * 500),
    *("ΐ" * 1_000, "é" * 2_500, "7" * 400),
)
_NUMBERS = (
    *(0, 1, -3, 17, 10**17, 2**63, -(2**64), 10**30, 10**308, 10**320),
    *map(
        Decimal,
        ("0", "1", "-2", "2.5", "2.50", "0.005", "1.345", "-0.0", "1E+2", "1e-320", "1E+308", "1e-290"),
    ),
    Decimal("1234567890123456789012345678901234.5678"),
)
_PRICES = (Decimal("12.10"), Decimal("0.005"), Decimal(-3), Decimal("1E+3"), 4)
_LISTS = (
    *([], ["a"], ["b", "a", "b"], ["a", None, 1], [1, 2, Decimal("0.50")], [[1], ["a"]], [None]),
    ["x" * 600] * 2,
    *(["a"] * 101, [True, 1], [{"0": 1, "a": {"b": 2}, "a.b": 3}], [["a", "b"]]),
    [{"sku": "A", "price": "1.10"}],
    *([{"sku": "A", "price": 1}], [{"sku": "A"}, {"price": 2}], [{"sku": None, "price": None}]),
    [{"sku": "B", "price": Decimal("1.10")}, {"sku": "A", "price": Decimal("2.2")}],
    [{"sku": "x", "price": Decimal("1234567890123456789012345678901234.5")}, {"sku": "y", "price": 1}],
)
_OBJECTS = (
    {},
    {"a": 1},
    {"a": {"b": "c"}, "sku": None},
    {"sku": "x" * 1_200, "é": 1, "items": 2},
    Placeholder("x"),
)
#: more than one text may hold, alone and in what holds it
HUGE = ("x" * 1_000_001, ["x" * 1_000_001], ["x" * 90_000] * 12, {"a": "x" * 1_000_001, "sku": "y" * 999_999})
#: what a template may be about
VALUES: tuple[Any, ...] = (None, True, False, *_TEXTS, *_NUMBERS, *_LISTS, *_OBJECTS)

RECORD = {
    "text": "Koffie",
    "count": 3,
    "price": Decimal("12.10"),
    "at": "2026-01-31T23:30:00Z",
    "lines": [{"sku": "B", "price": Decimal("1.10")}, {"sku": "A", "price": 2}],
    "tags": ["new", "sale"],
}


def about(value: Any, record: dict[str, Any] | None = None) -> dict[str, Any]:
    """Give all that a template can name, with this value."""
    return {
        "value": value,
        "record": RECORD if record is None else record,
        "parent": None,
        "index": 0,
        "settings": {"rate": 21, "list": ["a", "b"]},
        "run": {"id": "r1"},
        "checks": {"customer": Placeholder("customer"), "found": {"name": "Jan"}},
        "item": value,
    }


_leaves = st.sampled_from(VALUES)
_texts_seen, _prices_seen = st.sampled_from(_TEXTS), st.sampled_from(_PRICES)
_ordinary = _texts_seen | _prices_seen | st.sampled_from(_LISTS)
_records = st.fixed_dictionaries(
    {
        "text": _texts_seen,
        "count": st.integers(-3, 1_000),
        "price": _prices_seen,
        "at": st.sampled_from(("2026-01-31", "2026-01-31T23:30:00Z", "2026-06-01T12:00:00")),
        "lines": st.lists(
            st.fixed_dictionaries({"sku": _texts_seen, "price": _prices_seen}), min_size=1, max_size=3
        ),
        "tags": st.lists(_texts_seen, min_size=1, max_size=3),
    },
    optional={"name": _texts_seen | st.none(), "a": _leaves},
)
#: all that a template can name
seen: st.SearchStrategy[dict[str, Any]] = st.builds(
    about, _ordinary | _leaves | st.lists(_leaves, max_size=3), _records
)

_paths, _constants, _calls = st.sampled_from(PATHS), st.sampled_from(CONSTANTS), st.sampled_from(CALLS)
_methods, _tests, _signs = st.sampled_from(METHODS), st.sampled_from(TESTS), st.sampled_from(SIGNS)
_usual = st.sampled_from(
    ("value", "record.text", "record.price", "record.lines", "record.tags", "record.at", "'a-b'")
)
_short = st.sampled_from([one for one in CALLS if len(one) <= 12])  # what is written most


def _larger(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions made of expressions."""
    return st.one_of(
        st.builds("({}|{})".format, parts, _short),
        st.builds("({}|{}|{})".format, parts, _short, _calls),
        st.builds("({}|{}|{}|{})".format, parts, _short, _short, _calls),
        st.builds("({}){}".format, parts, _methods),
        st.builds("({} {} {})".format, parts, _signs, parts),
        st.builds("({} ~ '-' ~ {})".format, parts, parts),
        st.builds("({} if {} else {})".format, parts, parts, parts),
        st.builds("({} if {})".format, parts, parts),
        st.builds("({} is {}{})".format, parts, st.sampled_from(("", "not ")), _tests),
        st.builds("({}|d({}))".format, parts, parts),
        st.builds("({}|format({}))".format, parts, parts),
        st.builds("[{}, {}]".format, parts, parts),
        st.builds("({}, {})".format, parts, parts),
        st.builds("{{'k': {}, 'a': {}}}".format, parts, parts),
        st.builds("({}{})".format, st.sampled_from(("not ", "-", "+")), parts),
    )


expressions = st.recursive(st.one_of(_usual, _usual, _paths, _constants), _larger, max_leaves=5)
_words = st.sampled_from((" ", "Web order ", "'\"{}\\", "é‹", "-", "{# note #}", "\n"))
_statements = st.sampled_from(
    (
        "{{% if {} %}}a{{% else %}}{{{{ value }}}}{{% endif %}}",
        "{{% for one in {} %}}{{{{ one }}}},{{% endfor %}}",
        "{{% set x = {} %}}{{{{ x }}}}",
    )
)
#: mostly one expression, else text with expressions in it; a few with statements
templates = st.one_of(
    *(expressions.map("{{{{ {} }}}}".format) for _ in range(6)),
    st.builds("{}{{{{ {} }}}}{}".format, _words, expressions, _words),
    st.builds("{{{{ {} }}}}{}{{{{ {} }}}}".format, expressions, _words, expressions),
    st.builds(lambda statement, made: statement.format(made), _statements, expressions),
)
