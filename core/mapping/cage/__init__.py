"""The cage: every expression of a flow is read and evaluated in a process that can do nothing else.

Such a process has no secrets, environment, files or network, and a bound on its time and memory; one that
goes beyond is ended, and what it was evaluating is named. `call` tells how; `bars` what is taken away.
"""

from core.mapping.cage.pool import pool
from core.mapping.cage.problems import check_rules, problems
from core.mapping.cage.reading import Rules, Text
from core.mapping.cage.renderer import Renderer, compile  # noqa: A004  - it is what it does
from core.mapping.cage.selecting import Selected
from core.mapping.cage.selection import Selection, holds, select
from core.mapping.cage.shaping import RuleFacts
from core.mapping.cage.stream import Line, stream

__all__ = [
    "Line",
    "Renderer",
    "RuleFacts",
    "Rules",
    "Selected",
    "Selection",
    "Text",
    "check_rules",
    "compile",
    "holds",
    "pool",
    "problems",
    "select",
    "stream",
]
