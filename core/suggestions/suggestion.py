"""Suggestions: which source path a target field is likely to be filled from, as a complete rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.fields import Field, FieldType
from core.mapping import Rule, Scope, Table, select
from core.suggestions.concepts import concepts, meaning
from core.suggestions.fitting import transform
from core.suggestions.likeness import Asked, Likeness, asked, likenesses
from core.suggestions.seen import Seen, declared, lists, look
from core.suggestions.words import together

#: From this score on a suggestion is worth a person's look; below it, none is better than a wrong one.
SHOWN = 0.5
_MOST = 3
#: How much of a list's likeness is its name; the rest is what its rows can fill.
_NAME = 0.3
#: The fields of a row that tell whether a list feeds it: the best ones.
_TELLING_ROWS = 4
#: The share of a key's name that a check must be about.
_KNOWN = 0.75
#: Texts of one value that are shown with a suggestion.
_VALUES = ("email", "phone", "iban", "vat_number", "ean", "currency", "country", "postcode", "url", "date")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A rule that a field is likely to want: how likely (0 to 1), why in words, and a value it would select.

    For a field that holds rows the rule has `each` and the rules of its rows; the value is the list's name.
    """

    rule: Rule
    score: float
    why: str
    example: Any = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a flow beside its records: its words for source and target, its tables, its checks.

    `source` and `target` name the resources; `source_fields` are what the source declares; `keys` is, for
    each check, the target's resource that it looks in and the field that is its key; `zone` is the time zone
    in which days are told, `owner` the flow, for flows do not share processes.
    """

    source: str = ""
    target: str = ""
    source_fields: tuple[Field, ...] = ()
    tables: Mapping[str, Table] | None = None
    keys: Mapping[str, tuple[str, str]] | None = None
    zone: str | None = None
    owner: str = ""


def suggest(
    fields: Sequence[Field],
    scopes: Sequence[Scope],
    known: Surroundings | None = None,
    *,
    at_least: float = SHOWN,
) -> dict[str, tuple[Suggestion, ...]]:
    """For each field that a rule can fill, the likeliest rules, best first; a field without any is left out.

    `scopes` are the records, or the rows of a block with the records around them (see `rows`). Fields inside
    objects are told by their dotted paths.
    """
    known = known or Surroundings()
    seen = _complete(look(scopes), known, rows=any(scope.item is not None for scope in scopes))
    wanted = [asked(path, field, _around(known.target)) for path, field in _leaves(fields)]
    found = likenesses([one for one in wanted if not one.is_key], seen, _around(known.source))
    made = {one.path: _shown(one, best, known, at_least) for one, best in _paired(wanted, found)}
    made |= {one.path: key for one in wanted if (key := _key(one, known))}
    if not any(scope.item is not None for scope in scopes):
        made |= {field.name: rows for field in fields if (rows := _rows(field, scopes, known, at_least))}
    return {path: suggestions for path, suggestions in made.items() if suggestions}


def rows(each: str, scopes: Sequence[Scope], owner: str = "") -> list[Scope]:
    """The rows that `each` goes through, with what is around them; those that are no objects are left out."""
    found = select({"rows": each}, owner=owner).of(scopes)
    return [
        Scope(scope.record, scope.checks, scope.settings, scope.run, row, n, scope.node)
        for scope, one in zip(scopes, found, strict=True)
        for n, row in enumerate(one.values["rows"] if isinstance(one.values.get("rows"), list) else [])
        if isinstance(row, dict)
    ]


def _around(resource: str) -> tuple[str, ...]:
    return (resource,) if resource else ()


def _complete(seen: tuple[Seen, ...], known: Surroundings, *, rows: bool) -> list[Seen]:
    """What is seen, and what the source declares beside it."""
    there = {one.select for one in seen}
    more = () if rows else declared(known.source_fields)
    return [*seen, *(one for one in more if one.select not in there)]


def _leaves(fields: Sequence[Field], before: str = "") -> Iterator[tuple[str, Field]]:
    """The fields that a rule can fill, with their paths: an object's are its own, a list of rows is none."""
    for field in fields:
        path = before + (f'"{field.name}"' if "." in field.name else field.name)
        if field.type is FieldType.OBJECT:
            yield from _leaves(field.fields, path + ".")
        elif field.write and field.type is not FieldType.LIST:
            yield path, field


