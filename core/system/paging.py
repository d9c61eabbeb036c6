"""How a declared system gives many records: page by page."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Key

from core.mapping.mapping import Strict


class Sized(Strict):
    """How many records are asked for in one page: the number, and the parameter that asks for it."""

    size: int = Key(default=0, ge=0, le=10_000)
    size_param: str = ""


class OneAnswer(Strict):
    """No paging: one answer holds everything."""

    kind: Literal["none"]


class ByPage(Sized):
    """Pages by number.

    Where an answer tells its number and the last one, `page` and `last` are their places, and where it tells
    how many records there are, `total`. Otherwise it is read until an answer is `empty`, or `short`: fewer
    records than were asked for, which holds only where the system gives as many as it is asked for.
    """

    kind: Literal["page"]
    param: str = Key(default="page", min_length=1)
    first: int = Key(default=1, ge=0, le=1)
    page: str = ""
    last: str = ""
    total: str = ""
    ends: Literal["empty", "short"] = "empty"


class ByOffset(Sized):
    """Pages by the number of records that were read already; `total` and `ends` as with pages by number."""

    kind: Literal["offset"]
    param: str = Key(default="offset", min_length=1)
    first: int = Key(default=0, ge=0, le=1)
    total: str = ""
    ends: Literal["empty", "short"] = "empty"


class ByCursor(Sized):
    """A cursor in the answer goes into the next request; `more` is where it says true or false: to go on."""

    kind: Literal["cursor"]
    param: str = Key(default="cursor", min_length=1)
    place: str = Key(default="next_cursor", min_length=1)
    more: str = ""


class ByLinkHeader(Sized):
    """The header `Link: <…>; rel="next"` leads to the next page."""

    kind: Literal["link_header"]


class ByLink(Sized):
    """A link in the answer leads to the next page."""

    kind: Literal["link"]
    place: str = Key(default="next", min_length=1)


class AfterLast(Sized):
    """The next page begins after the last record: what stands in its `field` goes into the parameter."""

    kind: Literal["after_last"]
    param: str = Key(min_length=1)
    field: str = Key(min_length=1)


Paging = OneAnswer | ByPage | ByOffset | ByCursor | ByLinkHeader | ByLink | AfterLast
Paged = Annotated[Paging, Key(discriminator="kind")]
