"""The list of runs, newest first, fresh while one is being carried."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from core.language import _, translated
from core.records import RunState
from core.workspace import Run, Workspace
from pages.parts.chips import state_chip, state_chips, tall, wide
from pages.parts.places import NOTEBOOK
from pages.parts.right import leads
from pages.parts.run_view import ACTIVE, TRIGGERS, took
from pages.parts.tally import heading
from pages.parts.wording import STATES, ago, apart, plain, short

_MOST, _TWO = 200, 2
_ALL = ""
_ALWAYS = ("created", "parked")
#: what a person looks for first, first
_COUNTS = ("created", "updated", "parked", "ambiguous", "unchanged", "skipped", "filtered")


def back() -> None:
    """Draw the way back to the list."""
    if st.button(_("All runs"), icon=":material/arrow_back:", type="tertiary", key="runs.back"):
        st.query_params.pop("run", None)
        st.rerun()


def title(workspace: Workspace, run: Run) -> None:
    """Draw the flow's title over its run."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"### {plain(titles(workspace).get(run.flow, run.flow))}", width="content")
        st.space("stretch")
        st.page_link(
            NOTEBOOK,
            label=_("Open in the notebook"),
            icon=":material/edit_note:",
            query_params={"flow": run.flow},
            **leads(NOTEBOOK),
        )


def titles(workspace: Workspace) -> dict[str, str]:
    """The flows' titles by their names; a flow that was removed has none."""
    return apart(workspace.titles())


def choose_flow(workspace: Workspace) -> str | None:
    """Draw the choice of one flow or all."""
    known = titles(workspace)
    asked = st.query_params.get("flow", _ALL)
    names = [_ALL, *known]
    chosen = st.selectbox(
        _("Flow"),
        names,
        index=names.index(asked) if asked in names else 0,
        key="runs.flow",
        width=330,
        format_func=lambda name: known.get(name) or _("All flows"),
        label_visibility="collapsed",
    )
    if chosen:
        st.query_params["flow"] = chosen
    else:
        st.query_params.pop("flow", None)
    return chosen or None


def choose_states(workspace: Workspace, flow: str | None) -> list[RunState]:
    """Draw the choice of the states that there are; none chosen means all."""
    there = {run.state for run in workspace.runs(flow, _MOST)} | {*st.session_state.get("runs.states", ())}
    if len(there) < _TWO:
        return []
    return st.pills(
        _("State"),
        [state for state in RunState if state in there],
        selection_mode="multi",
        key="runs.states",
        label_visibility="collapsed",
        format_func=lambda state: _(STATES[state][0]),
    )


def draw(workspace: Workspace, flow: str | None, states: list[RunState]) -> None:
    """Draw the runs; while one is under way they are drawn again every other second."""
    busy = any(run.state in ACTIVE for run in workspace.runs(flow, 20))
    known = titles(workspace)

    @st.fragment(run_every="2s" if busy else None)
    def live() -> None:
        runs = [run for run in workspace.runs(flow, _MOST) if not states or run.state in states]
        if busy and not any(run.state in ACTIVE for run in runs):
            st.rerun()
        table(runs, known, f"runs.{flow}", _look_at, one_flow=flow is not None)

    live()


def table(
    runs: Sequence[Run],
    known: dict[str, str],
    key: str,
    go: Callable[[str], None],
    *,
    at_most: int = 18,
    one_flow: bool = False,
) -> None:
    """Draw runs as a table, each with the way to it; only the counts that there are have a column."""
    if not runs:
        st.info(
            _("No run yet. Start one from the notebook, or put a flow on a schedule."),
            icon=":material/play_circle:",
        )
        return
    counts = [n for n in _COUNTS if n in _ALWAYS or any(getattr(run.counts, n) for run in runs)]
    failed = any(run.error for run in runs)
    order = ["state", "when", "flow", "go", "read", *counts, "took", "by", "error"]
    hidden = {"flow"} if one_flow else set()
    hidden |= set() if failed else {"error"}
    opens = st.column_config.ButtonColumn(
        "",
        key=f"{key}.go",
        on_click=_open,
        args=(f"{key}.go", [run.id for run in runs], go),
        width=85,
        type="tertiary",
    )
    st.dataframe(
        [_row(run, known) for run in runs],
        key=f"{key}.table",
        hide_index=True,
        height=tall(len(runs), at_most),
        alt=_("Runs"),
        column_order=[name for name in order if name not in hidden],
        column_config={
            "state": state_chips(),
            "when": st.column_config.TextColumn(_("When"), width=110),
            "flow": st.column_config.TextColumn(_("Flow"), width=250),
            "took": st.column_config.TextColumn(_("Took"), width=wide(_("under a second"), 105)),
            "by": st.column_config.TextColumn(_("By"), width=75),
            **{
                n: st.column_config.NumberColumn(heading(n), width=wide(heading(n), 72))
                for n in ("read", *counts)
            },
            "go": opens,
            "error": st.column_config.TextColumn(_("Why"), width="large"),
        },
    )


def _row(run: Run, known: dict[str, str]) -> dict[str, Any]:
    return {
        "state": state_chip(run.state),
        "when": ago(run.started or run.asked),
        "flow": known.get(run.flow, run.flow),
        "took": took(run),
        "by": _(TRIGGERS.get(run.trigger, run.trigger)),
        **run.counts.as_dict(),
        "go": f":material/open_in_new: {_('Open')}",
        "error": short(translated(run.error), 300),
    }


def _open(key: str, ids: list[str], go: Callable[[str], None]) -> None:
    go(ids[int(st.session_state[key]["row"])])


def _look_at(run_id: str) -> None:
    st.query_params["run"] = run_id
