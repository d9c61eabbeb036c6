"""What an OpenAPI file does not say in so many words: paging, keys, look-ups, by the usual names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from core.fields import FieldType
from core.system.openapi.shapes import Shapes
from core.system.paging import ByCursor, ByLink, ByLinkHeader, ByOffset, ByPage, OneAnswer, Paging
from core.system.system import Filter, Line, Modified

#: Usual names, compared without case and without anything but letters.
_PAGE = ("page", "pagenumber", "pageno", "pageindex", "currentpage", "pagenum")
_OFFSET = ("offset", "skip", "start", "startindex", "from", "first")
_CURSOR = ("cursor", "pagetoken", "after", "startingafter", "continuationtoken", "nexttoken", "pagecursor")
_SIZE = ("pagesize", "perpage", "limit", "size", "top", "take", "count", "maxresults", "rows", "pagelimit")
_NEXT_CURSOR = (
    "nextcursor",
    "nextpagetoken",
    "cursor",
    "nexttoken",
    "continuationtoken",
    "endcursor",
    "after",
)
_NEXT_LINK = ("next", "nextlink", "nexturl", "nextpage", "nextpageurl", "odatanextlink")
_MORE = ("hasmore", "hasnextpage", "hasnext", "more")
_NUMBER = ("currentpage", "page", "pagenumber")
_LAST = ("totalnumberofpages", "totalpages", "lastpage", "pagecount", "pages")
_TOTAL = (
    "total",
    "totalcount",
    "totalresults",
    "totalnumberofresults",
    "totalitems",
    "totalrecords",
    "count",
)
_SINCE = re.compile(r"(updated|modified|changed|lastmodified|lastchange)\w*(since|after|from|min|gte?|start)")
_WHEN = re.compile(r"(last)?(updated|modified|changed|update|modification)(at|on|date|time|utc|datetime)*")
_LISTS = ("data", "items", "results", "value", "records", "rows", "list", "entries", "content", "result")
#: By what people know records, the best first.
_NATURAL = ("number", "code", "sku", "reference", "email", "emailaddress", "externalid", "vatnumber", "name")
_KEYS = ("id", "uuid", "guid", "key", "code", "number")
_MOST_SIZE = 250


def bare(name: str) -> str:
    """A name as it is compared: letters and digits alone, small."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _first(known: Iterable[str], names: Iterable[str]) -> str:
    """The first of the usual names that is there, as it is written there."""
    there = {bare(name): name for name in names if "." not in name}
    return next((there[each] for each in known if each in there), "")


def list_place(shapes: Shapes, schema: Any, name: str) -> str | None:
    """Where in an answer the list of records stands; None where there is none."""
    if shapes.rows(schema) is not None:
        return ""
    found = list(_places(shapes, schema, ""))
    if not found:
        return None
    wanted = (*_LISTS, bare(name))
    usual = [place for place in found if bare(place.rsplit(".", 1)[-1]) in wanted]
    return (usual or found)[0] if usual or len(found) == 1 else None


def _places(shapes: Shapes, schema: Any, place: str, deep: int = 0) -> Iterable[str]:
    for name, each in shapes.properties(schema).items():
        path = f"{place}.{name}" if place else name
        if "." in name:
            continue
        if shapes.rows(each) is not None:
            yield path
        elif deep < 1 and shapes.kind(each) == "object":
            yield from _places(shapes, each, path, deep + 1)


def inside(shapes: Shapes, schema: Any, place: str) -> Any:
    """The schema that stands at a place."""
    for name in place.split(".") if place else ():
        schema = shapes.properties(schema).get(name)
    return schema


def paging(
    shapes: Shapes, answer: Any, asked: Mapping[str, dict[str, Any]], headers: Iterable[str]
) -> Paging | None:
    """How a list is paged, by the parameters of the request and the members of the answer."""
    size_param = _first(_SIZE, asked)
    size = _size(asked.get(size_param, {}))
    names = _members(shapes, answer)
    if link := _link(shapes, answer, names):
        return ByLink(kind="link", place=link, size=size, size_param=size_param)
    if any(bare(header) == "link" for header in headers):
        return ByLinkHeader(kind="link_header", size=size, size_param=size_param)
    cursor, place = _first(_CURSOR, asked), _placed(_NEXT_CURSOR, names)
    if cursor and place:
        more = _told(shapes, answer, _placed(_MORE, names))
        return ByCursor(kind="cursor", param=cursor, place=place, more=more, size=size, size_param=size_param)
    total = _placed(_TOTAL, names)
    if offset := _first(_OFFSET, asked):
        return ByOffset(kind="offset", param=offset, total=total, size=size, size_param=size_param)
    if page := _first(_PAGE, asked):
        number, last = _placed(_NUMBER, names), _placed(_LAST, names)
        both = bool(number and last)
        zero = asked[page].get("default") == 0 or asked[page].get("minimum") == 0
        return ByPage(
            kind="page",
            param=page,
            first=0 if zero else 1,
            page=number if both else "",
            last=last if both else "",
            total=total,
            size=size,
            size_param=size_param,
        )
    return None if _placed(_LAST, names) or place else OneAnswer(kind="none")


