"""The theme that browsers are told is Streamlit's own, however often it is told."""

from __future__ import annotations

import inspect

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from pages.frame.theme import tell_from_memory

SECTIONS = ["theme", *(f"theme.{each.value}" for each in config.CustomThemeCategories)]


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_is_told_as_streamlit_puts_it_together(
    section: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first time and from memory; where a section says nothing, nothing is told."""
    own = inspect.unwrap(app_session._populate_theme_msg)  # a server may have begun in this process
    monkeypatch.setattr(app_session, "_populate_theme_msg", own)
    wanted = CustomThemeConfig()
    own(wanted, section)
    assert wanted.ByteSize() or "sidebar" in section
    tell_from_memory()
    assert app_session._populate_theme_msg is not own
    for _turn in range(3):
        told = CustomThemeConfig()
        app_session._populate_theme_msg(told, section)
        assert told == wanted
