"""The language of who sits before the pages: as chosen in the frame, else as their browser tells."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from core.language import LANGUAGES, _, asked_of, known, speak

HERE = Path(__file__).parent
#: Where a browser keeps the choice; the frame's own part of the page writes it there.
COOKIE = "koppel_language"
_CHOSEN, _KEY = "frame.language.chosen", "frame.language"

_choice = st.components.v2.component(
    "koppel.language",
    html=(HERE / "language.html").read_text("utf-8"),
    css=(HERE / "language.css").read_text("utf-8"),
    js=(HERE / "language.js").read_text("utf-8"),
)


def of(cookies: Mapping[str, str], locales: str | None) -> str:
    """The code of a language by what a browser sends: its cookies, and its locales, the dearest first."""
    told = (known(each.partition(";")[0].strip()) for each in (locales or "").split(","))
    return known(cookies.get(COOKIE)) or next(filter(None, told), "")


def spoken() -> str:
    """The code of the language of this session; empty where there is none."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return ""
    return st.session_state.get(_CHOSEN) or of(st.context.cookies, st.context.locale) or "en"


def begin() -> str:
    """Speak this session's language in what is drawn from here on; gives its code."""
    language = spoken()
    speak(language)
    return language


def draw(language: str) -> None:
    """Draw the choice of the language."""

    def choose() -> None:
        st.session_state[_CHOSEN] = known(st.session_state[_KEY].get("chosen")) or language

    _choice(
        data={
            "chosen": language,
            "languages": [list(each) for each in LANGUAGES.items()],
            "label": _("Language"),
            "cookie": COOKIE,
        },
        key=_KEY,
        on_chosen_change=choose,
    )


asked_of(spoken)
