"""What a payload names by a code and its system wants by a key: the keys are looked up before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from core.api.connector import Related, Resource
from core.api.places import at
from core.api.relating import named
from core.errors import Refused
from core.records import JsonObject, Record

Find = Callable[[str, Sequence[JsonObject]], list[list[Record]]]


class Keys:
    """Knows the keys of a system's codes; `find` looks up those that are new."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._known: dict[tuple[str, Any], str] = {}

    def told(self, resource: Resource, payload: JsonObject) -> JsonObject:
        """The payload with keys in place of codes; Refused where the system has no such code, or several."""
        for each in resource.write.keys if resource.write else ():
            codes = [code for code in named(each, payload) if (each.resource, code) not in self._known]
            self._learn(resource, each, list(dict.fromkeys(codes)))
            rows, _, field = each.field.rpartition("[].")
            if not rows:
                payload = self._keyed(each, payload, field)
            elif lines := at(payload, rows):
                payload = {**payload, rows: [self._keyed(each, line, field) for line in lines]}
        return payload

    def _learn(self, resource: Resource, each: Related, codes: list[Any]) -> None:
        found = self._find(each.resource, [{each.by: code} for code in codes]) if codes else []
        for code, records in zip(codes, found, strict=True):
            if len(records) != 1:
                name = each.field.rpartition("[].")[2]
                raise Refused(
                    f"{resource.title} were not written: {name} names {code}, and there are {len(records)} of"
                    f" {each.resource} with that {each.by}. Change the rule, its value table or the system."
                )
            self._known[each.resource, code] = records[0].key

    def _keyed(self, each: Related, row: JsonObject, field: str) -> JsonObject:
        if not row.get(field):
            return {name: value for name, value in row.items() if name != field}
        keyed = {**row, each.into: self._known[each.resource, row[field]]}
        del keyed[field]
        return keyed
