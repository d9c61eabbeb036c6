import signal
import socket
import subprocess
from pathlib import Path

import httpx
import pytest
from command_line import Books, Koppel, free_port, until

from core.commands.children import answers
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"


def ended(process: subprocess.Popen[bytes], number: signal.Signals = signal.SIGTERM) -> tuple[int, bytes]:
    """Ask a service to end; give its exit status and what it complained of."""
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    return process.returncode, err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_sandbox_serves_until_it_is_stopped(koppel: Koppel, number: signal.Signals) -> None:
    """It answers where it says, with as many orders as were asked for, and being stopped is a good end."""
    port = free_port()
    process = koppel.start("sandbox", "--port", str(port), "--records", "7", "--seed", "3", "--json")
    assert until(lambda: answers(port))
    assert httpx.get(f"http://127.0.0.1:{port}/_sandbox/health").json()["ok"]
    assert len(httpx.get(f"http://127.0.0.1:{port}/_sandbox/shopify/orders").json()) == 7
    assert ended(process, number) == (0, b"")


@pytest.mark.parametrize("service", ["sandbox", "app", "demo"])
def test_a_port_that_is_taken_is_one_sentence(koppel: Koppel, service: str) -> None:
    """The sentence says which port, and how to choose another one; the status is 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = koppel(service, "--port", str(port))
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == f"Port {port} is in use: choose another one with --port.\n"


def test_the_worker_carries_what_was_asked_for(ready: Koppel, books: Books) -> None:
    """A run that waits is carried to its end by another process, which then ends well when stopped."""
    workspace = Workspace(ready.home)
    asked = workspace.start(FLOW)
    process = ready.start("worker")
    assert until(lambda: workspace.run_of(asked.id).state.value == "done")
    workspace.close()
    assert ended(process) == (0, b"")
    assert books.booked()


def test_a_home_that_is_a_file_is_one_sentence(koppel: Koppel, tmp_path: Path) -> None:
    """Where no workspace can be, no service starts."""
    (tmp_path / "home").write_text("not a folder")
    for command in (("worker",), ("flow", "list"), ("doctor",)):
        answer = koppel(*command)
        assert answer.status == 2
        assert answer.err.count("\n") == 1
        assert str(tmp_path / "home") in answer.err
