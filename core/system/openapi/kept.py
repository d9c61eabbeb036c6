"""The kinds of records that the paths of an OpenAPI file speak of, each with how it is read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from core.system.openapi import guesses
from core.system.openapi.file import OpenApiFile
from core.system.openapi.shapes import Shapes, in_short
from core.system.system import Create, Find, Kept, Line, Update

_METHODS = ("get", "post", "put", "patch")
_PATH = re.compile(
    r"/?(?:[A-Za-z0-9_.~$@,:()%-]+|\{[A-Za-z0-9_.-]+\})(?:/(?:[A-Za-z0-9_.~$@,:()%-]+|\{[A-Za-z0-9_.-]+\}))*/?"
)
_PARAM = re.compile(r"\{([A-Za-z0-9_.-]+)\}")
#: The part of a file's paths that must go through a place above, for it to be a setting of the connection.
_COMMON = 3
_MOST_PATHS = 5_000


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a file where a kind of record is: its list, and the path of one record."""

    name: str
    title: str
    path: str
    list: dict[str, Any]
    one: dict[str, Any] = field(default_factory=dict)
    one_path: str = ""
    params: tuple[Any, ...] = ()


def spots(file: OpenApiFile, shapes: Shapes) -> list[Spot]:
    """Every place where records can be read or made, by name, without reading its fields yet."""
    paths = dict(_paths(file))
    above = _settings_above(paths)
    found: dict[str, Spot] = {}
    left_out = 0
    for path, item in paths.items():
        if path.endswith("}") or not (_lists(file, shapes, item) or _makes(file, shapes, item)):
            continue
        if any(f"{{{name}}}" not in above for name in _PARAM.findall(path)):
            left_out += 1
            continue
        one = next(
            (p for p in paths if p.startswith(path + "/{") and _PARAM.fullmatch(p[len(path) + 1 :])), ""
        )
        name = _name(path, found)
        title = _title(file, item, path)
        shared = item.get("parameters")
        found[name] = Spot(
            name,
            title,
            path,
            item,
            paths.get(one, {}),
            one,
            tuple(shared) if isinstance(shared, list) else (),
        )
    if left_out:
        file.note(
            f"{left_out} paths lie below another record's key and were left out; add what you need by hand"
        )
    return list(found.values())


def settings(spots: Iterable[Spot]) -> list[str]:
    """The names that paths have above their records, such as a company's number: each connection's own."""
    return list(dict.fromkeys(name for spot in spots for name in _PARAM.findall(spot.path)))


def word(name: str) -> str:
    """A name as a setting is called: company_id."""
    split = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    made = re.sub(r"[^a-z0-9]+", "_", split.lower()).strip("_")
    return made if made[:1].isalpha() else f"s_{made}"[:60]


def kept(file: OpenApiFile, shapes: Shapes, spot: Spot) -> Kept:
    """Read one spot: its fields, and how it is read, looked up and written as far as the file says."""
    listing, making = _operation(file, spot.list, "get"), _operation(file, spot.list, "post")
    answer = _answer(file, listing)
    place = guesses.list_place(shapes, answer, spot.name) if listing else None
    row = _row(shapes, answer, place)
    body = _body(file, making)
    wrap, inner = _wrapped(shapes, body)
    lines = _joined(
        shapes.lines(row) if row else (), shapes.lines(inner) if inner else (), making=bool(making)
    )
    param = next(iter(_PARAM.findall(spot.one_path)[-1:]), "")
    key = guesses.key(lines, param, spot.name)
    asked = _asked(file, spot, listing)
    changing = next((verb for verb in ("patch", "put", "post") if _operation(file, spot.one, verb)), "")
    paged = guesses.paging(shapes, answer, asked, _headers(file, listing)) if listing else None
    if listing and paged is None:
        file.note(
            f"{spot.title}: the answer tells of pages, but the file does not say how to ask for the next"
        )
    find = _find(
        spot, lines, key, asked, listed=place is not None, one=bool(_operation(file, spot.one, "get"))
    )
    create = (
        Create(path=_below(spot.path), wrap=wrap, key=_new_key(file, shapes, making, key)) if making else None
    )
    update = _update(file, shapes, spot, changing) if changing and spot.one_path else None
    return Kept(
        name=spot.name,
        title=spot.title,
        path=_below(spot.path),
        records=_records(shapes, file, spot, place, key),
        key=key or "id",
        natural=guesses.natural([line for line in lines if _findable(find, line.name)], key, spot.name),
        paging=paged,
        modified=guesses.modified(lines, asked),
        find=find,
        create=create,
        update=update,
        unclear="by_hand" if (create or update) and find is None else None,
        fields=lines,
    )


