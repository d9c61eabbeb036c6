"""Who may give which command: each of them with a token of each role, and with none at the machine itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer
from house_people import everybody, standing

import core.workspace
from core.__main__ import app, carry
from core.access import Action, Actor, Role
from core.commands.command import WRONG
from core.commands.terminal import Terminal
from core.records import RunState
from core.worker import Worker
from core.workspace import Workspace
from core.workspace import access as lock

SYSTEM = Path(__file__).parents[2] / "connectors" / "rest" / "system.yaml"
FLOW = """
koppel: 1
name: {name}
title: Prices
source: {{connection: incoming, resource: incoming}}
target: {{connection: outgoing, resource: outgoing, match: {{code: code}}, policy: upsert}}
map:
  - {{to: code, select: code}}
  - {{to: price, select: price, transform: "{{{{ value | number }}}}"}}
"""
#: Every command as it is given where all is there that it asks for; the right that it was decided to take.
GIVEN = """
read    connectors
read    recipes
read    flow list
read    flow validate {folder}/more.yaml
read    system list
read    system show shop
read    system export shop
read    system check shop
read    channel list
read    runs
read    workers
read    doctor
see     flow show prices
see     flow export prices
see     flow diff prices {folder}/more.yaml
see     flow document prices --to {folder}/out.html
see     flow accept prices --to {folder}/out.html
see     sample prices -n 1
see     preview prices -n 1
see     plan prices
see     test prices
see     plans prices
see     runs --parked
see     run-show {run}
see     reconcile prices
see     record {parked}
see     alerts
see     drift prices
edit    plan prices --save
edit    check incoming
edit    new copy --recipe item --source incoming --target outgoing
edit    flow import {folder}/more.yaml
run     drift prices --no-pause
run     flow activate timed
run     flow pause timed
run     flow sign-off prices --by Anna
run     pause timed
run     resume timed
run     cancel {waiting}
run     approve {plan}
run     run prices
run     run prices --plan {plan}
run     replay prices {parked} --yes
run     retry prices
run     sweep prices
run     settle prices --look
run     skip prices {parked} --reason never
connect connect more --connector files --set folder=in
connect limit incoming --runs 2
connect system import {folder}/system.yaml
connect system remove shop
connect demo --prepare http://127.0.0.1:9
erase   keep prices --days 7
erase   person anna@example.com
erase   erase anna@example.com --yes
house   database move --to nowhere
house   audit list
house   audit verify
house   audit export {folder}/trail.jsonl
house   log
house   channel add more --kind webhook --set url=http://127.0.0.1:9
house   channel test office
house   channel when --digest 60
house   channel remove office
house   people add more@example.com --role viewer
house   people list
house   people sign-out victim@example.com
house   people remove victim@example.com
house   token add more --scope read
house   token list
house   token remove victim
house   backup {folder}/a.backup
house   backups
house   key rotate
house   key retire
carry   worker
"""
REFUSED = "that takes the right"
#: What a person reads of an error that nobody has foreseen.
BROKEN = "please report it"
#: These ask nothing of a workspace: they read files, or make a home of a backup and its key.
ALONE = {"sandbox", "schema", "system schema", "restore"}
#: These serve whoever sits at this machine, who may do everything: no token is enough for that.
AT_THE_DESK = {"app", "demo"}


@dataclass
class House:
    """A home with all that commands ask for, and what is put in their places."""

    workspace: Workspace
    names: dict[str, str]

    @property
    def home(self) -> Path:
        """Where it lies."""
        return self.workspace.home

    def commands(self) -> list[tuple[Action, str]]:
        """Every command with the right that it takes."""
        lines = (line.split(maxsplit=1) for line in GIVEN.strip().splitlines())
        return [(Action(right), words.format(**self.names)) for right, words in lines]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Make the home, and open it once for all commands; a worker that may begin has nothing to do."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(Worker, "work", lambda _: None)
    monkeypatch.setattr("core.__main__.app", typer.main.get_command(app))
    monkeypatch.setattr(Terminal, "close", lambda _: None)
    home = tmp_path / "home"
    opened = Workspace(home)
    for name in ("in", "out"):
        (home / "files" / name).mkdir(parents=True)
    opened.connect("incoming", "files", {"folder": "in", "quiet": "0"}, {})
    opened.connect("outgoing", "files", {"folder": "out", "key": "code"}, {})
    opened.save(FLOW.format(name="prices"))
    opened.save(FLOW.format(name="timed") + "schedule: {cron: '0 6 * * *', timezone: Europe/Amsterdam}\n")
    prices = home / "files" / "in" / "a.csv"
    prices.write_text("code;price\nA;1\nB;2\nC;none\nD;none\n", "utf-8")
    run = opened.run(opened.flow("prices"))
    assert run.counts.parked == 2, run
    prices.with_name("b.csv").write_text("code;price\nE;1\n", "utf-8")
    names = {
        "folder": str(tmp_path),
        "run": run.id,
        "plan": opened.save_plan(opened.flow("prices")).id,
        "waiting": opened.start("timed").id,
        "parked": opened.parked("prices")[0].key,
    }
    opened.save_system(SYSTEM.read_text("utf-8").replace("name: rest", "name: shop", 1))
    opened.add_channel("office", "webhook", {"url": "http://127.0.0.1:9"})
    opened.hand_out("victim", [Action.READ])
    opened.admit("victim@example.com", Role.VIEWER)
    monkeypatch.setattr(core.workspace, "Workspace", lambda _home, _connections=None: opened)
    (tmp_path / "system.yaml").write_text(
        SYSTEM.read_text("utf-8").replace("name: rest", "name: more", 1), "utf-8"
    )
    (tmp_path / "more.yaml").write_text(FLOW.format(name="more"), "utf-8")
    yield House(opened, names)
    opened.close()


def every_command(command: Any, *words: str) -> Iterator[str]:
    """All commands there are, by their words."""
    for name, each in command.commands.items():
        if hasattr(each, "commands"):
            yield from every_command(each, *words, name)
        else:
            yield " ".join((*words, name))


def test_every_command_stands_in_the_matrix() -> None:
    """A command that is new is missed here until somebody says what it takes."""
    known = set(every_command(typer.main.get_command(app)))
    lines = [line.split(maxsplit=1)[1] for line in GIVEN.strip().splitlines()]
    given = {max((name for name in known if f"{line} ".startswith(f"{name} ")), key=len) for line in lines}
    assert given | ALONE | AT_THE_DESK == known


class Asked:
    """What the lock of the workspace was asked, and what it let pass."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.passed: set[Action] = set()
        self.every: set[Action] = set()
        real = lock.authorize

        def asked(actor: Actor, action: Action, about: str = "") -> None:
            self.every.add(action)
            real(actor, action, about)
            self.passed.add(action)

        monkeypatch.setattr(lock, "authorize", asked)

    def anew(self) -> None:
        """Forget what was asked so far."""
        self.passed.clear()
        self.every.clear()


