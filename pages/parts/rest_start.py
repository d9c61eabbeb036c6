"""How a declared system begins: opened again, made of an OpenAPI file, or by hand; and how it is kept."""

from __future__ import annotations

import re

import streamlit as st

from core.language import _, n_, translated
from core.workspace import SavedSystem, Workspace
from pages.parts import rest_draft
from pages.parts.notice import done, told
from pages.parts.person import who
from pages.parts.rest_draft import Declared
from pages.parts.right import needs
from pages.parts.wording import ago, phrase, plain

_FILE = "rest.file"
_MOST_AT_ONCE = 20


def draw(workspace: Workspace) -> Declared | None:
    """Draw the choice of what to declare; gives what is open."""
    draft = rest_draft.opened()
    if draft is not None:
        return draft
    saved = workspace.systems()
    left, right = st.columns([1.15, 1], gap="large")
    with left:
        st.markdown("### " + _("Declare a system"))
        st.caption(
            _(
                "Any system that speaks JSON over HTTP becomes a source and a target of flows, without code: "
                "from its OpenAPI file, or by hand."
            )
        )
        _from_file(workspace)
        _by_hand(workspace)
    with right:
        st.markdown(f"### {_('Declared systems')} :gray[{len(saved)}]")
        if not saved:
            st.caption(_("None yet. What you declare is kept here, with all its versions."))
        for each in saved:
            _one(workspace, each)
    return rest_draft.opened()


def bar(workspace: Workspace, draft: Declared) -> None:
    """Draw what is open, and what can be done with the whole of it."""
    system = draft.system(workspace)
    with st.container(horizontal=True, vertical_alignment="center", key="rest_bar"):
        st.subheader(plain(draft.told.get("title") or draft.name), width="content")
        state = _("version {n}", n=draft.version) if draft.version else _("not saved yet")
        changed = draft.version and draft.text(workspace) != draft.saved
        st.markdown(
            f":gray-badge[{state}]" + (f" :orange-badge[{_('changed')}]" if changed else ""), width="content"
        )
        st.space("stretch")
        st.download_button(
            _("Export"),
            draft.text(workspace),
            f"{draft.name}.yaml",
            "application/yaml",
            icon=":material/download:",
            type="tertiary",
            key="rest.export",
        )
        if st.button(_("Close"), key="rest.close", type="tertiary", icon=":material/close:"):
            rest_draft.close()
            st.rerun()
        if st.button(
            _("Save"),
            key="rest.save",
            type="primary",
            icon=":material/save:",
            **needs(workspace.save_system, disabled=system is None),
        ):
            _save(workspace, draft)
    for problem in draft.problems[:5]:
        st.error(phrase(problem), icon=":material/error:")
    if draft.notes:
        title = n_(
            "{n} thing that the file does not say", "{n} things that the file does not say", len(draft.notes)
        )
        with st.expander(title, icon=":material/info:"):
            for note in draft.notes:
                st.markdown(f"- {phrase(note)}")


def _save(workspace: Workspace, draft: Declared) -> None:
    with told():
        saved = workspace.save_system(draft.text(workspace), by=who(), after=draft.version or None)
        draft.version, draft.saved = saved.version, saved.text
        done(_("{name} is saved as version {n}", name=saved.name, n=saved.version), "save")
        st.rerun()


def _from_file(workspace: Workspace) -> None:
    with st.container(border=True):
        st.markdown(_("**From an OpenAPI 3 or Swagger 2 file**"))
        upload = st.file_uploader(
            _("OpenAPI file"), ["json", "yaml", "yml"], key="rest.upload", label_visibility="collapsed",
            max_upload_size=20, **needs(workspace.read_openapi),
        )  # fmt: skip
        if upload is None:
            st.session_state.pop(_FILE, None)
            return
        with told():
            _choose(workspace, upload.getvalue(), upload.file_id)


