"""How the mapping is run: the functions that its rules, and those of its checks, are made into."""

from __future__ import annotations

import streamlit as st

from core.flow import Flow
from core.language import N_, _
from core.workspace import Workspace
from pages.parts.notice import told
from pages.parts.wording import plain

_MAPPING = N_("The mapping")


def draw(workspace: Workspace, flow: Flow) -> None:
    """Draw the fold; what is in it is made when it is opened."""
    fold = st.expander(
        _("How this mapping is run"), icon=":material/code:", key="explanation", on_change="rerun"
    )
    if fold.open:
        with fold, told():
            _functions(workspace, flow)


def _functions(workspace: Workspace, flow: Flow) -> None:
    found = workspace.explain(flow)
    checks = {f"Check {name}": name for name in found.checks}
    functions = {_MAPPING: found.source, **{key: found.checks[name] for key, name in checks.items()}}
    told_first = _(
        "All rules become one function of a record. A rule that fails in it is tried alone, to say why."
    )
    command = _("On the command line: {command}", command=f"`koppel preview {flow.name} --explain`")
    st.caption(f"{told_first}  \n{command}")

    def called(key: str) -> str:
        return plain(_("Check {name}", name=checks[key])) if key in checks else _(_MAPPING)

    chosen = _MAPPING
    if len(functions) > 1:
        chosen = st.segmented_control(
            _("Function"),
            list(functions),
            default=_MAPPING,
            required=True,
            key=f"explanation.{flow.name}",
            label_visibility="collapsed",
            format_func=called,
        )
    st.code(functions.get(chosen or _MAPPING, found.source), language="python", height=420)
