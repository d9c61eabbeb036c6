from collections.abc import Iterator

import pytest
from command_line import Books, Koppel
from postgresql_server import Server

FLOW = "webshop-orders-to-exact"


@pytest.fixture
def server(postgresql_server: Server) -> Iterator[str]:
    """Give the address of an empty database."""
    with postgresql_server.fresh("template1") as url:
        yield url


def test_a_desk_moves_to_a_server_and_back_and_books_nothing_twice(
    ready: Koppel, books: Books, server: str
) -> None:
    """The run after the move knows what the one before it booked, and so does the one after the way back."""
    first = ready("run", FLOW, "--json")
    booked = books.booked()
    assert first.json["counts"]["created"] > 0
    moved = ready("database", "move", "--to", server, "--json")
    assert moved.status == 0, moved.err
    assert {each["table"]: each["rows"] for each in moved.json}["run"] == 1
    closed = ready("runs")
    assert (closed.status, closed.err.count("\n")) == (2, 1)
    assert "set KOPPEL_DATABASE_URL" in closed.err

    there = {"KOPPEL_DATABASE_URL": server}
    assert [run["run"] for run in ready("runs", "--json", variables=there).json] == [first.json["run"]]
    again = ready("run", FLOW, "--json", variables=there)
    assert (again.status, again.json["counts"]["created"]) == (first.status, 0)

    for name in ("koppel.db", "tokens.db"):
        (ready.home / name).rename(ready.home / f"{name}.old")
    back = ready("database", "move", "--to", "files", variables=there)
    assert (back.status, "leave KOPPEL_DATABASE_URL out" in back.out) == (0, True)
    assert ready("run", FLOW, "--json").json["counts"]["created"] == 0
    assert books.booked() == booked


def test_the_doctor_says_where_the_database_is(koppel: Koppel, server: str) -> None:
    """Files and a server say their version, size and shape; a server that may lose writes is not well."""
    for variables, words in [
        ({}, ["SQLite 3", " MB", "shape 0", "every page and index is whole"]),
        ({"KOPPEL_DATABASE_URL": server}, ["PostgreSQL 1", " MB", "shape 0", "fsync is off"]),
    ]:
        answer = koppel("doctor", "--json", variables=variables)
        told = " | ".join(
            finding["what"] for finding in answer.json if finding["what"].startswith("database")
        )
        assert [word for word in words if word not in told] == [], told
        assert answer.status == (2 if "is off" in told else 0)


def test_what_cannot_be_moved_is_one_sentence(koppel: Koppel) -> None:
    """An address that is none, and the place where it is, end with status 2 and a line on standard error."""
    for to, said in [("files", "there already"), ("http://somewhere", "must look like postgresql://")]:
        answer = koppel("database", "move", "--to", to)
        assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1)
        assert said in answer.err
