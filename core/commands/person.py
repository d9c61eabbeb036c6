"""Who gives a command: the name under which it is written down who did what."""

from __future__ import annotations

import getpass


def who() -> str:
    """The name of the machine's user, or somebody where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
