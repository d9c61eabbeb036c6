"""Files: CSV, Excel, JSON, JSON lines and XML that come into a folder, and that go out of it."""

from collections.abc import Mapping
from dataclasses import replace

from connectors.files.formats import DELIMITERS, ENCODINGS, KINDS, ending, knows, reads, writes
from connectors.files.kinds import FIELDS, KEYS, held
from core.api.connector import Connector, Cursor, Find, Folder, Resource, Setting, Write
from core.errors import Misconfigured
from core.fields import Field, FieldType

INCOMING = Resource(
    name="incoming",
    title="Incoming records",
    path="incoming",
    records="records",
    key="_file.key",
    paging=Cursor("after", "next"),
    page_size=500,
    size_param="size",
    find=Find(fields=("_file.key",), own=True),
    fields=FIELDS["incoming"],
)
OUTGOING = Resource(
    name="outgoing",
    title="Outgoing records",
    path="outgoing",
    records="",
    key="_file.key",
    find=Find(own=True),
    write=Write(
        create="outgoing", update="outgoing/{key}", update_method="POST", key="_file.key", idempotency="once"
    ),
    fields=FIELDS["outgoing"],
)
#: What the resources of a kind are called, and its word in the common model.
_TITLES = {
    "orders": ("Orders", "order"),
    "customers": ("Customers", "customer"),
    "products": ("Products", "product"),
    "stock": ("Stock levels", "stock"),
    "invoices": ("Invoices", "invoice"),
}


def _of(kind: str) -> tuple[Resource, Resource]:
    """Declare a kind, which has a folder of its own: files of it that come in, and that go out."""
    title, entity = _TITLES[kind]
    own = (*FIELDS[kind], FIELDS["incoming"][0])
    out, keys = f"{kind}/outgoing", (KEYS[kind],)
    return (
        replace(
            INCOMING, name=kind, title=title, path=f"{kind}/incoming", entity=entity, natural=keys, fields=own
        ),
        replace(
            OUTGOING,
            name=f"{kind}_out",
            title=f"{title} that go out",
            path=out,
            natural=keys,
            find=Find(fields=("_file.key", *keys), own=True),
            write=replace(OUTGOING.write or Write(), create=out, update=f"{out}/{{key}}"),
            fields=(*FIELDS[kind], FIELDS["outgoing"][0]),
        ),
    )


OF_KINDS = tuple(resource for kind in KEYS for resource in _of(kind))


def _column(text: str) -> Field:
    """Read one of the columns of a file that goes out: `total:decimal`, or a name alone for any value."""
    name, _, kind = (part.strip() for part in text.partition(":"))
    try:
        return Field(name, FieldType(kind or "any"))
    except ValueError:
        known = ", ".join(FieldType)
        raise Misconfigured(
            f"the columns of files that go out: {name!r} cannot be of the type {kind!r}; types are {known}."
        ) from None


def fit(connector: Connector, settings: Mapping[str, str]) -> Connector:
    """Let files that go out have the columns, and be found by the key, that the connection names."""
    columns = tuple(_column(text) for text in settings.get("columns", "").split(",") if text.strip())
    keys = tuple(name.strip() for name in settings.get("key", "").split(",") if name.strip())
    find = Find(fields=("_file.key", *keys), own=True) if keys else OUTGOING.find
    out = replace(OUTGOING, fields=columns, natural=keys, find=find)
    return replace(connector, resources=(INCOMING, out, *OF_KINDS))


CONNECTOR = Connector(
    name="files",
    title="Files",
    docs="",
    base_url="",
    auth_url="",
    hosts=(),
    auth=(),
    settings=(
        Setting("folder", "Folder", "Within a folder that this installation allows.", "orders"),
        Setting("key", "Key fields", "Name a record; rows of a table with the same key are one record, "
                "all of them in its `lines`. Needed to write.", "number", required=False),
        Setting("kind", "Kind of file that goes out", default="csv", choices=KINDS, required=False),
        Setting("file", "One file for each", default="run", choices=("run", "record"), required=False),
        Setting("prefix", "Names of files that go out begin with", example="orders-", required=False),
        Setting("columns", "Columns of files that go out", "In their order; `:type` where it matters.",
                "number, ordered:date, total:decimal", required=False),
        Setting("delimiter", "Delimiter of CSV", "Found out when empty.", choices=tuple(DELIMITERS),
                required=False),
        Setting("encoding", "Encoding of text", "Found out when empty; written as UTF-8.", choices=ENCODINGS,
                required=False),
        Setting("decimal", "Decimal sign in CSV", "Also of amounts in files of a kind.", default=".",
                choices=(".", ","), required=False),
        Setting("cells", "Cells that a spreadsheet would calculate",
                "`guarded`: an apostrophe goes before text that begins with = + - or @.", default="guarded",
                choices=("guarded", "as they are"), required=False),
        Setting("sheet", "Sheet of Excel files", "The first one when empty.", required=False),
        Setting("records", "Where the records are in JSON and XML", "Found out when empty.", "orders/order",
                required=False),
        Setting("lists", "XML elements that are always lists", "Also where only one is there.",
                "line, address", required=False),
        Setting("quiet", "Seconds without a change before a file is read", default="5",
                pattern=r"\d{1,5}(\.\d{1,3})?", required=False),
    ),
    resources=(INCOMING, OUTGOING, *OF_KINDS),
    probe="incoming",
    fit=fit,
    folder=Folder(knows, reads, writes, ending, {kind: held(kind) for kind in KEYS}),
    help="Files in a folder of this machine. What a run has read goes to `done`, or to `failed` with the "
    "reason beside; what it writes is in `out`.",
)  # fmt: skip
