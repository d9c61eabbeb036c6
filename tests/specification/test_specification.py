"""The mapping specification says of every rule what it does, with examples in which nobody is found."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import load_workbook
from papers import Cells, Papers, flow_of

from core.documents import parse_json
from core.errors import Misconfigured
from core.flow import Rule, Schedule
from core.specification import Document, as_file
from core.specification.rules import does
from core.workspace import Workspace, plainly

FORMULA = '=HYPERLINK("http://evil.example","order")'


def rules_of(rules: tuple[Rule, ...], above: str = "") -> Iterator[tuple[str, Rule]]:
    """Every rule with its whole target field."""
    for rule in rules:
        yield above + rule.to, rule
        yield from rules_of(rule.map, f"{above}{rule.to}.")


def lines(document: Document, title: str) -> dict[str, tuple[Any, ...]]:
    """The lines of a part by their first cell."""
    return {str(row[0]): row for row in document.part(title).rows}


def test_every_rule_of_the_demo_is_there_with_what_it_does(papers: Papers) -> None:
    """No rule is missing or said twice; each is said in words, and as it stands in the flow."""
    rules = [("Rules", papers.flow.map)]
    rules += [(f"Rules of check {check.name}", check.map) for check in papers.flow.checks if check.map]
    for title, some in rules:
        part = papers.document.part(title)
        known = dict(rules_of(some))
        assert [row[0] for row in part.rows] == list(known)
        for row in part.rows:
            rule, told, expression = known[str(row[0])], str(row[4]), str(row[8])
            assert expression == "\n".join(filter(None, (rule.each or rule.select, rule.transform)))
            said = plainly(rule.select, rule.transform).replace("`", "") if rule.each is None else ""
            assert told.startswith(said or ("Makes one row" if rule.each else "Works it out from"))
            assert ("only when the record is made" in told) == (rule.write.value == "create")


def test_the_sentence_of_a_rule_says_how_it_is_sent() -> None:
    """What is not said otherwise is left out; what is, is said."""
    rule = Rule.model_validate({"to": "Code", "select": "sku", "write": "if_empty", "empty": "fail"})
    assert does(rule) == (
        "Takes sku. Sent only where the target holds nothing yet. "
        "A record without a value waits for a person."
    )


def test_nobody_of_the_records_stands_in_the_document(papers: Papers) -> None:
    """Examples are there, and no name, address or e-mail address in them is one of the shop's."""
    text = as_file(papers.document, "a.html").decode()
    people = {order["customer"]["email"] for order in papers.orders if order.get("customer")}
    people |= {order["email"] for order in papers.orders if order.get("email")}
    people |= {order["billing_address"]["address1"] for order in papers.orders}
    people |= {order["billing_address"]["name"] for order in papers.orders}
    assert len(people) > 20
    assert [one for one in people if one and one in text] == []
    assert lines(papers.document, "Rules")["YourRef"][5:8] == ("#1001", "#1001", "25 of 25")


def test_every_table_row_and_setting_is_there(papers: Papers) -> None:
    """A client sees what each code becomes."""
    rows = papers.document.part("Tables").rows
    for name, table in papers.flow.tables.items():
        assert {(name, value, str(becomes)) for value, becomes in table.rows.items()} <= set(rows)
    assert set(lines(papers.document, "Settings")) == set(papers.flow.settings)


