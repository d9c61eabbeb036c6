"""What Streamlit's own tables offer beside what the pages do."""

from __future__ import annotations

import pytest
from desk import Visit
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_no_table_writes_a_file_in_which_values_could_be_formulas(demo_desk: Visit) -> None:
    """Their own button would write every value as it is; the files that Koppel makes are inert."""
    page = demo_desk.page
    demo_desk.go("/flows")
    table = page.get_by_test_id("stDataFrame").first
    expect(table).to_be_visible(timeout=60_000)
    table.hover()
    expect(page.get_by_role("button", name="Search").first).to_be_visible()
    expect(page.get_by_role("button", name="Download as CSV").first).to_be_hidden()
