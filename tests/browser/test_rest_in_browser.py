"""From an OpenAPI file to a flow, as a person does it: choose the file, declare, connect, make the flow."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import served, visited
from playwright.sync_api import Browser, expect

from core.sandbox.server import Served
from core.workspace import Workspace

pytestmark = pytest.mark.browser

OPENAPI = Path(__file__).parents[2] / "connectors/rest/sandbox/openapi.yaml"
KEY = "sandbox-api-key"


def test_from_an_openapi_file_to_a_flow(browser: Browser, home: Path, sandbox: Served) -> None:
    """Three presses, with one request on the way that shows what comes; the key is on no page afterwards."""
    workspace = Workspace(home)
    workspace.connect_sandbox("books", "eaccounting", sandbox.url)
    workspace.close()
    with served(home, worker=False) as address, visited(browser, address) as visit:
        page = visit.page
        visit.go("/systems")
        visit.sees("Declare a system")
        page.locator("input[type=file]").first.set_input_files(str(OPENAPI))
        page.get_by_role("button", name="Declare it").click()
        expect(page.get_by_role("button", name="Ask for a page")).to_be_visible()
        visit.rests()
        page.get_by_label("API key", exact=True).fill(KEY)
        page.locator("summary").filter(has_text="Another address").click()
        own = page.get_by_role("textbox", name="Address of the API").nth(1)
        own.fill(f"{sandbox.url}/rest")
        page.get_by_role("button", name="Ask for a page").click()
        visit.sees("10 records came")
        page.get_by_role("button", name="Save and connect").click()
        expect(page.get_by_role("button", name="Make the flow")).to_be_visible()
        visit.rests()
        page.get_by_role("button", name="Make the flow").click()
        visit.sees("17 rules")
        assert KEY not in page.content()
    workspace = Workspace(home)
    (name,) = (each.name for each in workspace.flows())
    flow = workspace.flow(name)
    assert (flow.source.resource, flow.target.resource) == ("customers", "customers")
    assert {"EmailAddress", "Name"} <= {rule.to for rule in flow.map}
    workspace.close()
