"""A shelf: what pages keep for flows between two looks, shared by all who look, and never in a session."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Shelf(Generic[Thing]):
    """One thing for each flow; that of the flow that was left alone longest makes room for the `most`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._things: OrderedDict[str, Thing] = OrderedDict()

    def get(self, flow: str) -> Thing | None:
        """What is kept for a flow, or None."""
        with self._lock:
            if flow in self._things:
                self._things.move_to_end(flow)
            return self._things.get(flow)

    def put(self, flow: str, thing: Thing) -> None:
        """Keep it in the place of what there was for the flow."""
        with self._lock:
            self._things[flow] = thing
            self._things.move_to_end(flow)
            while len(self._things) > self._most:
                self._things.popitem(last=False)
