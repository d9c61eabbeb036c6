"""What waits for a worker, and what the limits of connections leave, in one line."""

from __future__ import annotations

import streamlit as st

from core.workspace import Workspace
from pages.parts.wording import ago, counted, plain


def draw(workspace: Workspace) -> None:
    """Draw the line; nothing where no run waits and no connection has a limit."""
    now = workspace.traffic()
    said = []
    if now.waiting:
        again = f", {now.retries:,} of them to try records again" if now.retries else ""
        waits = "waits" if now.waiting == 1 else "wait"
        said.append(f"{counted(now.waiting, 'run')} {waits}, the oldest asked for {ago(now.since)}{again}")
    said += [
        f"{plain(name)}: {left:,} of {most:,} requests left this minute"
        for name, (left, most) in sorted(now.left.items())
    ]
    if said:
        st.caption(":material/hourglass_empty: " + " · ".join(said))
