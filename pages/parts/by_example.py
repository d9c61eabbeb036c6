"""Mapping by example: a person writes what is wanted for a few samples, and takes a rule that gives it."""

from __future__ import annotations

import streamlit as st

from core.flow import Flow, Rule
from core.suggestions import Example, Guess, Guesses
from pages.parts.editor import Editor
from pages.parts.proposals import depends, offer
from pages.parts.samples import Samples
from pages.parts.stepper import current
from pages.parts.value_table import with_rows, with_table
from pages.parts.wording import counted, listed, plain, short

#: Guesses that are shown; examples that are asked for at first, and when guesses are still in doubt.
_SHOWN, _FIRST, _AT_MOST = 3, 2, 5
_VALUES = 5


def draw(editor: Editor) -> None:
    """Draw the fold with the examples, and the rules that give them."""
    samples = editor.samples
    if samples is None or not samples.records:
        return
    fold = st.expander("By example", icon=":material/lightbulb:", on_change="rerun", key="example")
    if not fold.open:
        return
    with fold:
        st.caption(
            "Write what the field must hold for two or three records; the rules that give it are found."
        )
        guesses, wanted = _guessed(editor, samples)
        for n, guess in enumerate(guesses.guesses[:_SHOWN]):
            offer(editor, f"guess.{n}", guess.rule, _told(guess), _with_tables(editor.flow, guess))
        if wanted and not guesses.guesses:
            st.caption("No rule was found that gives this. Write one more, or type the rule.")


def _guessed(editor: Editor, samples: Samples) -> tuple[Guesses, bool]:
    """Ask for examples, more while there is doubt; gives the guesses and whether there is an example."""
    labels = _labels(editor, samples)
    first = _first(editor, samples, labels)
    with st.container(horizontal=True):
        examples = [each for place in first for each in _example(editor, place, f"For {labels[place]}")]
        guesses = _guesses(editor, samples, examples, labels)
        while guesses.tell is not None and guesses.tell not in first and len(examples) < _AT_MOST:
            more = _example(editor, guesses.tell, guesses.question)
            if not more:
                break
            examples += more
            guesses = _guesses(editor, samples, examples, labels)
    if guesses.tell in first:
        st.caption(plain(guesses.question))
    return guesses, bool(examples)


def _example(editor: Editor, place: int, label: str) -> list[Example]:
    key = f"example.{editor.flow.name}.{editor.block.id}.{editor.row.path}.{place}"
    text = st.text_input(plain(label), key=key, live="300ms", autocomplete="off", width=300)
    return [Example(place, text)] if text else []


def _labels(editor: Editor, samples: Samples) -> list[str]:
    """What each record is called, or each row of the block's list."""
    if not editor.block.lists(editor.flow):
        return list(samples.keys)
    rows = editor.block.tried(editor.workspace, editor.flow, Rule(to="row", select="@"), samples).values
    return [
        f"{key}, row {n + 1}"
        for key, values in zip(samples.keys, rows, strict=True)
        for n, row in enumerate(values)
        if isinstance(row, dict)
    ]


def _first(editor: Editor, samples: Samples, labels: list[str]) -> list[int]:
    """The places that are asked for first: that of the record that was looked at then, and the next."""
    key = f"example.first.{editor.flow.name}.{editor.block.id}.{editor.row.path}.{samples.id}"
    name = samples.keys[current(editor.flow.name, samples)]
    here = next((n for n, label in enumerate(labels) if label in (name, f"{name}, row 1")), 0)
    start: int = st.session_state.setdefault(key, here)
    return list(dict.fromkeys((start + n) % len(labels) for n in range(_FIRST))) if labels else []


def _guesses(editor: Editor, samples: Samples, examples: list[Example], labels: list[str]) -> Guesses:
    if not examples:
        return Guesses()
    wanted = tuple((each.place, str(each.wanted)) for each in examples)
    known = depends(editor, samples)
    return _found(editor, samples, labels, str(editor.workspace.home), known, editor.row.path, wanted)


@st.cache_resource(max_entries=200, ttl="4h", show_spinner=False)
def _found(
    _editor: Editor,
    _samples: Samples,
    _labels: list[str],
    home: str,  # noqa: ARG001  with `known` a part of the cache's key
    known: str,  # noqa: ARG001
    to: str,
    wanted: tuple[tuple[int, str], ...],
) -> Guesses:
    block, flow = _editor.block, _editor.flow
    return _editor.workspace.by_example(
        flow,
        _samples.records,
        to,
        [Example(place, text) for place, text in wanted],
        check=block.check,
        inside=block.inside(flow),
        lists=block.lists(flow),
        labels=_labels,
    )


def _told(guess: Guess) -> str:
    """What a guess gives for all samples, in one line."""
    few = list(dict.fromkeys(short(value, 30) for value in guess.values if value not in (None, "")))
    parts = [guess.why, f"{guess.filled} of {len(guess.values)} filled"]
    parts += [f"{guess.faults} with a fault"] if guess.faults else []
    parts += [f"{counted(len(guess.missing), 'row')} of its table to be filled in"] if guess.missing else []
    return " · ".join([*parts, listed(few, _VALUES)])


def _with_tables(flow: Flow, guess: Guess) -> Flow:
    """The flow with the value tables that a guess needs, and a row for each value that occurs."""
    for name, table in guess.tables.items():
        flow = with_rows(with_table(flow, name, table), name, list(guess.missing))
    return flow
