"""The values that a table lacks: those that records wait for, and those of the samples."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from core.flow import Flow, Table
from core.insight import Unlisted
from core.language import _, n_
from core.workspace import Workspace
from pages.parts.draft import Draft, change
from pages.parts.notice import done, told
from pages.parts.places import RUNS
from pages.parts.results import unlisted
from pages.parts.right import needs
from pages.parts.samples import Samples
from pages.parts.table_edit import with_rows, with_table, with_values
from pages.parts.wording import listed, plain


def asked_for(workspace: Workspace, draft: Draft, name: str) -> None:
    """Draw a field for each value that the address says records wait for, until it has a row."""
    lacking = _lacking(draft, name)
    if not lacking:
        return
    with st.form(f"table.lacks.{name}", border=True):
        wait = n_("Records wait for {n} row", "Records wait for {n} rows", len(lacking))
        st.markdown(f":orange[:material/inbox:] **{wait}**")
        typed = {
            each: st.text_input(plain(each), key=f"table.lacks.{name}.{each}", placeholder=_("Target value"))
            for each in lacking
        }
        if st.form_submit_button(_("Add to the table"), type="primary", icon=":material/add:"):
            given = {each: text for each, text in typed.items() if text}
            if given:
                change(workspace, draft, with_rows(draft.flow, name, given))
                said = n_(
                    "{n} row in the draft; publish it, and retry what waits",
                    "{n} rows in the draft; publish it, and retry what waits",
                    len(given),
                )
                done(said, "add")
                st.rerun()


def _lacking(draft: Draft, name: str) -> list[str]:
    """The values that the address asks rows for in a table, and that have none."""
    table = draft.flow.tables.get(name)
    if table is None or st.query_params.get("table") != name:
        return []
    return [each for each in st.query_params.get_all("lacks") if each not in table.rows]


def waiting(workspace: Workspace, draft: Draft) -> None:
    """Offer to retry what waits of this flow, once what mends it is published."""
    if draft.changed or _lacking(draft, st.query_params.get("table", "")):
        return
    with told():
        number = sum(each.state == "parked" for each in workspace.parked(draft.flow.name))
        if not number:
            return
        with st.container(horizontal=True, vertical_alignment="center", border=True, key="table_waiting"):
            wait = n_(
                "**{n} record of this flow waits** for a person",
                "**{n} records of this flow wait** for a person",
                number,
            )
            st.markdown(f":orange[:material/inbox:] {wait}", width="stretch")
            label = _("Retry with version {n}", n=draft.version)
            if st.button(
                label,
                icon=":material/replay:",
                key="table.retry",
                type="primary",
                **needs(workspace.start_retry),
            ):
                run = workspace.start_retry(draft.flow.name)
                st.switch_page(RUNS, query_params={"run": run.id})


def draw(workspace: Workspace, draft: Draft, name: str, samples: Samples | None) -> None:
    """Draw which values of the samples a table is asked for, how often, and where it has no row."""
    table = draft.flow.tables[name]
    if samples is None:
        st.caption(_("Pull samples in the notebook to see which values really occur."))
        return
    seen = looked_up(workspace, draft.flow, name, samples)
    if not seen:
        st.caption(_("No rule of this flow looks a value of the samples up here."))
        return
    gaps = [value for value in seen if value not in table.rows]
    if gaps:
        values = plain(listed(gaps, 8))
        without = (
            n_(
                "{n} value of the samples without a row, they take the default: {values}",
                "{n} values of the samples without a row, they take the default: {values}",
                len(gaps),
                values=values,
            )
            if table.has_default
            else n_(
                "{n} value of the samples without a row, they park their records: {values}",
                "{n} values of the samples without a row, they park their records: {values}",
                len(gaps),
                values=values,
            )
        )
        st.warning(without, icon=":material/rule:")
        if st.button(_("Add rows for them"), key=f"table.gaps.{name}", icon=":material/add:"):
            change(workspace, draft, with_values(draft.flow, name, gaps))
            st.rerun()
    else:
        st.success(_("Every value of the samples has a row."), icon=":material/check_circle:")
    st.dataframe(
        [
            {
                "value": value,
                "seen": each.records,
                "row": "✓" if value in table.rows else "—",
                "examples": ", ".join(samples.keys[n] for n in each.examples),
            }
            for value, each in seen.items()
        ],
        hide_index=True,
        height=min(320, 38 + 35 * len(seen)),
        alt=_("Values seen in the samples"),
        column_config={
            "value": _("Seen in the samples"),
            "seen": st.column_config.NumberColumn(_("Records"), width="small"),
            "row": st.column_config.TextColumn(_("Row"), width="small"),
            "examples": st.column_config.TextColumn(_("For example"), width="medium"),
        },
    )


def looked_up(workspace: Workspace, flow: Flow, name: str, samples: Samples) -> dict[str, Unlisted]:
    """What rules look up in a table, which is what an empty one lacks: the most frequent first."""
    found: dict[str, Unlisted] = {}
    for each in unlisted(workspace, with_table(flow, name, Table(rows={})), samples):
        if each.table == name and (each.value not in found or each.records > found[each.value].records):
            found[each.value] = each
    order = Counter({value: each.records for value, each in found.items()})
    return {value: found[value] for value, _number in order.most_common()}
