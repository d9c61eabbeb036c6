"""Approve a plan and run it, and be killed at a named moment: `python killed_plan.py HOME PLAN MOMENT N`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from core.api.client import Client
from core.store import Ledger, Plans, Runs, plans
from core.workspace import Workspace

#: Where the process ends: before or after which call.
MOMENTS: dict[str, tuple[Any, str, bool]] = {
    "in the approval": (plans, "add_act", True),
    "after the approval": (Plans, "approve", False),
    "after the run was asked for": (Runs, "ask", False),
    "after an intent": (Ledger, "intend", False),
    "before a request": (Client, "create", True),
    "after an answer": (Client, "create", False),
    "before a page is turned": (Ledger, "turn", True),
    "after a page was turned": (Ledger, "turn", False),
}


def end() -> None:
    """Be gone at once, as when the power fails."""
    os.kill(os.getpid(), signal.SIGKILL)


def kill_at(moment: str, nth: int) -> None:
    """Let the nth call of that moment be the last thing that this process does."""
    place, name, before = MOMENTS[moment]
    real: Callable[..., Any] = getattr(place, name)
    numbers = count(1)

    def deadly(*args: Any, **more: Any) -> Any:
        last = next(numbers) == nth
        if last and before:
            end()
        given = real(*args, **more)
        if last:
            end()
        return given

    setattr(place, name, deadly)


def main(home: str, plan_id: str, moment: str, nth: int) -> None:
    """Do what a person does with a plan."""
    workspace = Workspace(Path(home))
    kill_at(moment, nth)
    plan = workspace.approve(plan_id, by="Anna")
    workspace.run_plan(workspace.flow(plan.flow), plan_id)
    workspace.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
