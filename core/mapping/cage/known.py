"""What was found out last and is always the same for the same text."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")

_MOST = 256


class Known(Generic[V]):
    """A bounded memory, safe for threads; what was used longest ago is forgotten."""

    def __init__(self) -> None:
        self._values: OrderedDict[bytes, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> V | None:
        """What is known, if it is."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def keep(self, key: bytes, value: V) -> None:
        """Remember."""
        with self._lock:
            self._values[key] = value
            while len(self._values) > _MOST:
                self._values.popitem(last=False)
