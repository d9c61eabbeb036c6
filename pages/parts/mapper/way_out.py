"""What would do instead of what a rule reads now, where that gives nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.flow import Rule
from core.insight import Gap


@dataclass(frozen=True, slots=True)
class WayOut:
    """A path or an expression that would do, and the rule's changes that put it there."""

    text: str
    changes: dict[str, Any]


def ways_out(rule: Rule, gap: Gap) -> Iterator[WayOut]:
    """What a gap proposes, as changes of the rule: a path in the place of the one that is read."""
    for text in gap.write:
        yield WayOut(text, {"select": text})
    if not gap.nearest:
        return
    read = re.compile(rf'(?<![\w."$]){re.escape(gap.path)}(?![\w"])')
    for part in ("select", "each", "transform"):
        before = getattr(rule, part)
        after = read.sub(lambda _found: gap.nearest, before, count=1) if before else before
        if after != before:
            yield WayOut(gap.nearest, {part: after})
            return
