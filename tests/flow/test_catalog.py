"""The catalogue finds connectors by their being there."""

from pathlib import Path

import pytest

from core.catalog import Catalog
from core.errors import Misconfigured

GOOD = """
from core.api.connector import Connector, Header
AUTH = (Header("Key", "{key}"),)
CONNECTOR = Connector("till", "Till", "", "https://till.example", "", (), AUTH, (), (), "x")
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one good connector."""
    folder = tmp_path / f"found_{tmp_path.name}".replace("-", "_")
    (folder / "till").mkdir(parents=True)
    (folder / "till" / "__init__.py").write_text(GOOD)
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    return folder


def test_a_connector_is_found_by_being_there(package: Path) -> None:
    """A folder with a declaration is a connector; nothing is registered."""
    catalog = Catalog(package.name)
    assert [connector.title for connector in catalog.connectors()] == ["Till"]
    with pytest.raises(Misconfigured, match="there is no connector 'til'; there are: till"):
        catalog.connector("til")


def test_a_broken_connector_names_itself_and_leaves_the_others_alone(package: Path) -> None:
    """One bad folder does not take the catalogue down."""
    for name, text in (("bad", "import nothing_of_the_kind"), ("empty", ""), ("other", GOOD)):
        (package / name).mkdir()
        (package / name / "__init__.py").write_text(text)
    catalog = Catalog(package.name)
    assert [connector.name for connector in catalog.connectors()] == ["till"]
    assert set(catalog.broken()) == {"bad", "empty", "other"}
    with pytest.raises(Misconfigured, match="'bad' cannot be loaded: ModuleNotFoundError"):
        catalog.connector("bad")


def test_a_profile_is_read_strictly(package: Path) -> None:
    """A profile is plain data, and its faults are named by line."""
    catalog = Catalog(package.name)
    assert catalog.profile("till") is None
    (package / "till" / "profile.yaml").write_text("order: {resource: orders}")
    assert catalog.profile("till") == {"order": {"resource": "orders"}}
    (package / "till" / "profile.yaml").write_text("order:\n  rows: {a: NO}")
    with pytest.raises(Misconfigured, match=r"profile of Till: line 2, order\.rows\.a: NO means"):
        catalog.profile("till")


def test_every_connector_of_the_project_loads() -> None:
    """What stands in the connectors folder works."""
    assert Catalog().broken() == {}
