"""A folder as a system: files are put away once they are settled, and written once, whatever is killed."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from connectors.files import CONNECTOR
from core.api.access import Access
from core.api.client import Client
from core.api.tokens import MemoryTokens
from core.errors import Misconfigured, Refused, Unreachable, WriteRefused
from core.workspace import Workspace

#: What a process does to files: each of these moments is one at which it is killed.
MOMENTS = ("open", "os.rename", "os.remove", "os.truncate", "os.mkdir")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is allowed."""
    made = tmp_path / "allowed" / "orders"
    made.mkdir(parents=True)
    return made


def client(folder: Path, *, turns: bool = False, writes: bool = False, **settings: str) -> Client:
    """A client of a connection to a folder within the one that is allowed."""
    known = {"folder": str(folder), "quiet": "0", **settings}
    access = Access("in", known, {}, MemoryTokens(), folders=(folder.parent,))
    return Client(CONNECTOR, access, turns=turns, writes=writes)


def put(folder: Path, name: str, text: str, at: int = 0) -> Path:
    """Put a file into a folder, as old as if it came in that order."""
    file = folder / name
    file.write_text(text)
    os.utime(file, ns=(at + 10**18, at + 10**18))
    return file


def pulled(reader: Client, **params: str) -> list[dict[str, Any]]:
    """Every record that a client reads."""
    return [record.data for page in reader.pull("incoming", params=params) for record in page.records]


def names(folder: Path) -> list[str]:
    """The files that anybody can see in a folder."""
    return sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


# --- files that come in


def test_files_are_read_in_the_order_in_which_they_came(folder: Path) -> None:
    """Oldest first, with the file and the place in it; other kinds, parts and hidden files are left alone."""
    put(folder, "b.csv", "n\n1\n2\n", 1)
    put(folder, "a.jsonl", '{"n": "3"}\n', 2)
    for name in ("half.csv.part", ".hidden.csv", "~$a.xlsx", "manual.pdf"):
        put(folder, name, "n\n9\n", 3)
    with client(folder) as reader:
        rows = pulled(reader)
        assert [row["n"] for row in rows] == ["1", "2", "3"]
        assert (rows[1]["_file"]["name"], rows[1]["_file"]["row"]) == ("b.csv", 2)
        assert [row["n"] for row in pulled(reader, files="*.jsonl")] == ["3"]
        assert "Files (in) answers: 1 of" in reader.check()
    assert not (folder / "done").exists()


def test_a_file_is_put_away_when_the_next_page_is_asked_for(folder: Path) -> None:
    """As long as its records may not be settled, it stays where it is."""
    put(folder, "a.csv", "n\n1\n", 1)
    put(folder, "b.csv", "n\n2\n", 2)
    with client(folder, turns=True) as reader:
        pages = reader.pull("incoming")
        next(pages)
        assert names(folder) == ["a.csv", "b.csv"]
        next(pages)
        assert names(folder) == ["b.csv"]
        assert list(pages) == []
    assert names(folder) == []
    assert [name.split(".")[0] for name in names(folder / "done")] == ["a", "b"]


def test_a_large_file_is_several_pages_and_put_away_after_the_last(folder: Path) -> None:
    """Every record is told once, and the file stays until all of them are settled."""
    put(folder, "a.csv", "n\n" + "".join(f"{n}\n" for n in range(1201)))
    with client(folder, turns=True) as reader:
        seen = []
        for page in reader.pull("incoming"):
            seen += [record.data["n"] for record in page.records]
            assert names(folder) == (["a.csv"] if page.records else [])
    assert seen == [str(n) for n in range(1201)]


def test_a_file_that_changed_while_it_was_read_stays(folder: Path) -> None:
    """What was added after reading is read before it is put away."""
    put(folder, "a.csv", "n\n1\n")
    with client(folder, turns=True) as reader:
        pages = reader.pull("incoming")
        next(pages)
        put(folder, "a.csv", "n\n1\n2\n", 5)
        assert [record.data["n"] for page in pages for record in page.records] == ["1", "2"]
    (done,) = (folder / "done").iterdir()
    assert done.read_text() == "n\n1\n2\n"


