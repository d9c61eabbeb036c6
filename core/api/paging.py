"""From one answer to the next request: declared paging as pure functions, and a guard against going round."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin

from core.api.address import origin
from core.api.connector import AfterLast, Counted, Cursor, LinkHeader, LinkInBody, OnePage, PageNumber, Paging
from core.api.places import at
from core.errors import Misconfigured, Unreachable
from core.records import JsonObject

_MOST_PAGES = 20_000
#: Empty answers in a row that may say that there is more.
_EMPTY = 2
_PARAMETER = r"""\s*+;\s*+([\w*-]++)(?:=("[^"]*+"|[^\s;,"]*+))?"""
_LINK = re.compile(rf"<([^<>]*+)>((?:{_PARAMETER})*+)")


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for next: an address, and parameters that belong to it (none where it is a next link).

    The answer before held `held`; `total` is how many there were by it, where it said so.
    """

    url: str
    params: JsonObject = field(default_factory=dict)
    total: int | None = None
    held: int = 0


def following(  # noqa: PLR0911 - one for each way of paging
    paging: Paging,
    ask: Ask,
    headers: Mapping[str, str],
    body: Any,
    elements: Sequence[Any] = (),
    *,
    sure: bool = False,
) -> Ask | None:
    """Give what to ask for after this answer with these elements; None when it was the last.

    `sure`: a system that gives less at once than it was asked for is read to its end all the same, so an
    answer that is not full is followed by one more question, until one is empty.
    """
    match paging:
        case LinkInBody(path):
            return _linked(ask, _link(body, path, elements))
        case LinkHeader():
            return _linked(ask, next_link(headers.get("link", "")))
        case Cursor(param, path, more):
            return _turned(ask, param, at(body, path), _goes_on(body, more) if more else None)
        case Counted():
            return _counted(ask, paging, body, elements, sure=sure)
        case AfterLast(param, place, size):
            last = at(elements[-1], place) if elements else None
            return _turned(ask, param, last, goes_on=_full(ask, size, elements, sure=sure))
        case PageNumber():
            return _numbered(ask, paging, body, elements, sure=sure)
        case OnePage():
            return None


def next_link(header: str) -> str | None:
    """Find the address of `rel="next"` in a Link header."""
    for link in _LINK.finditer(header):
        named = dict(re.findall(_PARAMETER, link[2]))
        if "next" in named.get("rel", "").strip('"').lower().split():
            return link[1]
    return None


def _linked(ask: Ask, link: Any) -> Ask | None:
    if not link:
        return None
    url = urljoin(ask.url, str(link))
    if origin(url) != origin(ask.url):
        raise Misconfigured("the link to the next page leads to another host, and is not followed.")
    return Ask(url)


def _link(body: Any, path: str, elements: Sequence[Any]) -> Any:
    """Find a link to the next page; what stands in its place in another shape is not taken for the end."""
    link, around = at(body, path), at(body, path.rpartition(".")[0])
    if link is None and not (around is None or around is elements or isinstance(around, dict)):
        raise Misconfigured(
            f"the answer has something else where its link to the next page is due, at {path!r}."
        )
    return link


def _goes_on(body: Any, place: str) -> bool:
    told = at(body, place)
    if not isinstance(told, bool):
        fault = f"the answer does not say whether there is more: at {place!r} true or false is due"
        raise Misconfigured(f"{fault}; where a system does not say it, name its cursor alone.")
    return told


def slips(paging: Paging) -> bool:
    """Tell whether a record can slip to a page that was read already, when others before it are removed."""
    return isinstance(paging, Counted | PageNumber)


