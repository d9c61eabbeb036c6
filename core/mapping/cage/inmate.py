"""Life in a caged process: take a question, answer it, take the next."""

from __future__ import annotations

import os
import pickle
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pickle import PickleBuffer
from typing import Any, NamedTuple, NoReturn

import msgspec

from core.documents import exact
from core.mapping.cage.bounds import ANSWER, AT_ONCE, GATHERED, GATHERING
from core.mapping.cage.frames import ANSWERS, READY, WATCHED, Gone, Inbox, Parts, framed
from core.mapping.cage.plans import Made, Plan
from core.mapping.cage.wire import written
from core.mapping.scope import Scope
from core.records import JsonObject

#: bytes up to which parts are copied to be sent by one call
_COPIED = 1 << 14
_DECODER = msgspec.json.Decoder(list[dict[str, Any]], float_hook=exact)


class Seen(NamedTuple):
    """Scopes as they travel that differ by their record alone: the records by their places in a batch."""

    batch: int
    places: list[int]
    checks: JsonObject
    settings: JsonObject
    run: JsonObject
    item: Any
    row: int | None
    parent: Any


class Request(NamedTuple):
    """What a caged process is asked: a plan, questions, and what it is to take in and to forget for them.

    `plan` is pickled, and None where the process has it by its `key` already; so are batches that it has.
    Where there are no `questions`, the lines behind the request are. With `without`, it answers carefully and
    leaves out what is named there, for the reason given.
    """

    key: bytes
    plan: bytes | None
    batches: dict[int, PickleBuffer | list[JsonObject]]
    forget_plans: tuple[bytes, ...]
    forget_batches: tuple[int, ...]
    questions: Sequence[Any]
    without: dict[str, str] | None


def serve(end: socket.socket, tray: memoryview) -> NoReturn:
    """Answer until there is nobody to answer."""
    inmate, inbox = _Inmate(end), Inbox(end, tray)
    while True:
        try:
            request, lines = inbox.receive()
        except Gone:
            os._exit(0)
        inmate.answer(request, lines)


@dataclass(slots=True)
class _Known:
    """A plan made ready, and how many questions it answered at a time of late."""

    plan: Plan
    made: Made
    many: int = 1


class _Inmate:
    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._plans: dict[bytes, _Known] = {}
        self._batches: dict[int, list[JsonObject]] = {}
        self._without: dict[str, str] = {}

    def answer(self, request: Request, lines: list[memoryview]) -> None:
        """Take in, make ready, answer."""
        for key in request.forget_plans:
            self._plans.pop(key, None)
        for number in request.forget_batches:
            self._batches.pop(number, None)
        for number, given in request.batches.items():
            self._batches[number] = given if isinstance(given, list) else _DECODER.decode(given)
        if request.plan is None:
            known, facts = self._plans[request.key], None
        else:
            plan = pickle.loads(request.plan)  # nosec B301  # noqa: S301  - Koppel's own
            known = self._plans[request.key] = _Known(plan, plan.make())
            facts = known.made.facts
        questions = [one for question in request.questions for one in self._opened(question)] or lines
        if questions and request.without is None:
            known.made.prepare()
        self._say(READY, [written(facts)])
        if not questions:  # there will be, and they will wait less
            known.made.prepare()
        if request.without is None:
            self._quickly(known, questions)
        else:
            self._without = request.without
            for question in questions:
                self._hand_over(known.plan, known.made.carefully(question, self._watch))

    def _quickly(self, known: _Known, questions: Sequence[Any]) -> None:
        """Few at first, then as many as take no time worth waiting for."""
        at, many = 0, max(1, known.many // 4)
        while at < len(questions):
            began = time.monotonic()
            some = questions[at : at + many]
            body = known.made.quickly(some)
            size = sum(map(len, body))
            if size > ANSWER and len(some) > 1:
                many = 1
                continue
            self._hand_over(known.plan, body)
            at += len(some)
            quick = time.monotonic() - began < GATHERING / 4 and size < GATHERED
            many = min(many * 4, AT_ONCE) if quick else max(1, many // 2)
        known.many = many

    def _hand_over(self, plan: Plan, body: Parts) -> None:
        if (size := sum(map(len, body))) > ANSWER:
            body = plan.failed(f"gives {size} bytes, at most {ANSWER} are possible")
        self._say(ANSWERS, body)

    def _watch(self, name: str) -> str | None:
        if (why := self._without.get(name)) is None:
            self._say(WATCHED, [name.encode(errors="backslashreplace")])
        return why

    def _say(self, kind: int, body: Parts) -> None:
        """Send a frame; it may not put it together by a system call."""
        parts = framed(kind, body)
        together = sum(map(len, parts)) < _COPIED
        for part in [b"".join(parts)] if together else parts:
            self._end.sendall(part)

    def _opened(self, question: Any) -> list[Any]:
        if not isinstance(question, Seen):
            return [question]
        batch, places, *shared = question
        records = self._batches[batch]
        return [Scope(records[place], *shared) for place in places]
