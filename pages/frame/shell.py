"""The frame around every page: name, mark, style, navigation. Streamlit runs this script first, always."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.frame import entry, keys
from pages.parts.notice import tell_done

HERE = Path(__file__).parent
PAGES = HERE.parent

#: Colours that the theme has no word for: the page, quiet text, and text on the colour of what comes first.
LIGHT = {"ground": "#ffffff", "quiet": "#59635f", "on-first": "#ffffff"}
DARK = {"ground": "#14191a", "quiet": "#a7b3b0", "on-first": "#0b1514"}

st.set_page_config(page_title="Koppel", page_icon=str(HERE / "mark.svg"), layout="wide")
dark = st.context.theme.type == "dark"
st.logo(str(HERE / ("koppel_dark.svg" if dark else "koppel_light.svg")), size="large")
colours = " ".join(f"--koppel-{name}: {value};" for name, value in (DARK if dark else LIGHT).items())
style = f":root {{ {colours} }}\n{(HERE / 'koppel.css').read_text('utf-8')}"
# Style alone would stand where toasts do, and go with the first toast that a part of a page shows.
with st.container(key="frame_style"):
    st.html(f"<style>{style}</style><i hidden></i>")

page = st.navigation(
    [
        st.Page(PAGES / "overview.py", title="Overview", icon=":material/grid_view:", default=True),
        st.Page(PAGES / "notebook.py", title="Notebook", icon=":material/edit_note:"),
        st.Page(PAGES / "runs.py", title="Runs", icon=":material/play_circle:"),
        st.Page(PAGES / "records.py", title="Records", icon=":material/badge:"),
        st.Page(PAGES / "tables.py", title="Value tables", icon=":material/swap_horiz:"),
        st.Page(PAGES / "connections.py", title="Connections", icon=":material/cable:"),
        st.Page(PAGES / "systems.py", title="Systems", icon=":material/api:"),
    ],
    position="top",
)
st.set_page_config(page_title=f"{page.title} · Koppel")
keys.draw("en")
entry.admit(page.title)
page.run()
tell_done()
