"""The guided first flow: six steps over the notebook, each ticked off by what was really done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from core.language import N_, _
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
        N_("Look at the samples"),
        N_("Real records of the webshop, the unusual ones too: “Choose 20 that show everything” finds them."),
        2,
        lambda workspace, draft: samples_of(workspace, draft.flow) is not None and is_unfolded(2),
    ),
    Step(
        N_("Change a rule"),
        N_("Write Web order {{ value }} for Description: the result of every sample changes as you type."),
        4,
        lambda _workspace, draft: draft.changed or draft.version > 1,
    ),
    Step(
        N_("See what becomes of them"),
        N_("Field by field, what changed since the last version, what is covered and what is not."),
        5,
        lambda *_given: is_unfolded(5),
    ),
    Step(
        N_("Make the plan"),
        N_("For every order what a run would do, and why. Nothing is written."),
        6,
        lambda workspace, draft: made(workspace, draft.flow) is not None,
    ),
    Step(
        N_("Run it"),
        N_("Press it twice if you like: nothing is made twice."),
        8,
        lambda workspace, draft: last(workspace, draft.flow) is not None,
    ),
    Step(
        N_("Put it on a schedule"),
        N_("The next starts are shown on your clock."),
        8,
        lambda workspace, draft: workspace.saved(draft.flow.name).active,
    ),
)


def number(workspace: Workspace, draft: Draft) -> int | None:
    """How many steps are done before the first that is not; None while nobody asks for the tour."""
    if _ASKED not in st.query_params:
        return None
    done = [step.done(workspace, draft) for step in STEPS]
    return done.index(False) if False in done else len(STEPS)


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the step that comes next, while the address asks for the tour."""
    here = number(workspace, draft)
    if here is None:
        return
    with st.container(border=True, key="tour", horizontal=True, vertical_alignment="center"):
        if here < len(STEPS):
            step = STEPS[here]
            where = _("{n} of {of}", n=here + 1, of=len(STEPS))
            st.markdown(f":green-badge[{where}] **{_(step.what)}** :gray[{_(step.how)}]", width="stretch")
            if st.button(_("Take me there"), key="tour.go", icon=":material/arrow_downward:"):
                unfold(step.cell)
                st.rerun()
        else:
            end = _("That was all of it.")
            more = _("Make a flow of your own with New, or put Export's file on a server.")
            st.markdown(f":green[:material/celebration:] **{end}** :gray[{more}]", width="stretch")
        st.button(_("End the tour"), key="tour.end", icon=":material/close:", type="tertiary", on_click=_end)


def _end() -> None:
    st.query_params.pop(_ASKED, None)
