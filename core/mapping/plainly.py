"""A rule read out in plain words: what it takes, and what becomes of that."""

from __future__ import annotations

from functools import lru_cache, reduce

from jinja2 import TemplateError, nodes

from core.language import N_, _, current, translated
from core.mapping.functions.registry import ENTRIES
from core.mapping.jinja import SANDBOX
from core.mapping.jmes import parse
from core.mapping.jmes_tree import Node
from core.mapping.limits import Wrong, check_text
from core.mapping.writing import written

_COMPARED = {
    "eq": N_("{a} is {b}"),
    "ne": N_("{a} is not {b}"),
    "lt": N_("{a} is less than {b}"),
    "lte": N_("{a} is at most {b}"),
    "gt": N_("{a} is more than {b}"),
    "gte": N_("{a} is at least {b}"),
}
_CALLED = {
    "avg": N_("the average of {a}"),
    "contains": N_("{a} contains {b}"),
    "ends_with": N_("{a} ends with {b}"),
    "join": N_("{b} as one text with {a} between"),
    "length": N_("the length of {a}"),
    "max": N_("the largest of {a}"),
    "min": N_("the smallest of {a}"),
    "not_null": N_("the first that is there of {all}"),
    "reverse": N_("{a} the other way round"),
    "sort": N_("{a} in order"),
    "starts_with": N_("{a} starts with {b}"),
    "sum": N_("the sum of {a}"),
    "to_number": N_("{a} as a number"),
    "to_string": N_("{a} as text"),
}
#: Parts of a sentence beyond which a rule is better read as it stands; other languages need more of them.
_LONG, _LONGER = 420, 600
#: What is a condition by itself.
_CONDITIONS = ("comparator", "not_expression")


def plainly(select: str | None, transform: str | None) -> str:
    """One sentence on a rule, paths between backticks; nothing where it cannot be read or says too much."""
    return _plainly(select, transform, current())


def phrase(select: str) -> str:
    """What an expression takes, to stand inside of a sentence; nothing where it cannot be read."""
    return _phrase(select, current())


def condition(select: str) -> str:
    """A condition, to stand inside of a sentence; nothing where it is none, or cannot be read."""
    return _condition(select, current())


@lru_cache(maxsize=512)
def _plainly(select: str | None, transform: str | None, language: str) -> str:
    try:
        taken = _words(parse(select).node) if select else _("the record")
        shaped = _shaped(transform) if transform else ""
    except (Wrong, TemplateError, RecursionError, ValueError, OverflowError):
        return ""
    said = (
        _("Takes {what}; {shaped}.", what=taken, shaped=shaped) if shaped else _("Takes {what}.", what=taken)
    )
    return _short(said, language)


@lru_cache(maxsize=512)
def _phrase(select: str, language: str) -> str:
    try:
        return _short(_words(parse(select).node), language)
    except (Wrong, RecursionError, ValueError, OverflowError):
        return ""


@lru_cache(maxsize=512)
def _condition(select: str, language: str) -> str:
    try:
        node = parse(select).node
        return _short(_asked(node), language) if _is_condition(node) else ""
    except (Wrong, RecursionError, ValueError, OverflowError):
        return ""


def _short(said: str, language: str) -> str:
    return said if len(said) <= (_LONG if language == "en" else _LONGER) else ""


def _is_condition(node: Node) -> bool:
    """Whether it is one, or several together."""
    if node["type"] in ("and_expression", "or_expression"):
        return all(_is_condition(each) for each in node["children"])
    return node["type"] in _CONDITIONS


