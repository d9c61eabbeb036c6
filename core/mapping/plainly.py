"""A rule read out in plain words: what it takes, and what becomes of that."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import TemplateError, nodes

from core.mapping.functions.registry import ENTRIES
from core.mapping.jinja import SANDBOX
from core.mapping.jmes import parse
from core.mapping.jmes_tree import Node
from core.mapping.limits import Wrong, check_text
from core.mapping.writing import written

_COMPARED = {
    "eq": "is",
    "ne": "is not",
    "lt": "is less than",
    "lte": "is at most",
    "gt": "is more than",
    "gte": "is at least",
}
_CALLED = {
    "avg": "the average of {0}",
    "contains": "{0} contains {1}",
    "ends_with": "{0} ends with {1}",
    "join": "{1} as one text with {0} between",
    "length": "the length of {0}",
    "max": "the largest of {0}",
    "min": "the smallest of {0}",
    "not_null": "the first that is there of {all}",
    "reverse": "{0} the other way round",
    "sort": "{0} in order",
    "starts_with": "{0} starts with {1}",
    "sum": "the sum of {0}",
    "to_number": "{0} as a number",
    "to_string": "{0} as text",
}
#: Parts of a sentence beyond which a rule is better read as it stands.
_LONG = 420


@lru_cache(maxsize=512)
def plainly(select: str | None, transform: str | None) -> str:
    """One sentence on a rule, paths between backticks; nothing where it cannot be read or says too much."""
    try:
        taken = f"Takes {_words(parse(select).node)}" if select else "Takes the record"
        shaped = _shaped(transform) if transform else ""
    except (Wrong, TemplateError, RecursionError, ValueError, OverflowError):
        return ""
    said = f"{taken}; {shaped}." if shaped else f"{taken}."
    return said if len(said) <= _LONG else ""


def _words(node: Node) -> str:  # noqa: PLR0911  - one per kind
    kind, inner = node["type"], node.get("children", [])
    match kind:
        case "or_expression":
            return f"{_words(inner[0])}, or where that is empty {_words(inner[1])}"
        case "and_expression":
            return f"{_words(inner[1])} if {_asked(inner[0])}"
        case "pipe":
            return f"{_words(inner[0])}, of which {_words(inner[1])}"
        case "literal":
            return f"the text '{node['value']}'" if isinstance(node["value"], str) else written(node)
        case "current" | "identity":
            return "the whole of it"
        case "filter_projection":
            rest = "" if inner[1]["type"] == "identity" else f"{_words(inner[1])} of "
            return f"{rest}those of {_words(inner[0])} for which {_asked(inner[2])}"
        case "function_expression":
            return _call(node)
        case "multi_select_list":
            return f"together {_listed([_words(each) for each in inner])}"
        case "comparator" | "not_expression":
            return f"whether {_asked(node)}"
        case _:
            return f"`{written(node)}`"


def _asked(node: Node) -> str:
    """A condition."""
    inner = node["children"]
    match node["type"]:
        case "comparator":
            return f"{_words(inner[0])} {_COMPARED[node['value']]} {_words(inner[1])}"
        case "not_expression":
            return f"not {_asked(inner[0])}"
        case "and_expression" | "or_expression":
            word = "and" if node["type"] == "and_expression" else "or"
            return f"{_asked(inner[0])} {word} {_asked(inner[1])}"
        case "function_expression":
            return _call(node)
        case _:
            return f"{_words(node)} is there"


def _call(node: Node) -> str:
    said = [_words(each) if each["type"] != "expref" else f"`{written(each)}`" for each in node["children"]]
    if (known := _CALLED.get(str(node["value"]))) is not None and said:
        return known.format(*said, *[""] * 2, all=_listed(said))
    return f"{node['value']} of {_listed(said)}"


def _listed(said: list[str]) -> str:
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _shaped(text: str) -> str:
    """What a template does: its functions one after the other, or that it puts values into a text."""
    check_text(text)
    tree = SANDBOX.parse(text)
    outputs = [node for part in tree.body if isinstance(part, nodes.Output) for node in part.nodes]
    if len(tree.body) == 1 and len(outputs) == 1 and not isinstance(outputs[0], nodes.TemplateData):
        return _steps(outputs[0])
    fixed = "".join(node.data for node in outputs if isinstance(node, nodes.TemplateData)).strip()
    return (
        f"puts it into a text with '{fixed}'" if fixed and len(tree.body) == 1 else "shapes it by a template"
    )


def _steps(node: nodes.Node) -> str:
    steps: list[str] = []
    while isinstance(node, nodes.Filter) and node.node is not None:
        steps.append(_step(node))
        node = node.node
    if not isinstance(node, nodes.Name) or node.name != "value":
        steps.append("works it out by a template")
    return ", then ".join(reversed(steps))


def _step(node: nodes.Filter) -> str:
    given = [str(each.value) for each in node.args if isinstance(each, nodes.Const)]
    if node.name == "lookup" and given:
        return f"looks it up in the table {given[0]}"
    if node.name not in ENTRIES:
        raise Wrong(f"there is no function {node.name!r}")
    told = f" ({', '.join(given)})" if given else ""
    help_ = ENTRIES[node.name].function.help.rstrip(".")
    return f"{node.name}{told}: {help_[:1].lower()}{help_[1:]}"
