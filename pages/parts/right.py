"""What whoever sits here may not do: it is drawn all the same, cannot be pressed, and says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.language import translated
from core.workspace.access import refusal


def needs(
    act: Callable[..., object],
    *,
    disabled: bool = False,
    help: str | None = None,  # noqa: A002  as the controls call it
) -> dict[str, Any]:
    """How a control is drawn that does this of the workspace: open, or shut with the sentence why."""
    why = translated(refusal(act))
    return {"disabled": disabled or bool(why), "help": why or help}
