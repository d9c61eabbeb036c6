"""The notebook's fourth cell: the mapping, to be drawn as lines between two trees or typed as a table."""

from __future__ import annotations

import streamlit as st

from core.documents import digest
from core.flow import Flow
from core.workspace import Workspace
from pages.parts import explanation, mapper, mapping_table
from pages.parts.block import Block
from pages.parts.draft import Draft
from pages.parts.results import state
from pages.parts.row import rows
from pages.parts.samples import Samples
from pages.parts.wording import counted

VIEWS = {"visual": "Visual", "table": "Table"}


def summary(workspace: Workspace, flow: Flow, samples: Samples | None) -> tuple[str, bool, bool]:
    """The mapping in one line; whether required fields are open; whether rules have faults."""
    wanted = [field.name for field in Block("").fields(workspace, flow) if field.required]
    return _summed_up(workspace, flow, samples, str(workspace.home), digest([wanted, state(flow, samples)]))


@st.cache_resource(max_entries=100, ttl="4h", show_spinner=False)
def _summed_up(
    _workspace: Workspace,
    _flow: Flow,
    _samples: Samples | None,
    home: str,  # noqa: ARG001  it and `what` are what the summary depends on: the key of the cache
    what: str,  # noqa: ARG001
) -> tuple[str, bool, bool]:
    every_row = rows(_workspace, _flow, Block(""), _samples)
    required = [each for each in every_row if each.required]
    given = sum(not each.missing for each in required)
    wrong = sum(each.wrong for each in every_row)
    parts = [counted(sum(each.n is not None for each in every_row), "rule")]
    parts += [f"{given} of {len(required)} required fields mapped"] if required else []
    parts += [f"{wrong} with faults"] if wrong else []
    return " · ".join(parts), given < len(required), wrong > 0


def draw(workspace: Workspace, draft: Draft, samples: Samples | None) -> None:
    """Draw the mapping as the person likes it, and how it is run."""
    view = st.segmented_control(
        "View",
        list(VIEWS),
        default="visual",
        required=True,
        key="map.view",
        label_visibility="collapsed",
        format_func=VIEWS.__getitem__,
    )
    drawn = mapping_table if view == "table" else mapper
    drawn.draw(workspace, draft, samples)
    explanation.draw(workspace, draft.flow)
