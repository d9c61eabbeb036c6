"""What is drawn again after an edit: the parts of a page that look otherwise by it, and no others.

Each part is a fragment of its own, so that a press in it draws it alone. What an edit changes elsewhere is
found by a glance at every part, which costs little beside drawing it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from core.errors import KoppelError
from pages.parts.notice import told

_DRAWING = "drawing"
Glance = TypeVar("Glance")


@dataclass(slots=True)
class Drawing:
    """One page of parts; `state` gives all that an edit can change and more than one of them depends on."""

    state: Callable[[], Any]
    #: the state that the parts were drawn by; None until the last of them is
    drawn: Any = None
    #: how to glance at each part, and what it looked like when it was drawn
    parts: dict[str, tuple[Callable[[], Any], Any]] = field(default_factory=dict)

    def part(self, name: str, glance: Callable[[], Glance], draw: Callable[[Glance], None]) -> None:
        """Draw a part by a glance at it; where that never equals another, every edit draws it again."""

        def drawn() -> None:
            with told():
                now = glance()
                self.parts[name] = glance, now
                draw(now)
                if self.drawn is not None and self.drawn != self.state():
                    st.rerun()  # something in it changed what others show, and did not say so

        st.fragment(drawn, key=name)()

    def end(self) -> None:
        """Every part is drawn; whoever changes something from now on may `redraw`."""
        self.drawn = self.state()
        st.session_state[_DRAWING] = self


def redraw() -> None:
    """End a callback that changed something: draw again what looks otherwise by it.

    Nothing behind this is carried out. What is drawn anyway, by the press itself, needs no second drawing.
    """
    context, drawing = get_script_run_ctx(), st.session_state.get(_DRAWING)
    if context is None or not context.fragment_ids_this_run or not isinstance(drawing, Drawing):
        return
    changed = [name for name, (glance, shown) in drawing.parts.items() if _differs(glance, shown)]
    drawing.drawn = drawing.state()
    drawn_anyway = set(context.fragment_ids_this_run)
    if changed and not drawn_anyway.issuperset(context.fragment_storage.resolve_target(changed)):
        st.rerun(changed)


def _differs(glance: Callable[[], Any], shown: Any) -> bool:
    try:
        return bool(glance() != shown)
    except KoppelError:
        return True  # told where it is drawn
