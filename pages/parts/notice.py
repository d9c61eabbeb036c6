"""What went wrong, told in one sentence in place of whatever could not be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.errors import ConsentNeeded, Denied, KoppelError, TransientError
from core.language import _
from pages.parts.wording import plain, sentence

_DONE = "notice.done"


def problem(error: KoppelError | str) -> None:
    """Show an error as one sentence, with what kind of trouble it is; its words are never Markdown."""
    said = sentence(error)
    if isinstance(error, TransientError):
        st.warning(said, icon=":material/hourglass_empty:", title=_("Not reachable just now"))
    elif isinstance(error, ConsentNeeded):
        st.warning(said, icon=":material/key:", title=_("Authorise the connection"))
    elif isinstance(error, Denied):
        st.info(said, icon=":material/lock:")
    else:
        st.error(said, icon=":material/error:")


@contextmanager
def told() -> Iterator[None]:
    """Run a piece of a page; an error of Koppel's in it is told there, and the page goes on after it."""
    try:
        yield
    except KoppelError as error:
        problem(error)


def done(text: str, icon: str = "check_circle") -> None:
    """Say in passing that something was done, as soon as the page stands."""
    st.session_state.setdefault(_DONE, []).append((plain(text), f":material/{icon}:"))


def tell_done() -> None:
    """Show what was done; where the page was drawn anew for it, words said before that were never seen."""
    for text, icon in st.session_state.pop(_DONE, ()):
        st.toast(text, icon=icon)
