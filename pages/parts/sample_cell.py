"""The notebook's second cell: the records to map against, and what is seen in them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.documents import write_json
from core.flow import Flow
from core.workspace import Workspace, read_records
from pages.parts import sample_desk
from pages.parts.draft import Draft
from pages.parts.notice import told
from pages.parts.rules import look_up
from pages.parts.samples import Samples, choose, pull, put
from pages.parts.search import search
from pages.parts.stepper import look_at, stepper
from pages.parts.wording import ago, counted, plain, short

_FEW, _OF = 20, 1000
_CHOOSING = (
    f"Out of the first {_OF:,} records those {_FEW} that together show every field, every empty place, "
    "every value of a choice and every length of a list, as far as so few can."
)


def summary(flow: Flow, samples: Samples | None) -> str:
    """The samples in one line."""
    if samples is None:
        return "no records yet"
    fields = sum(each.filled > 0 and each.holds for each in samples.seen)
    records = counted(len(samples), "record")
    pinned = f" · {len(flow.samples)} pinned" if flow.samples else ""
    return f"{records} {samples.said} {ago(samples.at)} · {counted(fields, 'field')}{pinned}"


def draw(workspace: Workspace, draft: Draft, samples: Samples | None) -> None:
    """Draw the ways to get samples, and the one that is looked at."""
    flow, asked, chosen = draft.flow, 0, False
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.number_input("How many", 1, 500, 25, key=f"sample.number.{flow.name}", width=130)
        if st.button("Pull records", icon=":material/download:", key="sample.pull", type="secondary"):
            asked = int(number)
        label = f"Choose {_FEW} that show everything"
        if st.button(label, icon=":material/auto_awesome:", key="sample.choose", help=_CHOOSING):
            asked = _OF
            chosen = True
        with st.popover("Paste or upload", icon=":material/content_paste:"):
            _given(workspace, flow)
    if asked:
        _pull(workspace, flow, asked, chosen=chosen)
    if samples is None:
        st.caption("Nothing is written while you look: pulling only reads.")
        return
    if not samples:
        st.info("The source gave no records. Widen the filter, or paste some.", icon=":material/inbox:")
        return
    _one(workspace, draft, samples)


def _pull(workspace: Workspace, flow: Flow, number: int, *, chosen: bool) -> None:
    """Pull records, and tell how far it is; pressing Cancel, or anything else, ends it between two pages."""
    progress = st.progress(0.0, f"Reading from {flow.source.connection}")
    st.button("Cancel", key="sample.cancel", icon=":material/stop_circle:")

    def tell(so_far: int) -> None:
        progress.progress(so_far / number, f"{so_far:,} of at most {number:,} records")

    with told():
        if chosen:
            choose(workspace, flow, _FEW, number, tell)
        else:
            pull(workspace, flow, number, tell)
        st.rerun()


def _given(workspace: Workspace, flow: Flow) -> None:
    st.caption("JSON, JSON lines or CSV. Nothing leaves this machine, and no connection is needed.")
    upload = st.file_uploader("File", ["json", "jsonl", "ndjson", "csv", "txt"], key="sample.file")
    text = st.text_area("Or paste records", key="sample.text", height=140, placeholder='[{"id": 1, …}]')
    if st.button("Use these records", key="sample.use", type="primary", disabled=not (upload or text)):
        with told():
            name = upload.name if upload else "what was pasted"
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
        word = search("sample.search", "fields and values", width=300)
        look = st.segmented_control(
            "Look",
            ["Fields", "JSON", "Records"],
            default="Fields",
            required=True,
            key="sample.look",
            label_visibility="collapsed",
        )
    record = samples.records[n]
    sample_desk.draw(workspace, draft, samples, n)
    if samples.why:
        st.caption(f"Here for: {plain(samples.why[n])}")
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
        alt="The fields of the sample record",
        column_config={
            "path": st.column_config.TextColumn("Path", width="medium"),
            "value": st.column_config.TextColumn("In this record", width="large"),
            "type": st.column_config.TextColumn("Type", width="small"),
            "filled": st.column_config.ProgressColumn(
                "Filled",
                min_value=0,
                max_value=100,
                format="%d %%",
                width="small",
                help="In how many of the samples there is a value.",
            ),
        },
    )


def _records(flow: Flow, samples: Samples, word: str) -> None:
    """Draw all samples, with what each is there for where they were chosen; a press looks at one."""
    rows = zip(samples.keys, samples.why or [""] * len(samples.keys), strict=True)
    found = [(n, record, why) for n, (record, why) in enumerate(rows) if word in f"{record} {why}".lower()]
    key = f"sample.records.{flow.name}.{samples.id}.{len(found)}"

    def take() -> None:
        if cells := st.session_state[key]["selection"]["cells"]:
            look_at(flow.name, found[cells[0][0]][0])

    st.dataframe(
        [{"record": record, "why": why} for _, record, why in found],
        key=key,
        hide_index=True,
        height=min(420, 38 + 35 * max(1, len(found))),
        on_select=take,
        selection_mode="single-cell",
        alt="The samples, and what each is there for",
        column_order=["record", "why"] if samples.why else ["record"],
        column_config={
            "record": st.column_config.TextColumn("Record", width=160, pinned=True),
            "why": st.column_config.TextColumn("Is there for", width="large"),
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
            rows.append({"path": seen.path, "value": value, "type": seen.type, "filled": share})
    return rows
