"""The third step to new flows: which kinds of records are carried."""

from __future__ import annotations

import streamlit as st

from core.entities import ENTITIES
from core.workspace import Beginning, Workspace
from pages.parts.beginning import go, keep, onward
from pages.parts.wording import plain


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
                f"**{entity.title}** {entity.help}",
                value=offer.recipe is not None and offer.entity in before,
                disabled=offer.recipe is None,
                key=f"new.entity.{begun.id}.{offer.entity}",
            )
            st.caption(plain(offer.recipe.title if offer.recipe else offer.why))
        if on and offer.recipe:
            chosen.append(offer.entity)
    begun = keep(workspace, begun, entities=tuple(chosen))
    st.caption(
        "Each kind becomes a flow of its own; products before stock and prices, customers before orders."
    )
    returned, went = onward("Continue", key="new.flows", disabled=not chosen)
    if returned:
        go(workspace, begun, "connections")
    if went:
        go(workspace, begun, "settings")
