"""The words in which a connector is declared: one frozen value is its parser, form and documentation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import datetime
from typing import Any, Literal

from core.api.content import Content, Upload
from core.fields import Field
from core.records import JsonObject


@dataclass(frozen=True, slots=True)
class Setting:
    """One question that a connection's form asks. Secrets are sealed and never shown again."""

    name: str
    title: str
    help: str = ""
    example: str = ""
    default: str = ""
    choices: tuple[str, ...] = ()
    pattern: str = ""
    secret: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class Header:
    """A fixed secret in a request header, such as an access token; `{name}` are settings and secrets.

    `base64` is the word after which the value is sent in Base64, where the vendor wants that.
    """

    name: str
    value: str
    base64: str = ""


@dataclass(frozen=True, slots=True)
class OAuth2:
    """OAuth 2.0: where consent is given and tokens are exchanged.

    URLs hold `{setting}` placeholders and `{auth_url}`, the connection's own or the connector's. `grants`:
    `authorization_code` (a person consents; then refresh tokens), `client_credentials`; the first is used,
    unless the connection's setting `grant` names another. The settings `client_id` and `client_secret` name
    the app; `client` says how they are sent: in the body or by HTTP Basic. `header` and `value` say how the
    access token is sent. `early_seconds`: the token is renewed that long before it ends. `not_before`: the
    vendor refuses a renewal until the token is that old, so none is asked earlier. `rotating`: each renewal
    ends the old refresh token. `pkce`: the vendor checks a code challenge (S256). `fields` go along with
    every request for a token; `{name}` are settings, such as a tenant. `consent` is scope that is asked for
    besides where a person consents, such as that of a refresh token.
    """

    token_url: str
    authorize_url: str = ""
    grants: tuple[Literal["authorization_code", "client_credentials"], ...] = ("authorization_code",)
    scope: str = ""
    header: str = "Authorization"
    value: str = "Bearer {access_token}"
    body: Literal["form", "json"] = "form"
    early_seconds: int = 30
    not_before: int = 0
    rotating: bool = False
    client: Literal["body", "basic"] = "body"
    pkce: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Basic:
    """HTTP Basic authentication; `{name}` in user and password are settings and secrets."""

    user: str
    password: str


Auth = Header | Basic | OAuth2


