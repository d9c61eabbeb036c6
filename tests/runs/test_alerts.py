"""People are told of changes of state: when something goes wrong, daily while it is, and when it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import stamina

from core.documents import parse_json
from core.errors import Misconfigured
from core.flow import Schedule
from core.records import Counts, RunState, Verdict
from core.runs.alerts import decided, quiet
from core.store import Entry, EntryState, Run, RunRecord, Watched
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Board:
    """A webhook that notes what it is told; `statuses` are answered one after the other, then 200."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.ids: list[str] = []
        self.pinged = 0
        self.statuses: list[int] = []
        board = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = board.statuses.pop(0) if board.statuses else 200
                if status == 200:
                    board.told.append(parse_json(body.decode()))
                    board.ids.append(self.headers["Koppel-Message"] or "")
                self.send_response(status)
                self.end_headers()

            def do_GET(self) -> None:
                board.pinged += 1
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def titles(self) -> list[str]:
        """What the messages were about."""
        return [each["title"] for each in self.told]

    def close(self) -> None:
        """Let nobody in any more."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def board() -> Iterator[Board]:
    """A webhook of the house."""
    made = Board()
    yield made
    made.close()


@pytest.fixture
def watched(trade: Any, board: Board) -> Any:
    """The trade with a webhook that is told of it."""
    trade.workspace.add_channel("board", "webhook", {"url": board.url})
    return trade


def on_schedule(trade: Any, cron: str = "*/5 * * * *") -> None:
    """Let the flow start by itself."""
    trade.workspace.save(trade.flow.model_copy(update={"schedule": Schedule(cron=cron, timezone="UTC")}))
    trade.workspace.activate(FLOW, on=True)


def carry_all(workspace: Workspace) -> None:
    """Do what a worker does while there is something to carry."""
    while (run := workspace.next_run()) is not None:
        workspace.carry(run)


def test_a_target_that_is_dead_for_six_hours_makes_two_messages(watched: Any, board: Board) -> None:
    """A flow of every five minutes: told once that it is down and once that it works; nothing is lost."""
    on_schedule(watched)
    workspace, began = watched.workspace, datetime.now(UTC)
    workspace.limit("demo-exact", per_minute=100_000)  # the vendor's minute would be one of our clock
    watched.break_it(connector="exact_online", status=503, body="", times=None)
    with stamina.set_testing(True, attempts=1, cap=True):
        for look in range(72):
            now = began + timedelta(minutes=5 * look)
            workspace.fire(now)
            carry_all(workspace)
            workspace.watch(now)
        assert board.titles == ["demo-exact cannot be used"]
        watched.mend()
        for look in range(72, 75):
            now = began + timedelta(minutes=5 * look)
            workspace.fire(now)
            carry_all(workspace)
            workspace.watch(now)
    assert board.titles == ["demo-exact cannot be used", "demo-exact works again"]
    failed = [run for run in workspace.runs(FLOW, 200) if run.state is RunState.FAILED]
    assert len(failed) > 60
    assert "503" in board.told[0]["text"]
    assert watched.booked() == watched.paid()
    assert workspace.troubles() == []


def test_a_thousand_failing_records_make_one_message(watched: Any, board: Board) -> None:
    """The message names the first record, its field, its value, what to do, and how many there are beside."""
    workspace, store = watched.workspace, watched.workspace._store
    run = store.runs.ask(FLOW, 1, "hand")
    why = "VATCode: the value 'ZZ' is not in the table vat_codes"
    keys = [str(number) for number in range(1000)]
    rows = [RunRecord(key, Verdict.PARKED, {"YourRef": f"#{key}"}, why) for key in keys]
    entries = [Entry("record", row.key, EntryState.PARKED, run.id, match=row.match, why=why) for row in rows]
    now = datetime.now(UTC)
    for start in range(0, 1000, 50):
        some = slice(start, start + 50)
        counts = Counts.of([Verdict.PARKED] * 50)
        store.ledger(FLOW).turn(run.id, counts, rows[some], entries[some], None)
        workspace.watch(now + timedelta(seconds=start))
    store.runs.finish(run.id, RunState.DONE)
    workspace.set_telling(address="https://koppel.example")
    for minute in range(0, 60, 5):
        workspace.watch(now + timedelta(minutes=60 + minute))
    assert len(board.told) == 1
    text = board.told[0]["text"]
    assert "YourRef = #0" in text
    assert "VATCode: the value 'ZZ'" in text
    assert "What to do:" in text


def flow_of(name: str, **more: Any) -> Watched:
    """A flow that starts by itself, and ran well last."""
    last = Run(name, name, 1, RunState.DONE, "schedule", NOON, source="shop", target="books")
    return replace(Watched(name, active=True, held=False, due=NOON + timedelta(days=30), last=last), **more)


def failed(name: str, why: str, blames: str = "") -> Watched:
    """A flow that failed last."""
    flow = flow_of(name)
    assert flow.last is not None
    return replace(flow, last=replace(flow.last, state=RunState.FAILED, error=why, blames=blames))


def test_twenty_flows_that_fail_by_one_credential_are_one_trouble() -> None:
    """It names the connection, the exact cause, and the flows that stand still by it."""
    why = "Exact Online (books) must be authorised again"
    flows = [failed(f"flow-{number:02}", why, "books") for number in range(20)]
    wrong, alerts = decided(flows, [], NOON)
    assert [(each.kind, each.name) for each in wrong] == [("connection", "books")]
    assert len(alerts) == 1
    assert alerts[0].trouble.why == why
    assert len(alerts[0].trouble.flows) == 20
    # the next look finds the same, and tells nothing; a day later it is told that it still is
    assert decided(flows, wrong, NOON + timedelta(minutes=5))[1] == []
    assert [a.change for a in decided(flows, wrong, NOON + timedelta(hours=24))[1]] == ["still"]
    well = [flow_of(f"flow-{number:02}") for number in range(20)]
    assert [a.change for a in decided(well, wrong, NOON + timedelta(hours=25))[1]] == ["recovered"]


def test_what_stands_still_by_a_connection_is_not_over() -> None:
    """Records that waited before the books died wait still: nobody is told that they do not."""
    parked = replace(flow_of("orders"), parked=1, first=("1", {"YourRef": "#1"}, "no such customer"))
    wrong, _ = decided([parked], [], NOON)
    dead = replace(
        failed("orders", "Exact Online (books) could not be reached", "books"), parked=1, first=parked.first
    )
    wrong, alerts = decided([dead], wrong, NOON)
    assert [alert.change for alert in alerts] == ["down"]
    assert {each.kind for each in wrong} == {"connection", "parked"}
    assert {a.change for a in decided([parked], wrong, NOON)[1]} == {"recovered"}


@pytest.mark.parametrize(("empty", "told"), [(2, False), (5, False), (6, False), (7, True), (50, True)])
def test_a_flow_that_suddenly_carries_nothing_is_told(empty: int, *, told: bool) -> None:
    """It is told after more than twice as many empty runs as there ever were in a row."""
    usual = (4, 0, 0, 0, 7, 2, 0, 3, 9, 1, 5)
    wrong, _ = decided([flow_of("orders", carried=(*[0] * empty, *usual))], [], NOON)
    assert ([each.kind for each in wrong] == ["silent"]) is told


def test_a_flow_that_never_carries_much_is_not_silent() -> None:
    """Nothing is strange about nothing where there is nothing as a rule."""
    wrong, _ = decided([flow_of("returns", carried=(0,) * 100 + (1, 0, 2))], [], NOON)
    assert wrong == []


def test_a_schedule_that_nobody_looks_at_is_late() -> None:
    """Two minutes after its time."""
    flow = flow_of("orders", due=NOON)
    assert decided([flow], [], NOON + timedelta(minutes=1))[0] == []
    assert [each.kind for each in decided([flow], [], NOON + timedelta(minutes=3))[0]] == ["late"]
    assert decided([replace(flow, held=True)], [], NOON + timedelta(minutes=3))[0] == []


@pytest.mark.parametrize(
    ("begins", "ends", "hour", "rests"),
    [("22:00", "07:00", 21, True), ("22:00", "07:00", 4, True), ("22:00", "07:00", 5, False),
     ("12:00", "13:00", 10, True), ("12:00", "13:00", 11, False), ("", "", 3, False)],
)  # fmt: skip
def test_quiet_hours_are_wall_times(begins: str, ends: str, hour: int, *, rests: bool) -> None:
    """In summer Amsterdam is two hours ahead of UTC."""
    assert quiet(NOON.replace(hour=hour), begins, ends, "Europe/Amsterdam") is rests


def stumble(trade: Any, number: int, state: RunState = RunState.FAILED) -> None:
    """Let a run of the flow end so."""
    store = trade.workspace._store
    run = store.runs.ask(FLOW, 1, "hand", id=f"stumble-{number}")
    store.runs.finish(run.id, state, "the flow's own fault" if state is RunState.FAILED else "")


def test_nothing_is_told_in_quiet_hours_and_everything_after_them(watched: Any, board: Board) -> None:
    """What went wrong and was over by night is told in the morning, in one message."""
    workspace = watched.workspace
    workspace.set_telling(quiet_hours=("22:00", "07:00"), timezone="UTC")
    night = datetime.now(UTC).replace(hour=23, minute=0)
    stumble(watched, 1)
    workspace.watch(night)
    stumble(watched, 2, RunState.DONE)
    workspace.watch(night + timedelta(hours=1))
    assert board.told == []
    workspace.watch(night + timedelta(hours=9))
    assert board.titles == [f"{FLOW} failed, and 1 more"]
    assert f"{FLOW} runs again" in board.told[0]["text"]


def test_a_flow_that_comes_and_goes_makes_five_messages_an_hour(watched: Any, board: Board) -> None:
    """What happens beyond that is told with the first message of the next hour."""
    now = datetime.now(UTC)
    for minute in range(50):
        stumble(watched, minute, RunState.DONE if minute % 2 else RunState.FAILED)
        watched.workspace.watch(now + timedelta(minutes=minute))
    assert len(board.told) == 5
    watched.workspace.watch(now + timedelta(minutes=65))
    assert len(board.told) == 6
    told = sum(each["text"].count("failed (") + each["text"].count("runs again (") for each in board.told)
    assert told == 50


def test_a_message_that_cannot_be_sent_is_sent_later_once(watched: Any, board: Board) -> None:
    """The channel is down for a while; it then gets the message, under the id that it had from the first."""
    stumble(watched, 1)
    now = datetime.now(UTC)
    board.statuses = [503, 429]
    for minute in range(0, 30, 2):
        watched.workspace.watch(now + timedelta(minutes=minute))
    assert board.titles == [f"{FLOW} failed"]
    message = watched.workspace.messages()[0]
    assert board.ids == [message.id]
    assert [state for _, state, _ in message.deliveries] == ["sent"]


def test_a_channel_that_refuses_keeps_no_other_silent(watched: Any, board: Board) -> None:
    """What is wrong with it stands beside the message."""
    watched.workspace.add_channel("another", "slack", {"url": board.url.replace("/hook", "/slack")})
    board.statuses = [404]
    stumble(watched, 1)
    watched.workspace.watch()
    assert len(board.told) == 1
    states = {name: (state, why) for name, state, why in watched.workspace.messages()[0].deliveries}
    assert sorted(state for state, _ in states.values()) == ["failed", "sent"]
    assert any("404" in why for _, why in states.values())


WATCH = """
import sys
from core.api import telling
from core.workspace import Workspace
import core.workspace.monitoring as monitoring
import os, signal
sent = telling.tell
def killed(*args):
    if sys.argv[1] == "after":
        sent(*args)
    os.kill(os.getpid(), signal.SIGKILL)
