"""A system that a person declares without code: where it is, how it is opened, and what it keeps.

It is data, and holds no secret: a connection gives those. What stands in braces is a setting of the
connection. Places in an answer are dotted (`data.items`), and `a || b` tries one after the other.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, model_validator
from pydantic import Field as Key

from core.fields import FieldType
from core.mapping.mapping import Scalar, Strict
from core.system.paging import OneAnswer, Paged
from core.system.ways import Auth

#: What would become a link, an image, a colour or an element where a page shows it.
_MARKUP = re.compile(r"\]\(|!\[|<[A-Za-z/!]|:[a-z-]+\[|`")


def _words(text: str) -> str:
    """Words that pages show to people: no markup, for who writes a system is not who reads it."""
    if _MARKUP.search(text) or not text.replace("\n", " ").isprintable():
        raise ValueError("must be plain words, without markup")
    return text


Name = Annotated[str, Key(pattern="^[a-z][a-z0-9_-]{0,59}$")]
Title = Annotated[str, Key(min_length=1, max_length=120), AfterValidator(_words)]
Help = Annotated[str, Key(max_length=2000), AfterValidator(_words)]
Word = Annotated[str, Key(pattern="^[A-Za-z_][A-Za-z0-9_]{0,79}$")]
Params = dict[str, Scalar]


class Question(Strict):
    """A setting that each connection fills in, such as the number of its administration."""

    name: Word
    title: Title
    help: Help = ""
    example: str = ""
    default: str = ""
    choices: tuple[str, ...] = ()
    secret: bool = False
    required: bool = True


class Line(Strict):
    """One field of a resource; `fields` are those of an object, or of each row of a list."""

    name: str = Key(min_length=1, max_length=200)
    type: FieldType = FieldType.TEXT
    required: bool = False
    write: bool = True
    max_length: int | None = Key(default=None, ge=1)
    decimals: int | None = Key(default=None, ge=0, le=30)
    allowed: tuple[Scalar, ...] = ()
    help: Help = ""
    fields: tuple[Line, ...] = ()


class Modified(Strict):
    """When a record was changed, and how to ask for what changed since: a parameter, and how time is said."""

    field: str = Key(min_length=1)
    param: str = ""
    filter: str = "{time}"
    join: str = " and "
    format: str = "%Y-%m-%dT%H:%M:%SZ"
    zone: str = "UTC"
    ordered: bool = False
    order: Params = {}
    overlap: int = Key(default=60, ge=0, le=86_400)


class Filter(Strict):
    """A filter language: one parameter holds a term for each wanted record."""

    param: str = Key(min_length=1)
    term: str = "{field} eq {value}"
    both: str = " and "
    either: str = " or "
    fields: tuple[str, ...] = Key(min_length=1)
    quote: Literal["single", "double", "none"] = "single"
    at_once: int = Key(default=20, ge=1, le=500)


class Find(Strict):
    """How records are looked up by the values of their fields.

    `params`: a field to the parameter that asks for it. `paths`: a field to the path at which the one record
    stands. `filter`: a filter language. `read_all`: fields that the system can't be asked for; everything is
    read and compared here. `ignore_case`: fields in which the system takes no notice of it.
    """

    params: dict[str, str] = {}
    paths: dict[str, str] = {}
    read_all: tuple[str, ...] = ()
    filter: Filter | None = None
    ignore_case: tuple[str, ...] = ()


class Create(Strict):
    """How a record is made: a POST to the path.

    `wrap` is the name around it in the body, `key` where its new key stands in the answer. `located`: the key
    is the end of the `Location` header. `key_given`: the payload says it. `idempotency` is the header that
    carries a key by which the system itself tells a repetition.
    """

    path: str
    wrap: str = ""
    key: str = ""
    located: bool = False
    key_given: bool = False
    idempotency: str = ""


class Update(Strict):
    """How a record is changed, at a path with `{key}`.

    `replaces`: what is not said would be emptied, so the record is read first and said whole.
    """

    path: str
    method: Literal["PUT", "PATCH", "POST"] = "PUT"
    wrap: str = ""
    replaces: bool = False


class Kept(Strict):
    """One kind of record that the system keeps.

    `records` is where the list stands in an answer, `record` where the record stands in each of its elements.
    A resource that is written and can't be looked up must say `unclear: by_hand`: a person then confirms what
    became of a write that was not answered clearly.
    """

    name: Name
    title: Title
    path: str
    records: str = ""
    record: str = ""
    key: str = Key(default="id", min_length=1)
    natural: tuple[str, ...] = ()
    params: Params = {}
    paging: Paged | None = None
    modified: Modified | None = None
    find: Find | None = None
    create: Create | None = None
    update: Update | None = None
    unclear: Literal["by_hand"] | None = None
    fields: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _settled(self) -> Kept:
        if (self.create or self.update) and self.find is None and self.unclear is None:
            raise ValueError(
                f"{self.name} is written and has no `find`, so a write that is not answered clearly could "
                "not be looked up: say how to find a record, or `unclear: by_hand` for a person to confirm it"
            )
        if self.find and self.find.params and self.find.filter:
            raise ValueError("`find` asks either by `params` or by `filter`, not by both")
        return self


class Allowed(Strict):
    """What the system allows: requests a minute, refusals an hour, and how soon a look-up tells the truth."""

    per_minute: int = Key(default=0, ge=0, le=1_000_000)
    errors_per_hour: int = Key(default=0, ge=0)
    settle: float = Key(default=2.0, ge=0, le=600)


class System(Strict):
    """A declared system: the document that is written, saved, exported and imported.

    `base_url` "" lets each connection give its own. `hosts` are further hosts that a credential may go to;
    `paging` holds for every resource that says no other. `probe` is the resource that a test reads, the first
    one by default. `refusal` is where an answer of status 200 says that the request was refused.
    """

    koppel_system: Literal[1]
    name: Name
    title: Title
    help: Help = ""
    docs: str = ""
    base_url: str = ""
    hosts: tuple[str, ...] = Key(default=(), max_length=20)
    auth: tuple[Auth, ...] = Key(default=(), max_length=6)
    headers: dict[str, str] = {}
    params: dict[str, str] = {}
    settings: tuple[Question, ...] = Key(default=(), max_length=40)
    paging: Paged = OneAnswer(kind="none")
    limits: Allowed = Allowed()
    probe: str = ""
    refusal: str = ""
    resources: tuple[Kept, ...] = Key(max_length=200)

    def resource(self, name: str) -> Kept | None:
        """The resource of that name, where there is one."""
        return next((each for each in self.resources if each.name == name), None)

    def told(self) -> dict[str, Any]:
        """The document's value, defaults left out."""
        told: dict[str, Any] = _kind_first(self.model_dump(exclude_defaults=True))
        return told


def _kind_first(value: Any) -> Any:
    """Let every choice begin with what it is."""
    if isinstance(value, dict):
        kind = {"kind": value["kind"]} if "kind" in value else {}
        return {**kind, **{name: _kind_first(each) for name, each in value.items() if name not in kind}}
    return [_kind_first(each) for each in value] if isinstance(value, list | tuple) else value
