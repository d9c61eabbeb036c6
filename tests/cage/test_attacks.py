"""Every known attack on expressions, wherever one can be given: each ends, and shows nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacks import REFERENCE, Attack, attacks, flow, spoilt

from core.documents import parse_json, write_json
from core.errors import Misconfigured
from core.flow import FlowProblems, read_draft
from core.records import RunState
from core.sandbox.server import Served
from core.workspace import Workspace

pytestmark = pytest.mark.skipif(not REFERENCE, reason="KOPPEL_REFERENCE does not name the reference data")

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Give a workspace of a Koppel that has a secret in its environment."""
    monkeypatch.setenv("APP_MASTER_KEY", "canary-of-the-master-key")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    given = Workspace(tmp_path / "home")
    yield given
    given.close()


def accepted(workspace: Workspace, made: list[Attack]) -> list[Attack]:
    """Those that only show what they are when they are evaluated."""
    return [one for one in made if not workspace.validate(flow(one))]


@pytest.mark.parametrize("attack", [pytest.param(one, id=one.name) for one in attacks()])
def test_saving_and_previewing_an_attack_ends_in_a_sentence(workspace: Workspace, attack: Attack) -> None:
    """It is refused with its place, or gives a fault of its field alone, or a harmless value."""
    text = flow(attack)
    draft = read_draft(text)
    assert draft is not None
    if problems := workspace.validate(text):
        with pytest.raises(FlowProblems) as refused:
            workspace.save(text)
        assert refused.value.problems[0].place[:2] == ("map", 1)
        with pytest.raises(Misconfigured):
            list(workspace.preview(draft, [attack.record]))
        assert not spoilt(" ".join(problems))
    else:
        assert workspace.save(text).name == "attack"
        [made] = workspace.preview(draft, [attack.record])
        assert made.payload["Last"] == attack.record["id"]
        assert {fault.to for fault in made.faults} <= {"Attack0"}
        assert made.faults or attack.name.startswith("jmespath")
        assert not spoilt(write_json(made.payload) + str(made.faults))


@pytest.mark.parametrize("attack", [pytest.param(one, id=one.name) for one in attacks("jinja_ok")])
def test_what_is_allowed_is_saved_and_previewed(workspace: Workspace, attack: Attack) -> None:
    """Plain templates are not in the way of anything."""
    text = flow(attack)
    assert workspace.validate(text) == []
    draft = read_draft(text)
    assert draft is not None
    [made] = workspace.preview(draft, [attack.record])
    assert made.payload["Last"] == attack.record["id"]


def test_attacks_in_where_match_and_checks_end_in_a_sentence(workspace: Workspace) -> None:
    """Each single expression of a flow is read in the cage, and refused at its place."""
    bad = next(one.rule["select"] for one in attacks("jmespath") if one.name == "jmespath-001")
    target = {"connection": "elsewhere", "resource": "entries", "match": {"Code": bad}}
    check = {"name": "one", "resource": "things", "match": {"Key": bad}, "unless": bad, "each": bad}
    text = flow(
        source={"connection": "nowhere", "resource": "lamps", "where": bad}, target=target, checks=[check]
    )
    with pytest.raises(FlowProblems) as refused:
        workspace.save(text)
    places = {problem.place for problem in refused.value.problems}
    assert {
        ("source", "where"),
        ("target", "match", "Code"),
        ("checks", 0, "unless"),
        ("checks", 0, "each"),
        ("checks", 0, "match", "Key"),
    } <= places


def test_a_run_parks_what_attacks_and_writes_nothing(workspace: Workspace, sandbox: Served) -> None:
    """Every attack at once in a flow against the sandboxes: records are parked, each rule is named."""
    workspace.connect_sandbox("demo-shop", "shopify", sandbox.url)
    workspace.connect_sandbox("demo-exact", "exact_online", sandbox.url)
    made = parse_json(flow(*accepted(workspace, attacks("jinja_escape", "jinja_dos"))))
    made["source"] = {"connection": "demo-shop", "resource": "orders"}
    made["target"] = {"connection": "demo-exact", "resource": "sales_orders", "match": {"YourRef": "name"}}
    text = write_json(made)
    workspace.save(text)
    run = workspace.run(workspace.flow("attack"), limit=3)
    assert (run.state, run.counts.parked, run.counts.read) == (RunState.DONE, 3, 3)
    for record in workspace.records(run.id):
        assert all(rule["to"] in record.why for rule in made["map"] if rule["to"].startswith("Attack"))
        assert not spoilt(record.why)


