import json
import socket

import pytest
from command_line import Koppel

from core.sandbox.server import Served

EXACT = ("connect", "books", "--connector", "exact_online")


def test_the_capability_table_names_what_can_be_read_and_written(koppel: Koppel) -> None:
    """Every connector with its records, by the words of the trade."""
    rows = koppel("connectors", "--json").json
    found = {(row["connector"], row["entity"]): (row["reads"], row["writes"]) for row in rows}
    assert found["shopify", "order"][0]
    assert found["exact_online", "order"] == (True, True)


def test_recipes_are_listed_by_pair(koppel: Koppel) -> None:
    """Each row says source, target and entity; the options narrow it down."""
    rows = koppel("recipes", "--source", "shopify", "--target", "exact_online", "--json").json
    assert ("shopify", "exact_online", "order") in {
        (row["source"], row["target"], row["entity"]) for row in rows
    }
    assert all((row["source"], row["target"]) == ("shopify", "exact_online") for row in rows)
    assert (
        koppel("recipes", "--source", "exact_online", "--target", "exact_online").out
        == "There is no recipe for that.\n"
    )


def test_a_secret_on_the_command_line_is_refused(koppel: Koppel) -> None:
    """Others on the machine could read it: the sentence says how else, and does not repeat it."""
    answer = koppel(*EXACT, "--set", "client_secret=hunter2")
    assert (answer.status, answer.out) == (2, "")
    assert "--secret client_secret=VARIABLE" in answer.err
    assert "hunter2" not in answer.err


def test_a_secret_from_the_environment_is_sealed(koppel: Koppel) -> None:
    """It is kept, and stands nowhere in the home as it is."""
    canary = "canary-7f3a9c"
    settings = ("--set", "client_id=abc", "--set", "division=123456", "--secret", "client_secret=SECRET")
    answer = koppel(*EXACT, *settings, "--json", variables={"SECRET": canary})
    assert (answer.status, answer.json) == (0, {"connection": "books", "connector": "exact_online"})
    kept = b"".join(file.read_bytes() for file in koppel.home.rglob("*") if file.is_file())
    assert b"abc" in kept
    assert canary.encode() not in kept


def test_an_unknown_connector_is_one_sentence(koppel: Koppel) -> None:
    """The sentence names those that there are."""
    answer = koppel("connect", "books", "--connector", "exakt")
    assert (answer.status, answer.out) == (2, "")
    assert "exact_online" in answer.err


def test_an_unknown_connection_is_one_sentence(koppel: Koppel) -> None:
    """The sentence names what was asked for."""
    answer = koppel("check", "books")
    assert (answer.status, answer.out) == (2, "")
    assert "'books'" in answer.err


@pytest.fixture
def closed() -> int:
    """Give a port of this machine at which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_a_sandbox_that_does_not_answer_is_one_sentence(koppel: Koppel, closed: int) -> None:
    """It cannot be reached, so the status is 3."""
    answer = koppel(*EXACT, "--sandbox", f"http://127.0.0.1:{closed}")
    assert (answer.status, answer.out) == (3, "")
    assert str(closed) in answer.err
    assert answer.err.count("\n") == 1


def test_a_sandbox_brings_its_own_settings(koppel: Koppel, sandbox: Served) -> None:
    """A connection to a running sandbox works at once; no other settings may be mixed in."""
    assert koppel(*EXACT, "--sandbox", sandbox.url, "--set", "division=1").status == 2
    assert koppel(*EXACT, "--sandbox", sandbox.url).status == 0
    checked = koppel("check", "books", "--json")
    assert checked.status == 0
    assert checked.json["ok"]


def test_a_connections_file_serves_a_check(koppel: Koppel, connections: str) -> None:
    """Connections may stand in a file beside an empty workspace."""
    answer = koppel("check", "demo-exact", "--connections", connections)
    assert answer.status == 0, answer.err
    assert not json.loads(koppel("flow", "list", "--json").out)
