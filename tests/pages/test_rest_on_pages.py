"""The page Systems: what looking at it leaves alone, and what one request offers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from page import press, shown, text_of
from streamlit.testing.v1 import AppTest

from core.flow.writing import write_document
from core.sandbox.server import Served
from core.workspace import Workspace

EXAMPLE = Path(__file__).parents[2] / "connectors/rest/system.yaml"
TILL = {
    "koppel_system": 1,
    "name": "till",
    "title": "Our till",
    "auth": [{"kind": "key"}],
    "resources": [{"name": "sales", "title": "Sales", "path": "desk/customers", "records": "wrong.place"}],
}
#: Looked up and asked for changes by a filter language, as systems with OData are.
BOOKS = {
    "koppel_system": 1,
    "name": "books",
    "title": "Our books",
    "resources": [
        {
            "name": "sales",
            "title": "Sales",
            "path": "sales",
            "modified": {"field": "changed", "param": "$filter", "filter": "changed ge {time}", "overlap": 0},
            "find": {"filter": {"param": "$filter", "fields": ["number"], "at_once": 1}},
        }
    ],
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of one's own, with two declared systems."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("KOPPEL_HOME", str(tmp_path / "home"))
    workspace = Workspace(tmp_path / "home")
    workspace.save_system(EXAMPLE.read_text().replace("name: rest\n", "name: shop\n"))
    workspace.save_system(write_document(TILL))
    workspace.save_system(write_document(BOOKS))
    workspace.close()
    return tmp_path / "home"


def test_looking_at_a_system_changes_nothing(home: Path) -> None:
    """Opened, and every kind of record looked at, a system is as it was: nothing is to be saved."""
    page = shown("systems")
    page.button(key="rest.open.shop").click().run()
    for n in range(5):
        next(box for box in page.selectbox if box.label == "Kind of record").set_value(n).run()
        assert not page.exception
        assert "version 1" in text_of(page)
        assert "changed" not in [word for line in page.markdown for word in line.value.split()]
    assert ":orange-badge[changed]" not in text_of(page)
    title = next(each for each in page.text_input if each.label == "Title")
    title.set_value("Another word").run()
    assert ":orange-badge[changed]" in text_of(page)
    assert not home.with_name("elsewhere").exists()


def test_a_request_says_where_the_records_are(home: Path, sandbox: Served) -> None:
    """Where the list is not where it was said to be, one press takes the place that was found."""
    page = shown("systems")
    page.button(key="rest.open.till").click().run()
    page.text_input(key="rest.value.till.api_key").set_value("sandbox-api-key")
    page.text_input(key="rest.value.till.base_url").set_value(f"{sandbox.url}/rest")
    press(page, "Ask for a page")
    assert "Lists of objects stand in the answer at" in text_of(page)
    press(page, "Records are at customers")
    press(page, "Ask for a page")
    assert "20 records came" in text_of(page)
    press(page, "Take the fields of these records")
    press(page, "Save")
    workspace = Workspace(home)
    system = workspace.system(workspace.saved_system("till").text)
    names = {line.name: line.type for line in system.resources[0].fields}
    assert (system.resources[0].records, names["address"], names["id"]) == ("customers", "object", "integer")
    assert "sandbox-api-key" not in workspace.saved_system("till").text
    workspace.close()


def named(page: AppTest, kind: str, label: str) -> Any:
    """A field of the form by the words over it."""
    (found,) = (each for each in page.get(kind) if each.label == label)
    return found


def test_a_filter_and_changes_are_declared_in_the_form(home: Path) -> None:
    """Looked at, nothing changes; told otherwise, the document says so."""
    page = shown("systems")
    page.button(key="rest.open.books").click().run()
    assert ":orange-badge[changed]" not in text_of(page)
    assert named(page, "number_input", "Seconds that are read again").value == 0
    named(page, "text_input", "How one field is asked for").set_value("{field}:{value}").run()
    named(page, "selectbox", "A text in it").set_value("double").run()
    named(page, "selectbox", "How a time is written").set_value("%Y-%m-%d").run()
    named(page, "checkbox", "The answer begins with what was changed first").check().run()
    named(page, "text_input", "Parameters that ask for this order").set_value("sort=changed, dir=asc").run()
    press(page, "Save")
    workspace = Workspace(home)
    system = workspace.system(workspace.saved_system("books").text)
    find, since = system.resources[0].find, system.resources[0].modified
    assert find
    assert find.filter
    assert since
    assert (find.filter.term, find.filter.quote, find.filter.at_once) == ("{field}:{value}", "double", 1)
    assert (since.format, since.ordered, since.overlap) == ("%Y-%m-%d", True, 0)
    assert since.order == {"sort": "changed", "dir": "asc"}
    workspace.close()


def test_what_changed_is_asked_for_once_its_field_is_told(home: Path) -> None:
    """Told the field and the parameter, the list is asked for what changed; without the field it is not."""
    page = shown("systems")
    page.button(key="rest.open.till").click().run()
    named(page, "text_input", "Field that says when a record was changed").set_value("updated_at").run()
    named(page, "text_input", "Parameter that asks for later ones").set_value("updated_since").run()
    press(page, "Save")
    workspace = Workspace(home)
    since = workspace.system(workspace.saved_system("till").text).resources[0].modified
    assert since
    assert (since.field, since.param, since.filter) == ("updated_at", "updated_since", "{time}")
    workspace.close()
    named(page, "text_input", "Field that says when a record was changed").set_value("").run()
    press(page, "Save")
    workspace = Workspace(home)
    assert workspace.system(workspace.saved_system("till").text).resources[0].modified is None
    workspace.close()
