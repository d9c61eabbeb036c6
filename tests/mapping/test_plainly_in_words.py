"""A rule in plain words, in the language of who reads."""

from __future__ import annotations

import pytest
from wrapped import outside, wrap

from core.language import speaking
from core.mapping import functions, plainly
from core.mapping.plainly import condition, phrase

BRACKETS = str.maketrans("", "", "⟦⟧")
RULES = (
    ("name", None),
    (None, "{{ record.name | upper }}"),
    ("a || b", "{{ value | lookup('vat') }}"),
    ("a && b", "{{ value | trim | upper }}"),
    ("rows[?kind == 'x' && !gone].sku | [0]", "from {{ value }} on"),
    ("rows[?starts_with(kind, 'x') || n > `1`]", "{% if value %}{{ value }}{% endif %}"),
    ("join(', ', tags)", None),
    ("sum(rows[].n)", None),
    ("[a, b, length(c)]", None),
    ("map(&a, rows)", None),
    ("a != 'b'", None),
    ("contains(@, 'b')", None),
)


@pytest.mark.parametrize(("select", "transform"), RULES)
def test_no_word_of_it_is_english_only(
    select: str | None, transform: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every word was looked up; the same rule in English is still said in English."""
    english = plainly(select, transform)
    with speaking(wrap(monkeypatch)):
        said = plainly(select, transform)
    assert outside(said) == ""
    assert said.replace(".⟧", "⟧").translate(BRACKETS).lower() == english.lower().rstrip(".")
    assert plainly(select, transform) == english


def test_the_help_of_every_function_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands behind the function's name."""
    with speaking(wrap(monkeypatch)):
        said = [plainly("a", f"{{{{ value | {each.name} }}}}") for each in functions()]
    assert [each for each in said if each.count("⟦") < 2 or outside(each)] == []


def test_a_part_of_a_sentence_stands_by_itself() -> None:
    """As it is wanted where the sentence around it is another one."""
    assert phrase("rows[?a == 'b']") == "those of `rows` for which `a` is the text 'b'"
    assert condition("a == 'b' && c != `1`") == "`a` is the text 'b' and `c` is not `1`"
    assert condition("name") == phrase("name ||") == ""
