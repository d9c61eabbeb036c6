"""All flows as a table: searched, by folder, and what is done with those that are chosen."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.language import N_, _, n_, whole
from core.specification.cron import in_words
from core.workspace import FlowState, Workspace, decoded
from pages.parts.chips import state_chip, state_chips, tall
from pages.parts.notice import done, told
from pages.parts.person import who
from pages.parts.places import NOTEBOOK
from pages.parts.right import leads, needs
from pages.parts.search import search
from pages.parts.wording import ago, apart

_ALL, _NONE = "*", ""
_OPENED = "flows.opened"
_TURN = "flows.turn"


def draw(workspace: Workspace, flows: Sequence[FlowState]) -> None:
    """Draw the bar, the table, and what can be done with the chosen ones."""
    if opened := st.session_state.pop(_OPENED, ""):
        st.switch_page(NOTEBOOK, query_params={"flow": opened})
    word, folder = _bar(workspace, flows)
    found = [each for each in flows if folder in (_ALL, each.folder) and _has(each, word)]
    if not found:
        st.info(
            _("No flow is like that.") if flows else _("There is no flow yet. Make one, or import a file."),
            icon=":material/account_tree:",
        )
        return
    # another choice of rows is another table: what was chosen in the one before is chosen no more
    chosen = _table(found, f"flows.table.{st.session_state.get(_TURN, 0)}.{folder}.{word}")
    _acts(workspace, flows, chosen)


def _bar(workspace: Workspace, flows: Sequence[FlowState]) -> tuple[str, str]:
    with st.container(horizontal=True, vertical_alignment="center"):
        word = search("flows.search", N_("flows, systems and schedules"), width=300)
        folder = _folder(flows)
        st.space("stretch")
        with st.popover(_("Import"), icon=":material/upload:", **needs(workspace.import_flow)):
            _import(workspace)
        new, way = _("New flow"), leads(NOTEBOOK)
        st.page_link(NOTEBOOK, label=new, icon=":material/add:", query_params={"new": "1"}, **way)
    return word, folder


def _folder(flows: Sequence[FlowState]) -> str:
    """Draw the choice of a folder, where there is one."""
    number = Counter(each.folder for each in flows)
    names = sorted(name for name in number if name)
    if not names:
        return _ALL
    offered = [_ALL, *names, *([_NONE] if number[_NONE] else [])]
    said = {
        _ALL: _("All folders ({n})", n=whole(len(flows))),
        _NONE: _("In no folder ({n})", n=whole(number[_NONE])),
    }
    chosen: str = st.selectbox(
        _("Folder"),
        offered,
        key="flows.folder",
        width=260,
        label_visibility="collapsed",
        format_func=lambda name: said.get(name) or f"{name} ({whole(number[name])})",
    )
    return chosen


def _has(flow: FlowState, word: str) -> bool:
    said = (flow.title, flow.name, flow.source, flow.target, flow.folder, in_words(flow.schedule))
    return all(part in " ".join(said).lower() for part in word.split())


def _table(flows: Sequence[FlowState], key: str) -> list[FlowState]:
    """Draw flows; gives those that are chosen."""
    titles = apart({each.name: each.title for each in flows})
    folders = any(each.folder for each in flows)
    columns = ["flow", "go", *(["folder"] if folders else []), "ends", "state", "when", "waits", "starts"]

    def open_() -> None:
        row = int(st.session_state["flows.go"]["row"])
        st.session_state[_OPENED] = flows[row].name  # the next drawing changes the page

    event = st.dataframe(
        [_row(each, titles[each.name]) for each in flows],
        key=key,
        hide_index=True,
        height=tall(len(flows), 20),
        on_select="rerun",
        selection_mode="multi-row",
        column_order=columns,
        alt=_("Flows"),
        placeholder="",
        column_config={
            "flow": st.column_config.TextColumn(_("Flow"), width=300),
            "go": st.column_config.ButtonColumn(
                "", key="flows.go", on_click=open_, width=85, type="tertiary"
            ),
            "folder": st.column_config.TextColumn(_("Folder"), width=150),
            "ends": st.column_config.TextColumn(_("From → to"), width=220),
            "state": state_chips(),
            "when": st.column_config.TextColumn(_("Last run"), width=120),
            "waits": st.column_config.NumberColumn(
                _("Waits"), width=70, help=_("Records that wait for a person.")
            ),
            "starts": st.column_config.TextColumn(_("Starts"), width=190),
        },
    )
    rows: list[Any] = list(event.selection["rows"])
    return [flows[n] for n in map(int, rows) if n < len(flows)]


def _row(flow: FlowState, title: str) -> dict[str, Any]:
    run = flow.last
    starts = in_words(flow.schedule) if flow.schedule else _("only by hand")
    return {
        "flow": title,
        "go": f":material/open_in_new: {_('Open')}",
        "folder": flow.folder,
        "ends": f"{flow.source} → {flow.target}" if flow.source else _("cannot be read"),
        "state": state_chip(run.state) if run else [],
        "when": ago(run.ended or run.started or run.asked) if run else _("never"),
        "waits": flow.parked + flow.ambiguous or None,
        "starts": starts if flow.active or not flow.schedule else _("{starts}, paused", starts=starts),
    }


def _acts(workspace: Workspace, flows: Sequence[FlowState], chosen: list[FlowState]) -> None:
    """Draw what can be done with the chosen flows."""
    if not chosen:
        st.caption(_("Choose flows by their boxes to put them into a folder, copy or download them."))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="flows_acts"):
        st.markdown(n_("**{n} flow** chosen", "**{n} flows** chosen", len(chosen)), width="content")
        with st.popover(_("Put into a folder"), icon=":material/folder:", **needs(workspace.file)):
            _file(workspace, flows, chosen)
        if len(chosen) == 1:
            with st.popover(_("Copy"), icon=":material/content_copy:", **needs(workspace.duplicate)):
                _copy(workspace, chosen[0])
        one = len(chosen) == 1
        st.download_button(
            _("Download"),
            lambda: workspace.text(chosen[0].name) if one else packed(workspace, chosen),
            f"{chosen[0].name}.yaml" if one else "flows.zip",
            "application/yaml" if one else "application/zip",
            key="flows.download",
            **needs(workspace.text),
            icon=":material/download:",
            on_click="ignore",
        )


def _file(workspace: Workspace, flows: Sequence[FlowState], chosen: Sequence[FlowState]) -> None:
    names = sorted({each.folder for each in flows if each.folder})
    name = st.selectbox(
        _("Folder"),
        names,
        index=None,
        accept_new_options=True,
        key="flows.file",
        placeholder=_("A client, or any name"),
        help=_("A folder is how flows are found here; it is no part of the flow file."),
    )
    put = st.button(_("Put them there"), key="flows.file.put", **needs(workspace.file, disabled=not name))
    take = st.button(_("Take them out of theirs"), key="flows.file.take", **needs(workspace.file))
    if put or take:
        folder = (name or "") if put else ""
        with told():
            workspace.file([each.name for each in chosen], folder)
            number = len(chosen)
            _anew(
                n_("{n} flow in {folder}", "{n} flows in {folder}", number, folder=folder)
                if folder
                else n_("{n} flow in no folder", "{n} flows in no folder", number),
                "folder",
            )


def _copy(workspace: Workspace, flow: FlowState) -> None:
    title = st.text_input(
        _("Title of the copy"), _("{title} (copy)", title=flow.title), key=f"flows.copy.{flow.name}"
    )
    if st.button(
        _("Make the copy"),
        key="flows.copy.sure",
        type="primary",
        **needs(workspace.duplicate, disabled=not (title or "").strip()),
    ):
        with told():
            made = workspace.duplicate(flow.name, title or "", by=who())
            _anew(_("{name} is there; no schedule starts it", name=made.name), "content_copy")


def _import(workspace: Workspace) -> None:
    st.caption(
        _("A flow of the same name gets the file as its next version. Schedules are off until you say so.")
    )
    files = st.file_uploader(
        _("Flow files"), ["yaml", "yml", "json"], accept_multiple_files=True, key="flows.files"
    )
    if st.button(
        _("Take them in"),
        key="flows.import",
        type="primary",
        **needs(workspace.import_flow, disabled=not files),
    ):
        taken = 0
        for file in files:
            with told():
                text = decoded(file.getvalue(), file.name)
                workspace.import_flow(text, N_("imported from {name}").format(name=file.name), by=who())
                taken += 1
        if taken == len(files):
            _anew(n_("{n} flow taken in", "{n} flows taken in", taken), "upload")


def _anew(text: str, icon: str) -> None:
    """Say what was done, and draw the table without what was chosen."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    done(text, icon)
    st.rerun()


def packed(workspace: Workspace, flows: Sequence[FlowState]) -> bytes:
    """Several flow files as one zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in flows:
            archive.writestr(f"{each.name}.yaml", workspace.text(each.name))
    return made.getvalue()
