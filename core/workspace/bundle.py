"""A bundle: a folder with one flow that tests itself and runs in production."""

from __future__ import annotations

from pathlib import Path

from core.catalog import Catalog
from core.errors import Misconfigured
from core.flow import Flow
from core.store import SavedConnection

_README = """# {title}

A Koppel flow, with what it needs to run anywhere.

    koppel test {name}.yaml
    koppel plan {name}.yaml --connections connections.yaml
    koppel run {name}.yaml --connections connections.yaml

`connections.yaml` names the secrets that must stand in the environment:
{secrets}
"""

_RUN = """#!/bin/sh
# Test the flow, then carry what is new. Exit status: 0 done, 1 some records parked, 2 or 3 not done.
set -e
cd "$(dirname "$0")"
koppel test {name}.yaml
exec koppel run {name}.yaml --connections connections.yaml --json
"""


def write_bundle(
    folder: Path, flow: Flow, text: str, connections: dict[str, SavedConnection], catalog: Catalog
) -> None:
    """Write the bundle: the flow byte for byte, its connections without secrets, and how to run it."""
    parts = {name: _connection(saved, catalog) for name, saved in connections.items()}
    secrets = [variable for _, variables in parts.values() for variable in variables]
    listed = "\n".join(f"- `{variable}`" for variable in secrets) or "- none"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{flow.name}.yaml").write_bytes(text.encode())
        (folder / "connections.yaml").write_text("\n".join(part for part, _ in parts.values()))
        (folder / "README.md").write_text(_README.format(title=flow.title, name=flow.name, secrets=listed))
        run = folder / "run.sh"
        run.write_text(_RUN.format(name=flow.name))
        run.chmod(0o755)
    except OSError as error:
        raise Misconfigured(f"{folder}: the bundle can't be written: {error.strerror}") from None


def _connection(saved: SavedConnection, catalog: Catalog) -> tuple[str, list[str]]:
    """A connection in YAML, each of its secrets a placeholder for an environment variable."""
    declared = [setting.name for setting in catalog.connector(saved.connector).settings if setting.secret]
    names = [
        *(name for name in declared if name in saved.secrets),
        *(["refresh_token"] if saved.authorised else []),
    ]
    variables = {name: f"{saved.name}_{name}".upper().replace("-", "_").replace(".", "_") for name in names}
    lines = [f"{saved.name}:", f"  connector: {saved.connector}"]
    lines += ["  settings:"] if saved.settings else []
    lines += [f'    {name}: "{_escaped(value)}"' for name, value in saved.settings.items()]
    lines += ["  secrets:"] if variables else []
    lines += [f"    {name}: ${{{variable}}}" for name, variable in variables.items()]
    return "\n".join(lines) + "\n", list(variables.values())


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
