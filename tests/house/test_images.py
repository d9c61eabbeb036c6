"""The image, the compose file and the bundle's Dockerfile: narrow, and the same versions as everywhere."""

import os
import re
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from containers import Machine, instructions

from core.sandbox.server import Served
from core.workspace import Workspace

ROOT = Path(__file__).parents[2]
FLOW = "webshop-orders-to-exact"
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
#: What the image is made of, of all that lies in the folder.
PARTS = sorted(line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!"))


def words(dockerfile: Path) -> dict[str, list[str]]:
    """What a Dockerfile says, by the word of each instruction."""
    said: dict[str, list[str]] = {}
    for each in instructions(dockerfile.read_text()):
        said.setdefault(each.word, []).append(each.rest)
    return said


def test_the_image_is_run_by_nobody_in_particular() -> None:
    """It has a user of its own, keeps the key out of the volume, and is made of a Python that is tested."""
    said = words(ROOT / "Dockerfile")
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", said["USER"][-1])
    variables = dict(word.split("=", 1) for word in " ".join(said["ENV"]).split())
    assert not Path(variables["KOPPEL_KEY_FILE"]).is_relative_to(variables["HOME"])
    assert "KOPPEL_HOME" not in variables  # so that a missing volume is noticed
    python = said["ARG"][0].removeprefix("PYTHON=").partition("-")[0]
    assert PROJECT["requires-python"] == ">=3.11,<3.14"
    assert python in {"3.11", "3.12", "3.13"}


def test_everything_in_the_image_is_held_against_the_lock() -> None:
    """Packages are fetched once, by hash; whatever is installed comes from what was fetched then."""
    runs = [line for line in words(ROOT / "Dockerfile")["RUN"] if re.search(r"\bpip\b", line)]
    fetching, *rest = runs
    assert {"--require-hashes", "--no-deps", "requirements.lock"} <= set(fetching.split())
    assert rest
    assert all("--no-index" in line for line in rest)


def test_only_what_is_needed_goes_into_the_image() -> None:
    """What the wheel holds is there to be copied, and nothing of a home, of tests or of version control."""
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert set(wheel["only-include"]) <= set(PARTS)
    assert set(PARTS) - set(wheel["only-include"]) == {
        "LICENSE",
        "README.md",
        "pyproject.toml",
        "requirements.lock",
    }
    assert (ROOT / ".dockerignore").read_text().startswith("*\n")
    assert all((ROOT / part).exists() for part in PARTS)


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_a_service_can_do_nothing_but_its_work(name: str) -> None:
    """Read-only, without rights to be had, looked after, its secrets in files, its door on this machine."""
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] == "CMD"
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    assert not [key for key in service["environment"] if "PASSWORD" in key and not key.endswith("_FILE")]
    for secret in service["secrets"]:
        assert f"/run/secrets/{secret}" in service["environment"].values()
        assert secret in COMPOSE["secrets"]
    for volume in service["volumes"]:
        assert volume.partition(":")[0] in COMPOSE["volumes"]


def test_workers_can_be_any_number() -> None:
    """Nothing ties a worker to one name, port or place, and every one has the same database and key."""
    pages, worker = COMPOSE["services"]["pages"], COMPOSE["services"]["worker"]
    assert not {"container_name", "hostname", "ports"} & set(worker)
    assert worker["environment"] == pages["environment"]
    assert worker["secrets"] == pages["secrets"]
    assert worker["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_the_versions_are_the_same_everywhere() -> None:
    """The image is called after the version that the project has."""
    assert COMPOSE["services"]["pages"]["image"] == f"koppel:{PROJECT['version']}"
    assert PROJECT["version"] == version("koppel")


@pytest.mark.benchmark
def test_every_instruction_is_carried_out(sandbox: Served, tmp_path: Path) -> None:
    """The image is built as its Dockerfile says, a bundle on top, and that one carries every order once."""
    workspace = Workspace(tmp_path / "home")
    workspace.demo(sandbox.url)
    bundle = tmp_path / "bundle"
    workspace.export(FLOW, bundle)
    names = [line.partition("=")[0] for line in (bundle / "secrets.env").read_text().splitlines()]
    workspace.close()
    key, volume = tmp_path / "koppel.key", tmp_path / "volume"
    subprocess.run(f"openssl rand -base64 32 >{key} && chmod 444 {key}", shell=True, check=True)  # noqa: S602
    volume.mkdir()
    tmp_path.chmod(0o755)
    os.chown(volume, 10001, 10001)
    with Machine() as machine:
        koppel = machine.build(ROOT, PARTS)
        one = machine.build(
            bundle, [each.name for each in bundle.iterdir()], {f"koppel:{PROJECT['version']}": koppel}
        )
        status, out, err = machine.run(one)
        assert (status, out) == (2, "")
        assert "Mount a volume at /data" in err
        machine.seal(one, {"/data": volume, "/run/secrets/koppel_key": key})
        status, out, err = machine.run(one, "doctor")
        assert (status, err) == (0, "")
        secrets = {
            name: secret for name in names for end, secret in handed(sandbox).items() if name.endswith(end)
        }
        assert len(secrets) == len(names)
        httpx.post(f"{sandbox.url}/_sandbox/clock", json={"advance": 600}).raise_for_status()
        status, out, err = machine.run(one, **secrets)
        assert (status, err) == (0, "")
        assert '"state":"done"' in out
        assert '"created":0' not in out
        status, out, err = machine.run(one, **secrets)
        assert (status, err) == (0, "")
        assert '"created":0' in out


def handed(sandbox: Served) -> dict[str, str]:
    """What the sandbox hands out, by the ends of a bundle's variables."""
    given = httpx.get(f"{sandbox.url}/_sandbox/credentials").json()
    return {
        "SHOP_ACCESS_TOKEN": given["shopify"]["access_token"],
        "SHOP_CLIENT_SECRET": given["shopify"]["client_secret"],
        "EXACT_CLIENT_SECRET": given["exact_online"]["client_secret"],
        "EXACT_REFRESH_TOKEN": given["exact_online"]["refresh_token"],
    }
