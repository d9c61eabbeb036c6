"""What needs a person now: each with one sentence and one way to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from core.language import _, n_, translated
from core.records import RunState
from core.workspace import FlowState, SavedConnection
from pages.parts.places import CONNECTIONS, FLOWS, NOTEBOOK, RUNS
from pages.parts.right import leads
from pages.parts.wording import ago, plain

#: So many are told; who has more has them on the page of flows.
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for a person, how bad it is, and the page on which it is put right."""

    what: str
    why: str
    page: str
    link: str
    grave: bool = False
    query: dict[str, str] = field(default_factory=dict)


def needs(
    flows: Sequence[FlowState],
    connections: Sequence[SavedConnection],
    drifting: Mapping[str, tuple[int, bool]],
) -> list[Need]:
    """Everything that waits for a person, the grave first; `drifting`: see the workspace."""
    found = [need for flow in flows for need in _of_flow(flow)]
    found += [_of_source(flow, *drifting[flow.name]) for flow in flows if flow.name in drifting]
    found += [need for each in connections if (need := _of_connection(each)) is not None]
    return sorted(found, key=lambda need: not need.grave)


def _of_flow(flow: FlowState) -> list[Need]:
    name, last, waiting = flow.title, flow.last, {"flow": flow.name, "show": "waiting"}
    found = []
    if flow.problem:
        why = translated(flow.problem)
        found.append(Need(name, why, NOTEBOOK, _("Open"), grave=True, query={"flow": flow.name}))
    if last is not None and last.state is RunState.FAILED:
        why = _("its last run failed {time}: {why}", time=ago(last.ended), why=translated(last.error))
        found.append(Need(name, why, RUNS, _("See the run"), grave=True, query={"run": last.id}))
    if flow.ambiguous:
        why = n_(
            "{n} record may or may not be in {target}",
            "{n} records may or may not be in {target}",
            flow.ambiguous,
            target=flow.target,
        )
        found.append(Need(name, why, RUNS, _("Look at them"), grave=True, query=waiting))
    if flow.parked:
        why = n_("{n} record parked", "{n} records parked", flow.parked)
        found.append(Need(name, why, RUNS, _("Look at them"), query=waiting))
    return found


def _of_source(flow: FlowState, fields: int, held: bool) -> Need:  # noqa: FBT001 - a fact
    if held:
        why = n_(
            "{n} field of its source is not filled as before; it is paused",
            "{n} fields of its source are not filled as before; it is paused",
            fields,
        )
    else:
        why = n_(
            "{n} field of its source is not filled as before",
            "{n} fields of its source are not filled as before",
            fields,
        )
    return Need(flow.title, why, NOTEBOOK, _("See which"), grave=held, query={"flow": flow.name})


def _of_connection(each: SavedConnection) -> Need | None:
    query = {"name": each.name}
    if each.problem:
        why = translated(each.problem)
        return Need(each.name, why, CONNECTIONS, _("Put it right"), grave=True, query=query)
    return None


def draw(found: Sequence[Need]) -> None:
    """Draw what waits, or that nothing does."""
    if not found:
        st.markdown(f":green[:material/check_circle:] &nbsp;{_('Nothing needs you now.')}")
        return
    with st.container(border=True, key="needs"):
        st.markdown(f"#### {_('Needs you now')} :orange-badge[{len(found)}]")
        for n, need in enumerate(found[:_SHOWN]):
            sign = ":red[:material/error:]" if need.grave else ":orange[:material/inbox:]"
            with st.container(horizontal=True, vertical_alignment="center", key=f"need_{n}"):
                st.markdown(f"{sign} **{plain(need.what)}** {plain(need.why)}", width="stretch")
                st.page_link(
                    need.page,
                    label=need.link,
                    icon=":material/arrow_forward:",
                    icon_position="right",
                    query_params=need.query,
                    **leads(need.page),
                )
        if len(found) > _SHOWN:
            more = n_(
                "And {n} more thing: see the flows",
                "And {n} more things: see the flows",
                len(found) - _SHOWN,
            )
            st.page_link(FLOWS, label=more, icon=":material/account_tree:")
