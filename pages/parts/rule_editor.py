"""The editor of one rule: JMESPath and Jinja side by side, and at once what they give for every sample."""

from __future__ import annotations

import streamlit as st

from core.fields import FieldType
from core.flow import Empty, Rule, Write
from core.insight import Seen
from pages.parts import by_example, functions, proposals
from pages.parts.block import Block
from pages.parts.draft import Draft
from pages.parts.editor import Editor
from pages.parts.inputs import Inputs
from pages.parts.row import Row, choose
from pages.parts.rule_preview import every_sample, given
from pages.parts.samples import Samples
from pages.parts.wording import counted, plain, short

WRITES = {
    Write.ALWAYS: "Always",
    Write.CREATE: "Only when the record is made",
    Write.UPDATE: "Only when it is changed",
    Write.IF_EMPTY: "Only where the target is empty",
    Write.IF_CHANGED: "Only when the value has changed",
}
EMPTIES = {Empty.OMIT: "Leave it out", Empty.NULL: "Send null", Empty.FAIL: "Park the record"}
_THIRDS = (1.1, 1.1, 1)


def draw(editor: Editor, blocks: dict[str, Block]) -> None:
    """Draw the editor's body for the field that is chosen."""
    rule, field = editor.rule, editor.row.field
    if rule is not None and rule.each is not None:
        _each(editor, rule, blocks)
    elif rule is None and field is not None and field.type is FieldType.LIST and field.fields:
        _new_each(editor)
        proposals.draw(editor)
    else:
        _expressions(editor, rule)


def head(draft: Draft, block: Block, row: Row | None, every_row: list[Row]) -> None:
    """Draw the choice of the field, and what the target says about it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        key = f"editor.field.{draft.flow.name}.{block.id}"
        if row is not None and st.session_state.get(key) != row.path:
            st.session_state[key] = row.path

        def take() -> None:
            if picked := st.session_state[key]:
                choose(draft.flow, block, str(picked))

        st.selectbox(
            "Target field",
            list(dict.fromkeys(each.path for each in every_row)),
            key=key,
            on_change=take,
            label_visibility="collapsed",
            width=300,
            accept_new_options=True,
            placeholder="Choose a field",
        )
        if row is not None and row.required:
            st.badge("required", color="orange")
        if row is not None:
            st.caption(_described(row), width="content")


def _described(row: Row) -> str:
    if row.field is None:
        return "not among the target's known fields"
    return plain(short(" · ".join(filter(None, (row.field.described, row.field.help))), 150))


def _expressions(editor: Editor, rule: Rule | None) -> None:
    inputs = Inputs(editor.workspace, editor.draft)
    key = f"rule.{editor.block.id}.{editor.row.path}.{editor.row.nth}"
    left, middle, right = st.columns(_THIRDS, gap="medium")
    with left:
        inputs.text(
            f"{key}.select",
            "JMESPath",
            rule.select if rule else None,
            lambda text: editor.made(select=text),
            live=True,
            placeholder="path in the source record",
            help="Picks from the source record: `customer.email`, `line_items[].sku`, `$settings.name`.",
        )
        _picker(editor)
    with middle:
        inputs.text(
            f"{key}.transform",
            "Jinja",
            rule.transform if rule else None,
            lambda text: editor.made(transform=text),
            live=True,
            placeholder="optional, as {{ value | upper }}",
            help="Shapes what was picked, called `value`. One expression keeps its type.",
        )
        functions.draw()
    with right:
        given(editor, rule)
    if rule is not None:
        _how(editor, inputs, key, rule)
        _foot(editor, rule)
    else:
        proposals.draw(editor)
        by_example.draw(editor)


def _picker(editor: Editor) -> None:
    if editor.samples is None:
        return
    offered = _offered(editor, editor.samples)
    key = f"editor.pick.{editor.flow.name}.{editor.block.id}.{editor.row.path}"

    def take() -> None:
        if picked := st.session_state[key]:
            editor.change(editor.made(select=picked))
            st.session_state[key] = None

    st.selectbox(
        "Source field",
        list(offered),
        index=None,
        key=key,
        on_change=take,
        placeholder="Pick a source field…",
        label_visibility="collapsed",
        format_func=lambda path: f"{path}   {offered.get(path, '')}",
    )


def _offered(editor: Editor, samples: Samples) -> dict[str, str]:
    """The source's paths as this block writes them, each with an example."""
    seen = {each.path: _example(each) for each in samples.seen if each.type != "object" and each.filled}
    lists = editor.block.lists(editor.flow)
    if not lists:
        return seen
    around = ".".join(lists) + "."
    rows = {path.removeprefix(around): example for path, example in seen.items() if path.startswith(around)}
    return {**rows, **{f"$record.{path}": example for path, example in seen.items()}}


