"""Rules that a field without one is likely to want, each with its reason and a press that takes it."""

from __future__ import annotations

import streamlit as st

from core.documents import digest
from core.flow import Flow, Rule
from core.suggestions import Suggestion
from core.workspace import Workspace
from pages.parts.block import Block
from pages.parts.editor import Editor
from pages.parts.samples import Samples
from pages.parts.wording import counted, plain, short

_SHOWN = 3


def draw(editor: Editor) -> None:
    """Draw the likeliest rules for the field that is open."""
    samples = editor.samples
    if samples is None or not samples.records:
        return
    found = _suggested(
        editor.workspace,
        editor.flow,
        editor.block,
        samples,
        str(editor.workspace.home),
        depends(editor, samples),
    )
    if some := found.get(editor.row.path):
        st.caption("Suggestions")
        for n, each in enumerate(some[:_SHOWN]):
            example = f" · e.g. {short(each.example, 40)}" if each.example not in (None, "") else ""
            offer(editor, f"suggestion.{n}", each.rule, each.why + example)


def offer(editor: Editor, key: str, rule: Rule, why: str, flow: Flow | None = None) -> None:
    """One rule with its reason, and the press that takes it."""

    def take() -> None:
        made = rule.model_copy(update={"to": editor.row.path})
        editor.change(editor.block.add(flow or editor.flow, made))

    line = f"offer_{key.replace('.', '_')}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=line):
        st.button("Use", key=f"proposals.{key}", icon=":material/add:", on_click=take, type="tertiary")
        st.markdown(f"**{plain(_written(rule))}** &nbsp;:gray[{plain(why)}]", width="stretch")


def _written(rule: Rule) -> str:
    if rule.each is not None:
        return f"each {rule.each} with {counted(len(rule.map), 'rule')}"
    return " ".join(part for part in (rule.select, rule.transform) if part)


def depends(editor: Editor, samples: Samples) -> str:
    """All that proposals depend on beside what is wanted."""
    block, flow = editor.block, editor.flow
    ends = [flow.source.connection, flow.source.resource, flow.target.connection, flow.target.resource]
    return digest(
        {
            "samples": samples.id,
            "ends": ends,
            "block": [block.check, block.inside(flow), block.lists(flow)],
            "settings": flow.settings,
            "tables": {name: table.model_dump(mode="json") for name, table in flow.tables.items()},
            "checks": [[check.name, check.resource, check.each] for check in flow.checks],
        }
    )


@st.cache_resource(max_entries=200, ttl="4h", show_spinner=False)
def _suggested(
    _workspace: Workspace,
    _flow: Flow,
    _block: Block,
    _samples: Samples,
    home: str,  # noqa: ARG001  with `known` the key of the cache
    known: str,  # noqa: ARG001
) -> dict[str, tuple[Suggestion, ...]]:
    return _workspace.suggestions(
        _flow, _samples.records, check=_block.check, inside=_block.inside(_flow), lists=_block.lists(_flow)
    )