def _members(shapes: Shapes, answer: Any) -> dict[str, str]:
    """The plain members of an answer, and of the objects in it, by their bare names."""
    found: dict[str, str] = {}
    for name, each in shapes.properties(answer).items():
        if "." in name:
            continue
        if shapes.kind(each) == "object":
            for inner in shapes.properties(each):
                if "." not in inner:
                    found.setdefault(bare(inner), f"{name}.{inner}")
        elif shapes.kind(each) != "array":
            found[bare(name)] = name
    return found


def _placed(known: Iterable[str], members: Mapping[str, str]) -> str:
    return next((members[each] for each in known if each in members), "")


def _link(shapes: Shapes, answer: Any, members: Mapping[str, str]) -> str:
    place = _placed(_NEXT_LINK, members)
    schema = inside(shapes, answer, place) if place else None
    return place if place and shapes.kind(schema) in {"string", ""} and "token" not in bare(place) else ""


def _told(shapes: Shapes, answer: Any, place: str) -> str:
    """Where an answer says whether there is more, if that is a yes or a no."""
    return place if place and shapes.kind(inside(shapes, answer, place)) in {"boolean", ""} else ""


def _size(asked: Mapping[str, Any]) -> int:
    most, usual = asked.get("maximum"), asked.get("default")
    if isinstance(most, int) and most > 0:
        return min(most, _MOST_SIZE)
    return usual if isinstance(usual, int) and 0 < usual <= _MOST_SIZE else 0


def key(lines: Iterable[Line], param: str, name: str) -> str:
    """The field that names a record: as the path of one record calls it, else by the usual names."""
    names = [line.name for line in lines if line.type in {FieldType.TEXT, FieldType.INTEGER}]
    singular = bare(name).removesuffix("s")
    wanted = [bare(param), bare(param).removeprefix(singular), f"{singular}id", *_KEYS]
    return _first(filter(None, wanted), names) or next(iter(names), "")


def natural(lines: Iterable[Line], key: str, name: str) -> tuple[str, ...]:
    """The fields by which people know a record, the best first."""
    plain = [line.name for line in lines if line.type in {FieldType.TEXT, FieldType.INTEGER}]
    names = [each for each in plain if each != key and "." not in each]
    singular = bare(name).removesuffix("s")
    found = (_best(names, want, singular) for want in _NATURAL)
    return tuple(dict.fromkeys(filter(None, found)))[:5]


def _best(names: list[str], want: str, singular: str) -> str:
    """The name that ends with a usual word and says least besides; the record's own word may stand before."""
    ends = [name for name in names if bare(name).endswith(want)]
    return min(ends, key=lambda name: (bare(name) not in {want, singular + want}, len(name)), default="")


def asked_by(lines: Iterable[Line], asked: Iterable[str]) -> dict[str, str]:
    """The fields that are a parameter of their own: field to parameter."""
    params = {bare(name): name for name in asked}
    plain = {FieldType.TEXT, FieldType.INTEGER, FieldType.DATE}
    taken = {*_PAGE, *_OFFSET, *_CURSOR, *_SIZE, "fields", "include", "sort", "order", "expand", "filter"}
    return {
        line.name: params[bare(line.name)]
        for line in lines
        if line.type in plain and bare(line.name) in params and bare(line.name) not in taken
    }


def odata(asked: Iterable[str], fields: tuple[str, ...]) -> Filter | None:
    """OData's filter, where the list takes it."""
    return Filter(param="$filter", fields=fields) if "$filter" in asked and fields else None


def modified(lines: Iterable[Line], asked: Iterable[str]) -> Modified | None:
    """When a record was changed, where the list can be asked for it."""
    times = {FieldType.DATETIME, FieldType.DATE, FieldType.TEXT}
    field = next((line.name for line in lines if line.type in times and _WHEN.fullmatch(bare(line.name))), "")
    if not field:
        return None
    names = list(asked)
    if "$filter" in names:
        return Modified(field=field, param="$filter", filter=f"{field} ge {{time}}")
    param = next((n for n in names if _SINCE.fullmatch(bare(n)) or bare(n) in {"since", "changedsince"}), "")
    return Modified(field=field, param=param, join="") if param else None
