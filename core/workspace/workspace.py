"""The workspace: everything that a person or a program can ask of Koppel, in one place."""

from __future__ import annotations

from core.workspace.demo import Demo


class Workspace(Demo):
    """One home folder: its connections, flows, runs and ledgers.

    `connections_file` holds connections that stand beside those of the workspace, for production.
    """
