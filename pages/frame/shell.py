"""The frame around every page: name, mark, style, navigation. Streamlit runs this script first, always."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from core.language import N_, _
from pages.frame import entry, keys, language, sign_in
from pages.parts import right
from pages.parts.notice import tell_done

HERE = Path(__file__).parent
PAGES = HERE.parent

#: Colours that the theme has no word for: the page, quiet text, and text on the colour of what comes first.
LIGHT = {"ground": "#ffffff", "quiet": "#59635f", "on-first": "#ffffff"}
DARK = {"ground": "#14191a", "quiet": "#a7b3b0", "on-first": "#0b1514"}
#: Every page: its file, its name and its sign.
PLACES = (
    ("overview.py", N_("Overview"), "grid_view"),
    ("flows.py", N_("Flows"), "account_tree"),
    ("notebook.py", N_("Notebook"), "edit_note"),
    ("runs.py", N_("Runs"), "play_circle"),
    ("records.py", N_("Records"), "badge"),
    ("tables.py", N_("Value tables"), "swap_horiz"),
    ("connections.py", N_("Connections"), "cable"),
    ("systems.py", N_("Systems"), "api"),
    ("people.py", N_("People"), "group"),
)

spoken = language.begin()
st.set_page_config(page_title="Koppel", page_icon=str(HERE / "mark.svg"), layout="wide")
dark = st.context.theme.type == "dark"
st.logo(str(HERE / ("koppel_dark.svg" if dark else "koppel_light.svg")), size="large")
colours = " ".join(f"--koppel-{name}: {value};" for name, value in (DARK if dark else LIGHT).items())
words = f"--koppel-choose-file: {json.dumps(_('Choose a file'))};"
style = f":root {{ {colours} {words} }}\n{(HERE / 'koppel.css').read_text('utf-8')}"
# Style alone would stand where toasts do, and go with the first toast that a part of a page shows.
with st.container(key="frame_style"):
    translated = "" if spoken == "en" else "koppel-translated"
    st.html(f'<style>{style}</style><i hidden class="{translated}"></i>')

closed = entry.shut()
right.shut({str(PAGES / file): closed[title] for file, title, _icon in PLACES if title in closed})
shown = entry.NEEDS.keys() - closed.keys()
if sign_in.gate() is None:
    shown -= {"People"}  # one person at their own machine
elif not shown:
    st.info(_("Nobody is signed in in this window, or not any more."), icon=":material/lock:")
    st.link_button(_("Sign in"), "/sign-in", type="primary")
    st.stop()
pages = {
    title: st.Page(
        PAGES / file,
        title=_(title),
        icon=f":material/{icon}:",
        default=file == "overview.py",
        visibility="visible" if title in shown else "hidden",
    )
    for file, title, icon in PLACES
}
page = st.navigation(list(pages.values()), position="top")
st.set_page_config(page_title=f"{page.title} · Koppel")
language.draw(spoken)
keys.draw(spoken)
entry.tell_who()
entry.admit(next(name for name, each in pages.items() if each.url_path == page.url_path))
page.run()
tell_done()