def test_a_file_that_is_still_being_written_waits(folder: Path) -> None:
    """Only what nobody has touched for a while is read."""
    file = put(folder, "a.csv", "n\n1\n")
    os.utime(file)
    with client(folder, quiet="3600") as reader:
        assert pulled(reader) == []
    os.utime(file, (time.time() - 4000,) * 2)
    with client(folder, quiet="3600") as reader:
        assert len(pulled(reader)) == 1


def test_a_file_that_cannot_be_read_stops_no_other(folder: Path) -> None:
    """A run puts it into `failed` with the reason beside, carries all others, and then says so."""
    put(folder, "a.csv", "n;m\n1;2;3\n", 1)
    put(folder, "b.csv", "n\n2\n", 2)
    put(folder, "c.xml", "<a>", 3)
    seen: list[str] = []
    with client(folder, turns=True) as reader:
        pages = reader.pull("incoming")
        seen += [record.data["n"] for record in next(pages).records]
        with pytest.raises(Misconfigured) as told:
            next(pages)
    assert seen == ["2"]
    assert "a.csv: line 2: 3 values for 2 columns" in str(told.value)
    assert "c.xml: it is no XML" in str(told.value)
    assert [name.split(".")[0] for name in names(folder / "failed")] == ["a", "a", "c", "c"]
    reasons = sorted(path.read_text() for path in (folder / "failed").glob("*.why.txt"))
    assert reasons[0] == "a.csv: line 2: 3 values for 2 columns\n"
    put(folder, "a.csv", "n;m\n4;5;6\n", 1)  # another one of the same name and time
    with client(folder, turns=True) as reader, pytest.raises(Misconfigured):
        pulled(reader)
    texts = sorted(path.read_text() for path in (folder / "failed").glob("*.csv"))
    assert texts == ["n;m\n1;2;3\n", "n;m\n4;5;6\n"]
    with client(folder, turns=True) as reader:
        assert pulled(reader) == []


def test_looking_moves_nothing(folder: Path) -> None:
    """A preview of a folder with a broken file names it, and leaves it where it is."""
    put(folder, "a.csv", "n;m\n1;2;3\n")
    with client(folder) as reader, pytest.raises(Misconfigured, match=r"a\.csv: line 2"):
        pulled(reader)
    assert names(folder) == ["a.csv"]


@pytest.mark.parametrize("key", ["", "n"])
def test_a_parked_record_is_found_again_where_its_file_went(folder: Path, key: str) -> None:
    """By its key field or by file and row, while its file waits and after it is done; the newest counts."""
    put(folder, "a.csv", "n,v\n1,old\n2,x\n", 1)
    with client(folder, turns=True, key=key) as reader:
        keys = [row["_file"]["key"] for row in pulled(reader)]
        found = reader.find("incoming", [{"_file.key": each} for each in (*keys, "gone")])
        assert [[record.data["v"] for record in records] for records in found] == [["old"], ["x"], []]
    put(folder, "b.csv", "n,v\n1,new\n", 2)
    with client(folder, key=key) as reader:
        (found_,) = reader.find("incoming", [{"_file.key": keys[0]}])
    assert [record.data["v"] for record in found_] == (["new"] if key else ["old"])


def test_a_file_that_is_put_back_has_the_same_records(folder: Path) -> None:
    """Moved back it is known; a new file of the same name is new, also with the same content."""
    put(folder, "a.csv", "n\n1\n")
    with client(folder, turns=True) as reader:
        (first,) = pulled(reader)
    (done,) = (folder / "done").iterdir()
    done.rename(folder / done.name)
    with client(folder, turns=True) as reader:
        (again,) = pulled(reader)
    assert names(folder / "done") == [done.name]
    put(folder, "a.csv", "n\n1\n", 7)
    with client(folder, turns=True) as reader:
        (new,) = pulled(reader)
    assert again["_file"]["key"] == first["_file"]["key"] != new["_file"]["key"]


# --- where it may go


@pytest.mark.parametrize("name", ["..", "orders/../..", "/", "/etc", "link"])
def test_only_allowed_folders_are_opened(folder: Path, name: str) -> None:
    """Neither a path that climbs, nor an absolute one, nor a link leads out."""
    (folder.parent / "link").symlink_to(folder.parent.parent)
    access = Access("in", {"folder": name}, {}, MemoryTokens(), folders=(folder.parent,))
    with pytest.raises(Misconfigured, match="outside the folders that are allowed"):
        Client(CONNECTOR, access)


