"""What a run remembers of a target, so that it asks for each thing once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from core.api.client import Client
from core.api.connector import Resource
from core.api.lookup import Mark, mark_of
from core.records import JsonObject, Record


class Memory:
    """Look-ups in one resource, remembered by their match; the newest `size` of them.

    Two matches that the system takes for one, such as an e-mail address in other capitals, are one here too.
    Without a client nothing is known, and nothing is asked: that is how a preview sees the target.
    """

    def __init__(self, client: Client | None, resource: Resource | None, size: int = 5000) -> None:
        self._client = client if resource is not None and resource.find is not None else None
        self._resource = resource
        self._size = size
        self._key = _asked_key(self._resource) if self._client is not None else ""
        self._found: OrderedDict[Mark, tuple[Record, ...]] = OrderedDict()

    @property
    def asks(self) -> bool:
        """Whether the target can be asked."""
        return self._client is not None

    @property
    def resource(self) -> str:
        """The name of the resource that is asked."""
        return self._resource.name if self._resource is not None else ""

    def name(self, match: JsonObject) -> Mark:
        """Give what a match is known by."""
        return mark_of(self._resource.find if self._resource is not None else None, match)

    def look_up(self, matches: Iterable[JsonObject]) -> None:
        """Ask the target for all of these that are not known yet, in as few requests as it allows."""
        if self._client is None or self._resource is None:
            return
        unknown = {}
        for match in matches:
            name = self.name(match)
            if name in self._found:
                self._found.move_to_end(name)
            else:
                unknown[name] = match
        if unknown:
            answers = self._client.find(self._resource.name, list(unknown.values()))
            self._found.update(zip(unknown, map(tuple, answers), strict=True))

    def look_up_keys(self, keys: Iterable[str]) -> None:
        """The same for records by their own keys, where the target can be asked by those."""
        if self._key:
            self.look_up({self._key: key} for key in keys)

    def at(self, key: str) -> tuple[Record, ...]:
        """What is known to be there under a key of its own."""
        return self.get({self._key: key}) if self._key else ()

    def trim(self) -> None:
        """Forget the oldest: called between pages, so that nothing looked up for a page is lost within it."""
        while len(self._found) > self._size:
            self._found.popitem(last=False)

    def get(self, match: JsonObject) -> tuple[Record, ...]:
        """What is known to be there for this match."""
        return self._found.get(self.name(match), ())

    def keep(self, match: JsonObject, record: Record) -> None:
        """Remember what was just made or changed."""
        self._found[self.name(match)] = (record,)

    def forget(self, match: JsonObject) -> None:
        """Ask again the next time that this match is needed."""
        self._found.pop(self.name(match), None)

    def ask_again(self, match: JsonObject) -> tuple[Record, ...]:
        """Look one match up afresh: what is there now."""
        self.forget(match)
        self.look_up([match])
        return self.get(match)


def _asked_key(resource: Resource | None) -> str:
    """The field by which a resource is asked for a record by its key, where it can be."""
    find = resource.find if resource is not None else None
    if resource is None or find is None or (find.fields and resource.key not in find.fields):
        return ""
    return resource.key
