"""No edit is lost: reload, lost connection, restart, two tabs; and versions as a person handles them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from desk import Visit, drawn, free_port, rests, served, visited
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from core.commands.demo import prepared
from core.flow import Flow
from core.sandbox.server import Served
from core.workspace import Workspace

pytestmark = pytest.mark.browser

FLOW = "webshop-orders-to-exact"
WHERE = "Only records where"


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


@pytest.fixture
def workspace(home: Path, sandbox: Served) -> Workspace:
    """Give the demo's workspace, as another program sees it."""
    made = Workspace(home)
    prepared(made, sandbox.url)
    return made


def where(page: Page) -> Locator:
    """The field that says which records are carried."""
    return page.get_by_role("textbox", name=WHERE)


def at_source(visit: Visit) -> Page:
    """Open the flow, and its first cell."""
    visit.go(f"/notebook?flow={FLOW}")
    visit.sees("1 · Source")
    visit.unfold("1 · Source")
    expect(where(visit.page)).to_be_visible(timeout=30_000)
    return visit.page


def titled(flow: Flow, title: str) -> Flow:
    """The flow with another title."""
    return flow.model_copy(update={"title": title})


def typed(page: Page, text: str) -> None:
    """Type without leaving the field, and wait until that has come through."""
    with drawn(page):
        where(page).fill(text)


def kept(workspace: Workspace) -> str | None:
    """The expression in the draft that another program reads."""
    draft = workspace.draft(FLOW)
    return draft.source.where if draft else None


def rule(workspace: Workspace, to: str) -> str | None:
    """How the draft that another program reads shapes a field."""
    draft = workspace.draft(FLOW)
    return next((each.transform for each in draft.map if each.to == to), None) if draft else None


def until(page: Page, so: Callable[[], object]) -> None:
    """Wait until something is so for another program."""
    for _ in range(300):
        if so():
            return
        page.wait_for_timeout(200)
    raise AssertionError("it does not come about")


def undo(page: Page) -> None:
    """Press undo in the bar."""
    page.locator(".st-key-icon_undo").get_by_role("button", name="Undo").first.click()


def test_a_reload_loses_nothing(demo_desk: Visit) -> None:
    """What was typed, and not even left, is there again."""
    page = at_source(demo_desk)
    typed(page, "financial_status == 'paid' && total_price")
    page.reload()
    page = at_source(demo_desk)
    expect(where(page)).to_have_value("financial_status == 'paid' && total_price")
    demo_desk.sees("draft, not published")


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
    """The server ends and another one starts: the page comes back with the draft as it was."""
    port = free_port()
    with served(home, worker=False, port=port) as address, visited(browser, address) as visit:
        typed(at_source(visit), "total_price")
    with served(home, worker=False, port=port) as address, visited(browser, address) as visit:
        expect(where(at_source(visit))).to_have_value("total_price")
    assert kept(workspace) == "total_price"


def test_two_tabs_lose_nothing(demo_desk: Visit, home: Path) -> None:
    """Each tab shows what the other one did; edits in both stand in one draft."""
    one = at_source(demo_desk)
    two = one.context.new_page()
    other = Visit(two, demo_desk.address)
    at_source(other)
    typed(one, "total_price")
    expect(where(two)).to_have_value("total_price", timeout=10_000)
    two.get_by_role("textbox", name="Sent with every read").fill('{"status": "open"}')
    expect(one.get_by_role("textbox", name="Sent with every read")).to_have_value(
        '{"status":"open"}', timeout=10_000
    )
    workspace = Workspace(home)
    assert kept(workspace) == "total_price"
    assert len(workspace.drafts(FLOW)) == 1
    workspace.close()


def test_two_people_are_told_and_put_their_work_together(demo_desk: Visit, home: Path) -> None:
    """Somebody publishes while I edit: I see who and when, take it in, choose where we clash, and publish."""
    page = at_source(demo_desk)
    typed(page, "total_price")
    anna = Workspace(home)
    flow = anna.flow(FLOW)
    theirs = flow.source.model_copy(update={"where": "financial_status == 'refunded'"})
    anna.save(titled(flow, "Anna's title").model_copy(update={"source": theirs}), "hers", by="Anna")
    demo_desk.sees("published version 2")
    page.get_by_role("button", name="Look…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Both of you changed source where", timeout=30_000)
    dialog.get_by_role("radio", name="Take theirs").click()
    dialog.get_by_role("button", name="Take it in").click()
    expect(dialog).to_be_hidden(timeout=30_000)
    expect(where(page)).to_have_value("financial_status == 'refunded'", timeout=30_000)
    demo_desk.sees("version 2")
    undo(page)
    expect(where(page)).to_have_value("total_price", timeout=30_000)
    assert kept(anna) == "total_price"
    anna.close()


def test_versions_are_published_compared_and_restored(demo_desk: Visit, home: Path) -> None:
    """A note goes with a version; versions are compared edit by edit; an old one comes back as a draft."""
    page = at_source(demo_desk)
    typed(page, "total_price")
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 edit since version 1", timeout=30_000)
    dialog.get_by_label("Note").fill("all that cost something")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_be_hidden(timeout=30_000)
    demo_desk.sees("version 2")
    workspace = Workspace(home)
    assert [each.note for each in workspace.versions(FLOW)] == [
        "all that cost something",
        "made for the demo",
    ]
    assert workspace.drafts(FLOW) == []

    demo_desk.unfold("9 · Export")
    page.get_by_role("tab", name="Versions").click()
    page.get_by_role("combobox", name="Version 2 against").scroll_into_view_if_needed()
    rests(page)  # a list that is open closes when the page scrolls under it
    demo_desk.pick("Version 2 against", "version 1")
    demo_desk.sees("1 edit from the one to the other")
    cells = page.locator(".st-key-cell_9 [role=gridcell]")
    expect(cells.filter(has_text="source where").first).to_be_attached(timeout=30_000)

    page.locator(".st-key-cell_9 .dvn-scroller").first.click(position={"x": 20, "y": 85})
    page.get_by_role("button", name="Restore version 1").click()
    demo_desk.sees("draft, not published")
    assert kept(workspace) == "financial_status == 'paid'"
    workspace.close()


def test_pressing_discard_can_be_undone(demo_desk: Visit) -> None:
    """A discarded draft comes back with undo."""
    page = at_source(demo_desk)
    typed(page, "total_price")
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Discard the draft").click()
    expect(where(page)).to_have_value("financial_status == 'paid'", timeout=30_000)
    page.keyboard.press("Escape")
    undo(page)
    expect(where(page)).to_have_value("total_price", timeout=30_000)