def test_a_run_comes_to_its_end_whatever_its_expressions_select(
    workspace: Workspace, sandbox: Served
) -> None:
    """Every JMESPath attack that may be saved, at once: the run ends, and every record is settled."""
    workspace.connect_sandbox("demo-shop", "shopify", sandbox.url)
    workspace.connect_sandbox("demo-exact", "exact_online", sandbox.url)
    made = parse_json(flow(*accepted(workspace, attacks("jmespath"))))
    made["source"] = {"connection": "demo-shop", "resource": "orders"}
    made["target"] = {"connection": "demo-exact", "resource": "sales_orders", "match": {"YourRef": "name"}}
    workspace.save(write_json(made))
    run = workspace.run(workspace.flow("attack"), limit=3)
    assert (run.state, run.counts.read, run.counts.parked) == (RunState.DONE, 3, 3)
    for record in workspace.records(run.id):
        assert not spoilt(record.why)


def test_the_command_line_ends_every_attack(workspace: Workspace, tmp_path: Path) -> None:
    """Those that are refused are one message and status 2; a preview of the others names each rule."""
    every = attacks("jinja_escape", "jinja_dos")
    allowed = accepted(workspace, every)
    (tmp_path / "refused.json").write_text(flow(*(one for one in every if one not in allowed)))
    (tmp_path / "allowed.json").write_text(flow(*allowed))
    (tmp_path / "records.json").write_text(write_json([every[0].record]))
    for command in ("flow validate", "run", "plan", "test"):
        answer = _koppel(*command.split(), str(tmp_path / "refused.json"), home=tmp_path / "home")
        assert answer.returncode == 2
        assert "Traceback" not in answer.stderr
        assert not spoilt(answer.stdout + answer.stderr)
    answer = _koppel(
        *("preview", str(tmp_path / "allowed.json"), "--records", str(tmp_path / "records.json"), "--json"),
        home=tmp_path / "home",
    )
    [line] = [parse_json(line) for line in answer.stdout.splitlines()]
    assert len(line["faults"]) == len(allowed)
    assert line["payload"] == {"Code": 1, "Last": 1}
    assert not spoilt(answer.stdout + answer.stderr)


def test_the_command_line_previews_every_jmespath_attack(workspace: Workspace, tmp_path: Path) -> None:
    """All of them at once, each on the records of all: every record has its line, in order."""
    every = attacks("jmespath")
    allowed = accepted(workspace, every)
    assert 0 < len(allowed) < len(every)
    (tmp_path / "refused.json").write_text(flow(*(one for one in every if one not in allowed)))
    (tmp_path / "allowed.json").write_text(flow(*allowed))
    (tmp_path / "records.json").write_text(write_json([one.record for one in allowed]))
    answer = _koppel("flow", "validate", str(tmp_path / "refused.json"), home=tmp_path / "home")
    assert (answer.returncode, "Traceback" in answer.stderr) == (2, False)
    answer = _koppel(
        *("preview", str(tmp_path / "allowed.json"), "--records", str(tmp_path / "records.json"), "--json"),
        home=tmp_path / "home",
    )
    lines = [parse_json(line) for line in answer.stdout.splitlines()]
    assert [line["payload"]["Last"] for line in lines] == [one.record["id"] for one in allowed]
    assert not spoilt(answer.stdout + answer.stderr)


def _koppel(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "core", *arguments, "--home", str(home)],
        cwd=ROOT,
        env={**os.environ, "APP_MASTER_KEY": "canary-of-the-master-key"},
        capture_output=True,
        text=True,
        check=False,
    )
