"""What a template may be: parsed, held against allow-lists and bounds, and rewritten to functions alone."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

from jinja2 import TemplateSyntaxError, nodes

from core.mapping.facts import Facts, facts_of, walk
from core.mapping.functions import ENTRIES
from core.mapping.functions.patterns import pattern
from core.mapping.jinja import SANDBOX
from core.mapping.limits import COPIES, DEPTH, NODES, Wrong, check_text, listed, nearest
from core.mapping.methods import METHODS
from core.mapping.rewriting import rewrite

#: What a template can name.
NAMES = ("value", "record", "parent", "index", "settings", "run", "checks", "item")

_STATEMENTS = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign)
_EXPRESSIONS = (
    *(nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Dict, nodes.Pair, nodes.CondExpr, nodes.Filter),
    *(nodes.Test, nodes.Call, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Concat, nodes.Compare),
    *(nodes.Operand, nodes.Keyword, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Add, nodes.Sub, nodes.Mod),
    *(nodes.Pow, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos),
)
_CALLING = {"map": "filter", "select": "test", "reject": "test", "selectattr": "test", "rejectattr": "test"}
_PATTERNS = ("matches", "regex_find", "regex_replace")


def read(source: str) -> tuple[nodes.Template, Facts]:
    """Parse a template and rewrite it; Wrong says what it may not be."""
    check_text(source)
    try:
        tree = SANDBOX.parse(source)
    except TemplateSyntaxError as error:
        raise Wrong(f"line {error.lineno}: {_sentence(error.message)}") from None
    except (RecursionError, ValueError, OverflowError):
        raise Wrong("the template is nested too deeply or holds a number that is too long") from None
    _check_nodes(tree)
    facts = facts_of(tree)
    _check_copies(tree)
    rewrite(tree)
    return tree, facts


def _sentence(message: str | None) -> str:
    made = (message or "the template cannot be read").rstrip(".")
    return made[0].lower() + made[1:]


def _check_nodes(tree: nodes.Template) -> None:
    local = {"loop"}
    for count, (node, depth) in enumerate(walk(tree)):
        if count > NODES:
            raise Wrong(f"the template has more than {NODES} parts")
        if depth > DEPTH:
            raise Wrong(f"the template is nested more than {DEPTH} deep")
        if not isinstance(node, _STATEMENTS + _EXPRESSIONS):
            raise Wrong(f"line {node.lineno}: {_called(node)} is not possible in a transform")
        if isinstance(node, nodes.Name) and node.ctx == "store":
            local.add(node.name)
    known = {*NAMES, *local}
    called: set[int] = set()
    for node, _ in walk(tree):
        _check_node(node, known, called)


def _called(node: nodes.Node) -> str:
    name = type(node).__name__.lower()
    return f"{{% {name} %}}" if isinstance(node, nodes.Stmt) else name


def _check_node(node: nodes.Node, known: set[str], called: set[int]) -> None:
    match node:
        case nodes.Name(name=name, ctx="store") if name in NAMES:
            raise Wrong(f"line {node.lineno}: {name!r} has a meaning of its own and cannot be set")
        case nodes.Name(name=name, ctx="load") if name not in known and id(node) not in called:
            there = f"{nearest(name, known)}; there are: {listed(known - {'loop'})}"
            raise Wrong(f"line {node.lineno}: {name!r} is undefined{there}")
        case nodes.For(recursive=True):
            raise Wrong(f"line {node.lineno}: a recursive loop is not possible in a transform")
        case nodes.Call():
            _check_call(node, called)
        case nodes.Filter():
            _check_filter(node)
        case nodes.Test(name=name) if name not in SANDBOX.tests:
            raise Wrong(f"line {node.lineno}: there is no test {name!r}{nearest(name, SANDBOX.tests)}")


def _check_call(node: nodes.Call, called: set[int]) -> None:
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        raise Wrong(f"line {node.lineno}: * and ** before arguments are not possible in a transform")
    match node.node:
        case nodes.Getattr(attr=attr) if attr in METHODS:
            return
        case nodes.Name(name="range") if node.args and not node.kwargs:
            called.add(id(node.node))
            return
        case nodes.Getattr(attr=attr):
            hint = f"; write it as a function: |{attr}" if attr in ENTRIES else nearest(attr, METHODS)
            raise Wrong(f"line {node.lineno}: there is no method .{attr}(){hint}")
        case nodes.Name(name=name) if name in ENTRIES:
            raise Wrong(f"line {node.lineno}: {name} is written behind a value: … |{name}")
        case nodes.Name(name=name):
            raise Wrong(f"line {node.lineno}: {name!r} is undefined, there is nothing to call")
        case _:
            pass
    raise Wrong(f"line {node.lineno}: this cannot be called")


def _check_filter(node: nodes.Filter) -> None:
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        raise Wrong(f"line {node.lineno}: * and ** before arguments are not possible in a transform")
    if node.name not in ENTRIES:
        raise Wrong(f"line {node.lineno}: there is no function {node.name!r}{nearest(node.name, ENTRIES)}")
    _check_arguments(node)
    if node.name in _CALLING:
        _check_named(node)
    first = node.args[0] if node.args else None
    if node.name in _PATTERNS and isinstance(first, nodes.Const) and isinstance(first.value, str):
        try:
            pattern(first.value)
        except ValueError as error:
            raise Wrong(f"line {node.lineno}: {error}") from None


def _check_arguments(node: nodes.Filter) -> None:
    entry = ENTRIES[node.name]
    given = [None] * (len(node.args) + (2 if entry.context else 1))
    try:
        inspect.signature(entry.call).bind(*given, **{str(keyword.key): None for keyword in node.kwargs})
    except TypeError as error:
        raise Wrong(f"line {node.lineno}: {node.name}: {error}; write {entry.function.signature}") from None


def _check_named(node: nodes.Filter) -> None:
    """`map('upper')` and the like call something by its name, which must be written out and known."""
    kind, at = _CALLING[node.name], 1 if node.name.endswith("attr") else 0
    if len(node.args) <= at:
        return
    first = node.args[at]
    known: Iterable[str] = ENTRIES if kind == "filter" else SANDBOX.tests
    if not (isinstance(first, nodes.Const) and isinstance(first.value, str)):
        raise Wrong(f"line {node.lineno}: {node.name} needs the name of a {kind} written out")
    if first.value not in known:
        word = "function" if kind == "filter" else "test"
        raise Wrong(f"line {node.lineno}: there is no {word} {first.value!r}{nearest(first.value, known)}")


def _check_copies(tree: nodes.Template) -> None:
    """Refuse a template whose variables multiply each other, as `set a = [a, a]` again and again."""
    bound: dict[str, int] = {}
    for node in tree.body:
        _copies(node, bound)


def _copies(node: nodes.Node, bound: dict[str, int]) -> int:
    if isinstance(node, nodes.Name):
        return bound.get(node.name, 1)
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
        bound[node.target.name] = _copies(node.iter, bound)
    each = [_copies(child, bound) for child in node.iter_child_nodes()]
    made = max(1, sum(each))
    if isinstance(node, nodes.Stmt | nodes.Compare | nodes.Test | nodes.Not):
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            bound[node.target.name] = max(_copies(node.node, bound), 1)
        return 1
    if isinstance(node, nodes.CondExpr | nodes.Or | nodes.And):
        made = max(1, *each)
    if made > COPIES:
        raise Wrong(f"the template multiplies its input more than {COPIES} times")
    return made
