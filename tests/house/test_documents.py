"""Everything in the documents is carried out: commands in a shell, files by what reads them."""

from __future__ import annotations

import configparser
import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import reference
import yaml
from documents import PAGES, ROOT, Block, Page, page, spoken
from typer.main import get_command

from core.__main__ import app
from core.catalog import Catalog
from core.entities import ENTITIES
from core.flow import check_cron, read_flow
from core.recipes.profile import _Profile
from core.sandbox.server import Served
from core.system import read_system

READ = [page(file) for file in PAGES]
WITH_COMMANDS = [each for each in READ if each.commands]
BLOCKS = [block for each in READ for block in each.blocks if block.language != "sh" or block.why_not]

#: What the shell of a page knows beside `koppel`. Status 1 of a run says that records are parked: it was
#: carried out. `pick PATH` takes a value out of JSON; `credential CONNECTOR.NAME` is the sandbox's own.
PRELUDE = r"""
set -eE -o pipefail
trap 'echo "the command: $BASH_COMMAND" >&2' ERR
koppel() {
    case "$*" in sandbox) set -- sandbox --port "$FREE_PORT";; esac
    command koppel "$@" || case "$1 $?" in "run 1" | "retry 1") ;; *) return 1;; esac
}
pick() {
    python -c 'import json, jmespath, sys
for line in [sys.stdin.read()]:
    found = jmespath.search(sys.argv[1], json.loads(line))
    sys.exit(f"{sys.argv[1]} is not there") if found is None else print(found)' "$1"
}
credential() { curl -sf "$SANDBOX/_sandbox/credentials" | pick "$1"; }
"""


@pytest.fixture(scope="module")
def koppel(ready_koppel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for PATH that has `koppel`, quick, and the Python of the tests."""
    folder = tmp_path_factory.mktemp("path")
    (folder / "koppel").symlink_to(ready_koppel)
    (folder / "python").symlink_to(sys.executable)
    return folder


def script(read: Page, sandbox: str) -> str:
    """The page's blocks as one script; what the sandbox's usual address is, becomes the tests' own."""
    lines = [PRELUDE]
    for block in read.blocks:
        told = [*block.before, block.text]
        text = "\n".join(told) if block in read.commands else ""
        for word, meant in read.words.items():
            text = re.sub(rf"\b{word}\b", lambda _, meant=meant: f"$({meant})", text)
        lines += [f"# {block.place}", text.replace("127.0.0.1:8700", urlsplit(sandbox).netloc)]
    return "\n".join(lines)


@pytest.mark.parametrize("read", WITH_COMMANDS, ids=lambda read: read.name)
def test_the_commands_of_a_page_do_what_it_says(
    read: Page, koppel: Path, sandbox: Served, tmp_path: Path
) -> None:
    """One shell carries out every block of the page, in its order, against the sandboxes."""
    work = tmp_path / "work"
    work.mkdir()
    for block in read.blocks:
        if block.file:
            (work / block.file).parent.mkdir(parents=True, exist_ok=True)
            (work / block.file).write_text(block.text, "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KOPPEL_")}
    shell = subprocess.Popen(
        ["bash", "-c", script(read, sandbox.url)],
        cwd=work,
        env={
            **kept,
            "PATH": f"{koppel}:{os.environ['PATH']}",
            "PYTHONPATH": ":".join(sys.path),
            "HOME": str(tmp_path),
            "PROJECT": str(ROOT),
            "SANDBOX": sandbox.url,
            "FREE_PORT": str(free_port()),
        },
        stdin=subprocess.DEVNULL,
        stdout=(tmp_path / "said").open("wb"),  # a pipe would be held open by what goes on in the background
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        status = shell.wait(timeout=300)
    finally:
        ended(shell)
    assert status == 0, f"{read.name}: {(tmp_path / 'said').read_text()[-3000:]}"


def free_port() -> int:
    """A port of this machine that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def ended(shell: subprocess.Popen[bytes]) -> None:
    """End what the page left running: its shell is the first of a group of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(shell.pid, signal.SIGKILL)
    shell.wait()


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.place)
def test_what_is_no_command_is_read_by_what_reads_it(block: Block) -> None:
    """A flow, a system, rules, a profile, a unit of systemd: each is taken as the real thing would be."""
    match block.language:
        case "yaml":
            held(yaml.safe_load(block.text), block)
        case "json":
            json.loads(block.text)
        case "python":
            compile(block.text, block.place, "exec")
        case "ini":
            unit = configparser.ConfigParser(strict=False, interpolation=None)
            unit.optionxform = str  # type: ignore[assignment, method-assign]  # systemd's keys have capitals
            unit.read_string(block.text)
            assert {"Unit"} < set(unit.sections()) <= {"Unit", "Service", "Timer", "Install"}
        case "sh":
            checked = subprocess.run(
                ["bash", "-n"], input=block.text, capture_output=True, text=True, check=False
            )
            assert checked.returncode == 0, checked.stderr
            targets = re.findall(r"^make ([a-z]+)", block.text, re.MULTILINE)
            assert set(targets) <= set(
                re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
            )
        case "cron":
            *_, line = block.text.splitlines()
            check_cron(" ".join(line.split()[:5]))
        case "text":
            assert block.file or block.why_not, f"{block.place}: what is it, and who holds it?"
        case other:
            raise AssertionError(f"{block.place}: a block without a language that is known: {other!r}")


