"""The log: lines for programs, with named fields only; nothing of a record, a query or a secret."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core import log as house_log
from core.log import FIELDS, Log

WORDS = frozenset({"api", "v1", "crm", "Accounts", "guid"})


def test_only_named_fields_are_written_and_only_as_what_they_are(tmp_path: Path) -> None:
    """Whatever else is handed over, by whoever, is left out."""
    Log(tmp_path).note("run ends", run="r1", created=3, payload={"name": "Anna"}, body="Anna", read="Anna")
    (line,) = Log(tmp_path).lines()
    assert line.keys() == {"at", "event", "run", "created"}
    assert not FIELDS.keys() & {
        "payload",
        "body",
        "query",
        "headers",
        "header",
        "url",
        "record",
        "key",
        "why",
    }


def test_of_a_request_neither_query_nor_keys_are_written(tmp_path: Path) -> None:
    """Method, host, the address without what may be somebody's, status and time."""
    heard = Log(tmp_path).requests("books", WORDS)
    heard(
        "GET",
        "https://books.example/api/v1/4711/crm/Accounts(guid'a-b')/anna?mail=a@b.nl&key=s3cret",
        200,
        0.25,
    )
    (line,) = Log(tmp_path).lines()
    assert line["path"] == "/api/v1/{}/crm/Accounts(guid'{}')/{}"
    assert (line["method"], line["host"], line["status"]) == ("GET", "books.example", 200)
    assert not [
        each for each in ("anna", "a@b.nl", "s3cret", "4711") if each in Log(tmp_path).file.read_text()
    ]


def test_free_text_is_redacted_last(tmp_path: Path) -> None:
    """Addresses and what looks like a token give way, whoever wrote them there."""
    Log(tmp_path).note("unforeseen", error="no anna@example.nl with sk_live_0123456789abcdefghijklmn in Foo")
    (line,) = Log(tmp_path).lines()
    assert line["error"] == "no ••• with ••• in Foo"


def test_a_full_log_is_put_aside_and_only_so_many_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several writers lose no line while files change places, and what is oldest goes."""
    monkeypatch.setattr(house_log, "LARGEST", 20_000)

    def write(name: str) -> None:
        for n in range(100):
            Log(tmp_path).note("run begins", run=f"{name}{n}")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    runs = [line["run"] for line in Log(tmp_path).lines()]
    assert sorted(runs) == sorted(f"{name}{n}" for name in "abcd" for n in range(100))
    assert len(list(tmp_path.glob("koppel.log.*"))) >= 1
    for n in range(2_000):
        Log(tmp_path).note("run begins", run=str(n))
    assert len(list(tmp_path.glob("koppel.log*"))) == house_log.KEPT + 1
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in tmp_path.glob("koppel.log*"))


def test_a_file_that_was_put_aside_is_written_to_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that keeps it open begins another when somebody else moved it, or it is full."""
    monkeypatch.setattr(house_log, "_LOOK", 0.0)
    monkeypatch.setattr(house_log, "LARGEST", 200)
    log = Log(tmp_path)
    log.note("run begins", run="1")
    log.file.rename(tmp_path / "elsewhere.log")
    log.note("run begins", run="2")
    assert [line["run"] for line in log.lines()] == ["2"]
    for n in range(3, 6):
        log.note("run begins", run=str(n))
    assert [line["run"] for line in log.lines()] == ["2", "3", "4", "5"]
    assert (tmp_path / "koppel.log.1").exists()


def test_an_error_is_one_line_with_its_cause_before_it(tmp_path: Path) -> None:
    """Where it happened and what it was; of a message only what speaks of code."""
    try:
        try:
            int("anna@example.nl")
        except ValueError as cause:
            raise TypeError("object has no len()") from cause
    except TypeError as error:
        house_log.unforeseen(tmp_path, error)
    lines = [json.loads(line) for line in (tmp_path / "koppel.log").read_text().splitlines()]
    assert [line["error"] for line in lines] == ["ValueError", "TypeError: object has no len()"]
    assert "test_log.py" in lines[1]["frames"][0]
    assert "anna" not in str(lines)


QUOTES = """
import logging, sys, threading
from core.log import discreet
discreet()
def quote(): raise LookupError("anna@person.example")
try:
    quote()
except LookupError:
    logging.getLogger("streamlit").error("Uncaught app execution", exc_info=True)
thread = threading.Thread(target=quote)
thread.start()
thread.join()
quote()
"""


def test_what_a_service_prints_of_an_error_quotes_nobody() -> None:
    """Logged by a library, in a thread, and at its end: kind and place stand there, and no message."""
    ended = subprocess.run([sys.executable, "-c", QUOTES], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("LookupError\n  ") == ended.stderr.count(" in quote\n") == 3
    assert "Uncaught app execution" in ended.stderr
    assert "anna" not in ended.stderr