monitoring.tell = killed
Workspace().watch()
"""


@pytest.mark.parametrize(("kind", "when", "told"), [("webhook", "before", 1), ("slack", "after", 1)])
def test_a_worker_that_is_killed_while_it_tells(
    watched: Any, board: Board, kind: str, when: str, told: int
) -> None:
    """Killed in the middle: who knows a repetition is sent it again, who does not is not told twice."""
    workspace = watched.workspace
    workspace.remove_channel("board")
    workspace.add_channel("board", kind, {"url": board.url})
    stumble(watched, 1)
    told_of = {**os.environ, "KOPPEL_HOME": str(workspace.home)}
    done = subprocess.run([sys.executable, "-c", WATCH, when], env=told_of, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    for worker in workspace._store.workers.beats():
        workspace._store.workers.bury(worker)
    for minute in range(10):
        workspace.watch(datetime.now(UTC) + timedelta(minutes=minute))
    assert len(board.told) == told
    assert len(workspace.messages()) == 1


def test_somebody_outside_is_told_that_all_is_on_time(watched: Any, board: Board) -> None:
    """Once a minute, and no more once a schedule is late."""
    on_schedule(watched)
    workspace, now = watched.workspace, datetime.now(UTC)
    workspace.set_telling(ping=board.url)
    workspace.fire(now)
    for second in range(0, 180, 10):
        workspace.watch(now + timedelta(seconds=second))
    assert board.pinged == 3
    for minute in range(10, 20):
        workspace.watch(now + timedelta(minutes=minute))
    assert board.pinged == 3
    assert f"{FLOW} is late" in board.titles


def test_what_a_channel_holds_is_shown_to_nobody(watched: Any, board: Board) -> None:
    """Its address opens it, so it stands nowhere in the database as it is."""
    shown = watched.workspace.channels()
    assert [each.settings for each in shown] == [{"url": "set"}]
    for file in watched.workspace.home.glob("koppel.db*"):
        assert board.url.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    ("kind", "settings"),
    [("pigeon", {}), ("webhook", {}), ("slack", {"url": "x", "token": "y"}),
     ("email", {"host": "mail", "from": "nobody", "to": "a@b.example"}),
     ("email", {"host": "mail", "from": "a@b.example", "to": "a@b.example\nBcc: c@d.example"})],
)  # fmt: skip
def test_a_channel_that_could_never_be_reached_is_refused(
    trade: Any, kind: str, settings: dict[str, str]
) -> None:
    """It is told when it is added, and nothing is kept."""
    with pytest.raises(Misconfigured):
        trade.workspace.add_channel("one", kind, settings)
    assert trade.workspace.channels() == []
