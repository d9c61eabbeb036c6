"""JMESPath with lexical scope: jmespath.py's lexer and parser, extended by `$name` and `let … in …` (JEP-18).

Everything that can be known to be wrong without data is refused here, with the place where it stands. Our
sentences are for the person at the mapping; the error of jmespath.py stays beside each as its cause.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from jmespath import exceptions, lexer, parser

from core.documents import parse_json
from core.mapping.jmes_functions import FUNCTIONS
from core.mapping.jmes_tree import Node, check_tree
from core.mapping.limits import Wrong, check_text, listed, nearest


class Lexer(lexer.Lexer):  # type: ignore[misc]  # jmespath.py has no types
    """Knows `$name` and the single `=` of a binding; literals are strict JSON with exact numbers."""

    SIMPLE_TOKENS = {**lexer.Lexer.SIMPLE_TOKENS, "$": "dollar", "=": "assign"}

    def tokenize(self, expression: str) -> Iterator[Node]:
        """The tokens: `$` and a name right behind it are one, two `=` are one."""
        before: Node | None = None
        for token in super().tokenize(expression):
            if before is None:
                before = token
                continue
            adjacent = token["start"] == before.get("end")
            if before["type"] == "dollar":
                if token["type"] != "unquoted_identifier" or not adjacent:
                    raise Wrong("a name must follow right after $", before["start"])
                before = {**token, "type": "variable", "start": before["start"]}
            elif before["type"] == token["type"] == "assign" and adjacent:
                before = {**before, "type": "eq", "value": "==", "end": token["end"]}
            else:
                yield before
                before = token
        if before is not None:
            yield before

    def _consume_literal(self) -> Node:
        start = self._position
        lexeme = self._consume_until("`").replace("\\`", "`")
        try:
            value = parse_json(lexeme)
        except json.JSONDecodeError:
            value = self._old_style(lexeme, start)
        except ValueError as error:
            raise Wrong(f"in the literal, {error}", start) from None
        return {"type": "literal", "value": value, "start": start, "end": self._position}

    def _old_style(self, lexeme: str, start: int) -> Any:
        """A literal without quotes is text: deprecated upstream, but part of the compliance suite."""
        try:
            return json.loads(f'"{lexeme.lstrip()}"')
        except ValueError:
            raise Wrong(f"the literal `{lexeme}` is not JSON", start) from None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed expression: its tree, and the variables that it takes from outside, with their places."""

    node: Node
    free: tuple[tuple[str, int], ...]


class Parser(parser.Parser):  # type: ignore[misc]  # jmespath.py has no types
    """Parses `let`, notes free variables, and refuses functions that there are not or that lack arguments."""

    BINDING_POWER = {**parser.Parser.BINDING_POWER, "variable": 0, "assign": 0}

    def __init__(self) -> None:
        super().__init__()
        self.bound: list[str] = []
        self.free: list[tuple[str, int]] = []

    def _parse(self, expression: str) -> parser.ParsedResult:
        self._tokens = list(Lexer().tokenize(expression))
        self._index = 0
        parsed = self._expression(binding_power=0)
        if self._current_token() != "eof":
            token = self._lookahead_token(0)
            raise Wrong(f"{token['value']!r} is not expected here", token["start"])
        return parser.ParsedResult(expression, parsed)

    def _token_nud_variable(self, token: Node) -> Node:
        if token["value"] not in self.bound:
            self.free.append((token["value"], token["start"]))
        return {"type": "variable", "children": [], "value": token["value"]}

    def _token_nud_unquoted_identifier(self, token: Node) -> Node:
        if token["value"] == "let" and self._current_token() == "variable":
            return self._let()
        node: Node = super()._token_nud_unquoted_identifier(token)
        return node

    def _let(self) -> Node:
        names: list[str] = []
        values: list[Node] = []
        while True:
            names.append(self._lookahead_token(0)["value"])
            self._match("variable")
            self._match("assign")
            values.append(self._expression())
            if self._current_token() != "comma":
                break
            self._match("comma")
        token = self._lookahead_token(0)
        if (token["type"], token["value"]) != ("unquoted_identifier", "in"):
            raise Wrong("`let` needs `in` after its bindings", token["start"])
        self._advance()
        self.bound += names
        body = self._expression()
        del self.bound[-len(names) :]
        return {"type": "let", "children": [*values, body], "value": names}

    def _token_led_lparen(self, left: Node) -> Node:
        name, start = left.get("value"), self._lookahead_token(-2)["start"]
        if left["type"] != "field" or self._lookahead_token(-2)["type"] != "unquoted_identifier":
            raise Wrong("only a function's name can stand before (", start)
        arguments: list[Node] = []
        while self._current_token() != "rparen":
            arguments.append(self._expression())
            if self._current_token() == "rparen":
                break
            self._match("comma")
            if self._current_token() == "rparen":
                raise Wrong("an argument must follow the comma", self._lookahead_token(0)["start"])
        self._match("rparen")
        _check_call(str(name), arguments, start)
        return {"type": "function_expression", "children": arguments, "value": name}

    def _parse_slice_expression(self) -> Node:
        start = self._lookahead_token(0)["start"]
        node: Node = super()._parse_slice_expression()
        if node["children"][2] == 0:
            raise Wrong("the step of a slice cannot be 0", start) from ValueError("slice step cannot be zero")
        return node


