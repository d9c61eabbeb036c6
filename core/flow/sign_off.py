"""A sign-off: somebody agreed to one version of a flow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who agreed to which version of a flow, when, and with what remark."""

    flow: str
    version: int
    by: str
    at: datetime
    note: str = ""