def test_an_installation_says_which_folders_are_allowed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those in KOPPEL_FOLDERS, and no others; without it, `files` in the home folder."""
    put(folder, "a.csv", "n\n1\n")
    workspace = Workspace(tmp_path / "home")
    workspace.connect("in", "files", {"folder": str(folder)}, {})
    with pytest.raises(Misconfigured, match=f"allowed \\({tmp_path / 'home' / 'files'}\\)"):
        workspace.check("in")
    workspace.close()
    monkeypatch.setenv("KOPPEL_FOLDERS", f"/srv/other{os.pathsep}{folder.parent}")
    allowed = Workspace(tmp_path / "home")
    assert allowed.check("in").startswith("Files (in) answers: 1 of")
    allowed.close()


def test_links_in_a_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    """A link among the files is no file, and a link in the place of `done` is no place to put them."""
    secret = put(tmp_path, "secret.csv", "n\n1\n")
    (folder / "a.csv").symlink_to(secret)
    with client(folder) as reader:
        assert pulled(reader) == []
    (folder / "done").symlink_to(tmp_path)
    put(folder, "b.csv", "n\n1\n")
    with client(folder, turns=True) as reader, pytest.raises(Misconfigured, match="no folder but a link"):
        pulled(reader)
    assert names(tmp_path) == ["secret.csv"]


def test_names_of_written_files_stay_in_the_folder(folder: Path) -> None:
    """A key or a prefix that climbs is written as a plain name."""
    with client(folder, writes=True, key="n", file="record", prefix="../../x", kind="json") as writer:
        writer.create("outgoing", {"n": "../../../etc/passwd"}, once="o1")
    (name,) = names(folder / "out")
    assert "/" not in name
    assert json.loads((folder / "out" / name).read_text()) == [{"n": "../../../etc/passwd"}]


# --- files that go out


def test_one_file_for_a_run_is_seen_when_the_run_ends(folder: Path) -> None:
    """Until then there is nothing to read; afterwards all of it."""
    with client(folder, writes=True, key="n", kind="json lines", prefix="orders-") as writer:
        for n in range(3):
            assert writer.create("outgoing", {"n": n, "total": "1.10"}, once=f"o{n}").key == str(n)
        assert names(folder / "out") == []
        writer.conclude()
        (name,) = names(folder / "out")
    assert name.startswith("orders-")
    lines = (folder / "out" / name).read_text().splitlines()
    assert [json.loads(line)["n"] for line in lines] == [0, 1, 2]


def test_what_was_written_is_known_when_its_reader_has_taken_it(folder: Path) -> None:
    """It is found by its key, the same write again makes no second file, and a change is a new file."""
    settings = {"key": "n", "file": "record", "kind": "json"}
    with client(folder, writes=True, **settings) as writer:
        writer.create("outgoing", {"n": 7, "city": "Gent"}, once="o1")
    for file in (folder / "out").glob("*.json"):
        file.unlink()
    with client(folder, writes=True, **settings) as writer:
        there, new = writer.find("outgoing", [{"n": 7}, {"n": 8}])
        assert ([record.key for record in there], new) == (["7"], [])
        writer.create("outgoing", {"n": 7, "city": "Gent"}, once="o1")
        assert names(folder / "out") == []
        assert writer.update("outgoing", "7", {"n": 7, "city": "Ghent"}, once="o2").key == "7"
    assert len(names(folder / "out")) == 1
    kept = (folder / "out" / ".koppel" / "written.jsonl").read_text()
    assert "Gent" not in kept


def test_what_cannot_be_written_is_refused_alone(folder: Path) -> None:
    """A record without its key, or with a list for a cell, is refused; the others go out."""
    with client(folder, writes=True, key="n") as writer:
        with pytest.raises(Refused, match="lines is a list"):
            writer.create("outgoing", {"n": 1, "lines": []}, once="o1")
        with pytest.raises(Refused, match="n is empty"):
            writer.create("outgoing", {"n": ""}, once="o2")
        writer.create("outgoing", {"n": 3}, once="o3")
    (name,) = names(folder / "out")
    assert (folder / "out" / name).read_bytes() == b"n\r\n3\r\n"


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    """Neither a file nor a note."""
    with client(folder, key="n") as reader, pytest.raises(WriteRefused):
        reader.create("outgoing", {"n": 1}, once="o1")
    with client(folder, writes=True) as writer, pytest.raises(Misconfigured, match="key fields"):
        writer.create("outgoing", {"n": 1}, once="o1")
    assert list(folder.iterdir()) == []


def test_one_run_at_a_time_writes_into_a_folder(folder: Path) -> None:
    """Another one waits, and then says why it did not write."""
    with client(folder, writes=True, key="n") as first, client(folder, writes=True, key="n") as second:
        first.create("outgoing", {"n": 1}, once="o1")
        with pytest.raises(Unreachable, match="another run is writing"):
            second.create("outgoing", {"n": 2}, once="o2")


def test_columns_of_the_connection_are_the_fields_of_its_files(folder: Path) -> None:
    """They are what a flow may map to; an unknown type is named."""
    with client(folder, key="n", columns="n, total:decimal") as reader:
        fields = reader.connector.resource("outgoing").fields
    assert [(field.name, field.type.value) for field in fields] == [("n", "any"), ("total", "decimal")]
    with pytest.raises(Misconfigured, match="'total' cannot be of the type 'money'"):
        client(folder, columns="total:money")


# --- whatever is killed


def killed_at(moment: int, folder: Path, work: Callable[[], None]) -> bool:
    """Let a process do something, and be killed at its nth step on files; false when it came to its end."""
    child = os.fork()
    if child == 0:
        left = [moment]

        def look(event: str, args: tuple[Any, ...]) -> None:
            if event in MOMENTS and str(folder) in str(args[0]):
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(look)
        with suppress(BaseException):
            work()
            os._exit(0)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("file", ["run", "record"])
def test_a_kill_between_any_two_steps_writes_each_record_once(folder: Path, file: str) -> None:
    """Killed at each step in turn, with a reader that takes away what it sees: nothing is lost or doubled."""

    def write() -> None:
        with client(folder, writes=True, key="n", file=file, kind="json lines") as writer:
            for n in range(2):
                writer.create("outgoing", {"n": n}, once=f"o{turn}-{n}")
            writer.conclude()

    taken: list[dict[str, Any]] = []
    turn = moment = 0
    killed = True
    while killed:
        turn, moment = turn + 1, moment + 1
        killed = killed_at(moment, folder, write)
        for again in (False, True):
            for path in sorted((folder / "out").glob("*.jsonl")) if (folder / "out").is_dir() else []:
                taken += [{**json.loads(line), "turn": turn} for line in path.read_text().splitlines()]
                path.unlink()
            if not again:
                write()  # the run is finished, as the next run does
    assert moment > 10
    written = sorted((row["turn"], row["n"]) for row in taken)
    assert written == [(each, n) for each in range(1, turn + 1) for n in range(2)]
    assert not list((folder / "out" / ".koppel").glob("batch-*"))


def test_a_kill_between_any_two_steps_keeps_what_came_in(folder: Path, tmp_path: Path) -> None:
    """Killed at each step in turn: what is in `done` was settled, and in the end all was, as it came."""
    ledger = tmp_path / "ledger"
    texts = {f"{name}.csv": f"n\n{name}1\n{name}2\n" for name in "abc"}

    def read() -> None:
        with client(folder, turns=True) as reader, suppress(Misconfigured):
            for page in reader.pull("incoming"):
                with ledger.open("a") as kept:
                    kept.writelines(f"{record.data['n']}\n" for record in page.records)

    moment, killed = 0, True
    while killed:
        moment += 1
        for name in [*names(folder / "done"), *names(folder / "failed")]:
            for place in ("done", "failed"):
                (folder / place / name).unlink(missing_ok=True)
        ledger.write_text("")
        for order, (name, text) in enumerate(texts.items()):
            put(folder, name, text, order)
        put(folder, "broken.xml", "<a>", 9)
        killed = killed_at(moment, folder, read)
        settled = set(ledger.read_text().split())
        assert {name[0] + row for name in names(folder / "done") for row in "12"} <= settled
        read()
        assert set(ledger.read_text().split()) == {name + row for name in "abc" for row in "12"}
        assert sorted(path.read_text() for path in (folder / "done").iterdir()) == sorted(texts.values())
        assert names(folder) == []
        assert [path.read_text() for path in (folder / "failed").glob("*.xml")] == ["<a>"]
        assert len(list((folder / "failed").glob("*.why.txt"))) == 1
    assert moment > 5
