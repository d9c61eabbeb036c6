"""What went wrong, told in one sentence in place of whatever could not be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.errors import ConsentNeeded, KoppelError, TransientError
from pages.parts.wording import plain, sentence


def problem(error: KoppelError | str) -> None:
    """Show an error as one sentence, with what kind of trouble it is; its words are never Markdown."""
    said = sentence(error)
    if isinstance(error, TransientError):
        st.warning(said, icon=":material/hourglass_empty:", title="Not reachable just now")
    elif isinstance(error, ConsentNeeded):
        st.warning(said, icon=":material/key:", title="Authorise the connection")
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
    """Say in passing that something was done."""
    st.toast(plain(text), icon=f":material/{icon}:")
