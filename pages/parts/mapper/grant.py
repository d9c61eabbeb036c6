"""Who may ask for previews: a session's token, and what it opens, for as long as the session is used."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from core.flow import Flow
from core.language import current
from core.workspace import Workspace
from pages.parts.samples import Samples

#: Seconds after the last drawing of the page; drawing it again gives a new token.
LASTS = 2 * 3600
_AT_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Desk:
    """What a session has before it: its flow, the version saved, samples to try rules on, its language."""

    workspace: Workspace
    flow: Flow
    saved: Flow | None
    samples: Samples | None
    language: str = field(default_factory=current)


class Grants:
    """The tokens that were given out, the least used ones forgotten first."""

    def __init__(self, lasts: float = LASTS) -> None:
        self._lasts = lasts
        self._open: OrderedDict[str, tuple[Desk, float]] = OrderedDict()
        self._lock = Lock()

    def give(self, token: str | None, desk: Desk) -> str:
        """Open this desk to a session: under the token that it has, or, where that has expired, a new one."""
        with self._lock:
            known = token is not None and self._alive(token)
            kept = token if known and token is not None else secrets.token_urlsafe(32)
            self._open[kept] = (desk, time.monotonic() + self._lasts)
            self._open.move_to_end(kept)
            while len(self._open) > _AT_MOST:
                self._open.popitem(last=False)
            return kept

    def desk(self, token: str) -> Desk | None:
        """What a token opens; None when nobody has it, or not any more."""
        with self._lock:
            return self._open[token][0] if self._alive(token) else None

    def _alive(self, token: str) -> bool:
        if token in self._open and self._open[token][1] <= time.monotonic():
            del self._open[token]
        return token in self._open


#: Those of this process: pages and routes share it.
GRANTS = Grants()