def _words(node: Node) -> str:  # noqa: PLR0911  - one per kind
    kind, inner = node["type"], node.get("children", [])
    match kind:
        case "or_expression":
            return _(
                "{first}, or where that is empty {second}", first=_words(inner[0]), second=_words(inner[1])
            )
        case "and_expression":
            return _("{what} if {condition}", what=_words(inner[1]), condition=_asked(inner[0]))
        case "pipe":
            return _("{first}, of which {second}", first=_words(inner[0]), second=_words(inner[1]))
        case "literal":
            text = node["value"]
            return _("the text '{text}'", text=text) if isinstance(text, str) else written(node)
        case "current" | "identity":
            return _("the whole of it")
        case "filter_projection":
            return _filtered(inner)
        case "function_expression":
            return _call(node)
        case "multi_select_list":
            return _("together {values}", values=_listed([_words(each) for each in inner]))
        case "comparator" | "not_expression":
            return _("whether {condition}", condition=_asked(node))
        case _other:
            return f"`{written(node)}`"


def _filtered(inner: list[Node]) -> str:
    rows, what, only = inner
    if what["type"] == "identity":
        return _("those of {rows} for which {condition}", rows=_words(rows), condition=_asked(only))
    return _(
        "{what} of those of {rows} for which {condition}",
        what=_words(what),
        rows=_words(rows),
        condition=_asked(only),
    )


def _asked(node: Node) -> str:
    """A condition."""
    inner = node["children"]
    match node["type"]:
        case "comparator":
            return _(_COMPARED[node["value"]], a=_words(inner[0]), b=_words(inner[1]))
        case "not_expression":
            return _("not {condition}", condition=_asked(inner[0]))
        case "and_expression":
            return _("{first} and {second}", first=_asked(inner[0]), second=_asked(inner[1]))
        case "or_expression":
            return _("{first} or {second}", first=_asked(inner[0]), second=_asked(inner[1]))
        case "function_expression":
            return _call(node)
        case _other:
            return _("{value} is there", value=_words(node))


def _call(node: Node) -> str:
    said = [_words(each) if each["type"] != "expref" else f"`{written(each)}`" for each in node["children"]]
    if (known := _CALLED.get(str(node["value"]))) is not None and said:
        return _(known, a=said[0], b=said[1] if len(said) > 1 else "", all=_listed(said))
    return _("{function} of {values}", function=node["value"], values=_listed(said))


def _listed(said: list[str]) -> str:
    if len(said) < 2:  # noqa: PLR2004  one is said alone
        return "".join(said)
    return _("{first} and {last}", first=", ".join(said[:-1]), last=said[-1])


def _shaped(text: str) -> str:
    """What a template does: its functions one after the other, or that it puts values into a text."""
    check_text(text)
    tree = SANDBOX.parse(text)
    outputs = [node for part in tree.body if isinstance(part, nodes.Output) for node in part.nodes]
    if len(tree.body) == 1 and len(outputs) == 1 and not isinstance(outputs[0], nodes.TemplateData):
        return _steps(outputs[0])
    fixed = "".join(node.data for node in outputs if isinstance(node, nodes.TemplateData)).strip()
    if fixed and len(tree.body) == 1:
        return _("puts it into a text with '{fixed}'", fixed=fixed)
    return _("shapes it by a template")


def _steps(node: nodes.Node) -> str:
    steps: list[str] = []
    while isinstance(node, nodes.Filter) and node.node is not None:
        steps.append(_step(node))
        node = node.node
    if not isinstance(node, nodes.Name) or node.name != "value":
        steps.append(_("works it out by a template"))
    return reduce(_then, reversed(steps)) if steps else ""


def _then(first: str, second: str) -> str:
    return _("{first}, then {second}", first=first, second=second)


def _step(node: nodes.Filter) -> str:
    given = [str(each.value) for each in node.args if isinstance(each, nodes.Const)]
    if node.name == "lookup" and given:
        return _("looks it up in the table {table}", table=given[0])
    if node.name not in ENTRIES:
        raise Wrong(f"there is no function {node.name!r}")
    told = f" ({', '.join(given)})" if given else ""
    help_ = translated(ENTRIES[node.name].function.help).rstrip(".")
    # German writes its nouns with a capital, and only who knows the language can tell which word is one.
    return f"{node.name}{told}: {help_ if current() == 'de' else help_[:1].lower() + help_[1:]}"
