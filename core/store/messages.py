"""Messages to people: made of all the alerts there are to tell, and brought through each channel once.

A message is a row before it leaves. A worker takes a delivery before it sends it: when that worker dies, it
is not known whether the message arrived, and only a channel that knows a repetition by its id is sent it
again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from core.documents import parse_json, write_json
from core.errors import Misconfigured
from core.store.alerts import ALERTS, Alert, alert_of
from core.store.database import Database
from core.store.runs import new_id
from core.store.tables import (
    AlertRow,
    ChannelRow,
    DeliveryRow,
    MessageRow,
    MonitoringRow,
    TroubleRow,
    WorkerRow,
)
from core.store.vault import Vault

#: At most so many messages are made within an hour; what there is to tell beyond that goes with the next one.
MOST_AN_HOUR = 5
#: The kind of channel that is told a message's id, and so knows one that it gets twice.
REPEATABLE = "webhook"
WAITING, SENDING, SENT, FAILED, UNCLEAR = "waiting", "sending", "sent", "failed", "unclear"
#: What is not known to have arrived is told again, as what is still wrong, after so long.
_TOLD_AGAIN = timedelta(hours=23)


@dataclass(frozen=True, slots=True)
class Channel:
    """A way by which people are told: e-mail, a webhook, Slack or Teams; `settings` hold secrets."""

    name: str
    kind: str
    settings: Mapping[str, str] = field(repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """One message to people; `deliveries` say by channel how far it has come, and what was wrong."""

    id: str
    made: datetime
    title: str
    text: str
    deliveries: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message that is to be sent now through a channel, and how often that was tried before."""

    message: Message
    channel: Channel
    tries: int


