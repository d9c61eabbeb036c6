"""What a caged process is left with: its own memory, up to a bound, and the socket to Koppel."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

import pytest
from inside import caged, inside, refused, zygote

from core.mapping import Mapping, Rule, Scope, compile, functions  # noqa: A004  - its name
from core.mapping.functions.tables import EXAMPLE


def test_there_is_no_environment_no_argument_and_no_file() -> None:
    """All that is open is one socket."""
    assert inside("import os\nfound = dict(os.environ)") == {}
    assert inside("import sys\nfound = sys.argv") == ["-c"]
    assert caged()
    looked = 0
    for pid in caged():
        with suppress(ProcessLookupError, FileNotFoundError):  # another test's may end while it is looked at
            _has_nothing(pid)
            looked += 1
    assert looked


def _has_nothing(pid: int) -> None:
    if os.geteuid() != 0:  # then nobody but the system can look
        with pytest.raises(PermissionError):
            Path(f"/proc/{pid}/environ").read_bytes()
        return
    assert [str(each.readlink()).split(":")[0] for each in Path(f"/proc/{pid}/fd").iterdir()] == ["socket"]
    assert Path(f"/proc/{pid}/environ").read_bytes() == b""


@pytest.mark.parametrize(
    "statement",
    [
        "open('/etc/passwd')",
        "open('/proc/self/environ')",
        "os.open('/tmp', os.O_RDONLY)",
        "os.listdir('/')",
        "os.stat('/')",
        "os.mkdir('/tmp/made-in-a-cage')",
        "os.unlink('/tmp/nothing')",
        "os.pipe()",
        "os.memfd_create('memory')",
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 80))",
        "socket.getaddrinfo('localhost', 80)",
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])",
        "os.kill(os.getppid(), signal.SIGKILL)",
        "os.kill(1, 0)",
        "os.setuid(0)",
        "os.nice(-1)",
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))",
        "import threading; threading.Thread(target=print).start()",
        "import ctypes; assert ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0) == 0",
        "bytearray(300 << 20)",
    ],
)
def test_the_system_refuses_everything_else(statement: str) -> None:
    """Files, sockets, processes, other processes, rights and more memory than there is for it."""
    assert refused(statement)


def test_what_is_harmless_is_not_refused() -> None:
    """The test above could not fail otherwise."""
    assert refused("bytearray(10 << 20)") == ""


def test_the_secrets_of_koppel_are_not_in_its_memory() -> None:
    """Neither in the caged process nor in the one that it is forked from."""
    if os.geteuid() != 0:
        pytest.skip("only root can read the memory of another process")
    secret = os.urandom(12).hex()
    os.environ["KOPPEL_SECRET_OF_A_TEST"] = secret
    marker = inside("found = 'this is ' + 'there'")
    try:
        for pid in (*caged(), zygote()):
            assert not _holds(pid, secret.encode())
        assert any(_holds(pid, marker.encode()) for pid in caged())
    finally:
        del os.environ["KOPPEL_SECRET_OF_A_TEST"]


def _holds(pid: int, wanted: bytes) -> bool:
    """Whether a text is anywhere in a process's own memory."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            if re.match(r"\S+ rw", line):
                memory.seek(start)
                if wanted in memory.read(end - start):
                    return True
    return False


def test_every_function_works_where_nothing_can_be_loaded() -> None:
    """Each gives what its example says."""
    known = functions()
    rules = [
        Rule(to=f"f{n}", transform=f"{{{{ {one.example} }}}}", empty="null") for n, one in enumerate(known)
    ]
    made = compile(Mapping(rules=tuple(rules), tables=EXAMPLE)).render([Scope({})])[0]
    assert made.faults == ()
    for n, one in enumerate(known):
        assert made.payload[f"f{n}"] == (None if one.result == "" else one.result), one.name


@pytest.mark.parametrize(
    ("transform", "expected"),
    [
        ("{{ 'DE'|country_name('pl') }}", "Niemcy"),
        ("{{ 'SE'|country_name('hu') }}", "Svédország"),
        ("{{ 'Suède'|country_code }}", "SE"),
        ("{{ 'CHF'|currency_name('cs') }}", "švýcarský frank"),
        ("{{ '2026-03-29T01:30:00Z'|date('%H:%M', tz='Australia/Lord_Howe') }}", "12:30"),
        ("{{ '030 123456'|phone('DE', 'international') }}", "+49 30 123456"),
        ("{{ '11 91234 5678'|phone('BR') }}", "+5511912345678"),
        ("{{ 'ESB58378431'|vat_number }}", "ESB58378431"),
        ("{{ 'NO93 8601 1117 947'|iban }}", "NO9386011117947"),
        ("{{ 'XX'|is_vat_number('XX') }}", False),
        ("{{ '31 Jan 2026'|parse_date('%d %b %Y') }}", "2026-01-31"),
    ],
)
def test_what_functions_know_of_the_world_is_at_hand(transform: str, expected: object) -> None:
    """Names in other languages, zones, numbers of other countries: all loaded before."""
    made = compile(Mapping(rules=(Rule(to="A", transform=transform),))).render([Scope({})])[0]
    assert (made.payload.get("A"), made.faults) == (expected, ())


@pytest.mark.parametrize(
    ("transform", "why"),
    [
        ("{{ 'NL'|country_name('xx') }}", "there are no names in the language 'xx'"),
        ("{{ 'EUR'|currency_name('sw') }}", "there are no names in the language 'sw'"),
        ("{{ '2026-01-31T12:00:00Z'|date(tz='Europe/Nowhere') }}", "there is no time zone 'Europe/Nowhere'"),
        ("{{ 'XX1'|vat_number }}", "does not begin with a country that has VAT numbers"),
    ],
)
def test_what_is_not_at_hand_is_one_sentence(transform: str, why: str) -> None:
    """No error of the system's reaches a user."""
    made = compile(Mapping(rules=(Rule(to="A", transform=transform),))).render([Scope({})])[0]
    assert why in made.faults[0].why
