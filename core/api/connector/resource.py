"""One kind of record that a system keeps: how it is read, found and written."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made
from typing import Literal

from core.api.connector.paging import OnePage, Paging
from core.api.content import Content, Upload
from core.fields import Field
from core.records import JsonObject


@dataclass(frozen=True, slots=True)
class Since:
    """How to ask for what changed: the record's modified field, and the filter that asks for `>=` a time.

    `filter` is a template with `{time}`, put into `param` (joined by `join` to a filter that stands there);
    `format` is strftime's; `zone` the zone in which the vendor writes and reads times without offset.
    `also` are parameters that go along with the filter. `join` "" puts the filter in the place of one that
    stands there. `ordered`: the answer ascends by this field (`order` are the parameters that ask for it).
    `overlap` seconds are read again each time: the vendor's own commit delay and clock skew.
    """

    field: str
    param: str = ""
    filter: str = "{time}"
    join: str = " and "
    format: str = "%Y-%m-%dT%H:%M:%S"
    zone: str = "UTC"
    ordered: bool = False
    order: JsonObject = made(default_factory=dict)
    overlap: int = 60
    also: JsonObject = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Find:
    """How to look records up by the values of their fields: a filter per field, so many values per request.

    `term` is a template with `{field}` and `{value}` (already quoted by the dialect's `quote`; by default as
    OData: 'text' with quotes doubled, numbers and true/false bare). Terms for one value of each of several
    fields are joined by `both`, those for several values by `either`, at most `at_once` values in a request;
    the whole goes into `param`, joined by `both` to a filter that stands there. `fields` are those that can
    be asked for (empty: any), dotted as in a record; `names` gives the filter's name of a field where it
    differs. The client compares the answer's values again: exactly, but for padding, and for case in
    `case_blind` ones.

    `own`: each field is a parameter of its own instead, and each wanted entry a request. `alone` gives for a
    field the path at which the one record with `{value}` stands; the answer 404 says that there is none.
    `compared` are fields that the system can't be asked for: they are compared here, among what was found by
    the others, or among all records where there are no others.
    """

    param: str = ""
    term: str = "{field} eq {value}"
    both: str = " and "
    either: str = " or "
    fields: tuple[str, ...] = ()
    names: JsonObject = made(default_factory=dict)
    case_blind: tuple[str, ...] = ()
    at_once: int = 20
    own: bool = False
    alone: JsonObject = made(default_factory=dict)
    compared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Write:
    """How to write: where, and where the new key stands in the answer.

    `create` and `update` are paths like a resource's (empty: no such write); `update` also holds `{key}`.
    `key` is where in the answer to a create the new key stands (dotted); without it the record itself is the
    answer, and the key stands at the resource's `key`. `located`: the key is the end of the answer's
    `Location` header instead. An answer without a key is Unclear: it is looked up. `versioned`: an update
    must say in `If-Match` which version of the record it changes, so its `ETag` is read first.
    `idempotency` is the header that carries an idempotency key, where the vendor has one: a write is then
    carried out once, however often it is sent within the hours for which it `remembers` the key. `headers`
    are sent with every write. `at_once`: so many changes may go in one request (the dialect's `changes`), and
    all of them are made or none. `replaces`: an update puts its body in the place of the whole record, so the
    record is read first, and what the payload does not say of it is sent back as it was. `repeats` are fields
    of the record as it is there that an update says too: the record is read first, and the payload goes
    before them.
    `key_given`: whoever makes a record gives it its key, so an answer without one is no riddle: the key is
    that of the payload, read as a record. `create_query` and `update_query` are GraphQL mutations, posted to
    the path as `{"query": …, "variables": …}`; the variables are what the dialect's `payload` makes, else
    `{"input": payload}`, and `id` is added for an update. `keys`: what a payload may say by its code and the
    system wants as a key: the code stands at `field`, and the key of what has it as `by` goes to `into`.
    `upload`: bytes of the payload go to a place of their own first.
    """

    create: str = ""
    update: str = ""
    update_method: Literal["PUT", "PATCH", "POST"] = "PUT"
    key: str = ""
    idempotency: str = ""
    remembers: float = 24.0
    at_once: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    replaces: bool = False
    repeats: tuple[str, ...] = ()
    key_given: bool = False
    located: bool = False
    versioned: bool = False
    create_query: str = ""
    update_query: str = ""
    keys: tuple[Related, ...] = ()
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Another resource's record that belongs to each record and is read with it, such as an order's customer.

    `field` holds its key (dotted; `rows[].field` in each of the record's rows), `resource` is what keeps it,
    and its data is put at `into`, in the record or in the row: nothing where there is none. `by` is the field
    of that resource to find it by, where that is not its key; of several the first is taken, or with `sole`
    none, for it cannot be told which. A record is looked up by what it says, such as `Customer.Email`,
    through it: it is found first, and gives its key.
    """

    field: str
    resource: str
    into: str
    by: str = ""
    sole: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A record that is told row by row, such as an entry of a ledger: rows of the same key are one record.

    The answers hold a record's rows one after the other, also over the end of a page. `shared` are the fields
    that are the record's own; the rows, without them, go into `into`. Without `shared` they come as parts of
    the record, each with the record's own fields and some of its rows. The modified time is the latest of the
    rows. `changed` names the resource of the same rows that tells which of them changed: it is read since a
    time, and the records that its rows name are looked up whole.
    """

    into: str
    shared: tuple[str, ...] = ()
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of record that a system keeps.

    `path` is appended to the connection's base URL and may hold `{setting}` placeholders, each one segment;
    where it begins with `{…_url}/`, a setting that is an address of its own, it is below that. `params` are
    sent with every read. `records` is where in the answer the list stands (dotted; several places are tried
    in turn: `d.results || d`, and the empty one is the answer itself; one object there is a list of one).
    `key` is the field that names a record (dotted, after the dialect's `record`); in a path it is so many
    segments as `parts` says. `natural` are the fields by which people know it.
    `entity` is its word in the common model. `page_size` is asked for in the parameter `size_param`, where
    there is one. `query` is the GraphQL document: a read is then a POST of `{"query": …, "variables": the
    parameters}`. `whole` names the resource that gives a record whole, in the same shape and found by its
    key, where an answer of this one cut a long list of it short (see the dialect's `cut`); `longer` are
    parameters by which an answer of this one holds longer lists, where it is itself that one. `related` are
    other resources' records that each of its records brings along. `rows`: its records come row by row.
    `content` is a picture that each of them brings along.
    """

    name: str
    title: str
    path: str
    records: str
    key: str
    entity: str = ""
    parts: int = 1
    natural: tuple[str, ...] = ()
    params: JsonObject = made(default_factory=dict)
    paging: Paging = made(default=OnePage())
    page_size: int = 0
    size_param: str = ""
    since: Since | None = None
    find: Find | None = None
    write: Write | None = None
    query: str = ""
    whole: str = ""
    longer: JsonObject = made(default_factory=dict)
    related: tuple[Related, ...] = ()
    rows: Rows | None = None
    content: Content | None = None
    fields: tuple[Field, ...] = ()
