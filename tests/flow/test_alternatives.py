"""What is left of an expression in a source that has few of the trade's words."""

from __future__ import annotations

import pytest

from core.recipes.composing import Around, Composer
from core.recipes.profile import Lines, Part

ITEM = "({line.shipping} && $settings.sending) || ({line.sku} && {line.sku}) || $settings.default"


def source(*words: str) -> Composer:
    """A source whose rows say only this."""
    return Composer(Part(resource="any", read={"lines": Lines(each="rows[]", fields={w: w for w in words})}))


@pytest.mark.parametrize(
    ("words", "text", "left"),
    [
        (("sku", "shipping"), ITEM, "(shipping && $settings.sending) || (sku && sku) || $settings.default"),
        (("sku",), ITEM, "(sku && sku) || $settings.default"),
        ((), ITEM, "$settings.default"),
        ((), "({line.sku} && {line.sku}) || '-'", "'-'"),
        ((), "({line.sku} && {line.sku})", "`null`"),
        ((), "{line.sku} || '-'", "`null`"),
        ((), "({line.shipping} && '7') || {line.title}", "`null`"),
    ],
)
def test_what_is_under_a_condition_leaves_the_rest(words: tuple[str, ...], text: str, left: str) -> None:
    """An alternative under a condition goes without its word; what stands behind it needs none."""
    spared = ("line.sku", "line.shipping", "line.title")
    assert source(*words).match({"Code": text}, Around.ROW, spared)["Code"] == left
