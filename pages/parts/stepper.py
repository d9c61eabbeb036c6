"""Which of the samples is looked at: one choice for all cells of the notebook."""

from __future__ import annotations

import streamlit as st

from core.language import _
from pages.parts.drawing import redraw
from pages.parts.samples import Samples
from pages.parts.wording import plain


def current(flow: str, samples: Samples) -> int:
    """The number of the sample that is looked at, from 0."""
    return max(0, min(looked_at(flow), len(samples) - 1))


def looked_at(flow: str) -> int:
    """The number of the sample that a person chose, from 0; there may be fewer by now."""
    return int(st.session_state.get(_key(flow), 0))


def look_at(flow: str, number: int) -> None:
    """End a callback by looking at another sample."""
    st.session_state[_key(flow)] = number
    redraw()


def stepper(flow: str, samples: Samples, where: str) -> int:
    """Draw back, number and key, and forward; give the number of the sample that is looked at."""
    n, count = current(flow, samples), len(samples)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        back, forward = f"icon_{where}_back", f"icon_{where}_forward"
        st.button(
            _("Previous record"),
            key=back,
            icon=":material/chevron_left:",
            on_click=look_at,
            args=(flow, n - 1),
            disabled=n == 0,
            type="tertiary",
        )
        here = _("Record **{n}** of {of}", n=n + 1, of=count)
        st.markdown(f"{here} :gray[{plain(samples.keys[n])}]", width="content")
        st.button(
            _("Next record"),
            key=forward,
            icon=":material/chevron_right:",
            on_click=look_at,
            args=(flow, n + 1),
            disabled=n >= count - 1,
            type="tertiary",
        )
    return n


def _key(flow: str) -> str:
    return f"stepper.{flow}"
