"""A parsed JMESPath expression as text again, so that a part of one can be shown or tried by itself."""

from __future__ import annotations

from core.documents import write_json
from core.mapping.jmes_tree import Node
from core.mapping.read import quoted

_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_WORDS = {"or_expression": " || ", "and_expression": " && ", "pipe": " | "}
_LOOSE = (*_WORDS, "comparator", "not_expression", "let")


def written(node: Node) -> str:
    """An expression that parses to this very tree."""
    if node["type"] == "slice":
        parts = ["" if part is None else str(part) for part in node["children"]]
        return f"[{parts[0]}:{parts[1]}{':' + parts[2] if parts[2] else ''}]"
    return _step(node, node["children"]) or _made(node, node["children"])


def _step(node: Node, inner: list[Node]) -> str:  # noqa: PLR0911  - one per kind
    """Paths and what goes through lists; nothing for any other node, and for the item itself."""
    match node["type"]:
        case "field":
            return quoted(str(node["value"]))
        case "index":
            return f"[{node['value']}]"
        case "subexpression":
            return _left(inner[0]) + "".join("." + written(child) for child in inner[1:])
        case "index_expression":
            return _left(inner[0]) + "".join(map(written, inner[1:]))
        case "flatten":
            return _left(inner[0]) + "[]"
        case "projection":
            sliced = inner[0]["type"] == "index_expression" and inner[0]["children"][1]["type"] == "slice"
            star = "" if inner[0]["type"] == "flatten" or sliced else "[*]"
            return _left(inner[0]) + star + _right(inner[1])
        case "filter_projection":
            return f"{_left(inner[0])}[?{written(inner[2])}]{_right(inner[1])}"
        case "value_projection":
            left = _left(inner[0])
            return f"{left}.*{_right(inner[1])}" if left else f"*{_right(inner[1])}"
        case _:
            return ""


def _made(node: Node, inner: list[Node]) -> str:  # noqa: C901, PLR0911, PLR0912  - one per kind
    """What stands for a value, is compared, chosen, called or put together."""
    value = node.get("value")
    match node["type"]:
        case "current":
            return "@"
        case "identity":
            return ""
        case "variable":
            return f"${value}"
        case "literal":
            return _literal(value)
        case "comparator":
            return f" {_SIGNS[str(value)]} ".join(_tight(child) for child in inner)
        case "or_expression" | "and_expression" | "pipe":
            return _WORDS[node["type"]].join(_tight(child) for child in inner)
        case "not_expression":
            return "!" + _tight(inner[0])
        case "expref":
            return "&" + _tight(inner[0])
        case "function_expression":
            return f"{value}({', '.join(map(written, inner))})"
        case "multi_select_list":
            return f"[{', '.join(map(written, inner))}]"
        case "multi_select_dict":
            return "{" + ", ".join(map(written, inner)) + "}"
        case "key_val_pair":
            return f"{quoted(str(value))}: {written(inner[0])}"
        case _:
            *values, body = inner
            pairs = (f"${name} = {written(each)}" for name, each in zip(node["value"], values, strict=True))
            return f"let {', '.join(pairs)} in {written(body)}"


def _literal(value: object) -> str:
    if isinstance(value, str) and not set(value) & {"'", "\\"}:
        return f"'{value}'"
    return "`" + write_json(value).replace("`", "\\`") + "`"


def _tight(node: Node) -> str:
    return f"({written(node)})" if node["type"] in _LOOSE else written(node)


_PROJECTIONS = ("projection", "filter_projection", "value_projection")


def _left(node: Node) -> str:
    """What stands before a step; a projection there has ended, which only brackets can say."""
    return f"({written(node)})" if node["type"] in (*_LOOSE, *_PROJECTIONS) else written(node)


def _right(node: Node) -> str:
    """What follows a projection, behind a dot where it does not start with a bracket of its own."""
    made = written(node)
    return f".{made}" if made and not _starts_with_bracket(node) else made


def _starts_with_bracket(node: Node) -> bool:
    """Whether the leftmost part is the item itself, so that its text begins with the brackets behind it."""
    while node["type"] != "slice" and node["children"]:
        if node["type"] in ("multi_select_list", "multi_select_dict", "function_expression"):
            return False
        if node["type"] == "value_projection" and node["children"][0]["type"] == "identity":
            return False
        node = node["children"][0]
    return bool(node["type"] == "identity")
