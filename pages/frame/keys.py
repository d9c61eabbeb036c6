"""The keys that work on every page, listed under `?`; a person may switch off those without Ctrl."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

#: The keys as they are shown, and what each does.
KEYS = (
    ("?", "this list"),
    ("Ctrl S", "publish the draft as a version"),
    ("Ctrl Enter", "confirm in a window; take over what was typed in several lines"),
    ("1 … 9", "fold or unfold that cell of the notebook"),
    ("z", "undo the last change of the flow"),
    ("Shift Z", "redo it"),
    ("j", "next sample"),
    ("k", "previous sample"),
    ("g o", "go to the overview"),
    ("g l", "go to the list of flows"),
    ("g n", "go to the notebook"),
    ("g r", "go to the runs"),
    ("g f", "find a record"),
    ("g v", "go to the value tables"),
    ("g c", "go to the connections"),
    ("Esc", "close a window or a list"),
)

_keys = st.components.v2.component(
    "koppel.keys",
    html=(HERE / "keys.html").read_text("utf-8"),
    css=(HERE / "keys.css").read_text("utf-8"),
    js=(HERE / "keys.js").read_text("utf-8"),
)


def draw(language: str) -> None:
    """Draw the button that lists the keys, and have the browser listen to them; names the page's language."""
    _keys(data={"lang": language, "keys": [list(each) for each in KEYS]}, key="frame.keys")
