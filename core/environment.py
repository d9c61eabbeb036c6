"""What the environment says: in a variable, or in a file that it names, as containers hand out secrets."""

from __future__ import annotations

import os
from pathlib import Path

from core.errors import Misconfigured

#: A variable with this at the end of its name holds the path of a file with the value.
FILE = "_FILE"


def given(variable: str) -> str:
    """The value of a variable, or of the file that its name with `_FILE` behind it names; else nothing."""
    value, named = os.environ.get(variable, ""), os.environ.get(variable + FILE, "")
    if value or not named:
        return value
    try:
        return Path(named).read_text().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise Misconfigured(f"{named}, which {variable}{FILE} names, cannot be read: {why}.") from None


def is_given(variable: str) -> bool:
    """Tell whether the environment says anything about a variable."""
    return bool(os.environ.get(variable) or os.environ.get(variable + FILE))


def days(variable: str, usual: int) -> int:
    """The number of days that a variable gives, or the usual one; Misconfigured where it is none."""
    found = given(variable)
    if found and not (found.isdecimal() and len(found) <= 5):  # noqa: PLR2004  273 years are enough
        raise Misconfigured(f"{variable} must be a number of days, or 0 for never.")
    return int(found or usual)