def _paths(file: OpenApiFile) -> Iterator[tuple[str, dict[str, Any]]]:
    paths = file.root.get("paths")
    for n, (path, item) in enumerate(paths.items() if isinstance(paths, dict) else ()):
        if n >= _MOST_PATHS:
            file.note(f"the file has more than {_MOST_PATHS:,} paths; the rest was left out")
            return
        if isinstance(path, str) and _PATH.fullmatch(path) and ".." not in path:
            yield path.rstrip("/"), file.follow(item)


def _settings_above(paths: dict[str, Any]) -> set[str]:
    """Placeholders that stand above so many of the paths that they are the connection's, not a record's."""
    counted: dict[str, int] = {}
    for path in paths:
        for name in _PARAM.findall(path.rsplit("/", 1)[0]):
            counted[f"{{{name}}}"] = counted.get(f"{{{name}}}", 0) + 1
    return {name for name, times in counted.items() if times * _COMMON >= len(paths) and times > 1}


def _operation(file: OpenApiFile, item: dict[str, Any], method: str) -> dict[str, Any]:
    return file.follow(item.get(method)) if method in item else {}


def _lists(file: OpenApiFile, shapes: Shapes, item: dict[str, Any]) -> bool:
    listing = _operation(file, item, "get")
    return bool(listing) and guesses.list_place(shapes, _answer(file, listing), "") is not None


def _makes(file: OpenApiFile, shapes: Shapes, item: dict[str, Any]) -> bool:
    making = _operation(file, item, "post")
    return bool(making) and bool(shapes.properties(_body(file, making)))


def _answer(file: OpenApiFile, operation: dict[str, Any]) -> Any:
    """The schema of the answer that says yes."""
    responses = operation.get("responses")
    for code in ("200", "201", "202", "default", "2XX"):
        response = file.follow(responses.get(code)) if isinstance(responses, dict) else {}
        if response:
            return _schema(file, response)
    return {}


def _headers(file: OpenApiFile, operation: dict[str, Any]) -> list[str]:
    responses = operation.get("responses")
    found = file.follow(responses.get("200")) if isinstance(responses, dict) else {}
    headers = found.get("headers")
    return list(headers) if isinstance(headers, dict) else []


def _body(file: OpenApiFile, operation: dict[str, Any]) -> Any:
    """The schema of what a write sends."""
    if file.old:
        given = (file.follow(each) for each in operation.get("parameters") or () if isinstance(each, dict))
        return next((each.get("schema") for each in given if each.get("in") == "body"), {})
    return _schema(file, file.follow(operation.get("requestBody")))


def _schema(file: OpenApiFile, holder: dict[str, Any]) -> Any:
    if file.old:
        return holder.get("schema") or {}
    content = holder.get("content")
    kinds = content if isinstance(content, dict) else {}
    json = next((each for kind, each in kinds.items() if "json" in str(kind)), None)
    return file.follow(json).get("schema") or {}


def _row(shapes: Shapes, answer: Any, place: str | None) -> Any:
    return shapes.rows(guesses.inside(shapes, answer, place)) if place is not None else None


def _wrapped(shapes: Shapes, body: Any) -> tuple[str, Any]:
    """What stands around the record in a write's body, and the record's own schema."""
    inner = shapes.properties(body)
    if len(inner) == 1:
        name, schema = next(iter(inner.items()))
        if shapes.kind(schema) == "object" and shapes.properties(schema) and "." not in name:
            return name, schema
    return "", body


def _joined(read: tuple[Line, ...], written: tuple[Line, ...], *, making: bool) -> tuple[Line, ...]:
    """The fields of a record: what is read of it and what is written, where these differ."""
    if not making:
        return tuple(line.model_copy(update={"required": False}) for line in read)
    known = {line.name: line for line in written}
    both = [
        known.get(line.name) or line.model_copy(update={"write": False, "required": False}) for line in read
    ]
    names = {line.name for line in read}
    return (*both, *(line for line in written if line.name not in names))


