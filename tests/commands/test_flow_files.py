from pathlib import Path

import pytest
from command_flow import BROKEN, FLOW
from command_line import Koppel


def written(folder: Path, text: str, name: str = "flow.yaml") -> str:
    """Write a flow file and give its path."""
    (folder / name).write_bytes(text.encode())
    return str(folder / name)


def test_a_flow_goes_in_and_out_byte_for_byte(koppel: Koppel, tmp_path: Path) -> None:
    """Comments, line ends and spaces come back as they went in, and the schedule stays off."""
    text = FLOW.replace("\n", "\r\n") + "# the end, without a line end: €"
    answer = koppel("flow", "import", written(tmp_path, text), "--json")
    assert (answer.status, answer.json) == (0, {"flow": "lamps-to-ledger", "version": 1, "active": False})
    assert koppel("flow", "export", "lamps-to-ledger").out == text


def test_a_flow_is_imported_from_the_standard_input(koppel: Koppel) -> None:
    """What another program wrote need not be a file."""
    assert koppel("flow", "import", "-", stdin=FLOW).status == 0
    listed = koppel("--json", "flow", "list").json
    assert [(each["name"], each["source"], each["target"], each["active"]) for each in listed] == [
        ("lamps-to-ledger", "nowhere", "elsewhere", False)
    ]


def test_importing_anew_turns_the_schedule_off(koppel: Koppel, tmp_path: Path) -> None:
    """A changed flow does not run by itself until a person has turned it on."""
    file = written(tmp_path, FLOW + 'schedule: {cron: "0 * * * *", timezone: Europe/Amsterdam}\n')
    koppel("flow", "import", file)
    assert koppel("flow", "activate", "lamps-to-ledger").status == 0
    assert koppel("flow", "list", "--json").json[0]["active"]
    koppel("flow", "import", file)
    assert not koppel("flow", "list", "--json").json[0]["active"]


def test_a_schedule_is_paused(koppel: Koppel, tmp_path: Path) -> None:
    """What was turned on is turned off; a flow without a schedule has nothing to turn on."""
    file = written(tmp_path, FLOW + 'schedule: {cron: "0 * * * *", timezone: Europe/Amsterdam}\n')
    koppel("flow", "import", file)
    koppel("flow", "activate", "lamps-to-ledger")
    assert koppel("flow", "pause", "lamps-to-ledger", "--json").json == {
        "flow": "lamps-to-ledger",
        "active": False,
    }
    koppel("flow", "import", written(tmp_path, FLOW))
    refused = koppel("flow", "activate", "lamps-to-ledger")
    assert (refused.status, refused.out) == (2, "")
    assert "no schedule" in refused.err


@pytest.mark.parametrize(
    "command", [("flow", "validate"), ("flow", "import"), ("test",), ("plan",), ("run",)]
)
def test_a_broken_flow_file_is_refused_by_its_line(
    koppel: Koppel, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Whoever reads it says which line is wrong, and ends with status 2 without a traceback."""
    answer = koppel(*command, written(tmp_path, BROKEN))
    assert answer.status == 2
    assert "line 6" in answer.err
    assert "mapp" in answer.err
    assert "Traceback" not in answer.err


def test_a_good_file_validates(koppel: Koppel, tmp_path: Path) -> None:
    """Nothing is wrong with it, in words and in JSON."""
    file = written(tmp_path, FLOW)
    assert koppel("flow", "validate", file).status == 0
    assert koppel("flow", "validate", file, "--json").json == {"ok": True, "problems": []}


def test_two_flows_are_compared_line_by_line(koppel: Koppel, tmp_path: Path) -> None:
    """A flow of the workspace and a file differ in the line that differs."""
    koppel("flow", "import", written(tmp_path, FLOW))
    other = written(tmp_path, FLOW.replace("value - 1", "value - 3"), "other.yaml")
    told = koppel("flow", "diff", "lamps-to-ledger", other, "--json").json
    assert not told["same"]
    changed = [line for line in told["lines"] if line[0] in "+-" and line[:3] not in ("+++", "---")]
    assert [line[0] for line in changed] == ["-", "+"]
    assert "value - 3" in changed[1]
    assert koppel("flow", "diff", other, other).out == "They are the same.\n"


def test_a_flow_is_shown(koppel: Koppel, tmp_path: Path) -> None:
    """A person sees where it reads and writes and each rule; a program the document."""
    file = written(tmp_path, FLOW)
    shown = koppel("flow", "show", file).out
    for word in ("nowhere: lamps", "elsewhere: entries", "Price", "{{ value - 1 }}"):
        assert word in shown
    assert koppel("flow", "show", file, "--json").json["target"]["match"] == {"Code": "id"}


def test_a_bundle_holds_the_flow_byte_for_byte(koppel: Koppel, tmp_path: Path) -> None:
    """The folder has the flow file, and says how to run it."""
    koppel("flow", "import", written(tmp_path, FLOW))
    assert koppel("flow", "export", "lamps-to-ledger", "--bundle", str(tmp_path / "bundle")).status == 0
    assert (tmp_path / "bundle" / "lamps-to-ledger.yaml").read_text() == FLOW
    assert "koppel run" in (tmp_path / "bundle" / "README.md").read_text()


@pytest.mark.parametrize(
    "command",
    [("flow", "show", "lamps"), ("flow", "export", "lamps"), ("run", "lamps"), ("preview", "lamps")],
)
def test_an_unknown_flow_is_one_sentence(koppel: Koppel, command: tuple[str, ...]) -> None:
    """The sentence names what was asked for, and says what there is."""
    answer = koppel(*command)
    assert (answer.status, answer.out) == (2, "")
    assert "'lamps'" in answer.err
    assert "none yet" in answer.err