def _paired(wanted: Sequence[Asked], found: list[list[Likeness]]) -> Iterator[tuple[Asked, list[Likeness]]]:
    return zip((one for one in wanted if not one.is_key), found, strict=True)


def _shown(one: Asked, best: list[Likeness], known: Surroundings, at_least: float) -> tuple[Suggestion, ...]:
    return tuple(_suggestion(one, like, known) for like in best[:_MOST] if like.score >= at_least)


def _suggestion(one: Asked, like: Likeness, known: Surroundings) -> Suggestion:
    made = transform(one, like.seen, known.tables or {}, known.zone)
    rule = Rule(to=one.path, select=like.seen.select, transform=made)
    return Suggestion(rule, round(like.score, 3), _why(one, like), next(iter(like.seen.filled), None))


def _why(one: Asked, like: Likeness) -> str:
    """The reason in words: `same name`, `e-mail: names and values fit`."""
    kind = like.seen.kind
    fitting = "names and values fit" if kind in _VALUES and like.seen.filled else "names fit"
    if together(one.path.rpartition(".")[2]) == together(like.seen.names[-1]):
        reason = "same name" + (", and the values fit" if fitting != "names fit" else "")
    else:
        words = [word.removeprefix("=").replace("_", " ") for word in like.shared]
        whole = [word for word in words if not any(word != other and word in other for other in words)]
        reason = f"{' and '.join(whole[:2])}: {fitting}"
    return reason if like.seen.filled else f"{reason}; no record at hand has a value there"


def _key(one: Asked, known: Surroundings) -> tuple[Suggestion, ...]:
    """For a field that holds a key of the target: the check that finds the thing."""
    if not one.is_key:
        return ()
    for check, (resource, key) in (known.keys or {}).items():
        said, about = meaning(one.field.name), meaning(check).keys() | meaning(resource).keys()
        shared = [word for word in said if word in about and word in concepts()]
        if shared and sum(said[word] for word in shared) >= _KNOWN * sum(said.values()):
            why = f"{concepts()[shared[0]].title}: the check {check} finds it"
            return (Suggestion(Rule(to=one.path, select=f"${check}.{key}"), 0.9, why),)
    return ()


def _rows(
    field: Field, scopes: Sequence[Scope], known: Surroundings, at_least: float
) -> tuple[Suggestion, ...]:
    """For a field that holds rows: the lists of the source that can feed it."""
    if field.type is not FieldType.LIST or not field.fields or not field.write:
        return ()
    made = [_block(field, each, names, scopes, known) for each, names in lists(scopes).items()]
    best = sorted((one for one in made if one), key=lambda one: (-one.score, one.rule.each or ""))
    return tuple(one for one in best[:_MOST] if one.score >= at_least)


def _block(
    field: Field, each: str, names: tuple[str, ...], scopes: Sequence[Scope], known: Surroundings
) -> Suggestion | None:
    inside = rows(each, scopes, known.owner)
    own = replace(known, source=names[-1], target=field.name, source_fields=())
    found = suggest(field.fields, inside, own)
    filled = _once({path: best[0] for path, best in found.items()})
    if not filled:
        return None
    scores = sorted((one.score for one in filled.values()), reverse=True)[:_TELLING_ROWS]
    alike = likenesses([asked(field.name, field)], [Seen(each, names, ())])[0]
    name = alike[0].score if alike else 0.0
    share = _NAME * min(name * 1.2, 1) + (1 - _NAME) * sum(scores) / _TELLING_ROWS
    keys = [best[0] for best in found.values() if _of_check(best[0], known)]
    rules = tuple(one.rule for one in [*filled.values(), *keys])
    why = f"its rows fill {', '.join(list(filled)[:3])}" + (" and more" if len(filled) > 3 else "")  # noqa: PLR2004
    return Suggestion(Rule(to=field.name, each=each, map=rules), round(share, 3), why, f"{len(inside)} rows")


def _of_check(one: Suggestion, known: Surroundings) -> bool:
    return any((one.rule.select or "").startswith(f"${check}.") for check in known.keys or {})


def _once(found: Mapping[str, Suggestion]) -> dict[str, Suggestion]:
    """What the row itself gives, each of its paths for the field that it fits best."""
    taken: set[str] = set()
    best: dict[str, Suggestion] = {}
    for path, one in sorted(found.items(), key=lambda item: -item[1].score):
        select = one.rule.select or "$"
        if not select.startswith("$") and select not in taken:
            taken.add(select)
            best[path] = one
    return {path: best[path] for path in found if path in best}
