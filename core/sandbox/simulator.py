"""What a vendor's simulator offers the frame in which it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from core.sandbox.rates import Clock, Rates

if TYPE_CHECKING:
    from core.sandbox.world import World

__all__ = ["Clock", "Rates", "Simulator"]


class Simulator(Protocol):
    """One vendor's HTTP API: `connectors/<name>/sandbox.py` defines a class `Sandbox` of this shape.

    A request that only reads although its method says otherwise (a GraphQL query, a token request) sets
    `request.state.write = False`, so that the log does not count it as a write.
    """

    rates: Rates
    #: what the vendor is known to do, but not always: off until somebody turns it on; `reset` turns it off
    switches: dict[str, bool]

    def __init__(self, world: World, rates: Rates) -> None: ...

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """The vendor's own paths; the frame serves them below `/<connector>`."""

    def credentials(self, origin: str) -> dict[str, str]:
        """Give all that a client needs, named as the connector's settings; `origin` is scheme and host only.

        The tokens are valid now, and making them does not end those that were given before.
        """

    def stored(self, resource: str) -> list[dict[str, Any]]:
        """Show the rows stored under a resource of the connector; KeyError when there is no such resource."""

    def reset(self) -> None:
        """Start over with the rows of the world; tokens that were given stay valid."""

    def throttled(self, request: Request) -> Response:
        """Answer as the vendor answers a client that asks too often."""
