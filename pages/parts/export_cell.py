"""The notebook's last cell: the flow as a file, a bundle, papers for the client, and its versions."""

from __future__ import annotations

import difflib
import io
import tempfile
import zipfile
from pathlib import Path

import streamlit as st

from core.flow import Edit, edits, read_draft, read_flow, write_flow
from core.language import N_, _, n_, translated
from core.workspace import SavedFlow, Workspace
from pages.parts import client_papers
from pages.parts.cell import State
from pages.parts.draft import Draft, change
from pages.parts.edit_list import table
from pages.parts.notice import done, told
from pages.parts.wording import ago

_NOTEBOOK = N_("the notebook as it stands")
#: The notebook where a version is chosen; versions begin at 1.
_HERE = 0


def glance(workspace: Workspace, draft: Draft) -> tuple[str, State]:
    """The newest version in one line."""
    saved = workspace.saved(draft.flow.name)
    words = _("version {version}, published {time}", version=saved.version, time=ago(saved.at))
    return f"{words} · {_('the draft is not published yet')}" if draft.changed else words, "done"


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the file, what can be downloaded, and the versions."""
    names = [_("File"), _("For the client"), _("Versions")]
    file, client, history = st.tabs(names, key="export.tabs", on_change="rerun")
    if file.open:
        with file:
            _file(workspace, draft)
    if client.open:
        with client, told():
            client_papers.draw(workspace, draft)
    if history.open:
        with history:
            _versions(workspace, draft, workspace.versions(draft.flow.name))


def _file(workspace: Workspace, draft: Draft) -> None:
    name = draft.flow.name
    text = write_flow(draft.flow) if draft.changed else workspace.saved(name).text
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            _("Download the flow"),
            text,
            f"{name}.yaml",
            "application/yaml",
            key="export.file",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            _("Download a bundle"),
            lambda: bundle(workspace, name),
            f"{name}.zip",
            "application/zip",
            key="export.bundle",
            icon=":material/folder_zip:",
            on_click="ignore",
            disabled=draft.changed,
            help=_("A folder that runs and tests itself in production, with a connections file of its own."),
        )
        with st.popover(_("Import a file"), icon=":material/upload:"):
            _import(workspace, draft)
        if draft.changed:
            st.caption(_("This is the draft. Publish it before you download a bundle."), width="content")
    st.code(text, language="yaml", height=460, line_numbers=True)


def bundle(workspace: Workspace, name: str) -> bytes:
    """The flow's bundle as a zip file."""
    packed = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        root = Path(folder) / name
        workspace.export(name, root)
        for path in sorted(root.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder))
    return packed.getvalue()


def _import(workspace: Workspace, draft: Draft) -> None:
    upload = st.file_uploader(_("Flow file"), ["yaml", "yml", "json"], key="export.upload")
    st.caption(_("It takes the place of the draft; nothing is published before you say so."))
    if st.button(_("Use this file"), key="export.use", disabled=upload is None) and upload is not None:
        with told():
            flow = read_flow(upload.getvalue(), upload.name)
            change(workspace, draft, flow.model_copy(update={"name": draft.flow.name}))
            st.rerun()


def _versions(workspace: Workspace, draft: Draft, versions: list[SavedFlow]) -> None:
    rows = [
        {"version": each.version, "at": ago(each.at), "by": each.by, "note": translated(each.note)}
        for each in versions
    ]
    event = st.dataframe(
        rows,
        key="export.versions",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row-required",
        height=min(240, 38 + 35 * len(rows)),
        alt=_("Versions of the flow"),
        column_config={
            "version": st.column_config.NumberColumn(_("Version"), width="small"),
            "at": st.column_config.TextColumn(_("Published"), width="small"),
            "by": st.column_config.TextColumn(_("By"), width="small"),
            "note": st.column_config.TextColumn(_("Note"), width="large"),
        },
    )
    chosen = versions[next(iter(event.selection["rows"]), 0)]
    texts = {each.version: each.text for each in versions if each != chosen}
    texts = {_HERE: write_flow(draft.flow), **texts}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        against = st.selectbox(
            _("Version {version} against", version=chosen.version),
            list(texts),
            key=f"export.against.{draft.flow.name}",
            format_func=_state,
            width=280,
        )
        st.space("stretch")
        if st.button(
            _("Restore version {version}", version=chosen.version),
            icon=":material/history:",
            key="export.restore",
        ):
            with told():
                change(workspace, draft, workspace.flow(draft.flow.name, chosen.version))
                done(
                    _(
                        "Version {version} stands in the notebook as a draft; undo takes it out",
                        version=chosen.version,
                    ),
                    "history",
                )
                st.rerun()
    _compare(chosen.text, texts.get(against or _HERE, chosen.text))


def _state(version: int) -> str:
    return _(_NOTEBOOK) if version == _HERE else _("version {version}", version=version)


def _compare(before: str, after: str) -> None:
    """Draw in which rules and settings two states differ, and in which lines."""
    found = _edits(before, after)
    if found:
        st.markdown(
            n_(
                "**{n} edit** from the one to the other",
                "**{n} edits** from the one to the other",
                len(found),
            )
        )
        table(found, _("Edits between the two"))
    lines = _difference(before, after)
    if not lines:
        st.caption(_("No difference."))
        return
    with st.expander(_("Line by line"), icon=":material/difference:"):
        st.code(lines, language="diff", height=360)


def _edits(before: str, after: str) -> tuple[Edit, ...]:
    one, other = read_draft(before), read_draft(after)  # a draft may be half written, a version may be old
    return edits(one, other) if one is not None and other is not None else ()


def _difference(before: str, after: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), _("the one"), _("the other"), lineterm="", n=2
    )
    return "\n".join(lines)
