"""What waits for a worker, and what the limits of connections leave, in one line."""

from __future__ import annotations

import streamlit as st

from core.language import _, n_, whole
from core.workspace import Workspace
from pages.parts.wording import ago, plain


def draw(workspace: Workspace) -> None:
    """Draw the line; nothing where no run waits and no connection has a limit."""
    now = workspace.traffic()
    said = []
    if now.waiting:
        waits = n_(
            "{n} run waits, the oldest asked for {when}",
            "{n} runs wait, the oldest asked for {when}",
            now.waiting,
            when=ago(now.since),
        )
        again = n_("{n} of them to try records again", "{n} of them to try records again", now.retries)
        said.append(f"{waits}, {again}" if now.retries else waits)
    said += [
        _(
            "{name}: {left} of {most} requests left this minute",
            name=plain(name),
            left=whole(left),
            most=whole(most),
        )
        for name, (left, most) in sorted(now.left.items())
    ]
    if said:
        st.caption(":material/hourglass_empty: " + " · ".join(said))
