"""What a simulator sends by itself: notices to the addresses that asked to be told of changes.

It only tells this machine: a sandbox is no way out to any other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from urllib.parse import urlsplit

#: How long it is waited before a notice that nobody took is sent again, in seconds. Vendors try for a day.
WAITS = (0.5, 2.0, 10.0, 30.0)
_SECONDS = 10.0


def reachable(url: str) -> bool:
    """Whether an address may be told anything: one of this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        return parts.scheme == "http" and (host == "localhost" or ip_address(host).is_loopback)
    except ValueError:
        return False


async def knock(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send one POST; gives the status that answers it, 0 where nobody does."""
    return await asyncio.to_thread(_posted, url, body, headers)


class Outbox:
    """Notices on their way; one that is not taken is sent a few times more."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[None]] = set()

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Send a notice beside all other work."""
        under_way = asyncio.get_running_loop().create_task(self._deliver(url, body, headers))
        self._under_way.add(under_way)
        under_way.add_done_callback(self._under_way.discard)

    def forget(self) -> None:
        """Send nothing again of what nobody took so far."""
        for each in self._under_way:
            each.get_loop().call_soon_threadsafe(each.cancel)

    @staticmethod
    async def _deliver(url: str, body: bytes, headers: Mapping[str, str]) -> None:
        for wait in (*WAITS, 0.0):
            status = await knock(url, body, headers)
            if status in (200, 201):
                return
            await asyncio.sleep(wait)


def _posted(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=_SECONDS)
    try:
        connection.request("POST", parts.path or "/", body, dict(headers))
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()
