"""The first step to a new flow: from which system to which, and what can be carried between the two."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.entities import ENTITIES
from core.language import _, translated
from core.workspace import Beginning, Offer, Workspace
from pages.parts.beginning import go, keep, onward
from pages.parts.wording import apart, plain


def draw(workspace: Workspace, begun: Beginning) -> None:
    """Draw the choice of two systems, and under it what they have in common."""
    titles = apart({each.name: translated(each.title) for each in workspace.connectors()})
    connected = {each.connector for each in workspace.connections()}
    recipes = workspace.recipes()
    givers = _first(dict.fromkeys(recipe.source for recipe in recipes), connected)

    def named(name: str) -> str:
        return _("{system} (connected)", system=titles[name]) if name in connected else titles[name]

    left, right = st.columns(2, gap="medium")
    source = left.selectbox(
        _("From"),
        givers,
        index=givers.index(begun.source) if begun.source in givers else 0,
        key=f"new.source.{begun.id}",
        format_func=named,
        help=_("The system that the records are read from."),
    )
    takers = _first(dict.fromkeys(each.target for each in recipes if each.source == source), connected)
    target = right.selectbox(
        _("To"),
        takers,
        index=takers.index(begun.target) if begun.target in takers else 0,
        key=f"new.target.{begun.id}",
        format_func=named,
        help=_("The system that the records are written to."),
    )
    if begun.source:
        begun = keep(workspace, begun, source=source, target=target)
    offered(workspace.offers(source, target))
    _back, went = onward(_("Continue"), key="new.systems", back=False)
    if went:
        go(workspace, begun, "connections", source=source, target=target)


def offered(offers: Sequence[Offer]) -> None:
    """Draw what can be carried between two systems, and why not where not."""
    can = [offer for offer in offers if offer.recipe]
    badges = " ".join(f":green-badge[{translated(ENTITIES[each.entity].title)}]" for each in can)
    st.markdown(f"**{_('Ready-made flows')}** {badges}")
    if len(can) < len(offers):
        with st.expander(_("What these two do not exchange, and why"), icon=":material/info:"):
            for offer in offers:
                if offer.why:
                    title = translated(ENTITIES[offer.entity].title)
                    st.markdown(f"**{title}.** {plain(translated(offer.why))}")


def _first(names: dict[str, None], connected: set[str]) -> list[str]:
    """Those that are connected already stand first."""
    return sorted(names, key=lambda name: (name not in connected, name))
