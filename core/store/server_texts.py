"""Texts on a server: ordered by code point as in a file, and legible where they hold what it cannot keep."""

from __future__ import annotations

from typing import Any

from psycopg.types.string import StrDumper
from sqlalchemy import String, Text
from sqlalchemy.ext.compiler import compiles


class Legible(StrDumper):
    """Texts for a server that cannot keep a NUL: what another system said stands there with its picture."""

    def dump(self, obj: str) -> Any:
        """Write the text as the server gets it."""
        return super().dump(obj.replace("\0", "\N{SYMBOL FOR NULL}"))


@compiles(String, "postgresql")
def _string(kind: String, compiler: Any, **more: Any) -> str:
    return _by_code_point(kind, compiler.visit_VARCHAR(kind, **more), more)


@compiles(Text, "postgresql")
def _text(kind: Text, compiler: Any, **more: Any) -> str:
    return _by_code_point(kind, compiler.visit_TEXT(kind, **more), more)


def _by_code_point(kind: String, said: str, more: dict[str, Any]) -> str:
    """Let columns order their texts as a file of SQLite does, whatever the server's language is."""
    return f'{said} COLLATE "C"' if "type_expression" in more and not kind.collation else said
