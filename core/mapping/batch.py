"""Records that are looked at more than once, shipped to a caged process once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import count
from typing import Any, overload
from weakref import WeakKeyDictionary

import msgspec

from core.records import JsonObject

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_NUMBERS = count(1)
#: bytes of a batch that is shipped as a whole
_SMALL = 4 << 20


class Batch(Sequence[JsonObject]):
    """Records that stay as they are while it is used: one that is changed is seen as it was.

    Scopes that carry it do not ship their record again with each question, and what does not change from
    one question to the next is answered once.
    """

    def __init__(self, records: Sequence[JsonObject]) -> None:
        self.number = next(_NUMBERS)
        self.records = records
        #: what was answered about its records: by who asked, as long as that is; the record's place, and
        #: the row in it
        self.answers: WeakKeyDictionary[object, dict[tuple[int, int | None], Any]] = WeakKeyDictionary()
        self._places = {id(record): place for place, record in enumerate(records)}

    def __len__(self) -> int:
        return len(self.records)

    @overload
    def __getitem__(self, at: int) -> JsonObject: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[JsonObject]: ...
    def __getitem__(self, at: int | slice) -> JsonObject | Sequence[JsonObject]:
        return self.records[at]

    def place(self, record: JsonObject) -> int | None:
        """Where a record stands among them; None for one that is not of them."""
        return self._places.get(id(record))

    @cached_property
    def written(self) -> bytes | None:
        """The records as JSON, exact to the digit; None when JSON cannot hold them."""
        try:
            return _ENCODER.encode(self.records)
        except (TypeError, ValueError, RecursionError):
            return None

    @property
    def small(self) -> bool:
        """Whether it can be shipped as a whole."""
        return self.written is not None and len(self.written) <= _SMALL
