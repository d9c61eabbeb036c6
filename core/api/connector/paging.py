"""How a resource gives many records: page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class LinkInBody:
    """Paging by a link in the answer, e.g. `d.__next`; followed verbatim, at the same origin only."""

    path: str


@dataclass(frozen=True, slots=True)
class LinkHeader:
    """Paging by the `Link: <…>; rel="next"` header; followed verbatim, at the same origin only."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Paging by a cursor in the answer, which goes into the next request's parameter (or GraphQL variable).

    `path` is where the cursor stands, `more` where each answer says with true or false whether to go on ("":
    while there is one).
    """

    param: str
    path: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """Paging by number: the number of the next page goes into the request's parameter, up to the last.

    `page` and `last` are where the answer tells its own number and that of the last page. `total` is where it
    tells how many records there are: when more were removed while they are read than a page holds, the read
    stops to be made again. Ask for an order that no change moves: then what slips to the page before while
    they are read is found, by the pages' common records.
    """

    param: str
    page: str
    last: str
    total: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """Paging by counting, where answers say nothing of it: the next page's or record's number goes out.

    `first` is the number of the first one. `size` is the parameter that asks for so many records: an answer
    with fewer is the last one. A read that does not ask for a number goes on until an answer is empty.
    `total` is where an answer does say how many records there are, and `most` where it says how many it holds
    at most, whatever was asked for: then the read ends with the total.
    """

    param: str
    by: Literal["pages", "records"] = "pages"
    first: int = 1
    size: str = ""
    total: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class AfterLast:
    """Paging by the last record: what stands in its `field` goes into the next request's parameter.

    `size` as in `Counted`.
    """

    param: str
    field: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class OnePage:
    """No paging: one answer holds everything."""


Paging = LinkInBody | LinkHeader | Cursor | PageNumber | Counted | AfterLast | OnePage
