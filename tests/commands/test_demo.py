import os
import signal
import sys
from pathlib import Path

import httpx
import pytest
from command_line import Books, Koppel, free_port, gone, until

from core.documents import parse_json
from core.sandbox.server import Served
from core.workspace.demo import DEMOS

FLOW = "webshop-orders-to-exact"


def test_the_demo_workspace_is_made_and_made_again(koppel: Koppel, sandbox: Served) -> None:
    """Its connections work and its flow is there; a second time changes nothing that a person changed."""
    made = koppel("demo", "--prepare", sandbox.url, "--json")
    assert made.status == 0, made.err
    assert made.json == {"connections": ["demo-shop", "demo-exact"], "flows": [FLOW]}
    for name in made.json["connections"]:
        assert koppel("check", name).status == 0
    edited = koppel("flow", "export", FLOW).out + "# mine\n"
    koppel("flow", "import", "-", stdin=edited)
    assert koppel("demo", "--prepare", sandbox.url).status == 0
    assert koppel("flow", "export", FLOW).out == edited


def test_every_demo_is_named_where_it_is_asked_for(koppel: Koppel) -> None:
    """The help names each pair that there is, and so does the sentence about one that there is not."""
    help_, wrong = koppel("demo", "--help").out, koppel("demo", "--pair", "a-b", "--prepare", "x")
    assert [pair for pair in DEMOS if pair not in help_] == []
    assert wrong.status == 2
    assert [pair for pair in DEMOS if pair not in wrong.err] == []


def test_the_demo_is_prepared_only_against_a_sandbox(koppel: Koppel, books: Books) -> None:
    """Something else that answers is one sentence."""
    answer = koppel("demo", "--prepare", f"{books.sandbox}/shopify")
    assert (answer.status, answer.out) == (2, "")
    assert "is not a Koppel sandbox" in answer.err


def children_of(pid: int) -> list[int]:
    """List the processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.skipif(sys.platform != "linux", reason="the children are looked up in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_demo_is_all_there_and_leaves_nothing_running(koppel: Koppel, number: signal.Signals) -> None:
    """One command serves pages, sandboxes and a worker; stopped or killed, it takes all of them along."""
    port = free_port()
    process = koppel.start("demo", "--port", str(port), "--no-browser", "--json")
    assert process.stdout is not None
    told = parse_json(process.stdout.readline().decode())
    assert told["url"] == f"http://127.0.0.1:{port}"
    assert httpx.get(told["url"], timeout=60).status_code == 200
    assert httpx.get(f"{told['sandbox']}/_sandbox/health").json()["ok"]
    assert koppel("plan", FLOW).status == 0
    children = children_of(process.pid)
    assert len(children) >= 3  # the mapping process of the command itself may be beside them
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode == (0 if number is signal.SIGTERM else -signal.SIGKILL)
    assert until(lambda: all(gone(child) for child in children))


def test_the_demo_ends_when_one_of_its_parts_ends(koppel: Koppel) -> None:
    """It says which one and where to look, and stops the others."""
    process = koppel.start("demo", "--port", str(free_port()), "--no-browser", "--json")
    assert process.stdout is not None
    parse_json(process.stdout.readline().decode())
    children = children_of(process.pid)
    os.kill(children[0], signal.SIGKILL)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert b"The sandbox server ended by itself" in err
    assert until(lambda: all(gone(child) for child in children))
