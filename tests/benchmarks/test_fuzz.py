"""Flows, expressions, records and answers at random: a value or a sentence, and never anything else."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.api.answer import Answer, NoJson
from core.errors import KoppelError
from core.flow import FlowProblems, read_document, read_draft, read_flow
from core.mapping import Mapping, Rule, Scope, compile  # noqa: A004
from core.workspace import read_records

#: How many of each kind; the whole is 10,000.
EXAMPLES = int(os.environ.get("KOPPEL_FUZZ", "2500"))
pytestmark = pytest.mark.benchmark
many = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), database=None)

_WORDS = "value record length join money lookup('t') endfor if else &a !!x 9 0 {{ }} {% %}"
_PIECES = st.sampled_from(
    (*"[]{}()|.,:*@?&`'\"\\#%$-_+=<>!~ \n\t\0\ud800é", *_WORDS.split(), "for x in value")
)
_TEXT = st.one_of(st.lists(_PIECES, max_size=30).map("".join), st.text(max_size=80))
_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_KEYS = st.sampled_from(
    ["koppel", "name", "title", "source", "target", "map", "checks", "samples", "schedule", "x"]
)


@given(st.one_of(_TEXT, st.dictionaries(_KEYS, _JSON).map(json.dumps), st.binary(max_size=200)))
@many
def test_any_flow_is_read_or_refused(text: str | bytes) -> None:
    """A document of any shape is a flow, or a list of problems."""
    read_document(text)
    if isinstance(text, str):
        read_draft(text)
    with suppress(FlowProblems):
        read_flow(text)


@given(_TEXT, st.booleans(), _JSON)
@many
def test_any_expression_gives_a_value_or_a_fault(text: str, select: bool, value: Any) -> None:  # noqa: FBT001
    """An expression of any letters is refused when it is built, or gives a value or a fault of its field."""
    rule = Rule(to="A", select=text) if select else Rule(to="A", transform=text)
    with suppress(KoppelError):
        [made] = compile(Mapping(rules=(rule,))).render([Scope({"value": value})])
        assert all(fault.why for fault in made.faults)


@given(
    st.one_of(
        _TEXT,
        _JSON.map(json.dumps),
        st.lists(st.lists(_TEXT)).map(lambda rows: "\n".join(map(",".join, rows))),
    )
)
@many
def test_any_export_is_read_or_refused(text: str) -> None:
    """What somebody pastes or uploads is a list of records, or a sentence."""
    with suppress(KoppelError):
        assert all(isinstance(record, dict) for record in read_records(text))


@given(
    st.one_of(
        st.binary(max_size=200),
        _TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")),
        _JSON.map(json.dumps).map(str.encode),
    )
)
@many
def test_any_answer_is_json_or_told_as_what_it_is(content: bytes) -> None:
    """A body of any bytes is a JSON value, or named in words."""
    said = Answer(200, {"content-type": "application/json"}, content, "https://api.example/").said
    assert not isinstance(said, NoJson) or said.what
