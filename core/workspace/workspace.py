"""The workspace: everything that a person or a program can ask of Koppel, in one place."""

from __future__ import annotations

from core.workspace.admitting import Admitting
from core.workspace.drifting import Drifting
from core.workspace.joining import Joining
from core.workspace.keys import Keys
from core.workspace.privacy import Privacy


class Workspace(Drifting, Joining, Admitting, Privacy, Keys):
    """One home folder: its connections, flows, runs and ledgers.

    `connections_file` holds connections that stand beside those of the workspace, for production.
    """
