"""What was carried lately: the last runs of all flows, and how many records each of them read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from core.language import N_, _, n_, whole
from core.records import Counts
from core.workspace import Run, Workspace
from pages.parts.places import RUNS
from pages.parts.run_list import table, titles
from pages.parts.wording import local

_RUNS = 40
_LISTED = 7
_OPENED = "recent.opened"
#: What a run came to, for the eye: counts that mean the same to a person share a colour.
_PARTS = {
    "good": (N_("written"), ("created", "updated")),
    "none": (N_("left as it was"), ("unchanged", "skipped", "filtered")),
    "part": (N_("waiting for a person"), ("parked", "ambiguous")),
}


def draw(workspace: Workspace) -> None:
    """Draw the last runs of all flows, beside a bar for each; nothing before the first run."""
    if opened := st.session_state.pop(_OPENED, ""):
        st.switch_page(RUNS, query_params={"run": opened})
    runs = workspace.runs(None, _RUNS)
    if not runs:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"### {_('Lately')}", width="content")
        st.space("stretch")
        st.page_link(RUNS, label=_("All runs"), icon=":material/arrow_forward:", icon_position="right")
    known = titles(workspace)
    with st.container(border=True, key="recent"):
        st.caption(
            n_(
                "Records read by the last {n} run, the newest at the right",
                "Records read by the last {n} runs, the newest at the right",
                len(runs),
            )
        )
        st.html(bars(runs, known))
    table(runs[:_LISTED], known, "recent", _open, at_most=_LISTED)


def _open(run_id: str) -> None:
    st.session_state[_OPENED] = run_id  # a callback cannot change the page; the next drawing does


def bars(runs: Sequence[Run], known: dict[str, str]) -> str:
    """One bar for each run, the oldest first, as high as what it read, in the colours of what came of it."""
    drawn = [
        Bar(f"{known.get(run.flow, run.flow)}, {local(run.started or run.asked)}", run.counts)
        for run in reversed(runs)
    ]
    return chart(drawn, _("records read, run by run"))


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, what was counted, and whether something failed there."""

    of: str
    counts: Counts
    failed: int = 0


def chart(drawn: Sequence[Bar], said: str) -> str:
    """Bars side by side in the colours of what came of the records; `said` tells it to who cannot see it."""
    most = max(1, *(bar.counts.read for bar in drawn))
    parts = "".join(_bar(bar, most) for bar in drawn)
    read = ", ".join(str(bar.counts.read) for bar in drawn)
    kinds = {kind: _(word) for kind, (word, _names) in _PARTS.items()}
    kinds |= {"bad": _("a run failed")} if any(bar.failed for bar in drawn) else {}
    legend = "".join(f'<span><i class="{kind}"></i>{escape(word)}</span>' for kind, word in kinds.items())
    return (
        f'<div class="koppel-bars" role="img" aria-label="{escape(said)}: {read}">'
        f'<b>{whole(most)}</b>{parts}</div><div class="koppel-legend">{legend}</div>'
    )


def _bar(bar: Bar, most: int) -> str:
    parts, said = "", []
    for kind, (word, names) in _PARTS.items():
        number = sum(getattr(bar.counts, name) for name in names)
        if number:
            parts = f'<i class="{kind}" style="height:{100 * number / most:.2f}%"></i>{parts}'
            said.append(f"{whole(number)} {_(word)}")
    if bar.failed:
        parts = f'<i class="bad"></i>{parts}'
        said.append(n_("{n} run failed", "{n} runs failed", bar.failed))
    told = f"{bar.of}: {', '.join(said) or _('nothing to read')}"
    return f'<span title="{escape(told)}">{parts}</span>'
