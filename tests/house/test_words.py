"""What is said to people goes through the catalogue, and the catalogue's tools are used as they must be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from messages import KEYWORDS, ROOT

FILES = [
    each
    for name in ("pages", "core", "connectors")
    for each in sorted((ROOT / name).rglob("*.py"))
    if "node_modules" not in each.parts and "from core.language import" in each.read_text("utf-8")
]

#: What Streamlit runs anew at each drawing.
DRAWN = {*(ROOT / "pages").glob("*.py"), ROOT / "pages" / "frame" / "shell.py"}


def _tools(tree: ast.AST) -> set[str]:
    return {
        each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "core.language"
        for each in node.names
    } & set(KEYWORDS)


def _bound(tree: ast.AST) -> Iterator[ast.AST]:
    """Where `_` is made to mean something else."""
    for node in ast.walk(tree):
        if (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == "_") or (
            isinstance(node, ast.arg) and node.arg == "_"
        ):
            yield node


@pytest.mark.parametrize("file", FILES, ids=lambda each: each.relative_to(ROOT).as_posix())
def test_words_are_looked_up_as_they_stand(file: Path) -> None:
    """No message is put together before it is looked up, none at import; `_` means one thing in a file."""
    tree = ast.parse(file.read_text("utf-8"))
    tools = _tools(tree)
    if "_" in tools:
        assert [node.lineno for node in _bound(tree)] == [], "`_` is the catalogue's in this file"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in tools:
            texts = node.args[: 2 if node.func.id == "n_" else 1]
            put_together = [each.lineno for each in texts if isinstance(each, (ast.JoinedStr, ast.BinOp))]
            assert put_together == []
            assert len(node.args) == (3 if node.func.id == "n_" else 1), f"line {node.lineno}"
    for node in () if file in DRAWN else _at_import(tree):
        assert not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "n_"}
        ), f"line {node.lineno} is said when the module is imported"


def _at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """What is worked out when a module is read: all but the bodies of functions."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from (node for default in child.args.defaults for node in ast.walk(default))
        elif not isinstance(child, ast.Lambda):
            yield child
            yield from _at_import(child)
