"""Rules of this project's own on its source, beside those of ruff: doors are where doors should be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Where the product is.
ROOMS = ("app.py", "core", "connectors", "pages")
#: What may be done in these places only, and why there.
ALLOWED = {
    # the one door out, beside mail, which is no HTTP
    "network": ("core/api/", "core/sandbox/", "core/commands/", "core/workspace/demo.py", "app.py"),
    # the processes of the cage and of the demo, the command that prints the key, the user's own browser
    "process": ("core/mapping/cage/", "core/commands/", "core/workspace/demo.py", "core/store/keys.py"),
    # the compiler of expressions, whose source is its own, and the cage to which it is handed
    "code": ("core/mapping/",),
    # what is made up, and how long to wait for a system that is busy: never a secret
    "chance": ("core/sandbox/", "connectors/", "core/api/limits.py"),
    # names of SQLite's own settings, and of columns that are declared
    "sql": ("core/store/sqlite.py",),
}
_NETWORK = {"pycurl", "httpx", "httpcore", "requests", "urllib.request", "http.client", "smtplib", "ftplib"}
_PROCESS = {"subprocess", "multiprocessing", "pty"}
_NEVER = {"pickle", "marshal", "shelve", "dill", "xml.dom", "xml.sax"}


@cache
def sources() -> tuple[tuple[str, ast.Module], ...]:
    """Every file of the product, parsed."""
    kept = [f for room in ROOMS for f in _files(room) if "migrations" not in f.parts]
    return tuple((str(f.relative_to(ROOT)), ast.parse(f.read_text("utf-8"))) for f in kept)


def _files(room: str) -> list[Path]:
    there = ROOT / room
    found = [there] if there.is_file() else sorted(there.rglob("*.py"))
    return [file for file in found if "node_modules" not in file.parts]


@cache
def _found() -> dict[str, tuple[set[str], list[tuple[str, ast.Call]]]]:
    """What each file imports, and what it calls."""
    found: dict[str, tuple[set[str], list[tuple[str, ast.Call]]]] = {}
    for file, tree in sources():
        imports, calls = found[file] = set(), []
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                calls.append((ast.unparse(node.func), node))
            elif isinstance(node, ast.Import):
                imports.update(each.name for each in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imports.update((node.module, *(f"{node.module}.{each.name}" for each in node.names)))
    return found


def _calls() -> Iterator[tuple[str, str, ast.Call]]:
    for file, (_, calls) in _found().items():
        for name, call in calls:
            yield file, name, call


def _elsewhere(kind: str, names: set[str]) -> list[str]:
    return [
        f"{file}: {name}"
        for file, (imports, _) in _found().items()
        for name in imports & names
        if not file.startswith(ALLOWED[kind])
    ]


def _passed(call: ast.Call, name: str) -> str:
    """What a call passes under a name, as it is written."""
    return next((ast.unparse(each.value) for each in call.keywords if each.arg == name), "")


def test_requests_leave_by_one_room() -> None:
    """Nothing beside the API client, the sandbox and the commands that start servers speaks to a network."""
    assert _elsewhere("network", _NETWORK) == []


def test_processes_are_started_in_few_places() -> None:
    """Nobody else starts one, and nobody through a shell."""
    assert _elsewhere("process", _PROCESS) == []
    for file, name, call in _calls():
        assert _passed(call, "shell") in {"", "False"}, f"{file}: {name}"
        assert name not in {"os.system", "os.popen"}, file


def test_data_is_never_code() -> None:
    """Nothing is unpickled, no flow or answer names a module, and source is made in the compiler alone."""
    assert _elsewhere("code", _NEVER) == []
    for file, name, _ in _calls():
        if name in {"eval", "exec", "__import__"}:
            assert file.startswith(ALLOWED["code"]), f"{file}: {name}"
        assert name not in {"yaml.load", "yaml.full_load", "yaml.unsafe_load"}, file
        assert not name.endswith(("ElementTree.parse", "ElementTree.fromstring", "ElementTree.XML")), file


def test_no_text_of_a_stranger_can_hold_a_process_up() -> None:
    """The guesses of csv go over a text again for each of its quotes: seconds for some kilobytes."""
    for file, name, _ in _calls():
        assert not name.endswith("Sniffer"), f"{file}: {name}"


@pytest.mark.parametrize(
    ("switch", "wrong"), [("verify", "False"), ("follow_redirects", "True"), ("trust_env", "True")]
)
def test_no_lock_of_the_door_is_opened(switch: str, wrong: str) -> None:
    """Certificates are checked, redirects are not followed, no proxy comes out of the environment."""
    for file, name, call in _calls():
        assert _passed(call, switch) != wrong, f"{file}: {name}({switch}={wrong})"


def test_no_page_lets_a_script_in() -> None:
    """What a page shows as HTML cannot run: the door for scripts stays shut."""
    for file, name, call in _calls():
        assert not _passed(call, "unsafe_allow_javascript"), f"{file}: {name}"


def test_no_page_writes_html() -> None:
    """What a page shows is text or an element of its own; a record's value never becomes markup."""
    for file, name, call in _calls():
        assert _passed(call, "unsafe_allow_html") in {"", "False"}, f"{file}: {name}"


def test_secrets_come_from_the_system_and_old_digests_serve_nobody() -> None:
    """No dice where a secret could be made, and no digest that can be forged."""
    assert _elsewhere("chance", {"random"}) == []
    for file, name, call in _calls():
        assert name not in {"hashlib.md5", "hashlib.sha1", "tempfile.mktemp"}, file
        if name in {"hmac.digest", "hmac.new"}:
            assert "sha256" in ast.unparse(call), f"{file}: {ast.unparse(call)}"


def test_no_value_becomes_sql() -> None:
    """Statements are written out, or made by the library; nothing is put into the text of one."""
    for file, name, call in _calls():
        if name == "text" or name.endswith("exec_driver_sql"):
            made = any(
                isinstance(node, ast.JoinedStr | ast.BinOp) for each in call.args for node in ast.walk(each)
            )
            assert not made or file.startswith(ALLOWED["sql"]), f"{file}: {ast.unparse(call)}"


def test_bandit_finds_nothing() -> None:
    """What it looks for beside ruff; what is right all the same says which finding, and why, on its line."""
    told = subprocess.run(
        [
            sys.executable,
            "-m",
            "bandit",
            "-q",
            "-c",
            "pyproject.toml",
            "-x",
            "*/node_modules/*",
            "-r",
            *ROOMS,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    silenced = re.compile(r"# nosec B\d{3}  # noqa: [A-Z0-9, ]+  - \S")
    lines = [line for room in ROOMS for file in _files(room) for line in file.read_text("utf-8").splitlines()]
    assert [line for line in lines if "# nosec" in line and not silenced.search(line)] == []
