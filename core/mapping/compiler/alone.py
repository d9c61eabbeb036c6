"""One transform alone as a function of what it can name: for the preview of one column, and for proofs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.mapping.compiler.jinja_source import lower
from core.mapping.compiler.pieces import SCALARS
from core.mapping.compiler.source import Names, NotCompiled
from core.mapping.limits import begin
from core.mapping.mapping import Table
from core.mapping.profile import NAMES
from core.mapping.template import Template
from core.mapping.values import plain
from core.records import JsonObject


def lowered(template: Template, tables: dict[str, Table]) -> Callable[[JsonObject], Any]:
    """A template's value from what it can name; ValueError says in a sentence why it has none."""
    try:
        quick = function(template, tables)
    except NotCompiled:
        return lambda names: template.of(names, tables)

    def of(names: JsonObject) -> Any:
        try:
            return quick(names)
        except Exception:  # noqa: BLE001  - whatever it is, the template itself tells
            return template.of(names, tables)

    return of


def function(template: Template, tables: dict[str, Table]) -> Callable[[JsonObject], Any]:
    """The lowered template and nothing else: what raises in it, raises; NotCompiled when there is none."""
    names = Names()
    given = {name: names.fresh(name) for name in NAMES}
    own = [names.fresh(one) for one in ("seen", "begin", "fit")]
    source = lower(template, given, names.bind, names.fresh, tables).source
    used = [f"    {found} = {own[0]}[{name!r}]\n" for name, found in given.items() if found in source]
    finished = f"{own[2]}({source})" if template.facts.single else source
    text = f"def value_of({own[0]}):\n    {own[1]}()\n{''.join(used)}    return {finished}\n"
    scope: dict[str, Any] = {**names.bound, **dict(zip(own[1:], (begin, _fit), strict=True))}
    try:
        exec(compile(text, "<transform>", "exec"), scope)  # nosec B102  # noqa: S102  - names, literals and constants of our own alone
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise NotCompiled(str(error)) from None
    made: Callable[[JsonObject], Any] = scope["value_of"]
    return made


def _fit(value: Any) -> Any:
    """A value that may leave; all but texts and numbers has been looked at on the way."""
    return plain(value) if type(value) in SCALARS else value
