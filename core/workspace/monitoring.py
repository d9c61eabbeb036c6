"""Watching: what is wrong is noticed, told through the channels, and shown to monitors of the house."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from core.access import Action
from core.api.telling import SECRET, Letter, check_channel, post, tell
from core.errors import KoppelError, Misconfigured, RateLimited, Unclear, Unreachable
from core.log import unforeseen
from core.runs.alerts import LATE_BY, decided, quiet, told
from core.store import Alert, Channel, Delivery, Message, Numbers, Traffic, Trouble
from core.store.messages import FAILED, REPEATABLE, SENT, UNCLEAR, WAITING
from core.workspace.access import anyone, needs
from core.workspace.tables import Tables
from core.workspace.telling import Telling, hour, http, zone

#: How long it is waited before each further try to send a message, in minutes; after the last it is given up.
_TRIES = (1, 5, 15, 60, 60, 180, 360, 720)
#: How often somebody outside is told that all is on time.
_PING = timedelta(minutes=1)
#: How old a worker's last beat may be, by its own clock.
_HEARD = 60.0
_KEPT = timedelta(days=90)


class Monitoring(Tables):
    """What is wrong, who is told of it, and how."""

    # --- who is told, and when

    @needs(Action.READ)
    def telling(self) -> Telling:
        """When people are told."""
        kept = self._store.messages.setting("telling") or {}
        unheard = self._store.messages.setting("unheard") or ""
        return Telling(**kept, ping=bool(self._ping()), unheard=unheard)

    @needs(Action.HOUSE)
    def set_telling(
        self,
        *,
        quiet_hours: tuple[str, str] | None = None,
        timezone: str | None = None,
        digest: int | None = None,
        address: str | None = None,
        ping: str | None = None,
    ) -> Telling:
        """Say when people are told; what is not given stays, and what is given empty is none."""
        before = self._store.messages.setting("telling") or {}
        after = dict(before)
        if quiet_hours is not None:
            after["quiet_from"], after["quiet_to"] = map(hour, quiet_hours)
        if timezone is not None:
            after["timezone"] = zone(timezone)
        if digest is not None:
            after["digest"] = digest
        if address is not None:
            after["address"] = http(address)
        self._store.messages.set("telling", after)
        if ping is not None:
            self._store.messages.set("ping", self._store.messages.sealed(http(ping)) if ping else "")
        return Telling(**after, ping=bool(self._ping()))

    @needs(Action.READ)
    def channels(self) -> list[Channel]:
        """Every channel, without what nobody is shown again."""
        return [
            Channel(each.name, each.kind, {k: "set" if k in SECRET else v for k, v in each.settings.items()})
            for each in self._store.messages.channels()
        ]

    @needs(Action.HOUSE)
    def add_channel(self, name: str, kind: str, settings: Mapping[str, str]) -> None:
        """Tell people through this channel too, from the next message on."""
        given = {key: value.strip() for key, value in settings.items() if value.strip()}
        check_channel(kind, given)
        if not name.strip():
            raise Misconfigured("a channel needs a name")
        self._store.messages.add(Channel(name.strip(), kind, given))

    @needs(Action.HOUSE)
    def remove_channel(self, name: str) -> None:
        """Tell people through this channel no more."""
        self._store.messages.remove(name)

    @needs(Action.HOUSE)
    def try_channel(self, name: str) -> None:
        """Send one message through a channel now; what is wrong with the channel is raised."""
        known = {each.name: each for each in self._store.messages.channels()}
        if name not in known:
            raise Misconfigured(f"there is no channel {name!r}; there are: {', '.join(known) or 'none yet'}")
        now = datetime.now(UTC)
        text = "This message only shows that the channel works. Nothing is wrong, and there is nothing to do."
        letter = Letter(f"try-{now.timestamp():.0f}", "A trial of this channel", text, now.isoformat())
        tell(known[name].kind, known[name].settings, letter)

    # --- what is wrong, and what was told

    @needs(Action.SEE)
    def troubles(self) -> list[Trouble]:
        """What is wrong now."""
        return self._store.alerts.now()

    @needs(Action.SEE)
    def alerts(self, limit: int = 50) -> list[Alert]:
        """What went wrong and was over, newest first."""
        return self._store.alerts.latest(limit)

    @needs(Action.SEE)
    def messages(self, limit: int = 50) -> list[Message]:
        """What people were told, newest first, and how far each message has come."""
        return self._store.messages.all(limit)

    # --- what a worker does

    @needs(Action.CARRY)
    def watch(self, now: datetime | None = None) -> list[Alert]:
        """Look at all flows, write down what changed, and tell it; say outside that all is on time.

        A message that cannot be sent is tried again; a worker that is killed leaves nothing half said.
        """
        now = now or datetime.now(UTC)
        alerts = self._store.alerts.watch(lambda watched, known: decided(watched, known, now))
        telling = Telling(**self._store.messages.setting("telling") or {})
        if not quiet(now, telling.quiet_from, telling.quiet_to, telling.timezone):
            pause = timedelta(minutes=telling.digest)
            self._store.messages.gather(now, pause, lambda all_: told(all_, telling.address))
            self._deliver(now)
        self._say_well(now)
        return alerts

    def _deliver(self, now: datetime) -> None:
        self._store.messages.reclaim(now)
        worker = self._heart.join()
        while (taken := self._store.messages.take(worker, now)) is not None:
            self._send(taken, now)

    def _send(self, taken: Delivery, now: datetime) -> None:
        letter = Letter(
            taken.message.id, taken.message.title, taken.message.text, taken.message.made.isoformat()
        )
        settle = self._store.messages.settle
        try:
            tell(taken.channel.kind, taken.channel.settings, letter)
        except (Unreachable, RateLimited) as error:
            self._later(taken, now, str(error), getattr(error, "wait", 0.0))
        except Unclear as error:
            if taken.channel.kind == REPEATABLE:
                self._later(taken, now, str(error))
            else:
                settle(taken, UNCLEAR, str(error))
        except KoppelError as error:
            settle(taken, FAILED, str(error))
        except Exception as error:  # noqa: BLE001  the last net: one channel must not keep the others silent
            settle(taken, FAILED, unforeseen(self.home, error))
        else:
            settle(taken, SENT)

    def _later(self, taken: Delivery, now: datetime, why: str, wait: float = 0.0) -> None:
        if taken.tries >= len(_TRIES):
            self._store.messages.settle(taken, FAILED, why)
            return
        pause = max(timedelta(minutes=_TRIES[taken.tries]), timedelta(seconds=wait))
        self._store.messages.settle(taken, WAITING, why, now + pause)

    def _say_well(self, now: datetime) -> None:
        """Ping the address outside that notices when this stops, while schedules are looked at in time."""
        url = self._ping()
        if (
            not url
            or self._store.house.late(now, LATE_BY)
            or not self._store.messages.claim("pinged", now, _PING)
        ):
            return
        try:
            post(url, None, "The address that is told that all is well")
        except KoppelError as error:
            self._store.messages.set("unheard", str(error))
        else:
            self._store.messages.set("unheard", "")

    def _ping(self) -> str:
        kept = self._store.messages.setting("ping")
        return self._store.messages.opened(kept) if kept else ""

    # --- for monitors of the house

    @anyone
    def problems(self, now: datetime | None = None) -> list[str]:
        """What keeps this installation from its work: sentences that name no flow, for whoever asks."""
        now = now or datetime.now(UTC)
        if self._store.house.writable():
            return ["the database cannot be written"]
        found = []
        beats = self._store.workers.beats().values()
        if not any(abs((now - beat).total_seconds()) < _HEARD for beat in beats):
            found.append("no worker runs: start one with `koppel worker`")
        if late := self._store.house.late(now, LATE_BY):
            found.append(f"{late} schedules were not looked at in time")
        return found

    @needs(Action.READ)
    def numbers(self, now: datetime | None = None) -> Numbers:
        """How this installation stands, in numbers."""
        return self._store.house.numbers(now or datetime.now(UTC), LATE_BY)

    @needs(Action.READ)
    def traffic(self, now: datetime | None = None) -> Traffic:
        """What waits for a worker, and how many requests may still leave where a limit is set."""
        return self._store.house.traffic(now or datetime.now(UTC))

    @needs(Action.CARRY)
    def tidy(self, now: datetime | None = None) -> int:
        """Forget what has been kept long enough, old messages too."""
        self._store.messages.prune((now or datetime.now(UTC)) - _KEPT)
        return super().tidy(now)
