"""One call of a plan: questions go in, answers come out, whatever an expression among them does.

Questions are answered quickly, many at a time. Where that takes too long or ends the process, the question at
which it stood is asked again carefully: then the process says what it is about to evaluate, so that when it
has to be ended again, the guilty expression is known, and is left out from the answer with a reason. The
other questions lose nothing by it.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter
from collections.abc import Callable, Sequence
from pickle import PickleBuffer
from typing import Any

from core.mapping.batch import Batch
from core.mapping.cage import bounds
from core.mapping.cage.frames import ANSWERS, READY, WATCHED, Gone, Part, packed
from core.mapping.cage.inmate import Request
from core.mapping.cage.plans import Plan
from core.mapping.cage.pool import Lease, pool
from core.mapping.cage.process import Late
from core.mapping.cage.shipment import Shipment, shipment
from core.records import JsonObject

LATE = "took too long and was stopped"
DIED = "needed more memory than there is for it, or broke down, and was stopped"
BARRED = "was stopped at other records, and is not tried again"
GIVEN_UP = "was not looked at: too much before it had to be stopped"
TOO_DEEP = "is nested too deeply to be mapped"


class Asked:
    """A plan that can be asked, and what is remembered of its expressions that had to be ended."""

    def __init__(self, plan: Plan, owner: str = "") -> None:
        self.plan = plan
        self.written = pickle.dumps(plan)
        self.key = hashlib.blake2b(self.written, digest_size=16).digest()
        #: without an owner of its own, a plan shares a process with itself alone
        self.owner = owner or self.key.hex()
        self.ended: Counter[str] = Counter()
        self.slow = 0

    def facts(self) -> bytes:
        """What is known of it without a question; Late or Gone when it cannot be made ready."""
        with pool().lend(self.owner) as lease:
            call = _Call(self, lease, ())
            for _ in range(bounds.DEATHS):
                try:
                    return call.ready(Shipment([], {}), None, anew=True)
                except Gone:  # it may have been ended from outside; what is guilty does it again
                    lease.replace()
            return call.ready(Shipment([], {}), None, anew=True)

    def answers(self, questions: Sequence[Any]) -> list[Any]:
        """One answer per question, in order."""
        if not questions:
            return []
        with pool().lend(self.owner) as lease:
            return _Call(self, lease, questions).answers()

    @property
    def barred(self) -> dict[str, str]:
        """What is not tried again, and why."""
        return {name: BARRED for name, times in self.ended.items() if times >= bounds.TRIES}

    @property
    def wary(self) -> bool:
        """Whether asking quickly has shown not to be worth it."""
        return self.slow >= bounds.TRIES or bool(self.barred)


class _Watched:
    """What a process said that it was about to evaluate, and how long each took."""

    def __init__(self, spent: Callable[[], float]) -> None:
        self.count = 0
        self.now: str | None = None
        self._spent = spent
        self._since = 0
        self._times: Counter[str] = Counter()

    def note(self, name: str | None) -> None:
        """The next begins."""
        try:
            spent = int(self._spent() * 1e6)
        except Gone:
            spent = self._since
        if self.now is not None:
            self._times[self.now] += spent - self._since
        self.now, self._since = name, spent
        self.count += 1

    def slowest(self, least: float = 0.0) -> str | None:
        """What took most of the time, and at least so many seconds."""
        self.note(None)
        name = max(self._times, key=self._times.__getitem__, default=None)
        return name if name is not None and self._times[name] >= least * 1e6 else None


class _Call:
    def __init__(self, asked: Asked, lease: Lease, questions: Sequence[Any]) -> None:
        self._asked, self._plan = asked, asked.plan
        self._lease = lease
        self._questions = questions
        self._made: list[Any] = []
        self._size = self._deaths = 0
        #: what the question at hand has to do without
        self._without: dict[str, str] = {}
        #: whether a process has ended by itself over it
        self._died = False
        self._watched = _Watched(lease.process.spent)
        #: whether the last exchange was about one question, which is then the one that it failed at
        self._alone = False

    def answers(self) -> list[Any]:
        while (at := len(self._made)) < len(self._questions):
            if self._deaths > bounds.DEATHS or self._size > bounds.ANSWERS:
                self._fail(GIVEN_UP)
            elif self._without or self._died:
                self._carefully(self._questions[at : at + 1])
            elif self._asked.wary:
                self._carefully(self._questions[at:])
            else:
                self._quickly(self._questions[at:])
        return self._made

    def _quickly(self, questions: Sequence[Any]) -> None:
        before = len(self._made)
        try:
            self._exchange(questions, None, bounds.QUICK)
        except (Late, Gone) as error:
            self._asked.slow += isinstance(error, Late)
            self._lease.replace()
            if answered := len(self._made) - before:
                questions = questions[answered:]
            self._carefully(questions[:1])

    def _carefully(self, questions: Sequence[Any]) -> None:
        seconds = bounds.AGAIN if self._asked.ended else bounds.CAREFUL
        try:
            self._exchange(questions, {**self._asked.barred, **self._without}, seconds)
        except Late:
            self._blame(self._watched.slowest(), LATE)
        except Gone:
            if self._died:
                self._blame(self._watched.now, DIED)
            else:  # it may have been ended from outside; what is guilty does it again
                self._died = True
                self._lease.replace()

    def _blame(self, name: str | None, why: str) -> None:
        """Leave out the guilty expression next time; when there is none, the question has no answer."""
        self._deaths += 1
        self._lease.replace()
        if name is not None:
            self._asked.ended[name] += 1
            self._without[name] = why
        elif self._alone:
            self._fail(why)
        else:
            self._carefully(self._questions[len(self._made) :][:1])

    def _exchange(self, questions: Sequence[Any], without: dict[str, str] | None, seconds: float) -> None:
        """Ask as many as may be asked at once, and take every answer as it comes."""
        self._watched = _Watched(self._lease.process.spent)
        self._alone = len(questions) == 1
        try:
            shipped = shipment(questions)
            self.ready(shipped, without)
        except RecursionError:  # nothing was sent, but the process counts as having it
            self._lease.replace()
            if len(questions) > 1:
                self._exchange(questions[:1], without, seconds)
            else:
                self._fail(TOO_DEEP)
            return
        process, wanted = self._lease.process, len(self._made) + len(shipped)
        process.begin()
        while len(self._made) < wanted:
            kind, body = process.frame(seconds + bounds.PER_EVALUATION * self._watched.count)
            if kind == WATCHED:
                self._watched.note(bytes(body).decode(errors="replace"))
            else:
                self._take(body, wanted if kind == ANSWERS else 0)
                if without is not None and (slow := self._watched.slowest(bounds.SLOW)) is not None:
                    self._asked.ended[slow] += 1  # its own account ended it
                process.begin()
                self._watched = _Watched(process.spent)

    def ready(self, shipped: Shipment, without: dict[str, str] | None, *, anew: bool = False) -> bytes:
        """Send the questions, and wait until the plan is ready for them; gives what is known of it then."""
        seconds = bounds.READING + bounds.PER_RULE * self._plan.size
        while True:
            process = self._lease.process
            try:
                process.send(self._request(shipped, without, anew=anew))
                kind, body = process.frame(seconds)
            except Gone:
                if not self._lease.warm:
                    raise
                self._lease.replace()  # it was ended while nobody used it
                continue
            if kind != READY:
                raise Gone
            return bytes(body)

    def _request(self, shipped: Shipment, without: dict[str, str] | None, *, anew: bool) -> list[Part]:
        process, asked = self._lease.process, self._asked
        new, forget_plans = process.needs(asked.key)
        batches, forget_batches = process.takes(shipped.batches)
        return packed(
            process.tray,
            Request(
                asked.key,
                asked.written if new or anew else None,
                {batch.number: _records(batch) for batch in batches},
                forget_plans,
                forget_batches,
                shipped.questions,
                without,
            ),
            shipped.lines,
        )

    def _fail(self, why: str) -> None:
        self._take(b"".join(self._plan.failed(why)), len(self._made) + 1)

    def _take(self, body: Part, most: int) -> None:
        """Take answers; Gone when they are none, for then the process is not itself any more."""
        try:
            made = self._plan.read(body)
        except ValueError:
            raise Gone from None
        if not made or len(self._made) + len(made) > most:
            raise Gone
        self._made += made
        self._size += len(body)
        self._without, self._died = {}, False


def _records(batch: Batch) -> PickleBuffer | list[JsonObject]:
    """A batch as it travels: in JSON where it can be."""
    return PickleBuffer(batch.written) if batch.written is not None else list(batch.records)
