"""Documents read strictly, and written so that every reader reads them alike."""

import json
import os
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from core.documents import write_json
from core.flow import Document, FlowProblems, read_document, read_flow
from core.flow.writing import write_document

REFERENCE = os.environ.get("KOPPEL_REFERENCE", "")
ATTACKS = Path(REFERENCE) / "security" / "attacks.json"


def first(document: Document) -> str:
    """The first problem in words."""
    return str(document.problems[0])


@pytest.mark.parametrize(
    "text", ["NO", "yes", "on", "off", "y", "012", "0o14", "0x1F", "1_000", "12:30:45", "1e3"]
)
def test_what_readers_disagree_about_goes_in_quotes(text: str) -> None:
    """A word that one reader takes for text and another for a number or a truth is refused with advice."""
    assert first(read_document(f"a: 1\nb: {text}")) == (
        f'line 2, b: {text} means different things to different readers; put it in quotes: "{text}"'
    )
    assert read_document(f'b: "{text}"').value == {"b": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("0", 0),
        ("-12", -12),
        ("10.10", Decimal("10.10")),
        ("1.5E+3", Decimal(1500)),
        ("2026-01-01", "2026-01-01"),
        ("2026-01-01T08:00:00Z", "2026-01-01T08:00:00Z"),
        ("1.2.3", "1.2.3"),
        ("+31 20 1234567", "+31 20 1234567"),
        ("line_items[]", "line_items[]"),
        ("naïve ✓", "naïve ✓"),
    ],
)
def test_plain_words_mean_one_thing(text: str, value: Any) -> None:
    """Numbers are exact, dates stay text, and everything else that is unmistakable is what it looks like."""
    read = read_document(f"a: {text}")
    assert (read.problems, read.value) == ((), {"a": value})
    assert type(read.value["a"]) is type(value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "a: !!python/name:os.system",
            "line 1, a: the tag tag:yaml.org,2002:python/name:os.system is not allowed",
        ),
        ("a: 1\nb: &x [1]", "line 2, b: the anchor &x is not allowed"),
        ("a: &x 1\nb: *x", "line 1, a: the anchor &x is not allowed"),
        ("x: {t: 1}\ny:\n  <<: {a: 1}", "line 3, x"),
        ("a: 1\nb:\n  c: 2\n  c: 3", "line 4, b.c: stands twice (first on line 3)"),
        ("a: 1\n---\nb: 2", "line 2: a second document begins here"),
        ("a: [1\nb: 2", "line 2: is not YAML"),
        ("? [1]\n: 2", "line 1: a key must be a word"),
        ("null: 1", "line 1, null: the key 'null' must be in quotes"),
        ("", "is empty"),
        ("a: \x07", "is not YAML"),
    ],
)
def test_what_data_has_no_use_for_is_refused_with_its_line(text: str, problem: str) -> None:
    """Tags, anchors, aliases, merge keys, repeated keys and second documents are named where they stand."""
    said = "\n".join(map(str, read_document(text).problems))
    assert problem.removesuffix("line 3, x") in said if problem.endswith(", x") else problem in said


def test_a_document_is_utf_8(example: str) -> None:
    """Other encodings are refused, a byte order mark is not part of the text."""
    assert "UTF-8" in first(read_document(example.encode("utf-16")))
    assert read_document("\ufeffa: 1").value == {"a": 1}


def test_size_depth_and_numbers_are_bounded_before_anything_is_built() -> None:
    """A document that is too large, too deep or holds a monstrous number is refused at once."""
    began = time.monotonic()
    assert "at most 1,000,000" in first(read_document("a: " + "x" * 1_000_001))
    assert "more than 50 levels" in first(read_document("[" * 5000 + "]" * 5000))
    assert "more than 50 levels" in first(read_document('{"a":' * 200 + "1" + "}" * 200))
    assert "5,000 characters" in first(read_document("a: " + "9" * 5000))
    assert "5,000 characters" in first(read_document('{"a": ' + "9" * 5000 + "}"))
    assert "beyond all measure" in first(read_document('{"a": 1E999999}'))
    assert time.monotonic() - began < 20


def test_json_is_read_as_json_with_its_lines() -> None:
    """JSON keeps its own numbers and escapes, tabs included, and its places have lines too."""
    read = read_document('{\n\t"a": 1e3,\n\t"b": "\\ud83d\\ude00"\n}')
    assert read.value == {"a": Decimal("1E+3"), "b": "😀"}
    assert read.line(("b",)) == 3
    assert "half a character" in first(read_document('{"a": "\\ud83d"}'))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | st.text(max_size=40)
    | st.sampled_from(
        ["NO", "1e3", "012", "2026-01-01", "a: b", "x #", "- a", "{{ v }}", "a\n b\n", "a\nb", "é\u2028"]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(max_size=12), json_values, min_size=1, max_size=5))
def test_what_is_written_is_read_again(value: dict[str, Any]) -> None:
    """Any JSON object comes back from its writing, and its writing never changes."""
    text = write_document(value)
    read = read_document(text)
    assert (read.problems, read.value) == ((), value)
    assert write_document(read.value) == text


@given(st.dictionaries(st.text(max_size=12), json_values, min_size=1, max_size=5))
def test_other_yaml_readers_read_the_same(value: dict[str, Any]) -> None:
    """A YAML 1.1 reader finds in a written document what we find in it."""
    theirs = yaml.safe_load(write_document(value))
    assert json.dumps(theirs) == json.dumps(json.loads(write_json(value)))


def test_long_texts_are_written_as_blocks() -> None:
    """A template of several lines stays readable, and a key of any length can be read."""
    value = {"template": "{% if a %}\n  b\n\n{% endif %}", "k" * 2000: 1}
    text = write_document(value)
    assert "template: |-\n  {% if a %}\n    b\n\n  {% endif %}\n" in text
    assert read_document(text).value == value


@pytest.mark.skipif(not ATTACKS.is_file(), reason="KOPPEL_REFERENCE has no security/attacks.json")
def test_no_hostile_import_gets_through() -> None:
    """Every hostile file of the reference list is refused in a sentence, and quickly."""
    attacks = [each for each in json.loads(ATTACKS.read_text()) if each["kind"] == "yaml_import"]
    assert attacks
    for attack in attacks:
        began = time.monotonic()
        with pytest.raises(FlowProblems):
            read_flow(_text(attack["input"]))
        assert time.monotonic() - began < 20, attack["id"]


def _text(given: Any) -> str:
    if isinstance(given, str):
        return given
    if "concat" in given:
        return "".join(part * times for part, times in given["concat"])
    content: str = given["content"]
    return content * (given["bytes_mb"] * 1_000_000 // len(content))
