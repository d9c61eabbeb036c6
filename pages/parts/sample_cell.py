"""The notebook's second cell: the records to map against, and what is seen in them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.documents import write_json
from core.flow import Flow
from core.language import N_, _, n_, translated, whole
from core.workspace import Workspace, read_records
from pages.parts import sample_desk
from pages.parts.cell import State
from pages.parts.draft import Draft
from pages.parts.notice import told
from pages.parts.rules import look_up
from pages.parts.samples import Samples, choose, pull, put, samples_of
from pages.parts.search import search
from pages.parts.stepper import look_at, stepper
from pages.parts.wording import ago, phrase, short

_FEW, _OF = 20, 1000
#: The types that values have, in words.
_TYPES = (N_("text"), N_("number"), N_("yes or no"), N_("list"), N_("list of objects"), N_("object"))
_CHOOSING = N_(
    "Out of the first {of} records those {few} that together show every field, every empty place, "
    "every value of a choice and every length of a list, as far as so few can."
)


def glance(workspace: Workspace, draft: Draft) -> tuple[str, State]:
    """The samples in one line."""
    flow, samples = draft.flow, samples_of(workspace, draft.flow)
    if samples is None:
        return _("no records yet"), "todo"
    fields = sum(each.filled > 0 and each.holds for each in samples.seen)
    parts = [
        n_(
            "{n} record {chosen} {when}",
            "{n} records {chosen} {when}",
            len(samples),
            chosen=samples.said,
            when=ago(samples.at),
        ),
        n_("{n} field", "{n} fields", fields),
    ]
    parts += [_("{n} pinned", n=len(flow.samples))] if flow.samples else []
    return " · ".join(parts), "done" if samples else "todo"


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the ways to get samples, and the one that is looked at."""
    flow, samples = draft.flow, samples_of(workspace, draft.flow)
    asked, chosen = 0, False
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.number_input(_("How many"), 1, 500, 25, key=f"sample.number.{flow.name}", width=130)
        if st.button(_("Pull records"), icon=":material/download:", key="sample.pull", type="secondary"):
            asked = int(number)
        label = _("Choose {n} that show everything", n=_FEW)
        if st.button(
            label,
            icon=":material/auto_awesome:",
            key="sample.choose",
            help=_(_CHOOSING, of=whole(_OF), few=_FEW),
        ):
            asked = _OF
            chosen = True
        with st.popover(_("Paste or upload"), icon=":material/content_paste:"):
            _given(workspace, flow)
    if asked:
        _pull(workspace, flow, asked, chosen=chosen)
    if samples is None:
        st.caption(_("Nothing is written while you look: pulling only reads."))
        return
    if not samples:
        st.info(_("The source gave no records. Widen the filter, or paste some."), icon=":material/inbox:")
        return
    _one(workspace, draft, samples)


def _pull(workspace: Workspace, flow: Flow, number: int, *, chosen: bool) -> None:
    """Pull records, and tell how far it is; pressing Cancel, or anything else, ends it between two pages."""
    progress = st.progress(0.0, _("Reading from {connection}", connection=flow.source.connection))
    st.button(_("Cancel"), key="sample.cancel", icon=":material/stop_circle:")

    def tell(so_far: int) -> None:
        progress.progress(
            so_far / number, _("{n} of at most {most} records", n=whole(so_far), most=whole(number))
        )

    with told():
        if chosen:
            choose(workspace, flow, _FEW, number, tell)
        else:
            pull(workspace, flow, number, tell)
        st.rerun()


def _given(workspace: Workspace, flow: Flow) -> None:
    st.caption(_("JSON, JSON lines or CSV. Nothing leaves this machine, and no connection is needed."))
    upload = st.file_uploader(_("File"), ["json", "jsonl", "ndjson", "csv", "txt"], key="sample.file")
    text = st.text_area(_("Or paste records"), key="sample.text", height=140, placeholder='[{"id": 1, …}]')
    if st.button(_("Use these records"), key="sample.use", type="primary", disabled=not (upload or text)):
        with told():
            name = upload.name if upload else ""
            content = upload.getvalue() if upload else text or ""
            put(
                workspace,
                flow,
                read_records(content, upload.name if upload else ""),
                "given",
                name=name,
            )
            st.rerun()


def _one(workspace: Workspace, draft: Draft, samples: Samples) -> None:
    flow = draft.flow
    with st.container(horizontal=True, vertical_alignment="center"):
        n = stepper(flow.name, samples, "sample")
        st.space("stretch")
        word = search("sample.search", N_("fields and values"), width=300)
        look = st.segmented_control(
            _("Look"),
            [N_("Fields"), N_("JSON"), N_("Records")],
            default="Fields",
            required=True,
            key="sample.look",
            format_func=_,
            label_visibility="collapsed",
        )
    record = samples.records[n]
    sample_desk.draw(workspace, draft, samples, n)
    if samples.why:
        st.caption(_("Here for: {why}", why=phrase(samples.why[n])))
    if look == "Records":
        _records(flow, samples, word)
        return
    if look == "JSON":
        st.code(write_json(record, indent=2), language="json", height=420)
        return
    rows = _rows(samples, record, word)
    st.dataframe(
        rows,
        hide_index=True,
        height=min(420, 38 + 35 * max(1, len(rows))),
        alt=_("The fields of the sample record"),
        column_config={
            "path": st.column_config.TextColumn(_("Path"), width="medium"),
            "value": st.column_config.TextColumn(_("In this record"), width="large"),
            "type": st.column_config.TextColumn(_("Type"), width="small"),
            "filled": st.column_config.ProgressColumn(
                _("Filled"),
                min_value=0,
                max_value=100,
                format="%d %%",
                width="small",
                help=_("In how many of the samples there is a value."),
            ),
        },
    )


def _records(flow: Flow, samples: Samples, word: str) -> None:
    """Draw all samples, with what each is there for where they were chosen; a press looks at one."""
    rows = zip(
        samples.keys, map(translated, samples.why) if samples.why else [""] * len(samples.keys), strict=True
    )
    found = [(n, record, why) for n, (record, why) in enumerate(rows) if word in f"{record} {why}".lower()]
    key = f"sample.records.{flow.name}.{samples.id}.{len(found)}"

    def take() -> None:
        if cells := st.session_state[key]["selection"]["cells"]:
            look_at(flow.name, found[cells[0][0]][0])

    st.dataframe(
        [{"record": record, "why": why} for _n, record, why in found],
        key=key,
        hide_index=True,
        height=min(420, 38 + 35 * max(1, len(found))),
        on_select=take,
        selection_mode="single-cell",
        alt=_("The samples, and what each is there for"),
        column_order=["record", "why"] if samples.why else ["record"],
        column_config={
            "record": st.column_config.TextColumn(_("Record"), width=160, pinned=True),
            "why": st.column_config.TextColumn(_("Is there for"), width="large"),
        },
    )


def _rows(samples: Samples, record: dict[str, Any], word: str) -> list[dict[str, Any]]:
    rows = []
    for seen in samples.seen:
        if seen.type == "object" or not seen.filled:
            continue
        found = [short(value, 200) for value in look_up(record, seen.path)]
        value = " · ".join(text for text in found[:6] if text)
        if not word or word in seen.path.lower() or word in value.lower():
            share = 100 * seen.filled / len(samples)
            rows.append(
                {
                    "path": seen.path,
                    "value": value,
                    "type": _(seen.type) if seen.type in _TYPES else seen.type,
                    "filled": share,
                }
            )
    return rows
