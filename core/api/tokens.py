"""Where OAuth tokens are kept: read often, renewed by one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Token:
    """An access token and how long it lives; `made` is when it was given."""

    access: str = field(repr=False)
    refresh: str | None = field(repr=False)
    expires: datetime
    made: datetime


class TokenStore(Protocol):
    """Keeps one connection's token, for all processes that use the connection."""

    def read(self) -> Token | None:
        """Give the token as it is now."""

    def renew(self, renewal: Callable[[Token | None], Token]) -> Token:
        """Renew the token under a lock that spans processes.

        The token is read again under the lock and given to `renewal`; what it answers is written before
        anyone uses it. An error of `renewal` leaves the token as it was.
        """


class MemoryTokens:
    """A token store of one process, for probes and for systems whose tokens need not last."""

    def __init__(self, token: Token | None = None) -> None:
        self._token = token
        self._lock = threading.Lock()

    def read(self) -> Token | None:
        """Give the token as it is now."""
        return self._token

    def renew(self, renewal: Callable[[Token | None], Token]) -> Token:
        """Renew the token; other threads wait and then see the new one."""
        with self._lock:
            self._token = renewal(self._token)
            return self._token
