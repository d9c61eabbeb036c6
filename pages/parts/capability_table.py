"""What each system can do with each kind of record; of one system, by which request, and why not."""

from __future__ import annotations

import streamlit as st

from core.entities import ENTITIES
from core.language import N_, _, translated
from core.workspace import Capability, Workspace, why
from pages.parts.wording import phrase, plain

_ALL = N_("All systems")


def draw(workspace: Workspace) -> None:
    """Draw the table of all systems, or the ways of one of them."""
    rows = [row for row in workspace.capabilities() if row.entity]
    titles = {row.connector: translated(row.title) for row in rows}
    chosen = st.selectbox(
        _("Show"),
        [_ALL, *titles],
        key="capability.system",
        format_func=lambda name: titles.get(name) or _(name),
        width=320,
    )
    if chosen in titles:
        _one(workspace, [row for row in rows if row.connector == chosen])
    else:
        _all(rows, titles)


def _all(rows: list[Capability], titles: dict[str, str]) -> None:
    told = {(row.connector, row.entity): row for row in rows}
    lines = [
        "| |" + "|".join(plain(title) for title in titles.values()) + "|",
        "|---|" + "---|" * len(titles),
    ]
    lines += [
        f"|**{translated(entity.title)}**|" + "|".join(_can(told[name, entity.name]) for name in titles) + "|"
        for entity in ENTITIES.values()
    ]
    st.markdown("\n".join(lines))
    st.caption(_("Choose a system to see by which request, with which limits, and why not where not."))


def _can(row: Capability) -> str:
    reads, _dot, writes = _("read · write").partition(" · ")  # `read` alone is said of records that were read
    can = [word for word, can in ((reads, row.reads), (writes, row.writes)) if can]
    return " · ".join(can) or f":gray[{_('no')}]"


def _one(workspace: Workspace, rows: list[Capability]) -> None:
    told = workspace.guide(rows[0].connector)
    if told.limits:
        st.markdown(f"**{_('Limits.')}** {phrase(told.limits)}")
    heads = (_("read by"), _("written by"), _("why not, and what instead"))
    lines = [f"| | {' | '.join(heads)} |", "|---|---|---|---|"]
    lines += [
        f"|**{translated(ENTITIES[row.entity].title)}**|{_code(row.read_by)}|{_code(row.write_by)}|{phrase(why(row))}|"
        for row in rows
    ]
    st.markdown("\n".join(lines))


def _code(text: str) -> str:
    return ", ".join(f"`{part}`" for part in text.replace("|", "").split(", ")) if text else ""
