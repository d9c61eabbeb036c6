"""The mapping by Koppel: the one place that knows how it is asked."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from order_mapping import MAPPING

from core.documents import exact
from core.mapping import Scope
from core.mapping.renderer import Compiled, compile  # noqa: A004  - its name
from core.records import JsonObject, Rendering

_DECODER = msgspec.json.Decoder(float_hook=exact)

COMPILED = compile(MAPPING)
UNPRUNED = Compiled(MAPPING, COMPILED.rules, prunes=False)


def decoded(chunk: Sequence[bytes]) -> list[JsonObject]:
    """Orders as values, every field of them."""
    return [_DECODER.decode(line) for line in chunk]


def scopes(chunk: Sequence[bytes]) -> list[Scope]:
    """Orders as they are asked of a mapping."""
    return [Scope(order) for order in decoded(chunk)]


def whole(chunk: Sequence[bytes]) -> bytes:
    """Orders in, payloads out as one JSON list; every field of an order is decoded."""
    return UNPRUNED.lines(chunk)[0]


def pruned(chunk: Sequence[bytes]) -> bytes:
    """Orders in, payloads out, each one line of JSON; only what the mapping reads is decoded."""
    return COMPILED.lines(chunk)[0]


def rendered(chunk: Sequence[bytes]) -> list[Rendering]:
    """Payloads as values, with the faults of each order."""
    return COMPILED.render(scopes(chunk))