def _asked(file: OpenApiFile, spot: Spot, listing: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The parameters of a list's address, each with its schema."""
    own = listing.get("parameters")
    given = [*spot.params, *(own if isinstance(own, list) else ())]
    found = [file.follow(each) for each in given]
    return {
        str(each["name"]): {**each, **file.follow(each.get("schema"))}
        for each in found
        if each.get("in") == "query" and isinstance(each.get("name"), str)
    }


def _find(
    spot: Spot, lines: tuple[Line, ...], key: str, asked: dict[str, Any], *, listed: bool, one: bool
) -> Find | None:
    """How records are looked up: at their own path, by parameters or OData, else among all of them."""
    paths = {key: _PARAM.sub("{value}", _below(spot.one_path, spot.path))} if one and key else {}
    params = guesses.asked_by(lines, asked)
    filtered = guesses.odata(asked, tuple(filter(None, (key, *guesses.natural(lines, key, spot.name)))))
    if not listed:
        return Find(paths=paths) if paths else None
    if filtered:
        return Find(paths=paths, filter=filtered)
    # what can't be asked for is found by reading everything, which is worth it only where nothing else is
    wanted = (key,) if params else (key, *guesses.natural(lines, key, spot.name))
    rest = [name for name in wanted if name and name not in {*paths, *params}]
    return Find(params=params, paths=paths, read_all=tuple(rest)) if paths or params or rest else None


def _findable(find: Find | None, name: str) -> bool:
    if find is None:
        return False
    return name in {*find.params, *find.paths, *find.read_all, *(find.filter.fields if find.filter else ())}


def _records(shapes: Shapes, file: OpenApiFile, spot: Spot, place: str | None, key: str) -> str:
    """Where records stand: in the answer of a list, or else in that of one record."""
    if not place:
        return ""
    one = _operation(file, spot.one, "get")
    inner = shapes.properties(_answer(file, one))
    if one and (not inner or key in inner):  # as it is, also where nothing is said of it
        return f"{place} || "
    around = [name for name, each in inner.items() if key in shapes.properties(each)]
    return f"{place} || {around[0]}" if around and around[0] != place else place


def _new_key(file: OpenApiFile, shapes: Shapes, making: dict[str, Any], key: str) -> str:
    """Where in the answer to a create the new key stands, where that is not where a record has it."""
    answer = _answer(file, making)
    if not answer or key in shapes.properties(answer):
        return ""
    around = [name for name, each in shapes.properties(answer).items() if key in shapes.properties(each)]
    return f"{around[0]}.{key}" if around else ""


def _update(file: OpenApiFile, shapes: Shapes, spot: Spot, verb: str) -> Update:
    wrap, _ = _wrapped(shapes, _body(file, _operation(file, spot.one, verb)))
    method = {"patch": "PATCH", "put": "PUT", "post": "POST"}[verb]
    path = _PARAM.sub("{key}", _below(spot.one_path, spot.path))
    return Update.model_validate({"path": path, "method": method, "wrap": wrap, "replaces": verb == "put"})


def _below(path: str, above: str = "") -> str:
    """A path as a resource has it: below the address, its settings by their own names."""
    if above and path.startswith(above):
        return _below(above) + path[len(above) :]
    return _PARAM.sub(lambda hit: f"{{{word(hit[1])}}}", path).lstrip("/")


def _name(path: str, taken: Iterable[str]) -> str:
    steps = [word(step) for step in path.split("/") if step and not step.startswith("{")] or ["records"]
    for n in range(1, len(steps) + 1):
        name = "_".join(steps[-n:])[:50].strip("_")
        if name[:1].isalpha() and name not in taken:
            return name
    name = re.sub(r"^[^a-z]+", "", steps[-1])[:50] or "records"
    return next(f"{name}_{n}" for n in range(2, 10_000) if f"{name}_{n}" not in taken)


def _title(file: OpenApiFile, item: dict[str, Any], path: str) -> str:
    step = next((s for s in reversed(path.split("/")) if s and not s.startswith("{")), "records")
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", step)
    spoken = " ".join(re.findall(r"[A-Za-z0-9]+", words)).strip()
    return (
        (spoken[:1].upper() + spoken[1:])[:100]
        or in_short(file.follow(item.get("get")).get("summary"))
        or "Records"
    )
