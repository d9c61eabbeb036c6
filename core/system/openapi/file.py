"""An OpenAPI file as it comes from a stranger: read within bounds, references followed inside it alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import yaml

from core.documents import parse_json
from core.errors import Misconfigured
from core.flow.document import plain

MOST_BYTES = 20_000_000
#: Levels of nesting, references that lead to references, and values in one file.
_DEEPEST = 80
_LONGEST_CHAIN = 30
_MOST_VALUES = 3_000_000

_EVENTS = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class OpenApiFile:
    """The document of an OpenAPI 3 or Swagger 2 file; `notes` are what could not be followed."""

    def __init__(self, content: bytes) -> None:
        self.root = _read(content)
        self.version = str(self.root.get("openapi") or self.root.get("swagger") or "")
        if not self.version.startswith(("3.", "2.")):
            raise Misconfigured(
                "this is no OpenAPI 3 or Swagger 2 file: its top must say `openapi: 3…` or `swagger: 2.0`"
            )
        self.notes: dict[str, None] = {}

    @property
    def old(self) -> bool:
        """Whether this is Swagger 2."""
        return self.version.startswith("2.")

    def note(self, sentence: str) -> None:
        """Remember, once, something that a person should know of."""
        self.notes.setdefault(sentence)

    def follow(self, node: Any) -> dict[str, Any]:
        """The object that a node is, or refers to within this document; an empty one where there is none."""
        seen: set[str] = set()
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            ref = node["$ref"]
            if ref in seen or len(seen) > _LONGEST_CHAIN:
                self.note(f"{ref[:80]} refers to itself in a circle and was left out")
                return {}
            seen.add(ref)
            node = self._at(ref)
        return node if isinstance(node, dict) else {}

    def _at(self, ref: str) -> Any:
        if not ref.startswith("#"):
            self.note(f"{ref[:80]} leads out of the file and was left out; only what is in the file is read")
            return None
        node: Any = self.root
        for step in unquote(ref[1:]).split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            if isinstance(node, list):
                node = node[int(name)] if name.isdecimal() and int(name) < len(node) else None
            else:
                node = node.get(name) if isinstance(node, dict) else None
            if node is None:
                self.note(f"{ref[:80]} is not in the file and was left out")
                return None
        return node


def _read(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1e6:.0f} MB"
        raise Misconfigured(f"the file has {size}, but at most {MOST_BYTES // 1_000_000} MB are read")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Misconfigured("the file is not UTF-8 text; save it as UTF-8") from None
    try:
        value = parse_json(text) if text.lstrip().startswith("{") else _yaml(text)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise Misconfigured(f"the file is neither JSON nor YAML{line}: {error.problem}") from None
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise Misconfigured(f"the file cannot be read: {str(error).splitlines()[0][:200]}") from None
    if not isinstance(value, dict):
        raise Misconfigured("the file holds no object; it is no OpenAPI file")
    return value


def _yaml(text: str) -> Any:
    """Build the value of a YAML document from its events: nothing is ever expanded."""
    events = yaml.parse(text, Loader=_EVENTS)
    next(events), next(events, None)
    first = next(events, None)
    return None if first is None else _value(first, events, 0, [_MOST_VALUES])


def _value(event: yaml.Event, events: Iterator[yaml.Event], deep: int, left: list[int]) -> Any:
    left[0] -= 1
    if deep > _DEEPEST or left[0] < 0:
        raise ValueError(f"it is nested more than {_DEEPEST} levels deep, or holds too many values")
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    if isinstance(event, yaml.MappingStartEvent):
        made: dict[str, Any] = {}
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                raise ValueError("a key in it is not a word")  # noqa: TRY004 - what callers catch
            made[key.value] = _value(next(events), events, deep + 1, left)
        return made
    if isinstance(event, yaml.SequenceStartEvent):
        rows = []
        while not isinstance(row := next(events), yaml.SequenceEndEvent):
            rows.append(_value(row, events, deep + 1, left))
        return rows
    raise ValueError("it holds aliases (*…), which are not followed; write them out")


def _scalar(event: yaml.ScalarEvent) -> Any:
    """Read a word as YAML 1.2 does; one that readers disagree about is text."""
    if not event.implicit[0]:
        return event.value
    try:
        return plain(event.value)
    except ValueError:
        return event.value
