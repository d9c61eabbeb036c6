"""One record of an answer that holds anything, anywhere: the others are read, or it is said why none is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from test_contract import SIMULATED, client_of

from core.api.answer import Answer
from core.api.client import Client
from core.api.connector import Connector
from core.api.egress import Egress, Request
from core.documents import parse_json, write_json
from core.errors import Misconfigured
from core.records import Record
from core.sandbox.server import Served

#: As deep inside a record as something is put in the place of what is there.
DEEP = 4
Path = tuple[str | int, ...]


class Oddity:
    """Puts something else into the second record of the next list that is answered."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plain = Egress.send
        self.path: Path | None = None
        self.value: Any = None
        #: the record as it came last
        self.came: Any = None

        def send(door: Egress, request: Request, credential: tuple[str, str] | None = None) -> Answer:
            return self._changed(plain(door, request, credential))

        monkeypatch.setattr(Egress, "send", send)

    def _changed(self, answer: Answer) -> Answer:
        body = None if self.path is None else parse_json(answer.content.decode())
        at = next(lists(body), None)
        if at is None or self.path is None:
            return answer
        *way, last = (*at, 1, *self.path)
        self.path, self.came = None, inside(body, (*at, 1))
        inside(body, way)[last] = self.value
        return replace(answer, content=write_json(body).encode())

    def pulled(self, client: Client, resource: str, path: Path, value: Any) -> list[Record]:
        """All records of a resource, of which one is odd."""
        self.path, self.value = path, value
        return [record for page in client.pull(resource) for record in page.records]


def lists(body: Any, path: Path = ()) -> Iterator[Path]:
    """Where the lists of several records stand in an answer, the outermost only."""
    if isinstance(body, list) and sum(isinstance(each, dict) for each in body) > 1:
        yield path
    elif isinstance(body, dict):
        for name, value in body.items():
            yield from lists(value, (*path, name))


def inside(body: Any, path: Path | list[str | int]) -> Any:
    """What stands at a path."""
    for name in path:
        body = body[name]
    return body


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place inside a record, of lists that of the first row."""
    if path:
        yield path
    if len(path) < DEEP and isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))
    elif len(path) < DEEP and isinstance(value, list) and value:
        yield from places(value[0], (*path, 0))


@pytest.mark.parametrize("connector", SIMULATED, ids=lambda c: c.name)
def test_one_odd_record_hides_no_other(
    connector: Connector, sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in the place of something in it, that one is told of, or the answer as a whole."""
    oddity = Oddity(monkeypatch)
    tried = read = 0
    with client_of(connector, sandbox, []) as client:
        for resource in connector.resources:
            oddity.came = None
            tried_with(oddity, client, resource.name, (), None)
            if oddity.came is None:  # the sandbox begins with fewer than two
                continue
            known = {record.key for page in client.pull(resource.name) for record in page.records}
            for path in [(), *places(oddity.came)]:
                found = tried_with(oddity, client, resource.name, path, [None])
                tried += 1
                if found is not None:
                    read += 1
                    assert len(known - {record.key for record in found}) <= 1, (resource.name, path)
    assert read > tried * 0.9


def tried_with(oddity: Oddity, client: Client, resource: str, path: Path, value: Any) -> list[Record] | None:
    """What is read with an odd record; None where it is told why nothing is."""
    try:
        return oddity.pulled(client, resource, path, value)
    except Misconfigured:
        return None
