"""The log of a home folder: what whoever looks for a cause needs of an unforeseen error, and nothing more."""

from __future__ import annotations

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

#: Errors whose messages speak of code; any other may quote the record, or the secret, that it met.
_OF_CODE = (AttributeError, ImportError, NameError, TypeError)


def unforeseen(home: Path, error: BaseException) -> str:
    """Put the detail of an unforeseen error into the home folder's log; give the sentence for the person."""
    log = home / "koppel.log"
    what = f"Something unforeseen went wrong ({type(error).__name__})"
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
            file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {_detail(error)}\n")
    except OSError as refusal:
        return f"{what}, and {log} cannot be written: {refusal.strerror}."
    return f"{what}; please report it with the end of {log}."


def _detail(error: BaseException) -> str:
    """Where it happened, and what it was."""
    told = traceback.TracebackException.from_exception(error)
    frames = "".join(told.stack.format())
    message = f": {error}" if type(error) in _OF_CODE else ""
    cause = error.__cause__ or error.__context__
    before_it = f"\nafter {_detail(cause)}" if cause else ""
    return f"{type(error).__qualname__}{message}\n{frames}{before_it}"
