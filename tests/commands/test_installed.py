"""The installed project as containers start it: the lines of the compose file, far from the checkout."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from command_line import ROOT, Koppel, free_port, until

SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
PARTS = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]


class Installed(Koppel):
    """The command line of an installed wheel, beside the packages of these tests."""

    def start(self, *arguments: str, variables: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a command, or a module with `-m`."""
        module = () if arguments[0] == "-m" else ("-m", "core")
        known = {**os.environ, "PYTHONPATH": str(self.home.parent / "site"), "KOPPEL_HOME": str(self.home)}
        process = subprocess.Popen(
            [sys.executable, *module, *arguments],
            cwd=self.home.parent,
            env=known | dict(variables or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.started.append(process)
        return process


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the project from what goes into the image, as the image does."""
    folder = tmp_path_factory.mktemp("installed")
    (folder / "source").mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            left_out = shutil.ignore_patterns("node_modules", "__pycache__")
            shutil.copytree(ROOT / part, folder / "source" / part, ignore=left_out)
        else:
            shutil.copy(ROOT / part, folder / "source")
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
    line = [sys.executable, "-m", "pip", "install", *offline, "--target", folder / "site", folder / "source"]
    subprocess.run(line, check=True)
    return folder / "site"


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Iterator[Koppel]:
    """Give the installed command line, with an empty home."""
    (tmp_path / "site").symlink_to(wheel)
    given = Installed(tmp_path / "home")
    yield given
    given.end()


def stopped(process: subprocess.Popen[bytes]) -> int:
    """Stop a container as Docker does; give its status."""
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=120)
    return process.returncode


def test_the_pages_start_serve_and_stop(installed: Koppel) -> None:
    """The pages' own line in the compose file answers, draws the page, and ends when it is asked to."""
    port = free_port()
    program, *line = SERVICES["pages"]["entrypoint"]
    line[line.index("--host") + 1], line[line.index("--port") + 1] = "127.0.0.1", str(port)
    pages = installed.start("-m", program, *line)

    def health() -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/health/pages", timeout=60).json() == {"status": "ok"}
        except httpx.TransportError:
            return False

    assert until(lambda: health() or pages.poll() is not None, 240)
    assert health()
    assert httpx.get(f"http://127.0.0.1:{port}/", timeout=60).status_code == 200
    assert stopped(pages) in {0, -signal.SIGTERM}


def test_a_worker_starts_is_well_and_stops(installed: Koppel) -> None:
    """The worker's own check is well while it works, and not when it has stopped."""
    _, *check = SERVICES["worker"]["healthcheck"]["test"][1:]
    assert installed(*check).status == 3
    worker = installed.start(*SERVICES["worker"]["command"])
    assert until(lambda: installed(*check).status == 0, 240)
    assert stopped(worker) == 0
    assert installed(*check).status == 3
