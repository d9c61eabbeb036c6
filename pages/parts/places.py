"""Where each page lives, for links from one page to another, and which addresses a person may set."""

from __future__ import annotations

from pathlib import Path

_PAGES = Path(__file__).parent.parent

OVERVIEW = str(_PAGES / "overview.py")
FLOWS = str(_PAGES / "flows.py")
NOTEBOOK = str(_PAGES / "notebook.py")
RUNS = str(_PAGES / "runs.py")
RECORDS = str(_PAGES / "records.py")
TABLES = str(_PAGES / "tables.py")
CONNECTIONS = str(_PAGES / "connections.py")
SYSTEMS = str(_PAGES / "systems.py")

#: Settings that point a connection somewhere else than at the vendor.
OWN_ADDRESSES = ("base_url", "auth_url")
