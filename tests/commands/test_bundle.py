"""A bundle: a folder that a stranger runs and tests in production."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from command_flow import FLOW as LAMPS
from command_line import Books, Koppel

from core.documents import parse_json
from core.flow import Sample, read_flow, write_flow
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"
#: What of the people in the shop's orders must not stand in a bundle.
PERSONAL = ("first_name", "last_name", "email", "phone", "address1")


@pytest.fixture
def tested(ready: Koppel) -> Koppel:
    """Keep two of the shop's orders with the flow, as a person does; the second is a test of the notebook."""
    workspace = Workspace(ready.home)
    flow = workspace.flow(FLOW)
    records = [record.data for record in workspace.sample(flow, 2)]
    made = [each.payload for each in workspace.preview(flow, records)]
    samples = (
        Sample(name="the first", record=records[0]),
        Sample(name="a test", record=records[1], expect=made[1]),
    )
    workspace.save(write_flow(flow.model_copy(update={"samples": samples})))
    workspace.close()
    return ready


def exported(home: Path, folder: Path) -> Path:
    """Export the flow as a bundle."""
    workspace = Workspace(home)
    workspace.export(FLOW, folder)
    workspace.close()
    return folder


@pytest.fixture
def bundle(tested: Koppel, tmp_path: Path) -> Path:
    """Give the flow's bundle."""
    return exported(tested.home, tmp_path / "bundle")


@pytest.fixture
def stranger(tmp_path: Path, ready_koppel: Path) -> Iterator[Koppel]:
    """Give a machine that has Koppel and nothing else."""
    made = Koppel(tmp_path / "elsewhere", ready_koppel)
    yield made
    made.end()