@dataclass(frozen=True, slots=True)
class Limits:
    """What the vendor allows. Header names tell what is left and when it starts anew.

    `remaining` and `reset` are pairs of header names, one for each window; `reset_unit` says how the reset
    is written: epoch milliseconds, epoch seconds or seconds from now. `per_minute` holds until headers speak;
    a connection's setting of that name, where the connector asks for it, is what its owner has agreed on.
    `settle` is how long after an unclear answer a look-up can be trusted (seconds); three times as long after
    it, the last look is made before anything is sent again. No vendor promises a time: where one says how
    long a call may take, it follows from that, elsewhere it is what was found to be enough.
    `errors_per_hour` is the vendor's own limit of refused requests, after which it blocks the key.
    `cost` is where in an answer a GraphQL query's cost and throttle status stand, e.g. `extensions.cost`.
    """

    per_minute: int = 0
    remaining: tuple[tuple[str, str], ...] = ()
    reset_unit: Literal["epoch_ms", "epoch_s", "seconds"] = "epoch_ms"
    settle: float = 2.0
    errors_per_hour: int = 0
    cost: str = ""


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

    `path` is where the cursor stands, `more` where the answer says whether to go on ("": while there is one).
    """

    param: str
    path: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """Paging by number: the number of the next page goes into the request's parameter, up to the last.

    `page` and `last` are where the answer tells its own number and that of the last page. `total` is where it
    tells how many records there are: when more were removed while they are read than a page holds, the read
    stops to be made again. Ask for an order that no change moves; what slips to the page before is found
    there, for each page is looked at again after the one behind it.
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
    key, where an answer of this one cut a long list of it short (see the dialect's `cut`). `related` are
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
    paging: Paging = OnePage()
    page_size: int = 0
    size_param: str = ""
    since: Since | None = None
    find: Find | None = None
    write: Write | None = None
    query: str = ""
    whole: str = ""
    related: tuple[Related, ...] = ()
    rows: Rows | None = None
    content: Content | None = None
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the wire differs, for the odd few: plain functions, each of which may be left out.

    `rows(resource, body) -> list`: the elements of an answer's list, where they do not stand together in one
    place, as headers beside their lines. By default what stands at the resource's `records`.
    `record(resource, wire) -> data`: a record's data from one element of an answer's list. By default the
    element itself.
    `cut(resource, wire) -> bool`: whether an element's own lists may go on beyond the answer. Such a record
    is read again where the resource's `whole` says; without that, it stops the read.
    `params(resource, params) -> params`: a read's parameters as they go into the address, where several of
    ours become one of the vendor's. By default as they are.
    `read(resource, params) -> (method, body)`: a read's method and JSON body (None: the parameters go into
    the URL), for systems that are asked by POST. It must not write. GraphQL needs none: see `Resource.query`.
    `quote(resource, field, value) -> text`: a value as a literal of the filter language of `Find.term`.
    `payload(resource, data, creating) -> body`: a write's JSON body, or its GraphQL variables.
    `write(resource, data, key, once) -> (method, path, body)`: a whole write, where it is more than a path
    and a payload (`payload` is then not called). `key` is None for a create; `once` names this write for
    ever.
    `changes(resource, [(key, data)], once) -> (method, path, body)`: several updates in one request, for
    resources whose `Write.at_once` allows it.
    `refusal(status, headers, body) -> words`: the vendor's own words when an answer says no, else "". It is
    called for every answer, one of status 200 included; names of headers are lower case, the body is parsed
    JSON, or text where it is none. Words mean that the request was read and not carried out: a write is
    Refused, whatever the status. It may raise the error that says better what happens next (RateLimited with
    its wait, ConsentNeeded, Misconfigured, Unclear).
    `receipt(resource, body) -> data`: the new record in the answer to a create, its key at the resource's
    `key`; without it the answer is read as `Write.key` says.
    """

    rows: Callable[[Resource, Any], list[Any]] | None = None
    record: Callable[[Resource, Any], JsonObject] | None = None
    cut: Callable[[Resource, Any], bool] | None = None
    params: Callable[[Resource, JsonObject], JsonObject] | None = None
    read: Callable[[Resource, JsonObject], tuple[str, Any]] | None = None
    quote: Callable[[Resource, str, Any], str] | None = None
    payload: Callable[[Resource, JsonObject, bool], Any] | None = None
    write: Callable[[Resource, JsonObject, str | None, str], tuple[str, str, Any]] | None = None
    changes: Callable[[Resource, Sequence[tuple[str, JsonObject]], str], tuple[str, str, Any]] | None = None
    refusal: Callable[[int, dict[str, str], Any], str] | None = None
    receipt: Callable[[Resource, Any], JsonObject] | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """The way to a system that is a folder of this machine: files that come in, and files that go out.

    `knows(name, settings) -> bool` tells by its name whether a file is one to be read; `reads(name, content,
    settings) -> rows` reads its bytes, `writes(rows, settings) -> content` makes those of a file that goes
    out, and `ending(settings)` is how its name ends. A ValueError is a sentence that says what is wrong with
    the file, or with the row. The folder itself reads the settings `folder`, `key` (fields that name a
    record), `quiet` (seconds since the last change before a file counts as whole), `file` (`run` or `record`:
    what one written file holds) and `prefix` (of its name).

    `kinds` are the kinds of records that have a folder of their own within it, and a path `KIND/incoming` and
    `KIND/outgoing`; each with the settings that hold there.
    """

    knows: Callable[[str, Mapping[str, str]], bool]
    reads: Callable[[str, bytes, Mapping[str, str]], list[JsonObject]]
    writes: Callable[[list[JsonObject], Mapping[str, str]], bytes]
    ending: Callable[[Mapping[str, str]], str]
    kinds: Mapping[str, Mapping[str, str]] = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """That records were changed, as a system notified of it.

    `resources` are the names under which such a record is read here, `key` is its own. `at` is when it
    happened by the system's clock, `id` what the system calls this notice. `gone`: the record was removed.
    """

    resources: tuple[str, ...]
    key: str
    at: datetime | None = None
    id: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Notices:
    """How a system notifies of changes.

    `secrets` name the settings that may hold the secret, the first that is filled in is used.
    `read(body, headers, secret, settings) -> Notice` takes the body byte for byte and raises Denied where the
    signature, or anything that it covers, is not right; header names are in small letters. A notice is of no
    use after `seconds`. `knocks`: the address is tried with an empty request when it is registered.
    """

    read: Callable[[bytes, Mapping[str, str], str, Mapping[str, str]], Notice]
    secrets: tuple[str, ...]
    seconds: int
    knocks: bool = False


@dataclass(frozen=True, slots=True)
class Connector:
    """One external system, declared.

    `base_url` and `auth_url` hold `{setting}` placeholders; `hosts` are patterns of the hosts that a
    credential may be sent to (`*` for one label), beside those two. Every connection may set `base_url` and
    `auth_url` to point it elsewhere. `auth` in the order of preference: the first whose settings are filled
    in is used. `headers` are sent with every request to the base URL, beside `Accept: application/json`, and
    `members` stand in every JSON body, `params` go with every read; in all of them `{setting}` is filled in,
    and what is not filled in is left out.
    `probe` is the resource, or the path, that "test connection" reads.
    `fit(connector, settings) -> connector` makes the declaration one connection's own, where names in the
    system are the customer's; it raises Misconfigured when the settings cannot be read. `checked(connector,
    ask) -> words` says what a test of the connection finds wrong beyond its answer; `ask` reads a path.
    `folder`: the system is a folder of this machine, without addresses, hosts or authentication. `notices`:
    it can say by itself what was changed.
    """

    name: str
    title: str
    docs: str
    base_url: str
    auth_url: str
    hosts: tuple[str, ...]
    auth: tuple[Auth, ...]
    settings: tuple[Setting, ...]
    resources: tuple[Resource, ...]
    probe: str
    headers: tuple[tuple[str, str], ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    params: tuple[tuple[str, str], ...] = ()
    limits: Limits = Limits()
    dialect: Dialect = Dialect()
    fit: Callable[[Connector, Mapping[str, str]], Connector] | None = None
    checked: Callable[[Connector, Callable[[str], Any]], str] | None = None
    help: str = ""
    folder: Folder | None = None
    notices: Notices | None = None

    def resource(self, name: str) -> Resource:
        """Give the resource of that name; KeyError names those that there are."""
        for resource in self.resources:
            if resource.name == name:
                return resource
        known = ", ".join(r.name for r in self.resources)
        raise KeyError(f"{self.title} has no resource {name!r}; it has: {known}")

    def fitted(self, settings: Mapping[str, str]) -> Connector:
        """Give the declaration as it is for a connection with these settings."""
        return self.fit(self, settings) if self.fit else self
