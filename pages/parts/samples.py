"""The records that a flow is mapped against: shared by all who look at the flow, and never in a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal
from zlib import compress, decompress

from core.documents import digest, parse_json, write_json
from core.flow import Flow
from core.insight import Seen, survey
from core.language import N_, _, whole
from core.records import JsonObject
from core.workspace import Batch, Workspace
from pages.parts.shelf import Shelf

_FLOWS_AT_MOST = 64
_AT_HAND = 16
_RECORDS_AT_MOST = 500
_LABELS = (
    "name",
    "number",
    "order_number",
    "OrderNumber",
    "sku",
    "Code",
    "code",
    "Name",
    "title",
    "id",
    "ID",
)

_PINNED = N_("pinned")

Origin = Literal["pulled", "chosen", "given", "kept"]


@dataclass(frozen=True, slots=True)
class Samples:
    """Some records of a source, where they came from, and what is seen in them.

    They are kept as packed JSON, in a small part of the memory: between two looks nobody needs more.
    """

    packed: bytes
    keys: tuple[str, ...]
    origin: Origin
    name: str = ""
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    #: their fingerprint: the same records give the same results
    id: str = ""
    seen: tuple[Seen, ...] = ()
    #: of chosen records, what each is there for
    why: tuple[str, ...] = ()
    #: whether their people are made up
    masked: bool = False

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def records(self) -> Batch:
        """The records themselves; for as long as somebody is at them, they are the same."""
        return _read(self.packed)

    @property
    def said(self) -> str:
        """Where they came from, in words."""
        said = self._origin()
        return _("{said}, masked", said=said) if self.masked else said

    def _origin(self) -> str:
        match self.origin:
            case "pulled":
                return _("pulled from the source")
            case "chosen":
                return _("chosen out of the first {n}", n=whole(int(self.name)))
            case "given":
                return _("from {file}", file=self.name) if self.name else _("from what was pasted")
            case "kept":
                return _("kept with the flow")


@lru_cache(maxsize=_AT_HAND)
def _read(packed: bytes) -> Batch:
    return Batch(parse_json(decompress(packed).decode()))


@lru_cache(maxsize=4)
def _shelf(home: str) -> Shelf[Samples]:  # noqa: ARG001  each home has its own
    return Shelf(_FLOWS_AT_MOST)


def samples_of(workspace: Workspace, flow: Flow) -> Samples | None:
    """The samples of a flow: those at hand, else those that are kept with it."""
    at_hand = _shelf(str(workspace.home)).get(flow.name)
    if at_hand is None and flow.samples:
        return put(
            workspace,
            flow,
            [each.record for each in flow.samples],
            "kept",
            keys=[s.name for s in flow.samples],
        )
    return at_hand


def pull(
    workspace: Workspace, flow: Flow, number: int, progress: Callable[[int], None] | None = None
) -> Samples:
    """Pull records from the flow's source and keep them as its samples; KoppelError says why it cannot be."""
    records = workspace.sample(flow, number, progress)
    return put(
        workspace, flow, [each.data for each in records], "pulled", keys=[each.key for each in records]
    )


def choose(
    workspace: Workspace,
    flow: Flow,
    number: int,
    of: int,
    progress: Callable[[int], None] | None = None,
) -> Samples:
    """Keep as samples those records out of the first `of` that show the most; KoppelError as for `pull`."""
    chosen = workspace.choose(flow, number, of, progress)
    records = [record for record, _why in chosen]
    return put(
        workspace,
        flow,
        [each.data for each in records],
        "chosen",
        name=str(of),
        keys=[each.key for each in records],
        why=tuple(why for _record, why in chosen),
    )


def put(
    workspace: Workspace,
    flow: Flow,
    records: Sequence[JsonObject],
    origin: Origin,
    *,
    name: str = "",
    keys: Sequence[str] = (),
    why: tuple[str, ...] = (),
) -> Samples:
    """Keep these records as the samples of a flow."""
    few = tuple(records[:_RECORDS_AT_MOST])
    keyed = [*keys, *(f"record {n + 1}" for n in range(len(keys), len(few)))]
    named = tuple(keys) if origin == "kept" else tuple(map(_label, few, keyed))
    if origin in ("pulled", "chosen"):  # what is pinned stays in front of whatever is pulled
        rest = [n for n, each in enumerate(named) if each not in {sample.name for sample in flow.samples}]
        few = (*(sample.record for sample in flow.samples), *(few[n] for n in rest))
        named = (*(sample.name for sample in flow.samples), *(named[n] for n in rest))
        why = (*(_PINNED for _each in flow.samples), *(why[n] for n in rest)) if why else ()
    return _shelved(workspace, flow, Samples(b"", named, origin, name, why=why), few)


def edited(workspace: Workspace, flow: Flow, samples: Samples, n: int, record: JsonObject) -> Samples:
    """Put a record that a person wrote in the place of one of the samples."""
    records = [*samples.records]
    records[n] = record
    return _shelved(workspace, flow, samples, records)


def masked(workspace: Workspace, flow: Flow, samples: Samples) -> Samples:
    """Put the same records with their people made up in the place of the samples."""
    records = workspace.mask(samples.records)
    return _shelved(workspace, flow, replace(samples, masked=True), records)


def _shelved(workspace: Workspace, flow: Flow, samples: Samples, records: Sequence[JsonObject]) -> Samples:
    packed = compress(write_json(records).encode())
    known = replace(samples, packed=packed, id=digest(records), seen=survey(records))
    _shelf(str(workspace.home)).put(flow.name, known)
    return known


def _label(record: JsonObject, otherwise: str) -> str:
    """What people call a record: its number, code or name, else its key."""
    found = (
        record[name] for name in _LABELS if isinstance(record.get(name), str | int) and record[name] != ""
    )
    return str(next(found, otherwise))
