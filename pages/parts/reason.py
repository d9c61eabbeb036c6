"""Why a rule gives nothing for the record that is looked at, and a press for each way out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.flow import Rule
from core.insight import Gap, Reason
from pages.parts.editor import Editor
from pages.parts.wording import explained, plain, short

_TOLD = 3


@dataclass(frozen=True, slots=True)
class WayOut:
    """What would do instead of what the rule reads now, and the rule's changes that put it there."""

    text: str
    changes: dict[str, Any]


def draw(editor: Editor, rule: Rule, reasons: Sequence[Reason]) -> None:
    """Draw the reasons of one record in sentences, and a button for each path that would do."""
    said = list(dict.fromkeys(each.why for each in reasons if each.why))
    for why in said[:_TOLD]:
        st.markdown(f":orange[:material/help:] {explained(why)}")
    out = {way.text: way for each in reasons for gap in each.gaps for way in ways_out(rule, gap)}

    def take(way: WayOut) -> None:
        editor.change(editor.made(**way.changes))

    if out:
        with st.container(horizontal=True, gap="small"):
            for k, way in enumerate(list(out.values())[:_TOLD]):
                st.button(
                    f"Use {plain(short(way.text, 60))}",
                    icon=":material/auto_fix_high:",
                    key=f"editor.out.{k}",
                    on_click=take,
                    args=(way,),
                    help="Puts it into the rule.",
                )


def ways_out(rule: Rule, gap: Gap) -> Iterator[WayOut]:
    """What a gap proposes, as changes of the rule: a path in the place of the one that is read."""
    for text in gap.write:
        yield WayOut(text, {"select": text})
    if not gap.nearest:
        return
    read = re.compile(rf'(?<![\w."$]){re.escape(gap.path)}(?![\w"])')
    for part in ("select", "each", "transform"):
        before = getattr(rule, part)
        after = read.sub(lambda _: gap.nearest, before, count=1) if before else before
        if after != before:
            yield WayOut(gap.nearest, {part: after})
            return
