"""How the mapping is run: the functions that its rules, and those of its checks, are made into."""

from __future__ import annotations

import streamlit as st

from core.flow import Flow
from core.workspace import Workspace
from pages.parts.notice import told
from pages.parts.wording import plain

_MAPPING = "The mapping"


def draw(workspace: Workspace, flow: Flow) -> None:
    """Draw the fold; what is in it is made when it is opened."""
    fold = st.expander(
        "How this mapping is run", icon=":material/code:", key="explanation", on_change="rerun"
    )
    if fold.open:
        with fold, told():
            _functions(workspace, flow)


def _functions(workspace: Workspace, flow: Flow) -> None:
    found = workspace.explain(flow)
    functions = {_MAPPING: found.source, **{f"Check {name}": text for name, text in found.checks.items()}}
    st.caption(
        "All rules become one function of a record. A rule that fails in it is tried alone, to say why.  \n"
        f"On the command line: `koppel preview {flow.name} --explain`"
    )
    chosen = _MAPPING
    if len(functions) > 1:
        chosen = st.segmented_control(
            "Function",
            list(functions),
            default=_MAPPING,
            required=True,
            key=f"explanation.{flow.name}",
            label_visibility="collapsed",
            format_func=plain,
        )
    st.code(functions.get(chosen or _MAPPING, found.source), language="python", height=420)