def texts(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def values(record: object, names: tuple[str, ...]) -> set[str]:
    """What a record holds under these names, at any depth."""
    if isinstance(record, list):
        return set().union(*(values(each, names) for each in record))
    if not isinstance(record, dict):
        return set()
    here = {
        str(value) for name, value in record.items() if name in names and isinstance(value, str) and value
    }
    return here.union(*(values(each, names) for each in record.values()))


def test_it_has_no_secret_and_no_person(tested: Koppel, bundle: Path, books: Books) -> None:
    """Samples have made-up people, and secrets are placeholders that stand in the file to fill in."""
    kept = b"\n".join(texts(bundle).values()).decode()
    samples = read_flow(tested("flow", "export", FLOW).out).samples
    people = set().union(*(values(sample.record, PERSONAL) for sample in samples))
    assert len(people) > 5
    assert {person for person in people if person in kept} == set()
    handed = books.credentials()
    for name, value in [*handed["shopify"].items(), *handed["exact_online"].items()]:
        if "secret" in name or "token" in name:
            assert value not in kept
    named = [line.partition("=")[0] for line in (bundle / "secrets.env").read_text().splitlines()]
    assert "DEMO_EXACT_CLIENT_SECRET" in named
    for name in named:
        assert f"${{{name}}}" in (bundle / "connections.yaml").read_text()
        assert f"`{name}`" in (bundle / "README.md").read_text()


def test_it_is_the_same_each_time(tested: Koppel, bundle: Path, tmp_path: Path) -> None:
    """Exported again, over itself or elsewhere, not a byte differs."""
    before = texts(bundle)
    assert tested("flow", "export", FLOW, "--bundle", str(bundle)).status == 0
    assert texts(bundle) == before == texts(exported(tested.home, tmp_path / "other"))


def test_it_tests_itself_without_a_secret(bundle: Path, stranger: Koppel) -> None:
    """Every sample becomes what the notebook showed, on a machine that knows nothing else."""
    answer = stranger("test", str(bundle), "--json")
    assert (answer.status, answer.err) == (0, "")
    assert [(each["name"], each["ok"]) for each in answer.json] == [("the first", True), ("a test", True)]
    assert all(sample.expect for sample in read_flow((bundle / f"{FLOW}.yaml").read_text()).samples)


def test_a_mapping_that_gives_something_else_fails(bundle: Path, stranger: Koppel) -> None:
    """Another field, another value, one row fewer: each shows, and the test ends with status 1."""
    file = bundle / f"{FLOW}.yaml"
    rules, mark, samples = file.read_text().partition("\nsamples:")
    for before, after in (
        ("to: OrderDate", "to: DeliveryDate"),
        ("select: quantity", "select: grams"),
        ("`true`})][]", "`true`})][] | [:1]"),
    ):
        assert before in rules
        file.write_text(rules.replace(before, after) + mark + samples)
        answer = stranger("test", str(bundle), "--json")
        assert answer.status == 1
        assert any(each["differences"] for each in answer.json)


def test_a_flow_that_fails_its_own_test_makes_no_bundle(tested: Koppel, tmp_path: Path) -> None:
    """What is not as expected in the notebook does not go to production; the sentence names the sample."""
    text = tested("flow", "export", FLOW).out
    flow = read_flow(text)
    wrong = flow.samples[1].model_copy(update={"expect": {"YourRef": "another"}})
    (tmp_path / "wrong.yaml").write_text(write_flow(flow.model_copy(update={"samples": (wrong,)})))
    tested("flow", "import", str(tmp_path / "wrong.yaml"))
    answer = tested("flow", "export", FLOW, "--bundle", str(tmp_path / "bundle"))
    assert answer.status == 2
    assert "'a test' does not become what is expected" in answer.err
    assert not (tmp_path / "bundle").exists()


def test_a_flow_without_people_stays_byte_for_byte(koppel: Koppel, tmp_path: Path) -> None:
    """Comments and spaces go along; systems that are not known are named in the connections file."""
    text = LAMPS.replace("title:", "# for the lamps\ntitle:  ")
    (tmp_path / "flow.yaml").write_text(text)
    koppel("flow", "import", str(tmp_path / "flow.yaml"))
    assert koppel("flow", "export", "lamps-to-ledger", "--bundle", str(tmp_path / "bundle")).status == 0
    assert (tmp_path / "bundle" / "lamps-to-ledger.yaml").read_text() == text
    assert "# nowhere was not known" in (tmp_path / "bundle" / "connections.yaml").read_text()
    assert koppel("test", str(tmp_path / "bundle")).status == 0


def test_comments_stay_when_samples_change(koppel: Koppel, tmp_path: Path) -> None:
    """Only the samples are written anew; all before them is as its writer left it."""
    text = LAMPS.replace("{id: L1, price: 2}", "{id: L1, price: 2, customer: {email: anna@lamps.example}}")
    rules, _, _ = text.replace("map:", "map:   # what becomes of a lamp").partition("samples:")
    (tmp_path / "flow.yaml").write_text(rules + "samples:" + text.partition("samples:")[2])
    koppel("flow", "import", str(tmp_path / "flow.yaml"))
    assert koppel("flow", "export", "lamps-to-ledger", "--bundle", str(tmp_path / "bundle")).status == 0
    made = (tmp_path / "bundle" / "lamps-to-ledger.yaml").read_text()
    assert made.startswith(rules)
    assert "anna" not in made
    assert koppel("test", str(tmp_path / "bundle")).status == 0


def test_its_script_tests_and_carries(bundle: Path, stranger: Koppel, books: Books, tmp_path: Path) -> None:
    """With the secrets filled in, the script carries every order once, and a broken flow never."""
    handed = books.credentials()
    secrets = {
        "DEMO_SHOP_ACCESS_TOKEN": handed["shopify"]["access_token"],
        "DEMO_SHOP_CLIENT_SECRET": handed["shopify"]["client_secret"],
        "DEMO_EXACT_CLIENT_SECRET": handed["exact_online"]["client_secret"],
        "DEMO_EXACT_REFRESH_TOKEN": handed["exact_online"]["refresh_token"],
    }
    # A vendor gives new tokens only when those that it handed out are old.
    httpx.post(f"{books.sandbox}/_sandbox/clock", json={"advance": 600}).raise_for_status()
    filled = [line.partition("=")[0] for line in (bundle / "secrets.env").read_text().splitlines()]
    (bundle / "secrets.env").write_text("# ours\n" + "".join(f"{name}={secrets[name]}\n" for name in filled))
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "koppel").symlink_to(Path(sys.executable).with_name("koppel"))
    known = {**os.environ, "KOPPEL_HOME": str(stranger.home)}
    known["PATH"] = f"{tmp_path / 'bin'}{os.pathsep}{known['PATH']}"

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [bundle / "run.sh"], env=known, capture_output=True, text=True, check=False, timeout=300
        )

    assert (bundle / "run.sh").stat().st_mode & stat.S_IXUSR
    first = run()
    assert (first.returncode, first.stderr) == (0, "")
    assert parse_json(first.stdout)["counts"]["created"] == len(books.booked()) > 0
    assert parse_json(run().stdout)["counts"]["created"] == 0
    file = bundle / f"{FLOW}.yaml"
    file.write_text(file.read_text().replace("to: OrderDate", "to: DeliveryDate"))
    refused = run()
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Nothing was carried" in refused.stderr


def test_a_folder_with_two_flows_asks_which(bundle: Path, stranger: Koppel) -> None:
    """The sentence names both."""
    (bundle / "another.yaml").write_text(LAMPS)
    answer = stranger("test", str(bundle))
    assert answer.status == 2
    assert f"there is another.yaml and {FLOW}.yaml" in answer.err
