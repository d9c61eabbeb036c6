"""What is wrong with this installation, if anything is."""

from __future__ import annotations

import streamlit as st

from core.language import _
from core.workspace import Workspace
from pages.parts.notice import told
from pages.parts.wording import phrase


def draw(workspace: Workspace) -> None:
    """Draw the findings behind a button; they are looked for when it is opened."""
    with st.popover(
        _("This installation"), icon=":material/health_and_safety:", type="tertiary", on_change="rerun"
    ) as body:
        if not body.open:
            return
        with told():
            for finding in workspace.doctor():
                sign = ":green[:material/check_circle:]" if finding.ok else ":orange[:material/error:]"
                st.markdown(f"{sign} {phrase(finding.what)}")
                if not finding.ok and finding.do:
                    st.caption(phrase(finding.do))
