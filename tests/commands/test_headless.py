"""Production without pages: a flow file and a connections file in cron or a container."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from command_line import ROOT, Answer, Books, Koppel, until

from core.documents import parse_json, write_json

FLOW = "webshop-orders-to-exact"
#: Secrets of the demo's systems, by the variables that the connections file names.
SECRETS = {
    "SHOP_TOKEN": ("shopify", "access_token"),
    "EXACT_TOKEN": ("exact_online", "access_token"),
    "EXACT_REFRESH": ("exact_online", "refresh_token"),
}


@dataclass(frozen=True)
class Cron:
    """A machine that has Koppel, an empty volume, a flow file, a connections file, and secrets."""

    koppel: Koppel
    flow: Path
    connections: Path
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def line(self) -> tuple[str, ...]:
        """What stands in the crontab."""
        return "run", str(self.flow), "--connections", str(self.connections), "--json"

    def __call__(self, variables: Mapping[str, str] | None = None) -> Answer:
        """Carry what stands in the crontab, with these variables or with the secrets."""
        return self.koppel(*self.line, variables=self.secrets if variables is None else variables)

    def start(self) -> subprocess.Popen[bytes]:
        """Begin it without waiting."""
        return self.koppel.start(*self.line, variables=self.secrets)


@pytest.fixture
def cron(ready: Koppel, connections: str, tmp_path: Path) -> Iterator[Cron]:
    """Give a machine whose connections file has placeholders for its secrets."""
    made = Cron(Koppel(tmp_path / "volume", ready.ready), tmp_path / "flow.yaml", Path(connections))
    made.flow.write_text(ready("flow", "export", FLOW).out)
    entries = parse_json(made.connections.read_text())
    for variable, (connector, name) in SECRETS.items():
        entry = next(each for each in entries.values() if each["connector"] == connector)
        made.secrets[variable] = entry["settings"].pop(name)
        entry.setdefault("secrets", {})[name] = f"${{{variable}}}"
    made.connections.write_text(write_json(entries))
    yield made
    made.koppel.end()


def orders(books: Books) -> list[str]:
    """The references of the orders in the ERP."""
    return [order["YourRef"] for order in books.booked()]


def slowly(books: Books, seconds: float) -> None:
    """Let the ERP take its time for each write, and forget what it was asked so far."""
    httpx.delete(f"{books.sandbox}/_sandbox/requests").raise_for_status()
    fault = {"connector": "exact_online", "match": {"method": "POST"}, "delay": seconds, "times": None}
    httpx.post(f"{books.sandbox}/_sandbox/faults", json=fault).raise_for_status()


def written_to(books: Books) -> bool:
    """Whether the ERP was asked to write anything since then."""
    told = httpx.get(f"{books.sandbox}/_sandbox/requests").json()
    return any(each["method"] == "POST" for each in told)


def quickly(books: Books) -> None:
    """Let the ERP be as quick as it is."""
    httpx.delete(f"{books.sandbox}/_sandbox/faults").raise_for_status()


def test_secrets_come_from_the_environment(cron: Cron, books: Books) -> None:
    """An empty volume: every order is carried, the next start carries none, and no secret lies there open."""
    first = cron()
    assert (first.status, first.err) == (0, "")
    assert first.json["counts"]["created"] == len(orders(books)) > 0
    again = cron()
    assert (again.status, again.json["counts"]["created"]) == (0, 0)
    kept = b"".join(file.read_bytes() for file in cron.koppel.home.rglob("*") if file.is_file())
    assert kept
    assert not [name for name, secret in cron.secrets.items() if secret.encode() in kept]


def test_a_secret_may_be_a_file(cron: Cron, tmp_path: Path) -> None:
    """What a container hands out as a file is named by the variable with _FILE at its end."""
    named = {f"{variable}_FILE": str(tmp_path / variable) for variable in cron.secrets}
    for variable, secret in cron.secrets.items():
        (tmp_path / variable).write_text(secret + "\n")
    answer = cron(named)
    assert (answer.status, answer.err) == (0, "")


def test_a_secret_that_is_not_there_is_named_and_no_run_begins(cron: Cron) -> None:
    """It is wrong input (status 2), told in one sentence without any secret; a test needs none of them."""
    answer = cron({"SHOP_TOKEN": "shh-9"})
    assert (answer.status, answer.out) == (2, "")
    assert "EXACT_REFRESH, EXACT_TOKEN are not set" in answer.err
    assert answer.err.count("\n") == 1
    assert "shh-9" not in answer.err
    assert cron.koppel("runs", "--json").json == []
    assert cron.koppel("test", str(cron.flow), "--connections", str(cron.connections)).status == 0


def test_a_secret_file_that_is_not_there_is_named(cron: Cron) -> None:
    """The sentence says which variable named which file."""
    secrets = {name: secret for name, secret in cron.secrets.items() if name != "SHOP_TOKEN"}
    answer = cron({**secrets, "SHOP_TOKEN_FILE": "/nowhere/token"})
    assert answer.status == 2
    assert "/nowhere/token, which SHOP_TOKEN_FILE names, cannot be read" in answer.err


def test_two_at_once_is_refused(cron: Cron, books: Books) -> None:
    """While one carries, a second start says so and writes nothing (status 3); the first goes on."""
    slowly(books, 5)
    one = cron.start()
    assert until(lambda: written_to(books))
    second = cron()
    assert second.status == 3
    assert second.err.count("\n") == 1
    assert "is being run already" in second.err
    quickly(books)
    out, _ = one.communicate(timeout=240)
    assert one.returncode == 0
    assert parse_json(out.decode())["counts"]["created"] == len(orders(books)) == len(set(orders(books)))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_what_was_stopped_is_finished_by_the_next_start(
    cron: Cron, books: Books, how: signal.Signals
) -> None:
    """Asked politely it ends at the next record (status 3); either way the next start finishes it."""
    slowly(books, 1)
    running = cron.start()
    assert until(lambda: bool(orders(books)))
    running.send_signal(how)
    out, err = running.communicate(timeout=120)
    if how is signal.SIGTERM:
        assert (running.returncode, parse_json(out.decode())["state"]) == (3, "interrupted")
        assert err.count(b"\n") == 1
    quickly(books)
    assert cron().status == 0
    assert {run["state"] for run in cron.koppel("runs", "--json").json} == {"done"}
    assert len(orders(books)) == len(set(orders(books))) > 1


def test_an_answer_that_does_not_come_is_not_waited_for(cron: Cron, books: Books) -> None:
    """A second signal cuts the run short where it is; afterwards nothing is there twice."""
    slowly(books, 20)
    running = cron.start()
    assert until(lambda: written_to(books))
    running.send_signal(signal.SIGTERM)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=120)
    assert running.returncode == 3
    quickly(books)
    assert cron().status == 0
    assert len(orders(books)) == len(set(orders(books))) > 1


def in_a_container(mount: str, *arguments: str) -> Answer:
    """Give a command where `mount` has been done, in a mount space of its own."""
    command = ["unshare", "--mount", "sh", "-ec", f'{mount}; exec "$0" -m core "$@"', sys.executable]
    known = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("KOPPEL_") or name == "KOPPEL_LANGUAGE"
    }
    ended = subprocess.run(
        [*command, *arguments], cwd=ROOT, env=known, capture_output=True, timeout=300, check=False
    )
    return Answer(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@pytest.fixture
def usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a person's folder that a test may mount on."""
    if not shutil.which("unshare") or subprocess.run(["unshare", "--mount", "true"], check=False).returncode:
        pytest.skip("this user may not mount anything")
    usual = tmp_path / "person"
    usual.mkdir()
    monkeypatch.setenv("HOME", str(usual))
    return usual


def test_a_ledger_that_would_be_lost_is_refused(cron: Cron, usual: Path, books: Books) -> None:
    """No home is named, and the usual one ends with the container: it says what to mount."""
    answer = in_a_container(f"mount -t tmpfs none {usual}", *cron.line)
    assert (answer.status, answer.out) == (2, "")
    assert f"Mount a volume at {usual}" in answer.err
    assert "KOPPEL_HOME" in answer.err
    assert answer.err.count("\n") == 1
    assert not orders(books)


def test_a_home_that_is_named_is_used(
    cron: Cron, usual: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who names a folder has chosen it, wherever it lies."""
    for name, secret in cron.secrets.items():
        monkeypatch.setenv(name, secret)
    named = str(tmp_path / "named")
    assert in_a_container(f"mount -t tmpfs none {usual}", *cron.line, "--home", named).status == 0
