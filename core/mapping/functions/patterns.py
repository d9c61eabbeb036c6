"""Regular expressions in linear time: google-re2 cannot be made to run for ever."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import re2

from core.mapping.functions.registry import function
from core.mapping.limits import charge
from core.mapping.values import text

_LONGEST = 1_000


@lru_cache(maxsize=512)
def pattern(source: str) -> Any:
    """A compiled pattern; ValueError says what is wrong with it."""
    if len(source) > _LONGEST:
        raise ValueError(f"the pattern has {len(source)} characters, at most {_LONGEST} are possible")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 4 << 20
    try:
        return re2.compile(source, options=options)
    except re2.error as error:
        why = error.args[0].decode() if isinstance(error.args[0], bytes) else error.args[0]
        raise ValueError(f"the pattern {source!r} is not possible: {why}") from None


@function("'1012 AB'|matches('^[1-9][0-9]{3} ?[A-Z]{2}$')", result=True, library="google-re2")
def matches(value: Any, regex: str) -> bool:
    """Whether the pattern is found in the text."""
    return pattern(regex).search(text(value)) is not None


@function("'order 0042 of 7'|regex_find('[0-9]+')", "0042", library="google-re2")
def regex_find(value: Any, regex: str, group: int | str = 0) -> str | None:
    """The first place where the pattern fits, or a group of it; null when there is none."""
    found = pattern(regex).search(text(value))
    try:
        return found[group] if found else None
    except (IndexError, KeyError):
        raise ValueError(f"the pattern {regex!r} has no group {group!r}") from None


@function(r"'06-12 34 56 78'|regex_replace('[^0-9]', '')", "0612345678", library="google-re2")
def regex_replace(value: Any, regex: str, replacement: str) -> str:
    r"""Put a text wherever the pattern fits; \1 stands for its first group."""
    whole = text(value)
    parts, end, size = [], 0, len(whole)
    for found in pattern(regex).finditer(whole):
        parts.append(whole[end : found.start()])
        parts.append(_expanded(found, replacement))
        size += len(parts[-1])
        charge(size)
        end = found.end()
    return "".join([*parts, whole[end:]])


def _expanded(found: Any, replacement: str) -> str:
    if "\\" not in replacement:
        return replacement
    parts = replacement.split("\\")
    made = [parts[0]]
    for one in parts[1:]:
        if not one[:1].isdigit():
            made.append("\\" + one)
            continue
        try:
            made.append((found[int(one[0])] or "") + one[1:])
        except IndexError:
            raise ValueError(f"the pattern has no group \\{one[0]}") from None
    return "".join(made)