def across(paging: Paging, ask: Ask, size: str) -> Ask | None:
    """Give the question for a window that holds the last records before this page and its first ones.

    `size` is the parameter of a page's size; None where a page of another size would not say it.
    """
    asked = int(ask.params.get(size) or 0)
    if not 1 < asked <= ask.held:
        return None
    if not isinstance(paging, Counted | PageNumber):
        return None
    here = int(ask.params[paging.param])
    if isinstance(paging, Counted) and paging.by == "records":
        return replace(ask, params={**ask.params, paging.param: here - asked // 2}, total=None)
    first = paging.first if isinstance(paging, Counted) else 1
    border = (here - first) * asked
    fitting = max(range(asked, 1, -1), key=lambda n: min(border % n, n - border % n))
    if border % fitting == 0:
        return None
    params = {**ask.params, paging.param: border // fitting + first, size: fitting}
    return replace(ask, params=params, total=None)


def silent(paging: Paging) -> bool:
    """Tell whether an answer does not say of itself that it is the last."""
    return isinstance(paging, AfterLast) or (isinstance(paging, Counted) and not paging.total)


def _full(ask: Ask, size: str, elements: Sequence[Any], *, sure: bool) -> bool:
    """Tell whether an answer holds as many as were asked for, so that there may be more."""
    return len(elements) >= (1 if sure else int(ask.params.get(size) or 1))


def _counted(ask: Ask, paging: Counted, body: Any, elements: Sequence[Any], *, sure: bool) -> Ask | None:
    here = int(ask.params.get(paging.param, paging.first))
    there = here + (1 if paging.by == "pages" else len(elements))
    total = at(body, paging.total) if paging.total else None
    if isinstance(total, int) and elements:
        most = at(body, paging.most) if paging.most else None
        sizes = [n for n in (int(ask.params.get(paging.size) or 0), most) if isinstance(n, int) and n > 0]
        page = min(sizes, default=len(elements)) if paging.by == "pages" else 1
        goes_on = (there - paging.first) * page < total
    else:
        goes_on = _full(ask, paging.size, elements, sure=sure)
    return Ask(ask.url, {**ask.params, paging.param: there}, held=len(elements)) if goes_on else None


def _turned(ask: Ask, param: str, cursor: Any, goes_on: bool | None) -> Ask | None:  # noqa: FBT001 - three states
    if goes_on is False or (goes_on is None and not cursor):
        return None
    if not cursor:
        raise Misconfigured("the answer says that there is more, but not where it begins.")
    return Ask(ask.url, {**ask.params, param: cursor})


def _numbered(ask: Ask, paging: PageNumber, body: Any, elements: Sequence[Any], *, sure: bool) -> Ask | None:
    """Give the next page's number; who is `sure` looks at the page before again, where fewer can slip to."""
    page, last = at(body, paging.page), at(body, paging.last)
    if not isinstance(page, int) or not isinstance(last, int):
        raise Misconfigured("the answer does not say which page it is, and which is the last.")
    total = at(body, paging.total) if paging.total else None
    if isinstance(total, int) and ask.total is not None and ask.total - total >= (ask.held if sure else 1):
        raise Unreachable("records were removed while they were read, and one may be missing; read again.")
    if page >= last:
        return None
    known = total if isinstance(total, int) else None
    return Ask(ask.url, {**ask.params, paging.param: page + 1}, known, len(elements))


class Asked:
    """Remembers what was asked for and answered, so that pages which go round, or never end, are noticed."""

    def __init__(self, most: int = _MOST_PAGES) -> None:
        self._seen: set[int] = set()
        self._told: set[int] = set()
        self._most = most
        self._again = self._empty = 0

    def add(self, ask: Ask) -> None:
        """Note a request for a page; Misconfigured when it was asked for before, or there are too many."""
        mark = hash((ask.url, repr(ask.params)))
        if mark in self._seen:
            raise Misconfigured("the pages go round: the same page was given as the next one again.")
        if len(self._seen) >= self._most:
            raise Misconfigured(f"the pages do not end: {self._most} were read; narrow the question.")
        self._seen.add(mark)

    def told(self, keys: Sequence[str]) -> None:
        """Note the keys in an answer that says that there is more; Misconfigured when that leads nowhere.

        One page that comes again, or two that are empty, may be chance: records moved while they were read.
        """
        mark = hash(tuple(keys))
        self._again = self._again + 1 if keys and mark in self._told else 0
        self._empty = 0 if keys else self._empty + 1
        self._told.add(mark)
        if self._again > 1:
            raise Misconfigured("the pages go round: the same records were given as the next page again.")
        if self._empty > _EMPTY:
            raise Misconfigured(
                f"the pages do not end: {_EMPTY + 1} in a row are empty, and there is said to be more."
            )
