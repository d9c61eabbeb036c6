"""What a person sees while a run is carried: the counts, and how fast it goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING

from core.commands.terminal import Terminal

if TYPE_CHECKING:
    from core.workspace import Run


@contextmanager
def watching(terminal: Terminal, title: str, limit: int | None = None) -> Iterator[Callable[[Run], None]]:
    """Draw a bar on the standard error where a person is looking; a program and a log file get none."""
    if terminal.json or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415  drawn only where somebody looks: `--help` is quick
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        shown = bar.add_task(title, total=limit, told="starting")
        begin, here = monotonic(), datetime.now(UTC)
        before: dict[str, int] = {}

        def progress(run: Run) -> None:
            # a run that was begun before us, and is finished now, has counts already
            base = before.setdefault(run.id, run.counts.read if run.asked < here else 0)
            told = pace(run, run.counts.read - base, monotonic() - begin)
            bar.update(shown, completed=run.counts.read, told=told)

        yield progress


def pace(run: Run, carried: int, seconds: float) -> str:
    """Write the counts that are not nought, and the records each second since we began to look."""
    told = [f"{count:,} {name}" for name, count in run.counts.as_dict().items() if count]
    speed = [f"{carried / seconds:,.0f}/s"] if carried and seconds else []
    return " · ".join([*told, *speed])
