"""The doctor: for whatever keeps an installation from working, what it is and what to do about it."""

from __future__ import annotations

import base64
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.__main__ import carry
from core.runs.worker_name import worker_name
from core.workspace import Finding, Workspace, doctor

#: A number that no process has.
NOBODY = str(2**22 + 1)


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the file of the key."""
    file = tmp_path / "keys" / "koppel.key"
    monkeypatch.setenv("KOPPEL_KEY_FILE", str(file))
    return file


@pytest.fixture
def workspace(tmp_path: Path, key: Path) -> Iterator[Workspace]:
    """Give a workspace with a connection whose secret is sealed."""
    del key
    opened = Workspace(tmp_path / "home")
    opened._store.connections.put("shop", "shopify", {"shop": "demo"}, {"access_token": "x"})
    yield opened
    opened.close()


@pytest.fixture
def ask(workspace: Workspace) -> Callable[..., None]:
    """Say something to the database past the workspace."""

    def said(sql: str, *values: object) -> None:
        with closing(sqlite3.connect(workspace.home / "koppel.db", isolation_level=None)) as file:
            file.execute(sql, values)

    return said


def wrong(workspace: Workspace) -> list[Finding]:
    """Give what is not well."""
    return [finding for finding in workspace.doctor() if not finding.ok]


def test_a_home_in_order_is_well(workspace: Workspace) -> None:
    """Nothing is to be done where nothing was carried yet."""
    assert wrong(workspace) == []


def test_a_key_that_is_gone_or_another_one(workspace: Workspace, key: Path) -> None:
    """It is said once for the home and for each connection that does not open; all else is looked at too."""
    key.unlink()
    other = Workspace(workspace.home)
    told = wrong(other)
    assert {"is not there" in each.what for each in told} == {True}
    assert told[0].do == "put the key of this home there"
    assert len(other.doctor()) > len(told)
    key.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
    assert "is not the one that sealed" in wrong(other)[0].what
    other.close()


def test_a_database_of_a_newer_koppel(
    workspace: Workspace, ask: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    """The command ends with the one sentence that says which program is needed."""
    ask("UPDATE alembic_version SET version_num = '9999'")
    assert carry(["doctor", "--home", str(workspace.home)]) == 2
    said = capsys.readouterr().err
    assert "was written by a newer Koppel" in said
    assert said.count("\n") == 1


def test_a_disk_that_is_nearly_full(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a run ends with it."""
    monkeypatch.setattr(doctor, "LEAST_SPACE", 10**12)
    assert [each.do for each in wrong(workspace)] == ["make room on this disk"]


def test_a_clock_that_is_behind(workspace: Workspace, ask: Callable[..., None]) -> None:
    """What was written in the future gives it away."""
    run = workspace._store.runs.ask("f", 0, "hand").id
    ask("UPDATE run SET state = 'done', asked = ? WHERE id = ?", _at(hours=1), run)
    [finding] = wrong(workspace)
    assert "the clock of this machine says" in finding.what
    assert "timedatectl" in finding.do


@pytest.mark.parametrize("gone", [True, False])
def test_a_worker_that_died(workspace: Workspace, ask: Callable[..., None], gone: bool) -> None:  # noqa: FBT001
    """By its process, which is no more, or by its silence, where that was on another machine."""
    parts = worker_name().split("/")
    name = "/".join([*parts[:2], NOBODY, *parts[3:]]) if gone else "other/1/2/3/4"
    workspace._store.workers.join(name)
    if not gone:
        assert wrong(workspace) == []
        ask("UPDATE worker SET beat = ?", _at(minutes=-5))
    [finding] = wrong(workspace)
    assert f"worker {name} was not heard of" in finding.what
    assert "koppel worker" in finding.do


def test_a_consent_that_is_missing(workspace: Workspace) -> None:
    """The person who can give it is told where."""
    settings = {"client_id": "app", "division": "1"}
    workspace._store.connections.put("books", "exact_online", settings, {"client_secret": "x"})
    [finding] = wrong(workspace)
    assert finding.what == "connection books: nobody has given it consent yet"
    assert "press Authorise at books" in finding.do


def test_a_backup_that_is_too_old(
    workspace: Workspace, ask: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """None since a week of runs, or one of long ago; where others see to it, nobody is told."""
    run = workspace._store.runs.ask("f", 0, "hand").id
    ask("UPDATE run SET state = 'done', asked = ? WHERE id = ?", _at(days=-8), run)
    assert [each.what for each in wrong(workspace)] == ["no backup was made yet"]
    workspace.back_up(tmp_path / "b")
    assert wrong(workspace) == []
    ask("UPDATE backup SET at = ?", _at(days=-8))
    [finding] = wrong(workspace)
    assert finding.what.startswith("newest backup: ")
    assert "koppel backup FILE" in finding.do
    monkeypatch.setenv(doctor.BACKUP_DAYS[0], "0")
    assert wrong(workspace) == []
    monkeypatch.setenv(doctor.RUN_DAYS[0], "often")
    assert [each.what.split()[0] for each in wrong(workspace)] == ["KOPPEL_RUN_DAYS"]


def _at(**ago: float) -> str:
    return (datetime.now(UTC) + timedelta(**ago)).strftime("%Y-%m-%d %H:%M:%S.%f")