class Messages:
    """The channels, the messages that were made, and the settings of what is watched."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database, self._vault = database, vault

    # --- settings

    def setting(self, name: str) -> Any:
        """Give one setting, or None."""
        with self._database.reading() as session:
            row = session.get(MonitoringRow, name)
            return None if row is None else row.value

    def set(self, name: str, value: Any) -> None:
        """Keep one setting."""
        with self._database.writing(ALERTS) as session:
            session.merge(MonitoringRow(name=name, value=value))

    def claim(self, name: str, now: datetime, every: timedelta) -> bool:
        """Take a turn that comes once in so long over all workers; False when it is not due yet."""
        with self._database.writing(ALERTS) as session:
            row = session.get(MonitoringRow, name)
            last = None if row is None else datetime.fromisoformat(row.value)
            if last is not None and timedelta() <= now - last < every:
                return False
            session.merge(MonitoringRow(name=name, value=now.isoformat()))
            return True

    def sealed(self, text: str) -> str:
        """Seal a setting that nobody is shown."""
        return self._vault.seal(text, "monitoring", "ping", "value")

    def opened(self, sealed: str) -> str:
        """Open a setting that was sealed."""
        return self._vault.open(sealed, "monitoring", "ping", "value")

    # --- channels

    def channels(self) -> list[Channel]:
        """Every channel by name, with its settings opened."""
        with self._database.reading() as session:
            rows = session.exec(select(ChannelRow).order_by(ChannelRow.name)).all()
        return [self._channel(row) for row in rows]

    def add(self, channel: Channel) -> None:
        """Keep a channel, in the place of one of the same name."""
        sealed = self._vault.seal(write_json(dict(channel.settings)), "channel", channel.name, "settings")
        with self._database.writing(ALERTS) as session:
            session.merge(ChannelRow(name=channel.name, kind=channel.kind, sealed=sealed))

    def remove(self, name: str) -> None:
        """Forget a channel; what was to go through it is told by the others alone."""
        with self._database.writing(ALERTS) as session:
            row = session.get(ChannelRow, name)
            if row is None:
                raise Misconfigured(f"There is no channel {name!r}; see: koppel channels")
            session.execute(delete(DeliveryRow).where(col(DeliveryRow.channel) == name))
            session.delete(row)

    def _channel(self, row: ChannelRow) -> Channel:
        opened = parse_json(self._vault.open(row.sealed, "channel", row.name, "settings"))
        return Channel(row.name, row.kind, opened)

    # --- messages

    def gather(
        self, now: datetime, pause: timedelta, tell: Callable[[Sequence[Alert]], tuple[str, str]]
    ) -> Message | None:
        """Make one message of all alerts that were not told; None when there is none, or it must wait.

        `pause` is the time from one message to the next; within an hour there are never more than five.
        """
        with self._database.reading() as session:
            if (
                session.exec(select(AlertRow.id).where(col(AlertRow.message).is_(None)).limit(1)).first()
                is None
            ):
                return None
        with self._database.writing(ALERTS) as session:
            rows = session.exec(
                select(AlertRow).where(col(AlertRow.message).is_(None)).order_by(col(AlertRow.id))
            ).all()
            if not rows or not _may(session, now, pause):
                return None
            title, text = tell([alert_of(row) for row in rows])
            message = MessageRow(id=new_id(), made=now, title=title, text=text)
            session.add(message)
            session.flush()
            for row in rows:
                row.message = message.id
            for name in session.exec(select(ChannelRow.name)).all():
                session.add(DeliveryRow(message=message.id, channel=name, state=WAITING, not_before=now))
            return Message(message.id, now, title, text)

    def take(self, worker: str, now: datetime) -> Delivery | None:
        """Take a delivery whose time has come; nobody else has it from then on."""
        waiting = select(DeliveryRow).where(DeliveryRow.state == WAITING, col(DeliveryRow.not_before) <= now)
        with self._database.reading() as session:
            if session.exec(waiting.limit(1)).first() is None:
                return None
        with self._database.writing(ALERTS) as session:
            row = session.exec(waiting.order_by(col(DeliveryRow.not_before)).limit(1)).first()
            if row is None:
                return None
            row.state, row.worker = SENDING, worker
            message, channel = (
                session.get_one(MessageRow, row.message),
                session.get_one(ChannelRow, row.channel),
            )
            about = Message(message.id, message.made, message.title, message.text)
            return Delivery(about, self._channel(channel), row.tries)

    def settle(
        self, delivery: Delivery, state: str, problem: str = "", not_before: datetime | None = None
    ) -> None:
        """Say how a delivery ended, or when it is tried again."""
        with self._database.writing(ALERTS) as session:
            row = session.get(DeliveryRow, (delivery.message.id, delivery.channel.name))
            if row is None or row.state != SENDING:
                return
            row.state, row.problem, row.worker, row.tries = state, problem, "", row.tries + 1
            row.not_before = row.not_before if not_before is None else not_before
            if state == UNCLEAR:
                _tell_again(session, row.message)

    def reclaim(self, now: datetime) -> None:
        """Deal with what a worker was sending when it died: it may have arrived."""
        left = select(DeliveryRow).where(
            DeliveryRow.state == SENDING, col(DeliveryRow.worker).not_in(select(WorkerRow.name))
        )
        with self._database.reading() as session:
            if session.exec(left.limit(1)).first() is None:
                return
        with self._database.writing(ALERTS) as session:
            for row in session.exec(left).all():
                channel = session.get(ChannelRow, row.channel)
                again = channel is not None and channel.kind == REPEATABLE
                row.state, row.worker, row.tries = WAITING if again else UNCLEAR, "", row.tries + 1
                row.problem, row.not_before = (
                    "the worker that sent it ended meanwhile: it may have arrived",
                    now,
                )
                if not again:
                    _tell_again(session, row.message)

    def all(self, limit: int = 50) -> list[Message]:
        """The messages, newest first, with how far each has come."""
        with self._database.reading() as session:
            rows = session.exec(select(MessageRow).order_by(col(MessageRow.made).desc()).limit(limit)).all()
            sent = session.exec(
                select(DeliveryRow).where(col(DeliveryRow.message).in_([r.id for r in rows]))
            ).all()
        return [
            Message(row.id, row.made, row.title, row.text,
                    tuple((d.channel, d.state, d.problem) for d in sent if d.message == row.id))
            for row in rows
        ]  # fmt: skip

    def prune(self, before: datetime) -> None:
        """Forget the messages, with their alerts, that were made before a moment."""
        with self._database.writing(ALERTS) as session:
            session.execute(delete(MessageRow).where(col(MessageRow.made) < before))


def _may(session: Session, now: datetime, pause: timedelta) -> bool:
    lately = select(func.count()).where(
        col(MessageRow.made) > now - timedelta(hours=1), col(MessageRow.made) <= now
    )
    if session.exec(lately).one() >= MOST_AN_HOUR:
        return False
    before = select(MessageRow.made).where(col(MessageRow.made) <= now).order_by(col(MessageRow.made).desc())
    last = session.exec(before.limit(1)).first()
    return last is None or now - last >= pause


def _tell_again(session: Session, message: str) -> None:
    """Let what a message told, and may not have arrived, be told again in an hour if it is still wrong."""
    alerts = session.exec(select(AlertRow).where(AlertRow.message == message)).all()
    for alert in alerts:
        own = (col(TroubleRow.kind) == alert.kind, col(TroubleRow.name) == alert.name)
        session.execute(
            update(TroubleRow)
            .where(*own, col(TroubleRow.told) == alert.at)
            .values(told=alert.at - _TOLD_AGAIN)
        )
