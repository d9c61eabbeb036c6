"""The ends of a flow: the connection and the kind of record that it is read from, or written to."""

from __future__ import annotations

from typing import Any

from core.errors import KoppelError
from core.language import _, translated
from core.workspace import Workspace
from pages.parts.inputs import Inputs, Make


def connection(inputs: Inputs, key: str, value: str, made: Make) -> None:
    """Draw the choice of a connection."""
    inputs.choice(key, _("Connection"), [c.name for c in inputs.workspace.connections()], value, made)


def resource(inputs: Inputs, key: str, label: str, end: tuple[str, str], made: Make, **how: Any) -> None:
    """Draw the choice of a resource by its title; `end` is the connection that has it, and the one chosen."""
    titles = resources(inputs.workspace, end[0])
    inputs.choice(
        key, label, list(titles), end[1], made, format_func=lambda name: titles.get(name, name), **how
    )


def resources(workspace: Workspace, connection: str) -> dict[str, str]:
    """The resources of a connection with their titles; none when the connection is not known here."""
    try:
        return {each.name: translated(each.title) for each in workspace.resources(connection)}
    except KoppelError:
        return {}