def held(document: Any, block: Block) -> None:
    """Read a YAML document as what it looks like; what nobody reads is a fault."""
    match document:
        case {"koppel": _}:
            read_flow(block.text)
        case {"koppel_system": _}:
            read_system(block.text)
        case [{"to": _}, *_]:
            read_flow(yaml.safe_dump(around({"map": document}, block.text)))
        case {"map": _}:
            read_flow(yaml.safe_dump(around(document, block.text)))
        case dict() if ENTITIES.keys() & document:
            _Profile.model_validate({"entities": document})
        case dict() if all("connector" in each for each in document.values()):
            assert all(
                Catalog().connector(each["connector"])
                for each in document.values()
                if "/" not in each["connector"]
            )
        case _:
            assert block.file.startswith("connectors/"), f"{block.place}: nobody knows what this is"


def around(part: dict[str, Any], text: str) -> dict[str, Any]:
    """A flow around some rules, with the value tables that they name where the part has none."""
    tables = {name: {"rows": {}, "default": ""} for name in re.findall(r"lookup\('(\w+)'\)", text)}
    return {
        "koppel": 1,
        "name": "rules",
        "title": "Rules",
        "source": {"connection": "here", "resource": "records"},
        "target": {"connection": "there", "resource": "records", "match": {"id": "id"}},
        "tables": tables,
        **part,
    }


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_command_that_is_named_is_there(file: Path) -> None:
    """`koppel …` anywhere in a text names a command that there is, and options that it has."""
    for place, said in spoken(file):
        group, words = get_command(app), said
        while words and hasattr(group, "commands") and not words[0].startswith("-"):
            assert words[0] in group.commands, f"{place}: there is no command {words[0]}"
            group, words = group.commands[words[0]], words[1:]
        options = {each for parameter in group.params for each in parameter.opts} | {"--help"}
        given = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert given <= options, f"{place}: {given - options} is no option of it"


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_link_leads_somewhere(file: Path) -> None:
    """Pages and pictures that are linked are there, and every block of code says what it is."""
    text = re.sub(r"^```.*?^```$", "", file.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (file.parent / link).exists(), f"{file.name} leads to {link}"
    indented = re.findall(r"(?<=\n\n)    \S.*", text)
    assert not [line for line in indented if not re.match(r" +([-*]|\d+\.) ", line)], indented


@pytest.mark.parametrize(("name", "text"), reference.pages().items(), ids=lambda one: str(one)[:20])
def test_the_references_are_what_the_code_says(name: str, text: str) -> None:
    """A page that differs is drawn anew: make references."""
    assert (ROOT / "docs" / "reference" / name).read_text("utf-8") == text
