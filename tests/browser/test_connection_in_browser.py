"""No edit is lost on its way: answers that come late, a lost connection, a restart of the server."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from desk import free_port, rests, served, visited
from edits import at_source, kept, rule, typed, undo, until, where
from playwright.sync_api import Browser, Route, WebSocketRoute, expect

from core.workspace import Workspace

pytestmark = pytest.mark.browser


@dataclass
class Line:
    """The line between the page and its server; while it is held, no answer of the server arrives."""

    held: bool = False
    _answers: list[tuple[WebSocketRoute, str | bytes]] = field(default_factory=list)

    def join(self, socket: WebSocketRoute) -> None:
        """Stand between a page and its server."""
        server = socket.connect_to_server()
        socket.on_message(server.send)
        server.on_message(
            lambda answer: self._answers.append((socket, answer)) if self.held else socket.send(answer)
        )

    def release(self) -> None:
        """Let everything arrive."""
        self.held = False
        for socket, answer in self._answers:
            socket.send(answer)
        self._answers.clear()


def test_what_was_undone_is_not_told_again(browser: Browser, home: Path, workspace: Workspace) -> None:
    """Undo pressed again before its answer came goes back twice: a field that is gone tells nothing new."""
    line = Line()
    with served(home, worker=False) as address, visited(browser, address) as visit:
        visit.page.route_web_socket("**/_stcore/stream", line.join)
        page = at_source(visit)
        typed(page, "total_price")
        typed(page, "total_price && name")
        line.held = True
        undo(page)
        until(page, lambda: kept(workspace) == "total_price")
        undo(page)
        until(page, lambda: kept(workspace) is None)
        line.release()
        expect(where(page)).to_have_value("financial_status == 'paid'")
        rests(page)
        assert kept(workspace) is None


def test_what_the_mapper_sends_late_is_kept(browser: Browser, home: Path, workspace: Workspace) -> None:
    """A rule that was typed before the page showed an undo stands beside it, in the draft and on the page."""
    line = Line()
    with served(home, worker=False) as address, visited(browser, address) as visit:
        visit.page.route_web_socket("**/_stcore/stream", line.join)
        page = at_source(visit)
        typed(page, "total_price")
        visit.edit("Description")
        line.held = True
        undo(page)
        until(page, lambda: kept(workspace) is None)
        visit.code("jinja", "Web order {{ value }}")
        until(page, lambda: rule(workspace, "Description") == "Web order {{ value }}")
        line.release()
        expect(where(page)).to_have_value("financial_status == 'paid'")
        rests(page)
        expect(page.get_by_test_id("code-jinja")).to_have_text("Web order {{ value }}")
        assert kept(workspace) == "financial_status == 'paid'"


@pytest.mark.usefixtures("workspace")
def test_an_answer_that_was_lost_is_asked_for_again(browser: Browser, home: Path) -> None:
    """What a rule gives is seen in the end though its answer never came, without another key."""
    with served(home, worker=False) as address, visited(browser, address) as visit:
        page = at_source(visit)
        shown = visit.edit("Description")
        rests(page)
        lost: list[str] = []

        def lose(route: Route) -> None:
            lost.append(route.request.url)
            route.abort() if len(lost) == 1 else route.continue_()

        page.route("**/api/preview", lose)
        visit.code("jmespath", "join('-', [name, 'seen'])")
        expect(shown).to_have_text("#1001-seen")
        assert len(lost) > 1
        visit.wrong.clear()  # the browser tells of the request that was lost


def test_a_lost_connection_loses_nothing(browser: Browser, home: Path, workspace: Workspace) -> None:
    """The connection breaks: what is edited before, meanwhile and after is kept, and the page goes on."""
    sockets: list[WebSocketRoute] = []
    away = False

    def pass_on(socket: WebSocketRoute) -> None:
        if away:
            socket.close(code=4000, reason="cut by the test")
            return
        socket.connect_to_server()
        sockets.append(socket)

    with served(home, worker=False) as address, visited(browser, address) as visit:
        visit.page.route_web_socket("**/_stcore/stream", pass_on)
        page = at_source(visit)
        typed(page, "total_price")
        away = True
        sockets[-1].close(code=4000, reason="cut by the test")
        expect(where(page)).to_be_disabled()
        visit.edit("Description")
        visit.code("jinja", "Web order {{ value }}")
        away = False
        until(page, lambda: rule(workspace, "Description") == "Web order {{ value }}")
        expect(where(page)).to_have_value("total_price")
        expect(where(page)).to_be_enabled(timeout=30_000)
        typed(page, "total_price && name")
        told = ("cut by the test", "4000", "when disconnected from server")  # by Streamlit's own client
        visit.wrong = [each for each in visit.wrong if not any(words in each for words in told)]
        assert kept(workspace) == "total_price && name"


def test_a_restart_of_the_server_loses_nothing(browser: Browser, home: Path, workspace: Workspace) -> None:
    """The page comes back with its draft, and with what was edited in it while there was no server."""
    port = free_port()
    with visited(browser, f"http://127.0.0.1:{port}") as visit:
        with served(home, worker=False, port=port):
            page = at_source(visit)
            typed(page, "total_price")
            visit.edit("Description")
        expect(where(page)).to_be_disabled()
        with page.expect_console_message(lambda said: "when disconnected from server" in said.text):
            visit.code("jinja", "Web order {{ value }}")
        with served(home, worker=False, port=port):
            until(page, lambda: rule(workspace, "Description") == "Web order {{ value }}")
            assert kept(workspace) == "total_price"
            visit.wrong.clear()  # what Streamlit's own client said while nobody answered
            expect(where(at_source(visit))).to_have_value("total_price")
            page.close()  # before its server ends: the client would tell of that