def _choose(workspace: Workspace, content: bytes, file: str) -> None:
    """Ask which kinds of records are wanted, and open the system with them."""
    begins = content.lstrip()[:4000]
    if b"koppel_system" in begins:
        if st.button(
            _("Open this system"), type="primary", key="rest.open_file", icon=":material/arrow_forward:"
        ):
            system = workspace.system(content)
            rest_draft.open_(system.told())
            st.rerun()
        return
    known = st.session_state.get(_FILE)
    if not known or known[0] != file:
        with st.spinner(_("Reading the file")):
            known = (file, workspace.read_openapi(content, "read"))
        st.session_state[_FILE] = known
    made = known[1]
    titles = {each.name: each for each in made.resources}
    st.markdown(
        n_(
            "**{system}** has {n} kind of records.",
            "**{system}** has {n} kinds of records.",
            len(titles),
            system=plain(made.system.title),
        )
    )
    name = st.text_input(
        _("Name"),
        _free(workspace, made.system.title),
        key=f"rest.name.{file}",
        help=_("How connections and commands call it."),
    )
    only = st.pills(
        _("Which of them"),
        list(titles),
        selection_mode="multi",
        default=list(titles)[:_MOST_AT_ONCE],
        key=f"rest.only.{file}",
        format_func=lambda each: (
            translated(titles[each].title)
            if titles[each].writes
            else _("{title} (read only)", title=translated(titles[each].title))
        ),
    )
    if st.button(
        _("Declare it"),
        type="primary",
        key="rest.declare",
        icon=":material/arrow_forward:",
        **needs(workspace.read_openapi, disabled=not only),
    ):
        found = workspace.read_openapi(content, name or "system", only)
        rest_draft.open_(found.system.told(), notes=found.notes)
        st.rerun()


def _by_hand(workspace: Workspace) -> None:
    with st.form("rest.new", border=True):
        st.markdown(_("**By hand**"))
        title = st.text_input(_("Name"), key="rest.title", placeholder=_("Our webshop"))
        address = st.text_input(
            _("Address of the API"), key="rest.address", placeholder="https://api.vendor.com/v1",
            help=_("Leave it empty when every installation has its own: then each connection gives it."),
        )  # fmt: skip
        path = st.text_input(_("Path of one kind of record"), key="rest.path", placeholder="orders")
        if st.form_submit_button(_("Begin"), icon=":material/arrow_forward:"):
            name = _free(workspace, title or "system")
            last = (path or "records").rstrip("/").split("/")[-1]
            told_ = {
                "koppel_system": 1,
                "name": name,
                "title": title or name,
                **({"base_url": address} if address else {}),
                "auth": [{"kind": "key"}],
                "resources": [
                    {
                        "name": re.sub(r"[^a-z0-9_]+", "_", last.lower()).strip("_") or "records",
                        "title": last[:1].upper() + last[1:],
                        "path": path or "records",
                    }
                ],
            }
            rest_draft.open_(told_)
            st.rerun()


def _one(workspace: Workspace, each: SavedSystem) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"system_{each.name}"):
        state = _("version {n}, {when}", n=each.version, when=ago(each.at))
        st.markdown(f"**{plain(each.name)}** :gray[{state}]", width="content")
        st.space("stretch")
        if st.button(_("Open"), key=f"rest.open.{each.name}", icon=":material/edit:"):
            with told():
                system = workspace.system(each.text)
                draft = rest_draft.open_(system.told(), each.version)
                draft.saved = draft.text(workspace)
                st.rerun()
        if st.button(
            _("Remove"),
            key=f"rest.remove.{each.name}",
            icon=":material/delete:",
            type="tertiary",
            **needs(workspace.remove_system),
        ):
            with told():
                workspace.remove_system(each.name)
                done(_("{name} is gone", name=each.name), "delete")
                st.rerun()


def _free(workspace: Workspace, text: str) -> str:
    """A name for a new system that no other has."""
    stem = text.rsplit(".", 1)[0] if "." in text else text
    bare = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40] or "system"
    bare = bare if bare[0].isalpha() else f"api-{bare}"
    taken = {each.name for each in workspace.connectors()}
    return next(
        name for n in range(1, len(taken) + 2) if (name := bare if n == 1 else f"{bare}-{n}") not in taken
    )
