"""`koppel backup`, `backups` and `restore`: a day-old copy carries on, and books nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Books, Koppel

from core.__main__ import carry
from core.documents import parse_json
from core.workspace import Run, Workspace, restored

FLOW = "webshop-orders-to-exact"


@pytest.fixture(autouse=True)
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the key where every home finds it."""
    monkeypatch.setenv("KOPPEL_KEY_FILE", str(tmp_path / "keys" / "koppel.key"))


def test_a_backup_from_the_middle_of_a_run_goes_on_where_that_was(
    ready: Koppel, books: Books, tmp_path: Path
) -> None:
    """What was booked after the backup was made is found in the books, and not made again."""
    workspace, file = Workspace(ready.home), tmp_path / "night.backup"
    made: list[int] = []

    def progress(run: Run) -> None:
        if run.counts.created and not made:
            made.append(run.counts.created)
            workspace.back_up(file)

    run = workspace.run(workspace.flow(FLOW), progress=progress)
    assert 0 < made[0] <= run.counts.created
    workspace.close()
    booked = books.stored("exact_online/sales_orders")
    home = tmp_path / "new machine"
    restored(home, file)
    there = Workspace(home)
    [left] = there.runs(FLOW)
    assert left.counts.created == made[0]
    for system, name in (("shopify", "demo-shop"), ("exact_online", "demo-exact")):
        there.connect_sandbox(name, system, books.sandbox)  # tokens that are used once went on meanwhile
    ended = there.run(there.flow(FLOW))
    assert (ended.state.value, ended.counts.created) == ("done", 0)
    assert books.stored("exact_online/sales_orders") == booked
    told = [each.what for each in there.audit(10)]
    assert "restored" in told
    there.close()


def test_a_backup_is_made_listed_and_looked_into(
    ready: Koppel, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands tell a person what to keep where, and a program what is in it."""
    home, file = str(ready.home), tmp_path / "b"

    def told(*command: str) -> str:
        assert carry([*command, "--home", home]) == 0
        return capsys.readouterr().out

    said = told("backup", str(file))
    assert "keep a copy of that key in another place" in said
    assert str(file) in told("backups")
    inside = parse_json(told("backups", str(file), "--json"))
    assert inside["tables"]["connection"] == 2
    assert "It is whole" in told("backups", str(file))
    assert carry(["restore", str(file), "--home", home]) == 2
    assert "There is a database already" in capsys.readouterr().err
    assert carry(["backups", "--gone", str(file), "--home", home]) == 2
    assert "is still there" in capsys.readouterr().err
    home = str(tmp_path / "other")
    assert "are as they were on" in told("restore", str(file))
    assert str(file) in told("backups")
    file.unlink()
    assert "No backup is known here" in told("backups", "--gone", str(file))


def test_which_backups_hold_a_person_is_told(ready: Koppel, books: Books, tmp_path: Path) -> None:
    """By name where it stands there, by its mark where only a sealed payload has it; another's does not."""
    workspace = Workspace(ready.home)
    before, after, away = (tmp_path / name for name in ("before", "after", "away"))
    workspace.back_up(before)
    workspace.run(workspace.flow(FLOW))
    order = next(each for each in books.stored("shopify/orders") if each["financial_status"] == "paid")
    mail = order["customer"]["email"]
    workspace.back_up(after)
    workspace.back_up(away)
    away.unlink()
    erased = workspace.erase_person(mail.upper())
    assert {(copy.file, copy.holds) for copy in erased.backups} == {(str(after), True), (str(away), None)}
    workspace.backup_gone(away)
    assert [copy.file for copy in workspace.person(mail).backups] == [str(after)]
    assert workspace.person("nobody@nowhere.example").backups == ()
    workspace.close()
