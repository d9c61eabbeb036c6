"""An expression divided into its alternatives, and one put in the place of a word of another."""

from __future__ import annotations

import re

from core.recipes.profile import WORD

PATH = re.compile(r'[$\w"][\w"$.]*(?:\[[\d*]*\][\w".]*)*')
#: What needs no parentheses beside an operator: a path, a text, a literal, a call.
PRIMARY = re.compile(rf"{PATH.pattern}|'[^']*'|`[^`]*`|[a-z_]+\((?:[^()]|\([^()]*\))*\)")
#: An alternative that counts only for a record that has the word: `({line.shipping} && …)`.
GIVEN = re.compile(rf"\({WORD.pattern}\s*&&.+\)")
#: What a natural key asks only of a source that lacks the word: `(!{valid_from} && 'yes')`.
LACKED = re.compile(rf"\(!{WORD.pattern}\s*&&(.+)\)")
#: What divides an expression: texts and literals whole, brackets, the two pipes.
_MARK = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`|\|\|?|[(\[{]|[)\]}]""")
_NAME = re.compile(r"\w+")


def alternatives(text: str) -> list[str]:
    """What stands between the outermost `||`; the whole, where a pipe or nothing divides it."""
    depth, start, parts = 0, 0, []
    for mark in _MARK.finditer(text):
        depth += (mark[0] in "([{") - (mark[0] in ")]}")
        if mark[0] == "|" and not depth:
            return [text]
        if mark[0] == "||" and not depth:
            parts.append(text[start : mark.start()].strip())
            start = mark.end()
    return [*parts, text[start:].strip()]


def is_alternative(part: str) -> bool:
    """Whether a part can stand in a chain of alternatives as it is."""
    plain = PRIMARY.fullmatch(part) and not WORD.search(part)
    return bool(plain or WORD.fullmatch(part) or GIVEN.fullmatch(part))


def within_its(text: str, hit: re.Match[str], expression: str) -> str:
    """An expression in place of a word: after `!` only a name stands bare, for `!a.b` is read `(!a).b`."""
    before, after = text[: hit.start()].rstrip()[-1:], text[hit.end() :].lstrip()[:1]
    if before == "(" and after == ")":
        return expression
    if before == "!":
        return expression if _NAME.fullmatch(expression) else f"({expression})"
    return beside(expression)


def beside(expression: str) -> str:
    """An expression as it stands beside an operator: in parentheses where it needs them."""
    return expression if PRIMARY.fullmatch(expression) else f"({expression})"
