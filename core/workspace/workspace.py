"""The workspace: everything that a person or a program can ask of Koppel, in one place."""

from __future__ import annotations

from core.workspace.carrying import Carrying


class Workspace(Carrying):
    """One home folder: its connections, flows, runs and ledgers.

    `connections_file` holds connections that stand beside those of the workspace, for production.
    """
