"""The tab of the Export cell where a consultant takes the papers for the client."""

from __future__ import annotations

from page import press, shown, text_of

from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"


def test_the_papers_are_there_and_a_sign_off_is_written_down(demo: Workspace) -> None:
    """Open points are listed, both documents can be had, and who agreed is kept for the version."""
    page = shown("notebook", flow=FLOW)
    press(page, "9 · Export")
    page.session_state["export.tabs"] = "For the client"
    page.run()
    assert not page.exception
    said = text_of(page)
    assert "Mapping specification" in said
    assert "open points** to settle" in said
    assert "Nobody has signed off yet" in said
    press(page, "Write down for version 1")
    assert "Say who agreed" in text_of(page)
    page.text_input(key="papers.by").set_value("Jane Doe, Client BV")
    press(page, "Write down for version 1")
    assert [(each.by, each.version) for each in demo.sign_offs(FLOW)] == [("Jane Doe, Client BV", 1)]
    assert "Nobody has signed off yet" not in text_of(page)
