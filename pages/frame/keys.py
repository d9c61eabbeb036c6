"""The keys that work on every page, listed under `?`; a person may switch off those without Ctrl."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from core.language import N_, _

HERE = Path(__file__).parent

#: The keys as they are shown, and what each does.
KEYS = (
    ("?", N_("this list")),
    ("Ctrl S", N_("publish the draft as a version")),
    ("Ctrl Enter", N_("confirm in a window; take over what was typed in several lines")),
    ("1 … 9", N_("fold or unfold that cell of the notebook")),
    ("z", N_("undo the last change of the flow")),
    ("Shift Z", N_("redo it")),
    ("j", N_("next sample")),
    ("k", N_("previous sample")),
    ("g o", N_("go to the overview")),
    ("g l", N_("go to the list of flows")),
    ("g n", N_("go to the notebook")),
    ("g r", N_("go to the runs")),
    ("g f", N_("find a record")),
    ("g v", N_("go to the value tables")),
    ("g c", N_("go to the connections")),
    ("Esc", N_("close a window or a list")),
)

_keys = st.components.v2.component(
    "koppel.keys",
    html=(HERE / "keys.html").read_text("utf-8"),
    css=(HERE / "keys.css").read_text("utf-8"),
    js=(HERE / "keys.js").read_text("utf-8"),
)


def draw(language: str) -> None:
    """Draw the button that lists the keys, and have the browser listen to them; names the page's language."""
    _keys(
        data={
            "lang": language,
            "keys": [[keys, _(what)] for keys, what in KEYS],
            "title": _("Keyboard shortcuts"),
            "off": _("Keys without Ctrl do nothing (all but ?)"),
            "close": _("Close"),
        },
        key="frame.keys",
    )