def _example(seen: Seen) -> str:
    return short(seen.example, 60) if seen.holds else counted(seen.values, "row")


def _how(editor: Editor, inputs: Inputs, key: str, rule: Rule) -> None:
    left, middle, right = st.columns(_THIRDS, gap="medium")
    with left:
        inputs.choice(
            f"{key}.write",
            "When it is written",
            list(WRITES),
            rule.write,
            lambda word: editor.made(write=word),
            format_func=WRITES.__getitem__,
        )
    with middle:
        inputs.choice(
            f"{key}.empty",
            "When it is empty",
            list(EMPTIES),
            rule.empty,
            lambda word: editor.made(empty=word),
            format_func=EMPTIES.__getitem__,
        )
    with right:
        inputs.text(
            f"{key}.note",
            "Note",
            rule.note,
            lambda text: editor.made(note=text),
            placeholder="why it is so",
        )


def _foot(editor: Editor, rule: Rule) -> None:
    samples = editor.samples
    with st.container(horizontal=True, vertical_alignment="center"):
        every = st.toggle("All samples", key="editor.every", disabled=not (samples and samples.records))
        st.space("stretch")
        _remove(editor)
    if every and samples:
        every_sample(editor, rule, samples)


def _each(editor: Editor, rule: Rule, blocks: dict[str, Block]) -> None:
    inputs = Inputs(editor.workspace, editor.draft)
    block, place = editor.block, (*editor.block.place, editor.row.n)
    inner = next((name for name, b in blocks.items() if b.check == block.check and b.place == place), None)
    left, right = st.columns([1.1, 2.1], gap="medium", vertical_alignment="bottom")
    with left:
        inputs.text(
            f"each.{block.id}.{editor.row.path}",
            "One row for each of",
            rule.each,
            lambda text: editor.made(each=text or rule.each),
            help="JMESPath for a list of the source record.",
        )
    with right, st.container(horizontal=True):
        label = f"Open the {len(rule.map)} rules of its rows"
        if inner and st.button(label, icon=":material/table_rows:", key="each.open"):
            st.session_state[f"map.go.{editor.flow.name}"] = inner
            st.rerun()
        _remove(editor)


def _new_each(editor: Editor) -> None:
    path, field = editor.row.path, editor.row.field
    seen = editor.samples.seen if editor.samples else ()
    lists = [each.path + "[]" for each in seen if each.type.startswith("list")]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "One row for each of",
            lists,
            index=None,
            key=f"each.new.{path}",
            width=340,
            accept_new_options=True,
            placeholder="a list of the source record",
        )
        if st.button("Map its rows", key=f"each.make.{path}", disabled=not chosen) and chosen and field:
            first = next((each for each in field.fields if each.required), field.fields[0])
            rows = Rule(to=path, each=chosen, map=(Rule(to=first.name, select="@"),))
            editor.change(editor.block.add(editor.flow, rows))
            st.rerun()


def _remove(editor: Editor) -> None:
    n = editor.row.n
    last = len(editor.block.rules(editor.flow)) == 1 and not editor.block.place
    if n is None or last:
        return
    if st.button("Remove the rule", icon=":material/delete:", key="editor.remove", type="tertiary"):
        editor.change(editor.block.put(editor.flow, n, None))
        st.rerun()
