"""The frame around every page: name, mark, style, navigation. Streamlit runs this script first, always."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.frame import entry, keys

HERE = Path(__file__).parent
PAGES = HERE.parent

#: Colours that the theme has no word for: the page, quiet text, and text on the colour of what comes first.
LIGHT = {"ground": "#ffffff", "quiet": "#59635f", "on-first": "#ffffff"}
DARK = {"ground": "#14191a", "quiet": "#a7b3b0", "on-first": "#0b1514"}

st.set_page_config(page_title="Koppel", page_icon=str(HERE / "mark.svg"), layout="wide")
dark = st.context.theme.type == "dark"
st.logo(str(HERE / ("koppel_dark.svg" if dark else "koppel_light.svg")), size="large")
st.html(HERE / "koppel.css")
colours = DARK if dark else LIGHT
st.html(
    f"<style>:root {{ {' '.join(f'--koppel-{name}: {value};' for name, value in colours.items())} }}</style>"
)

page = st.navigation(
    [
        st.Page(PAGES / "overview.py", title="Overview", icon=":material/grid_view:", default=True),
        st.Page(PAGES / "notebook.py", title="Notebook", icon=":material/edit_note:"),
        st.Page(PAGES / "runs.py", title="Runs", icon=":material/play_circle:"),
        st.Page(PAGES / "tables.py", title="Value tables", icon=":material/swap_horiz:"),
        st.Page(PAGES / "connections.py", title="Connections", icon=":material/cable:"),
    ],
    position="top",
)
st.set_page_config(page_title=f"{page.title} · Koppel")
keys.draw("en")
entry.admit(page.title)
page.run()
