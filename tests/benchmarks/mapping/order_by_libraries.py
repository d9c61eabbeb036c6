"""The mapping by jmespath.py and Jinja themselves, in the three ways that people use them."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import jmespath
import orjson
from jinja2 import Environment, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from order_mapping import EACH, HEADER, LINE, VAT_CODES

from core.mapping import Rule

#: one field: the path of its target, and what makes it of the order or line
Made = tuple[tuple[str, ...], Callable[[Any], Any]]
Side = Callable[[Sequence[bytes]], bytes]


def by_compiled_expressions() -> Side:
    """Expressions are read once by jmespath.py, and once by Jinja's sandbox as functions of a value."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    environment.filters["lookup"] = _lookup

    def field(rule: Rule) -> Callable[[Any], Any]:
        search = jmespath.compile(rule.select).search
        if rule.transform is None:
            return search  # type: ignore[no-any-return]  # jmespath.py has no types
        called = environment.compile_expression(rule.transform.strip("{} "), undefined_to_none=False)

        def both(node: Any) -> Any:
            value = search(node)
            return None if value is None and not _takes_null(rule) else called(value=value)

        return both

    return _side(field, jmespath.compile(EACH).search)


def by_cached_templates() -> Side:
    """Templates are made once and rendered; the text that they give is read as a literal, where it is one."""
    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701  - nothing here is HTML
    environment.filters["lookup"] = _lookup

    def field(rule: Rule) -> Callable[[Any], Any]:
        template = environment.from_string(rule.transform or "")
        return _rendered(rule, lambda value: template.render(value=value))

    return _side(field, lambda order: jmespath.search(EACH, order))


def by_templates_each_time() -> Side:
    """A template is made anew for every value, as in most examples on the web."""
    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701  - nothing here is HTML
    environment.filters["lookup"] = _lookup

    def field(rule: Rule) -> Callable[[Any], Any]:
        source = rule.transform or ""
        return _rendered(rule, lambda value: environment.from_string(source).render(value=value))

    return _side(field, lambda order: jmespath.search(EACH, order))


def _lookup(value: str, _table: str) -> str:
    return VAT_CODES[value]


def _rendered(rule: Rule, render: Callable[[Any], str]) -> Callable[[Any], Any]:
    """What a rule gives when its expression is searched by its text and its transform renders text."""
    select = rule.select

    def made(node: Any) -> Any:
        value = jmespath.search(select, node)
        if rule.transform is None or (value is None and not _takes_null(rule)):
            return value
        return _read(render(value))

    return made


def _takes_null(rule: Rule) -> bool:
    """Whether its transform says what becomes of nothing, and has to be asked."""
    return "default(" in (rule.transform or "")


def _read(text: str) -> Any:
    """Nobody told the template which of its texts are numbers: so all that read as one become one."""
    try:
        return literal_eval(text)
    except (ValueError, SyntaxError):
        return text


def _side(field: Callable[[Rule], Callable[[Any], Any]], rows: Callable[[Any], Any]) -> Side:
    header = [(tuple(rule.to.split(".")), field(rule)) for rule in HEADER]
    line = [(tuple(rule.to.split(".")), field(rule)) for rule in LINE]

    def payload(order: Any) -> dict[str, Any]:
        made = _shaped(header, order)
        made["lines"] = [_shaped(line, row) for row in rows(order) or ()]
        return made

    return lambda chunk: b"".join([orjson.dumps(payload(orjson.loads(one))) + b"\n" for one in chunk])


def _shaped(fields: Iterable[Made], node: Any) -> dict[str, Any]:
    """One object; what is empty or fails is left out."""
    whole: dict[str, Any] = {}
    for path, make in fields:
        try:
            value = make(node)
        except Exception:  # noqa: BLE001, S112  - whatever goes wrong concerns this field alone
            continue
        if value is None or value in ("", [], {}):
            continue
        inner = whole
        for segment in path[:-1]:
            inner = inner.setdefault(segment, {})
        inner[path[-1]] = value
    return whole
