"""Connections of a file, for production: what they are stands in it, their secrets in the environment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.environment import FILE, given, is_given
from core.errors import Misconfigured
from core.flow import read_document
from core.records import JsonObject

_PLACEHOLDER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


class Filed:
    """The connections of one YAML file: name to connector, settings and secrets, with `${VARIABLES}`.

    A variable is asked for when its connection is used: a test of the mapping needs no secret.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._entries = _entries(file) if file is not None else {}

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def connector(self, name: str) -> str:
        """The connector of a connection: its name, or the path of a declared system beside the file."""
        named = str(self._entries[name]["connector"])
        if named.endswith((".yaml", ".yml", ".json")) and self._file is not None:
            return str(self._file.absolute().parent / named)
        return named

    def known(self, name: str) -> dict[str, str]:
        """Its settings and secrets by name, as far as the environment has them."""
        return {key: _filled(value) for key, value in self._values(name) if not _missing(value)}

    def values(self, name: str) -> dict[str, str]:
        """Its settings and secrets by name; Misconfigured names every variable that is not set."""
        values = self._values(name)
        if missing := sorted({variable for _, value in values for variable in _missing(value)}):
            named = ", ".join(missing)
            what = (
                f"the environment variable {named} is not set; set it, or name the file that holds the "
                f"secret in {missing[0]}{FILE}"
                if len(missing) == 1
                else f"the environment variables {named} are not set; set them, or name the file that holds "
                f"the secret in {missing[0]}{FILE}"
            )
            raise Misconfigured(f"{self._file}, connection {name!r}: {what}")
        return {key: _filled(value) for key, value in values}

    def _values(self, name: str) -> list[tuple[str, str]]:
        return list(self._entries[name]["values"].items())


def _entries(file: Path) -> dict[str, JsonObject]:
    try:
        document = read_document(file.read_bytes())
    except OSError as error:
        raise Misconfigured(f"{file}: {error.strerror}") from None
    if document.problems:
        raise Misconfigured(f"{file}: " + "; ".join(map(str, document.problems)))
    entries = document.value
    if isinstance(entries, dict) and isinstance(entries.get("connections"), dict) and len(entries) == 1:
        entries = entries["connections"]
    if not isinstance(entries, dict):
        raise Misconfigured(
            f"{file}: must hold connections by name, each with `connector`, `settings`, `secrets`"
        )
    return {name: _entry(f"{file}, connection {name!r}", entry) for name, entry in entries.items()}


def _entry(where: str, entry: Any) -> JsonObject:
    if not isinstance(entry, dict) or not isinstance(entry.get("connector"), str):
        raise Misconfigured(f"{where}: needs `connector`, the system that it connects")
    values: dict[str, Any] = {}
    for name, value in entry.items():
        if name in ("settings", "secrets") and isinstance(value, dict):
            values |= value
        elif name != "connector":
            values[name] = value
    return {"connector": entry["connector"], "values": {name: _text(each) for name, each in values.items()}}


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _missing(value: str) -> list[str]:
    """The variables of a value of which the environment says nothing."""
    return [name for name in _PLACEHOLDER.findall(value) if not is_given(name)]


def _filled(value: str) -> str:
    return _PLACEHOLDER.sub(lambda found: given(found[1]), value)
