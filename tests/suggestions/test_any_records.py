"""Whatever records hold, suggestions and guesses are made without an error."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.fields import Field, FieldType
from core.mapping import Mapping, Scope, check_rules
from core.suggestions import Example, by_example, suggest

ODD = [
    "0001-01-01T00:00:00+05:00",
    "9999-12-31T23:59:59Z",
    "1e5000",
    "NaN",
    "{{ x }}",
    "a'b\\",
    "€",
    "0x10",
    "1_000",
]
NAMES = st.sampled_from(["name", "value", "a-b", 'q"', "rows", "Total", "datum", "$x", "", "`", "key.dot"])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.text(max_size=12).filter(lambda one: one.isprintable()),
    st.sampled_from(ODD),
)
RECORDS = st.dictionaries(
    NAMES,
    st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3)
    ),
    max_size=5,
)
FIELDS = (Field("Name"), Field("Total", FieldType.DECIMAL), Field("Date", FieldType.DATE), Field("Value"))


@given(records=st.lists(RECORDS, min_size=1, max_size=4))
@settings(max_examples=60)
def test_suggestions_are_made_of_anything(records: list[dict[str, Any]]) -> None:
    """Every suggestion is a rule that compiles."""
    found = suggest(FIELDS, [Scope(record) for record in records], at_least=0.0)
    rules = tuple(one[0].rule for one in found.values())
    assert check_rules(Mapping(rules=rules), FIELDS) == []


@example(records=[{}, {"name": [{"value": None}, {"value": [None]}]}], wishes=[None, False])
@given(records=st.lists(RECORDS, min_size=2, max_size=4), wishes=st.lists(SCALARS, min_size=1, max_size=2))
@settings(max_examples=40)
def test_guesses_give_what_is_wanted(records: list[dict[str, Any]], wishes: list[Any]) -> None:
    """What is guessed was rendered: it gives the wish, whatever it is."""
    scopes = [Scope(record) for record in records]
    found = by_example(Field("Name"), scopes, [Example(n, wish) for n, wish in enumerate(wishes)])
    for guess in found.guesses:
        for n, wish in enumerate(wishes):
            made = guess.values[n]
            assert made == _as_text(wish) or (wish in (None, "") and made in (None, ""))


def _as_text(wish: Any) -> Any:
    if isinstance(wish, bool):
        return "true" if wish else "false"
    return format(wish, "f") if isinstance(wish, Decimal) else str(wish)
