"""Expressions written tidily: one space where one belongs, none elsewhere, and exactly the same meaning."""

from __future__ import annotations

from itertools import pairwise

from jinja2 import TemplateError

from core.mapping.jinja import SANDBOX
from core.mapping.jmes import Lexer, parse
from core.mapping.limits import Wrong, check_text

_AROUND = {"or", "and", "pipe", "eq", "ne", "lt", "lte", "gt", "gte", "assign"}
_WORDS = {"let", "in"}
_GLUED = {".", "(", ")", "[", "]", "{", "}", ",", ":", "=", "-"}


def tidy_select(text: str) -> str:
    """A JMESPath expression, tidied; as it was where it cannot be read."""
    try:
        node = parse(text).node
        made = "".join(_pieces(text)).strip()
        return made if parse(made).node == node else text
    except Wrong:
        return text


def _pieces(text: str) -> list[str]:
    tokens = list(Lexer().tokenize(text))
    made: list[str] = []
    for n, (token, after) in enumerate(pairwise(tokens)):
        piece, kind = text[token["start"] : after["start"]].strip(), token["type"]
        if kind in _AROUND or piece in _WORDS:
            piece = f" {piece} "
        elif kind == "comma" or (
            kind == "colon" and tokens[n - 1]["type"] in ("unquoted_identifier", "quoted_identifier")
        ):
            piece += " "
        made.append(piece)
    return made


def tidy_transform(text: str) -> str:
    """A Jinja template with tidy expressions; as it was where it cannot be read."""
    try:
        check_text(text)
        tree = SANDBOX.parse(text)
        made = _rewritten(text)
        return made if SANDBOX.parse(made) == tree else text
    except (Wrong, TemplateError, RecursionError, ValueError, OverflowError):
        return text


def _rewritten(text: str) -> str:
    made, inside = "", False
    for _, kind, value in SANDBOX.lex(text):
        match kind:
            case "variable_begin" | "block_begin":
                made, inside = f"{made}{value} ", True
            case "variable_end" | "block_end":
                made, inside = f"{made.rstrip()} {value}", False
            case "whitespace" if inside:
                made = made if made.endswith(" ") else made + " "
            case "operator" if value not in _GLUED and inside:
                made = f"{made.rstrip()} {value} "
            case "operator" if value == ",":
                made = f"{made.rstrip()}, "
            case _:
                made += value
    return made
