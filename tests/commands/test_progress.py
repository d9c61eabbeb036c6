from dataclasses import dataclass
from typing import cast

from core.commands.progress import pace
from core.records import Counts
from core.workspace import Run


@dataclass
class Carried:
    """As much of a run as is drawn."""

    counts: Counts


def test_progress_tells_what_there_is_and_how_fast_it_goes() -> None:
    """Counts of nought are left out; the speed is that of the records since somebody began to look."""
    run = cast("Run", Carried(Counts(read=1200, created=1190, parked=10)))
    assert pace(run, 1000, 4.0) == "1,200 read · 1,190 created · 10 parked · 250/s"


def test_a_run_that_has_read_nothing_has_no_speed() -> None:
    """Before the first page nothing is claimed."""
    assert pace(cast("Run", Carried(Counts())), 0, 3.0) == ""
