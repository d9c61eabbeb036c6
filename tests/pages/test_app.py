from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

import app as served


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> httpx.AsyncClient:
    """Ask the application without a network, on a home of its own."""
    monkeypatch.setenv("KOPPEL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return httpx.AsyncClient(transport=httpx.ASGITransport(served.app), base_url="http://127.0.0.1")


def get(client: httpx.AsyncClient, path: str, **headers: str) -> httpx.Response:
    """Ask once."""
    return asyncio.run(client.get(path, headers=headers))


def test_health_is_told(client: httpx.AsyncClient) -> None:
    """Whoever started the pages can ask whether they are up."""
    answer = get(client, "/health/pages")
    assert answer.json() == {"status": "ok"}


def test_every_answer_carries_the_locks(client: httpx.AsyncClient) -> None:
    """Scripts only from here and only those that are known, no frame around it, no guessing of types."""
    answer = get(client, "/health")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self' blob: 'sha256-" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_foreign_host_is_refused(client: httpx.AsyncClient) -> None:
    """A name that another site points at this machine does not open it."""
    assert get(client, "/health", host="evil.example").status_code == 400


@pytest.mark.parametrize(
    "query", ["", "?error=access_denied&error_description=%3Cscript%3E", "?state=made-up&code=1"]
)
def test_a_consent_that_was_not_given_is_told(client: httpx.AsyncClient, query: str) -> None:
    """Without a known state and a code there is a page that says so, and nothing of the address is markup."""
    answer = get(client, "/oauth/callback" + query)
    assert answer.status_code == 400
    assert "Not authorised" in answer.text
    assert "<script>" not in answer.text


TOLD = """
import json
import app
from streamlit import config
config.get_config_options(force_reparse=True)
print(json.dumps({name: config.get_option(name) for name in app.KEPT}))
"""


def test_what_must_hold_holds_from_any_folder(tmp_path: Path) -> None:
    """No usage statistics, no traceback and no slow collection: whatever folder, file or variable says so."""
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(
        "[browser]\ngatherUsageStats = true\n[client]\nshowErrorDetails = 'full'\n", "utf-8"
    )
    paths = {"PYTHONPATH": str(Path(served.__file__).parent), "KOPPEL_HOME": str(tmp_path / "home")}
    told = subprocess.run(
        [sys.executable, "-c", TOLD],
        cwd=tmp_path,
        env={**os.environ, **paths, "STREAMLIT_RUNNER_POST_SCRIPT_GC": "true"},
        capture_output=True,
        text=True,
        check=True,
    )
    options = json.loads(told.stdout)
    assert options["browser.gatherUsageStats"] is False
    assert options["runner.postScriptGC"] is False
    assert options["client.showErrorDetails"] == "none"
