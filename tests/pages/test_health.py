"""Monitors of the house are told whether all works, in words and numbers; people by mail and on the page."""

from __future__ import annotations

import asyncio
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import httpx
import pytest
from streamlit.testing.v1 import AppTest

import app as served
from core.__main__ import carry
from core.errors import Misconfigured
from core.records import RunState
from core.workspace import Workspace
from pages.parts import health

FLOW = "webshop-orders-to-exact"


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found for another test's home holds no longer."""
    monkeypatch.setattr(health, "HOLDS", -1.0)
    monkeypatch.delenv(health.TOKEN, raising=False)


def get(path: str, client: str = "127.0.0.1", **headers: str) -> httpx.Response:
    """Ask the application without a network, as if from that address."""
    transport = httpx.ASGITransport(served.app, client=(client, 4711))

    async def once() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as asking:
            return await asking.get(path, headers=headers)

    return asyncio.run(once())


def test_an_installation_without_a_worker_is_not_well(demo: Workspace) -> None:
    """The pages are up all the same; with a worker all is well, until a schedule is late."""
    assert get("/health/pages").json() == {"status": "ok"}
    told = get("/health")
    assert (told.status_code, told.json()["status"]) == (503, "failing")
    assert "no worker runs" in told.json()["problems"][0]
    demo._heart.join()
    told = get("/health")
    assert (told.status_code, told.json()) == (200, {"status": "ok"})
    with demo._store.flows._database.writing() as session:
        session.connection().exec_driver_sql("UPDATE flow SET active = 1, due = '2020-01-01 00:00:00'")
    told = get("/health")
    assert told.status_code == 503
    assert "schedules were not looked at" in told.json()["problems"][0]
    assert FLOW not in told.text


def numbers(text: str) -> dict[str, float]:
    """The values of an OpenMetrics text, by name and labels."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


def test_the_numbers_are_those_of_the_runs(demo: Workspace) -> None:
    """Runs by flow and state, records by verdict, what waits, and the beats of workers."""
    ended = demo.run(demo.flow(FLOW))
    demo.start(FLOW)
    answer = get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert answer.text.endswith("# EOF\n")
    found = numbers(answer.text)
    assert found[f'koppel_runs{{flow="{FLOW}",state="done"}}'] == 1
    assert found['koppel_records{verdict="created"}'] == ended.counts.created > 0
    assert found["koppel_queue_runs"] == 1
    assert found["koppel_queue_oldest_seconds"] >= 0
    assert any(name.startswith("koppel_worker_beat_seconds{") for name in found)


@pytest.mark.parametrize(
    ("client", "headers", "token", "told"),
    [("127.0.0.1", {}, "", True), ("192.0.2.1", {}, "", False),
     ("127.0.0.1", {"x-forwarded-for": "192.0.2.1"}, "", False),
     ("127.0.0.1", {"host": "testserver"}, "", False), ("127.0.0.1", {"host": "localhost:8501"}, "", True),
     ("127.0.0.1", {}, "secret", False), ("192.0.2.1", {"authorization": "Bearer secret"}, "secret", True),
     ("192.0.2.1", {"authorization": "Bearer wrong"}, "secret", False)],
)  # fmt: skip
@pytest.mark.usefixtures("home")
def test_the_numbers_are_for_this_machine_or_who_has_the_token(
    monkeypatch: pytest.MonkeyPatch, client: str, headers: dict[str, str], token: str, *, told: bool
) -> None:
    """Names of flows and connections stand in them."""
    if token:
        monkeypatch.setenv(health.TOKEN, token)
    answer = get("/metrics", client, **headers)
    assert (answer.status_code == 200) is told
    assert ("koppel_runs" in answer.text) is told


def test_names_cannot_break_the_text() -> None:
    """Whatever a flow is called, it stays one label of one line."""
    found = health.text_of(health.Numbers(runs={('a"} 1\n# EOF\\', "done"): 3}))
    assert 'koppel_runs{flow="a\\"} 1\\n# EOF\\\\",state="done"} 3' in found.splitlines()


class Mail(socketserver.StreamRequestHandler):
    """A mail server of the house that keeps what it gets."""

    def handle(self) -> None:
        """Speak SMTP, as far as it takes to be given a letter."""
        self.wfile.write(b"220 house\r\n")
        while line := self.rfile.readline().strip():
            if line.upper() == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.letters.append(message_from_bytes(letter, policy=policy.default))  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if line.upper() == b"QUIT" else b"250 ok\r\n")
            if line.upper() == b"QUIT":
                return


@pytest.fixture
def post() -> Iterator[Any]:
    """A mail server on this machine; `.letters` is what came."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mail) as server:
        server.letters = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_letter_says_what_is_wrong(demo: Workspace, post: Any) -> None:
    """It comes once, with the cause, and with a subject that nothing in it can break."""
    sent = {"host": "127.0.0.1", "port": str(post.server_address[1]), "security": "none",
            "from": "Koppel <koppel@house.example>", "to": "anna@b.example, ben@b.example"}  # fmt: skip
    demo.add_channel("mail", "email", sent)
    run = demo._store.runs.ask(FLOW, 1, "hand")
    demo._store.runs.finish(run.id, RunState.FAILED, "the field\r\nBcc: c@evil.example is not known")
    demo.watch()
    demo.watch()
    (letter,) = post.letters
    assert letter["Subject"] == f"Koppel: {FLOW} failed"
    assert letter["Bcc"] is None
    assert "is not known" in letter.get_content()
    assert letter["Message-ID"] == f"<{demo.messages()[0].id}@house.example>"


