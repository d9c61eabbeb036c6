"""The frame around every page: name, mark, style, navigation. Streamlit runs this script first, always."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.frame import entry, keys, sign_in
from pages.parts.notice import tell_done

HERE = Path(__file__).parent
PAGES = HERE.parent

#: Colours that the theme has no word for: the page, quiet text, and text on the colour of what comes first.
LIGHT = {"ground": "#ffffff", "quiet": "#59635f", "on-first": "#ffffff"}
DARK = {"ground": "#14191a", "quiet": "#a7b3b0", "on-first": "#0b1514"}
#: Every page: its file, its name and its sign.
PLACES = (
    ("overview.py", "Overview", "grid_view"),
    ("flows.py", "Flows", "account_tree"),
    ("notebook.py", "Notebook", "edit_note"),
    ("runs.py", "Runs", "play_circle"),
    ("records.py", "Records", "badge"),
    ("tables.py", "Value tables", "swap_horiz"),
    ("connections.py", "Connections", "cable"),
    ("systems.py", "Systems", "api"),
    ("people.py", "People", "group"),
)

st.set_page_config(page_title="Koppel", page_icon=str(HERE / "mark.svg"), layout="wide")
dark = st.context.theme.type == "dark"
st.logo(str(HERE / ("koppel_dark.svg" if dark else "koppel_light.svg")), size="large")
colours = " ".join(f"--koppel-{name}: {value};" for name, value in (DARK if dark else LIGHT).items())
style = f":root {{ {colours} }}\n{(HERE / 'koppel.css').read_text('utf-8')}"
# Style alone would stand where toasts do, and go with the first toast that a part of a page shows.
with st.container(key="frame_style"):
    st.html(f"<style>{style}</style><i hidden></i>")

shown = entry.may_open()
if sign_in.gate() is None:
    shown.discard("People")  # one person at their own machine
elif not shown:
    st.info("Nobody is signed in in this window, or not any more.", icon=":material/lock:")
    st.link_button("Sign in", "/sign-in", type="primary")
    st.stop()
page = st.navigation(
    [
        st.Page(
            PAGES / file,
            title=title,
            icon=f":material/{icon}:",
            default=file == "overview.py",
            visibility="visible" if title in shown else "hidden",
        )
        for file, title, icon in PLACES
    ],
    position="top",
)
st.set_page_config(page_title=f"{page.title} · Koppel")
keys.draw("en")
entry.tell_who()
entry.admit(page.title)
page.run()
tell_done()