def _takes(least: int, *, open_end: bool) -> str:
    """How many arguments a function takes."""
    if open_end:
        return "at least 1 argument" if least == 1 else f"at least {least} arguments"
    return "1 argument" if least == 1 else f"{least} arguments"


def _check_call(name: str, arguments: list[Node], start: int) -> None:
    """Refuse a call of an unknown function, or with a wrong number or kind of arguments."""
    if name not in FUNCTIONS.FUNCTION_TABLE:
        known = FUNCTIONS.FUNCTION_TABLE
        raise Wrong(
            f"there is no function {name}(){nearest(name, known)}; there are: {listed(known)}", start
        ) from exceptions.UnknownFunctionError(f"Unknown function: {name}()")
    signature = FUNCTIONS.FUNCTION_TABLE[name]["signature"]
    least, open_end = len(signature), bool(signature and signature[-1].get("variadic"))
    if len(arguments) < least or (len(arguments) > least and not open_end):
        takes = _takes(least, open_end=open_end)
        kind = exceptions.VariadictArityError if open_end else exceptions.ArityError
        told = kind(least, len(arguments), name)
        raise Wrong(f"{name}() takes {takes}, not {len(arguments)}", start) from told
    for n, argument in enumerate(arguments):
        wanted = signature[min(n, least - 1)]["types"]
        if (argument["type"] == "expref") != ("expref" in wanted):
            raise Wrong(
                f"argument {n + 1} of {name}() must be "
                + ("an expression after &, as in &price" if "expref" in wanted else "a value, without &"),
                start,
            )


@lru_cache(maxsize=2048)
def parse(text: str) -> Parsed:
    """Parse one expression; Wrong says what is wrong with it and where."""
    check_text(text)
    reader = Parser()
    try:
        node = reader._do_parse(text).parsed  # noqa: SLF001  - `parse` would cache what was read without scope
        check_tree(node)
    except Wrong as error:
        raise error from error.__cause__ or _of_reference(text)
    except RecursionError:
        raise Wrong("the expression is nested too deeply") from None
    except exceptions.LexerError as error:
        raise Wrong(error.message.lower(), error.lexer_position) from error
    except exceptions.IncompleteExpressionError as error:
        error.set_expression(text)
        raise Wrong("the expression ends too early", len(text)) from error
    except exceptions.ParseError as error:
        error.expression = text
        raise Wrong(_readable(error), error.lex_position) from error
    except IndexError:
        raise Wrong("the expression ends too early", len(text)) from None
    if (steps := _steps(node)) is not None:
        node["steps"] = steps
    return Parsed(node, tuple(reader.free))


def _of_reference(text: str) -> Exception | None:
    """What jmespath.py itself says of an expression, to be kept beside our sentence."""
    try:
        parser.Parser()._do_parse(text)  # noqa: SLF001  - `parse` would cache it
    except exceptions.IncompleteExpressionError as error:
        error.set_expression(text)
        return cast("Exception", error)
    except exceptions.ParseError as error:
        error.expression = text
        return cast("Exception", error)
    except exceptions.JMESPathError as error:
        return cast("Exception", error)
    except (RecursionError, IndexError):
        pass
    return None


def _steps(node: Node) -> tuple[str, ...] | None:
    """The names of a plain path, from the current node downwards; None for any other expression."""
    if node["type"] == "field":
        return (node["value"],)
    if node["type"] != "subexpression":
        return None
    parts = [_steps(child) for child in node["children"]]
    return None if None in parts else tuple(name for part in parts for name in part or ())


_WORDS = {
    "unquoted_identifier": "a name",
    "quoted_identifier": "a quoted name",
    "rparen": ")",
    "rbracket": "]",
}
_WORDS |= {"lbracket": "[", "lbrace": "{", "rbrace": "}", "colon": ":", "comma": ",", "eof": "the end"}
_WORDS |= {"variable": "a $name", "assign": "=", "star": "*"}


def _readable(error: exceptions.ParseError) -> str:
    if not str(error.msg).startswith("Expecting"):
        return f"{error.token_value!r} is not expected here"
    wanted = str(error.msg).removeprefix("Expecting: ").split(", got:")[0]
    return re.sub(r"\w+", lambda word: _WORDS.get(word[0], word[0]), wanted.strip("[]").replace("'", "")) + (
        f" is expected here, not {error.token_value!r}"
    )