def test_a_password_does_not_leave_the_house_without_tls(
    demo: Workspace, post: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that offers no TLS gets nothing, and a server of elsewhere is never spoken to without it."""
    sent = {"host": "127.0.0.1", "port": str(post.server_address[1]), "from": "a@b.example",
            "to": "c@d.example", "user": "u", "password": "canary"}  # fmt: skip
    demo.add_channel("mail", "email", sent)
    with pytest.raises(Misconfigured):
        demo.try_channel("mail")
    monkeypatch.setattr("core.api.telling.allowed", lambda *_, **__: True)  # as if it stood elsewhere
    demo.add_channel("mail", "email", sent | {"security": "none"})
    with pytest.raises(Misconfigured, match="outside"):
        demo.try_channel("mail")
    assert post.letters == []


def test_channels_are_kept_by_command(
    demo: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Added with a secret from the environment, shown without it, and wrong input is one sentence."""
    home = ["--home", str(demo.home)]
    monkeypatch.setenv("HOOK", "http://127.0.0.1:9/canary")
    assert carry(["channel", "add", "office", "--kind", "webhook", "--secret", "url=HOOK", *home]) == 0
    assert carry(["channel", "list", *home]) == 0
    shown = capsys.readouterr().out
    assert "office" in shown
    assert "canary" not in shown
    assert carry(["channel", "when", "--quiet", "25:00-07:00", *home]) == 2
    assert carry(["channel", "add", "x", "--kind", "pigeon", *home]) == 2
    assert carry(["alerts", *home]) == 0
    run = demo._store.runs.ask(FLOW, 1, "hand")
    demo._store.runs.finish(run.id, RunState.FAILED, "a fault of its own")
    demo.watch()
    capsys.readouterr()
    assert carry(["alerts", *home]) == 1
    assert "a fault of its own" in " ".join(capsys.readouterr().out.split())


def test_the_overview_tells_what_is_wrong(demo: Workspace) -> None:
    """The button stands on the page, and what is behind it is drawn without fault."""
    run = demo._store.runs.ask(FLOW, 1, "hand")
    demo._store.runs.finish(run.id, RunState.FAILED, "a fault of its own")
    demo.add_channel("office", "webhook", {"url": "http://127.0.0.1:9/none"})
    demo.watch()

    def drawn() -> None:
        from core.workspace import Workspace  # noqa: PLC0415 - the script stands alone
        from pages.parts import alerts  # noqa: PLC0415 - the same

        workspace = Workspace()
        alerts._wrong(workspace)
        alerts._told(workspace.messages())
        alerts._channels(workspace)

    page = AppTest.from_function(drawn, default_timeout=30).run()
    assert not page.exception
    said = " ".join(each.value for each in page.markdown)
    assert "a fault of its own" in said
    assert "office" in said
    page.text_input(key="alerts.from").set_value("22:00")
    page.text_input(key="alerts.to").set_value("07:00")
    page.button(key="alerts.keep").click().run()
    assert (demo.telling().quiet_from, demo.telling().quiet_to) == ("22:00", "07:00")
