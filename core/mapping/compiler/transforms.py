"""Transforms in the generated function: lowered to an expression, or run by Jinja itself."""

from __future__ import annotations

from core.mapping.compiler.jinja_source import lower
from core.mapping.compiler.pieces import Piece
from core.mapping.compiler.source import Names, NotCompiled
from core.mapping.mapping import Table
from core.mapping.template import Template


def transform_source(
    transform: Template, seen: dict[str, str], names: Names, tables: dict[str, Table]
) -> Piece:
    """The expression of a transform's value; `seen` tells where what it can name is in the function."""
    try:
        return lower(transform, seen, names.bind, names.fresh, tables)
    except NotCompiled:
        given = ", ".join(f"{name!r}: {found}" for name, found in seen.items())
        return Piece(f"{names.bind(transform.of, 'transform')}({{{given}}}, {names.bind(tables, 'tables')})")
