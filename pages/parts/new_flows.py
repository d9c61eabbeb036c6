"""The third step to new flows: which kinds of records are carried."""

from __future__ import annotations

import streamlit as st

from core.entities import ENTITIES
from core.language import _, current, translated
from core.workspace import Beginning, Offer, Workspace
from pages.parts.beginning import go, keep, onward
from pages.parts.wording import listed, plain


def draw(workspace: Workspace, begun: Beginning) -> None:
    """Draw every kind of record: a switch where both systems have it, else the reason why not."""
    offers = workspace.offers(begun.source, begun.target)
    offered = [offer.entity for offer in offers if offer.recipe]
    before = begun.entities or tuple(offered[:1])
    chosen = []
    for offer in offers:
        entity = ENTITIES[offer.entity]
        with st.container(border=True, gap="small"):
            on = st.checkbox(
                f"**{translated(entity.title)}** {translated(entity.help)}",
                value=offer.recipe is not None and offer.entity in before,
                disabled=offer.recipe is None,
                key=f"new.entity.{begun.id}.{offer.entity}",
            )
            st.caption(plain(_said(offer)))
        if on and offer.recipe:
            chosen.append(offer.entity)
    begun = keep(workspace, begun, entities=tuple(chosen))
    st.caption(_("Each kind becomes a flow of its own; run first what the others come after."))
    returned, went = onward(_("Continue"), key="new.flows", disabled=not chosen)
    if returned:
        go(workspace, begun, "connections")
    if went:
        go(workspace, begun, "settings")


def _said(offer: Offer) -> str:
    """What the flow does, and which ones run before it; or why there is none."""
    if offer.recipe is None:
        return translated(offer.why)
    title = translated(offer.recipe.title)
    before = [_inside(ENTITIES[entity].title) for entity in offer.recipe.follows]
    return _("{flow}; comes after {flows}", flow=title, flows=listed(before)) if before else title


def _inside(title: str) -> str:
    """A title within a sentence: in small letters, but where nouns have capitals."""
    return translated(title) if current() == "de" else translated(title).lower()
