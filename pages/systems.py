"""The systems that are declared without code: made of an OpenAPI file or by hand, tried as they grow."""

from __future__ import annotations

import streamlit as st

from core.errors import KoppelError
from core.language import _
from pages.frame.entry import enter
from pages.parts import rest_access, rest_next, rest_records, rest_start, rest_text, rest_trial
from pages.parts.notice import problem

workspace = enter("Systems")

try:
    draft = rest_start.draw(workspace)
except KoppelError as error:
    problem(error)
    st.stop()

if draft is not None:
    top = st.container()  # filled last, so that it knows what the fields below have just been told
    left, right = st.columns([1.15, 1], gap="large")
    with left:
        access, records, text = st.tabs([_("Access"), _("Records"), _("As a file")], key="rest.tabs")
        with access:
            rest_access.draw(draft)
        with records:
            rest_records.draw(draft)
        with text:
            rest_text.draw(workspace, draft)
    with top:
        rest_start.bar(workspace, draft)
    with right:
        rest_trial.draw(workspace, draft)
        rest_next.draw(workspace, draft)
