"""One record of an answer that holds anything, anywhere: the others are read, or it is said why none is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from typing import Any

import pytest
from test_contract import SIMULATED, client_of

from core.api.answer import Answer
from core.api.client import Client
from core.api.connector import Connector
from core.api.egress import Egress, Request
from core.documents import parse_json, write_json
from core.errors import Misconfigured, Unreachable
from core.records import Record
from core.sandbox.server import Served

#: As deep inside an answer as something is put in the place of what is there.
DEEP = 8
Path = tuple[str | int, ...]


class Oddity:
    """Puts something else into the next answer that holds a list of several records."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plain = Egress.send
        #: where it is put; () leaves the answer as it is, None every answer
        self.path: Path | None = None
        #: the answer as it came
        self.came: Any = None

        def send(door: Egress, request: Request, credential: tuple[str, str] | None = None) -> Answer:
            return self._changed(plain(door, request, credential))

        monkeypatch.setattr(Egress, "send", send)

    def _changed(self, answer: Answer) -> Answer:
        if self.path is None or not several(body := parse_json(answer.content.decode())):
            return answer
        path, self.path, self.came = self.path, None, parse_json(answer.content.decode())
        if path:
            reduce(lambda inner, name: inner[name], path[:-1], body)[path[-1]] = [None]
        return replace(answer, content=write_json(body).encode())

    def pulled(self, client: Client, resource: str, path: Path) -> list[Record] | None:
        """All records of a resource, one thing being odd in an answer; None where it is told why not."""
        self.path = path
        try:
            return [record for page in client.pull(resource, page_size=10) for record in page.records]
        except (Misconfigured, Unreachable):
            return None


def several(body: Any) -> bool:
    """Whether an answer holds a list of several records."""
    if isinstance(body, list):
        return sum(isinstance(each, dict) for each in body) > 1
    return isinstance(body, dict) and any(map(several, body.values()))


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place inside an answer, of its lists that of the second row, if there are two."""
    if path:
        yield path
    if len(path) < DEEP and isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))
    elif len(path) < DEEP and isinstance(value, list) and value:
        row = min(1, len(value) - 1)
        yield from places(value[row], (*path, row))


@pytest.mark.parametrize("connector", SIMULATED, ids=lambda c: c.name)
def test_one_odd_record_hides_no_other(
    connector: Connector, sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in the place of something, one record is told of, or the answer as a whole."""
    oddity = Oddity(monkeypatch)
    tried = read = 0
    with client_of(connector, sandbox, []) as client:
        for resource in connector.resources:
            oddity.came = None
            known = {record.key for record in oddity.pulled(client, resource.name, ()) or ()}
            for path in places(oddity.came):
                found = oddity.pulled(client, resource.name, path)
                tried += 1
                if found is not None:
                    read += 1
                    assert len(known - {record.key for record in found}) <= 1, (resource.name, path)
    assert read > tried / 2
