"""The guided first flow: six steps over the notebook, each ticked off by what was really done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from core.workspace import Workspace
from pages.parts.cell import is_unfolded, unfold
from pages.parts.draft import Draft
from pages.parts.plan_cell import made
from pages.parts.run_cell import last
from pages.parts.samples import samples_of

_ASKED = "tour"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, in which cell, and how to tell that it was done."""

    what: str
    how: str
    cell: int
    done: Callable[[Workspace, Draft], bool]


STEPS = (
    Step(
        "Look at the samples",
        "Real records of the webshop, the unusual ones too: “Choose 20 that show everything” finds them.",
        2,
        lambda workspace, draft: samples_of(workspace, draft.flow) is not None and is_unfolded(2),
    ),
    Step(
        "Change a rule",
        "Write Web order {{ value }} for Description: the result of every sample changes as you type.",
        4,
        lambda _, draft: draft.changed or draft.version > 1,
    ),
    Step(
        "See what becomes of them",
        "Field by field, what changed since the last version, what is covered and what is not.",
        5,
        lambda *_: is_unfolded(5),
    ),
    Step(
        "Make the plan",
        "For every order what a run would do, and why. Nothing is written.",
        6,
        lambda workspace, draft: made(workspace, draft.flow) is not None,
    ),
    Step(
        "Run it",
        "Press it twice if you like: nothing is made twice.",
        8,
        lambda workspace, draft: last(workspace, draft.flow) is not None,
    ),
    Step(
        "Put it on a schedule",
        "The next starts are shown on your clock.",
        8,
        lambda workspace, draft: workspace.saved(draft.flow.name).active,
    ),
)


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the step that comes next, while the address asks for the tour."""
    if _ASKED not in st.query_params:
        return
    done = [step.done(workspace, draft) for step in STEPS]
    with st.container(border=True, key="tour", horizontal=True, vertical_alignment="center"):
        number = done.index(False) if False in done else len(STEPS)
        if number < len(STEPS):
            step = STEPS[number]
            st.markdown(
                f":green-badge[{number + 1} of {len(STEPS)}] **{step.what}** :gray[{step.how}]",
                width="stretch",
            )
            if st.button("Take me there", key="tour.go", icon=":material/arrow_downward:"):
                unfold(step.cell)
                st.rerun()
        else:
            st.markdown(
                ":green[:material/celebration:] **That was all of it.** :gray[Make a flow of your own "
                "with New, or put Export's file on a server.]",
                width="stretch",
            )
        st.button("End the tour", key="tour.end", icon=":material/close:", type="tertiary", on_click=_end)


def _end() -> None:
    st.query_params.pop(_ASKED, None)
