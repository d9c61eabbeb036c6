"""Python carried out inside a caged process, sent there the way that records go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.mapping import Scope, pool, select


class _Inside:
    def __init__(self, source: str) -> None:
        self.source = source

    def __reduce__(self) -> tuple[Any, ...]:
        """What travels is a call, made where it arrives."""
        return eval, (self.source,)


def inside(body: str, owner: str = "inside") -> Any:
    """Give what `found` is after these lines of Python were carried out in this owner's caged process."""
    source = f"(lambda space: (exec({body!r}, space), space['found'])[1])({{}})"
    selected = select({"found": "$found"}, owner=owner).of([Scope({}, {"found": _Inside(source)})])[0]
    assert selected.fault is None, selected.fault
    return selected.values["found"]


def refused(statement: str) -> str:
    """Give the name of the error with which the system refuses a statement; empty when it lets it pass."""
    lines = "\n".join(f"    {line}" for line in statement.splitlines())
    return str(
        inside(
            "import os, socket, signal, sys\nfound = ''\n"
            f"try:\n{lines}\nexcept BaseException as error:\n    found = type(error).__name__"
        )
    )


def zygote() -> int:
    """Give the process that caged processes are forked from."""
    process = pool()._nursery._zygote
    assert process is not None
    return process.pid


def caged() -> list[int]:
    """Give the caged processes that there are now."""
    made = Path(f"/proc/{zygote()}/task/{zygote()}/children").read_text()
    return [int(pid) for pid in made.split()]


def alive(pid: int) -> bool:
    """Whether a process is there, and not only its remains."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
