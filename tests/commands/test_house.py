from command_line import Koppel

COMMANDS = {
    *("demo", "app", "worker", "sandbox", "connectors", "recipes", "connect", "check", "new", "flow"),
    *("sample", "preview", "plan", "run", "test", "runs", "run-show", "retry", "schema", "doctor"),
}


def test_the_schema_of_the_flow_file_is_printed(koppel: Koppel) -> None:
    """An editor gets JSON Schema, with the format's own words."""
    answer = koppel("schema")
    assert answer.status == 0
    assert {"source", "target", "map", "checks"} <= set(answer.json["properties"])


def test_a_new_installation_is_well(koppel: Koppel) -> None:
    """The doctor finds nothing to do, and says what was looked at."""
    answer = koppel("doctor", "--json")
    assert (answer.status, answer.err) == (0, "")
    assert all(finding["ok"] for finding in answer.json)


def test_the_doctor_says_what_to_do(koppel: Koppel) -> None:
    """A home that others can read is found, with the remedy, and the status is 2."""
    koppel.home.mkdir()
    koppel("doctor")
    koppel.home.chmod(0o755)
    answer = koppel("doctor")
    assert answer.status == 2
    assert "chmod 700" in answer.err


def test_help_is_at_hand_for_every_command(koppel: Koppel) -> None:
    """Every command of the table is there."""
    told = koppel("--help").out
    assert {name for name in COMMANDS if f" {name} " not in told} == set()


def test_wrong_usage_is_one_sentence(koppel: Koppel) -> None:
    """A word that is no command ends with status 2 and says where to look."""
    answer = koppel("conect")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert "koppel --help" in answer.err
