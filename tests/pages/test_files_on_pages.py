"""A folder is connected on the page as any system is, without an address or a sandbox."""

from __future__ import annotations

from pathlib import Path

from page import press, shown, text_of

from core.workspace import Workspace


def test_a_folder_is_connected_and_tested_on_the_page(home: Path) -> None:
    """The form asks for the folder; the test of the connection reads a file in it, and moves nothing."""
    folder = home / "files" / "orders"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_text("number;name\n7;Ann\n")
    page = shown("connections")
    page.selectbox(key="connection.system").set_value("files").run()
    assert not page.tabs
    page.text_input(key="form.files..folder").input("orders")
    page.text_input(key="form.files..quiet").input("0")
    press(page, "Connect")
    workspace = Workspace(home)
    assert workspace.connection("files").settings["folder"] == "orders"
    workspace.close()
    assert "Files (files) answers" in text_of(press(page, "Test"))
    assert (folder / "a.csv").exists()
