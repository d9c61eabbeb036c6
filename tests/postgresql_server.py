"""A PostgreSQL of the tests' own: started when the first test asks for it, gone when the tests are."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psycopg
import pytest

from core.store.database import Database
from core.store.postgresql import Postgresql, address

#: Serves until nobody holds its input any more, however that came about, and leaves nothing behind.
SERVE = """
"$0/postgres" -D "$1/data" -k "$1" -F -c listen_addresses= -c max_connections=200 -c shared_buffers=32MB \
    -c full_page_writes=off -c synchronous_commit=off >"$1/log" 2>&1 &
read -r _
kill -INT $!
wait
rm -rf "$1"
"""


def programs() -> Path | None:
    """Where the newest PostgreSQL of this machine is, if there is one."""
    beside = shutil.which("postgres")
    found = [Path(beside).parent] if beside else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return found[-1] if found else None


class Server:
    """A server that only this machine reaches, through a socket in a folder of its own."""

    def __init__(self, bin_: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="koppel-pg-", dir="/tmp"))
        self._made = 0
        # PostgreSQL does not serve for root.
        self._as = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self._as:
            shutil.chown(self.folder, "postgres", "postgres")
        how = ["-D", self.folder / "data", "-U", "koppel", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        made = self._start(bin_ / "initdb", "--no-sync", *how, stdout=subprocess.DEVNULL)
        assert made.wait() == 0
        self._process = self._start("/bin/sh", "-c", SERVE, bin_, self.folder, stdin=subprocess.PIPE)
        self._wait()
        self.make("template")
        database = Database(Postgresql(address(self.url("template"))))
        database.close()

    def url(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://koppel@/{name}?host={self.folder}"

    def make(self, name: str, template: str = "template1") -> str:
        """Make a database, and give its address."""
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    @contextmanager
    def fresh(self, template: str = "template") -> Iterator[str]:
        """Lend a database with the newest tables, or with what another one has."""
        self._made += 1
        name = f"test_{self._made}"
        yield self.make(name, template)
        self.ask(f'DROP DATABASE "{name}" WITH (FORCE)')

    def ask(self, sql: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Say something to the server as its owner."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            said = connection.execute(sql)
            return said.fetchall() if said.description else []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)

    def _start(self, *command: object, **how: object) -> subprocess.Popen[bytes]:
        given = [str(each) for each in command]
        return subprocess.Popen(given, cwd="/", start_new_session=True, **self._as, **how)  # type: ignore[call-overload, no-any-return]

    def _wait(self) -> None:
        until = time.monotonic() + 30
        while True:
            try:
                self.ask("SELECT 1")
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """Start the server of this session."""
    bin_ = programs()
    if bin_ is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with Server(bin_) as server:
        yield server


def chosen(usual: str) -> list[str]:
    """On which databases tests are made: KOPPEL_DATABASES says so, else what is usual for them."""
    return (os.environ.get("KOPPEL_DATABASES") or usual).split()


def lent(request: pytest.FixtureRequest) -> Iterator[str]:
    """Keep what a test writes in files of its home, or in a database of a server; gives which."""
    # The test's own patch and no other: of two, the one undone last would bring back what the first had set.
    patch = request.getfixturevalue("monkeypatch")
    if request.param == "sqlite":
        patch.delenv("KOPPEL_DATABASE_URL", raising=False)
        yield "sqlite"
        return
    with request.getfixturevalue("postgresql_server").fresh() as url:
        patch.setenv("KOPPEL_DATABASE_URL", url)
        yield "postgresql"


@pytest.fixture(params=chosen("sqlite postgresql"))
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Make a test on files, and once more on a server."""
    yield from lent(request)


#: For tests about files where others hold for a server too.
on_files = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
#: For tests that are always made on both, where those beside them are made on files only.
on_both = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