def test_the_workbook_holds_the_same_and_no_formula(papers: Papers) -> None:
    """Every cell is a text or a number that counts; the rules stand in it line by line."""
    book = load_workbook(io.BytesIO(as_file(papers.document, "a.xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(isinstance(cell.value, str if cell.data_type == "s" else int) for cell in cells)
    part = papers.document.part("Rules")
    found = [[cell.value or "" for cell in row] for row in book["Rules"].iter_rows(min_row=3)]
    assert found == [list(part.columns), *[list(row) for row in part.rows]]


def test_the_page_is_alone_and_holds_the_same(papers: Papers) -> None:
    """It asks nobody for anything, runs nothing, and its tables are the document's."""
    page = Cells(as_file(papers.document, "a.html").decode())
    assert not page.tags & {"script", "img", "link", "iframe", "object", "form"}
    assert all(link.startswith("#part-") for link in page.links)
    expected = [
        [str(value) for value in row]
        for part in papers.document.parts
        if part.rows
        for row in (part.columns, *part.rows)
    ]
    assert page.rows == expected


def test_what_looks_like_a_formula_stays_text(workspace: Workspace) -> None:
    """A stranger's record cannot make a cell calculate, nor a page run anything."""
    flow = flow_of({"to": "Code", "select": "sku", "note": "+1"}, settings={"journal": "-70"})
    document = workspace.specification(flow, [{"sku": FORMULA, "<script>": "\x07=1\u202e"}])
    book = load_workbook(io.BytesIO(as_file(document, "a.xlsx")))
    found = [cell for row in book["Rules"].iter_rows() for cell in row if cell.value == FORMULA]
    assert len(found) == 2
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in found)
    setting = [cell for row in book["Settings"].iter_rows() for cell in row if cell.value == "-70"]
    assert [(cell.data_type, cell.quotePrefix) for cell in setting] == [("s", True)]
    page = as_file(document, "a.html").decode()
    assert "script" not in Cells(page).tags
    assert not {"\x07", "\u202e"} & set(page)


def test_open_points_name_what_is_required_missing_or_at_fault(papers: Papers) -> None:
    """A rule that is gone, a table's row that is gone and a rule that fails are told, each in its place."""
    kept = tuple(rule for rule in papers.flow.map if rule.to != "OrderedBy")
    broken = Rule(to="Remarks", select="name", transform="{{ value | number }}")
    rules = (*(rule for rule in kept if rule.to != "Remarks"), broken)
    table = papers.flow.tables["vat_codes"]
    country = next(iter(table.rows))
    poorer = table.model_copy(update={"rows": {}})
    tables = {**papers.flow.tables, "vat_codes": poorer}
    flow = papers.flow.model_copy(update={"map": rules, "tables": tables})
    document = papers.workspace.specification(flow, papers.orders)
    found = {(row[0], row[1]) for row in document.part("Open points").rows}
    assert ("Required, and without a rule", "OrderedBy") in found
    assert ("Cannot be made", "Remarks") in found
    missing = {where for kind, where in found if kind == "Value without a row in its table"}
    assert f"table vat_codes: {country}" in missing
    facts = dict(document.facts)
    assert facts["Open points"] == str(len(document.part("Open points").rows))
    assert facts["Version"] == "draft after version 1, not published"
    before = {(row[0], row[1]) for row in papers.document.part("Open points").rows}
    assert ("Required, and without a rule", "OrderedBy") not in before


def test_a_person_whom_a_table_lacks_is_not_named(workspace: Workspace) -> None:
    """That a row is missing is told, and not for whom; a code is named."""
    flow = flow_of(
        {"to": "Debtor", "select": "email", "transform": "{{ value | lookup('debtors') }}"},
        {"to": "Terms", "select": "terms", "transform": "{{ value | lookup('terms') }}"},
        tables={"debtors": {"rows": {}}, "terms": {"rows": {}}},
    )
    records = [{"email": "anna@real.example", "terms": "net30"}]
    document = workspace.specification(flow, records)
    where = [row[1] for row in document.part("Open points").rows if "without a row" in str(row[0])]
    assert where == ["table debtors: (names a person)", "table terms: net30"]
    assert "anna@real" not in as_file(document, "a.html").decode()


def test_a_client_reads_in_words_when_runs_start(workspace: Workspace) -> None:
    """A cron line says nothing to somebody who does not write them."""
    timed = Schedule(cron="*/15 * * * *", timezone="Europe/Amsterdam")
    flow = flow_of({"to": "Code", "select": "sku"}).model_copy(update={"schedule": timed})
    facts = dict(workspace.specification(flow, []).facts)
    assert facts["Runs start"] == "every 15 minutes, time zone Europe/Amsterdam"


def test_changes_since_the_sign_off_are_told(workspace: Workspace) -> None:
    """Before it there is nothing to compare with; after it each changed rule is told; samples keep quiet."""
    first = flow_of({"to": "Code", "select": "sku"})
    workspace.save(first)
    document = workspace.specification(first, [])
    assert document.part("Changes").none == "Nothing was signed off before."
    given = workspace.sign_off("orders-to-books", " Jane Doe, Client BV ", note="as agreed")
    assert workspace.sign_off("orders-to-books", "Jane Doe, Client BV") == given
    assert workspace.specification(first, []).part("Changes").rows == ()
    sample = {"name": "one", "record": {"sku": "A", "email": "anna@real.example"}}
    second = flow_of({"to": "Code", "select": "code"}, samples=[sample])
    workspace.save(second)
    document = workspace.specification(second, [])
    told = document.part("Changes")
    assert ("rule Code", "sku", "code") in {(row[0], _select(row[1]), _select(row[2])) for row in told.rows}
    assert "version 1, which Jane Doe, Client BV" in told.told
    assert "anna@real" not in as_file(document, "a.html").decode()
    assert dict(document.facts)["Signed off"].startswith("version 1 by Jane Doe, Client BV on ")
    assert [row[:2] for row in document.part("Sign-off").rows] == [(1, "Jane Doe, Client BV")]


def _select(cell: Any) -> str:
    return str(parse_json(cell).get("select")) if str(cell).startswith("{") else str(cell)


def test_a_sign_off_needs_a_name_and_a_version_that_is_there(workspace: Workspace) -> None:
    """Nobody and nothing cannot be agreed to."""
    workspace.save(flow_of({"to": "Code", "select": "sku"}))
    with pytest.raises(Misconfigured, match="say who agreed"):
        workspace.sign_off("orders-to-books", "  ")
    with pytest.raises(Misconfigured, match="no version 7"):
        workspace.sign_off("orders-to-books", "Jane", version=7)
    assert workspace.sign_offs("orders-to-books") == []


def test_a_file_is_written_by_its_end(papers: Papers) -> None:
    """Any other end is refused in a sentence."""
    with pytest.raises(Misconfigured, match=r"\.xlsx or \.html"):
        as_file(papers.document, "a.docx")


def test_a_check_that_is_not_made_leaves_nothing_open(papers: Papers) -> None:
    """A contact is made for companies only: that a person has no contact's name is no open point."""
    check = next(each for each in papers.flow.checks if each.name == "contact")
    assert check.unless
    where = [str(row[1]) for row in papers.document.part("Open points").rows]
    assert [each for each in where if each.startswith("check contact, Account")] == []
    always = tuple(
        each.model_copy(update={"unless": None}) if each.name == "contact" else each
        for each in papers.flow.checks
    )
    flow = papers.flow.model_copy(update={"checks": always})
    rows = papers.workspace.specification(flow, papers.orders).part("Open points").rows
    told = [row[0] for row in rows if row[1] == "check contact, Account"]
    assert told == ["Required, and sometimes empty"]
