"""Maps a part of a file of orders, again and again, in a process of its own: FILE FROM TO TIMES.

Says so when it is ready, begins at a line on standard input, and tells in one line how many orders it
mapped, how long that took, and how much memory it had at most and tenth by tenth of the way.
"""

from __future__ import annotations

import json
import os
import sys
import time
from itertools import islice
from pathlib import Path

_HOME = Path(__file__).parent
sys.path[:0] = [str(_HOME), str(_HOME.parents[2])]

from order_by_koppel import pruned  # noqa: E402  - its place is known only now

CHUNK = 100


def resident() -> float:
    """The memory that this process has now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak() -> float:
    """The most memory that this process ever had, in MB."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in status if line.startswith("VmHWM"))


def main(name: str, start: int, end: int, times: int) -> None:
    """Map, and write the payloads to nowhere."""
    pruned([])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    began, used, count, memory = time.perf_counter(), time.process_time(), 0, []
    with Path(name).open("rb") as file, Path(os.devnull).open("wb") as out:
        for turn in range(times):
            file.seek(start)
            while file.tell() < end and (lines := list(islice(file, CHUNK))):
                count += len(lines)
                out.write(pruned(lines))
            if turn % max(1, times // 10) == 0:
                memory.append(resident())
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    told = {"orders": count, "seconds": seconds, "cpu": cpu, "memory": memory, "peak": peak()}
    sys.stdout.write(json.dumps(told) + "\n")


main(sys.argv[1], *map(int, sys.argv[2:]))
