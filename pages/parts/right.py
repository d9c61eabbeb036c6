"""What whoever sits here may not do: it is drawn all the same, cannot be pressed, and says why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from core.language import translated
from core.workspace.access import refusal

_SHUT = "frame.shut"


def needs(
    act: Callable[..., object],
    *,
    disabled: bool = False,
    help: str | None = None,  # noqa: A002  as the controls call it
) -> dict[str, Any]:
    """How a control is drawn that does this of the workspace: open, or shut with the sentence why."""
    why = translated(refusal(act))
    return {"disabled": disabled or bool(why), "help": why or help}


def shut(pages: Mapping[str, str]) -> None:
    """Remember which pages whoever sits here may not open, and why; said by the frame with every drawing."""
    st.session_state[_SHUT] = dict(pages)


def leads(page: str) -> dict[str, Any]:
    """How a link to a page is drawn: open, or shut with the sentence why."""
    why = st.session_state.get(_SHUT, {}).get(page, "")
    return {"disabled": bool(why), "help": translated(why) if why else None}