def test_at_the_machine_itself_every_right_is_there(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has the home and its key at hand needs no token, for whatever it is."""
    asked, first = Asked(monkeypatch), {}
    for right, words in house.commands():
        first.setdefault(right, words)
    for right, words in first.items():
        carry([*words.split(), "--home", str(house.home)])
        assert right in asked.passed, words
    assert asked.every == asked.passed == set(Action)


@pytest.mark.parametrize("who", ["nobody", *Role, "token"])
def test_a_token_gives_the_commands_of_its_rights_and_no_others(
    house: House, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], who: str
) -> None:
    """Each command is let through or refused in one sentence, and what is refused changes nothing."""
    somebody = next(each for each in everybody(house.workspace) if each.name == who)
    monkeypatch.setenv("KOPPEL_TOKEN", somebody.token)
    asked, before, wrong = Asked(monkeypatch), standing(house.home), []
    files = set(house.home.parent.rglob("*"))
    ways: dict[bool, list[tuple[Action, str]]] = {False: [], True: []}
    for right, words in house.commands():
        ways[right in somebody.may].append((right, words))
    for right, words in ways[False]:
        status = carry([*words.split(), "--home", str(house.home)])
        said = capfd.readouterr().err
        if status != WRONG or (REFUSED if somebody.may else "withdrawn") not in said:
            wrong.append((words, right.value, status, said))
    assert standing(house.home) == before
    assert set(house.home.parent.rglob("*")) == files
    for right, words in ways[True]:
        asked.anew()
        carry([*words.split(), "--home", str(house.home)])
        said = capfd.readouterr().err
        more = asked.every - {Action.READ, Action.SEE, right}  # what was decided, and looking
        if (
            right not in asked.passed
            or asked.every - asked.passed
            or more
            or REFUSED in said
            or BROKEN in said
        ):
            wrong.append((words, right.value, sorted(asked.every), said))
    assert wrong == []


def test_pages_for_the_desk_are_served_with_no_token(
    house: House, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not even with an admin's: at such pages anybody at this machine may do everything."""
    monkeypatch.setenv("KOPPEL_TOKEN", house.workspace.hand_out("whole", Action))
    for command in sorted(AT_THE_DESK):
        assert carry([command, "--no-browser", "--home", str(house.home)]) == WRONG
        assert "no token may serve the pages" in capfd.readouterr().err


def test_a_run_of_a_token_is_left_as_any_other(house: House) -> None:
    """A signal ends it between two records, whatever its token may besides."""
    secret = house.workspace.hand_out("runs", [Action.READ, Action.SEE, Action.RUN])
    theirs = house.workspace.with_token(secret)
    theirs.interrupt()
    run = theirs.run(theirs.flow("prices"))
    assert (run.state, run.counts.read) == (RunState.INTERRUPTED, 0)
