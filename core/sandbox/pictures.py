"""Pictures for the sandboxes: small real PNG files, the same for the same words on every machine."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

_SIDE = 16
_HEAD = b"\x89PNG\r\n\x1a\n"
#: Of how many products one is pictured in each system, so that each has pictures that the others lack.
_SHARE = 4


def png(words: str, side: int = _SIDE) -> bytes:
    """Draw a square picture of a pattern that no other words have."""
    seed = sha256(words.encode()).digest()
    rows = b"".join(
        b"\x00" + b"".join(bytes(seed[(x * 3 + y * 7 + n) % 32] for n in range(3)) for x in range(side))
        for y in range(side)
    )
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return _HEAD + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def blank() -> bytes:
    """Give the picture of one pixel that stands for one that may not be seen."""
    return png("blank", 1)


def pictured(products: Iterable[dict[str, Any]], share: int) -> set[str]:
    """Give the SKUs of the products of which a system has pictures; `share` tells the systems apart."""
    return {product["sku"] for n, product in enumerate(products) if n % _SHARE == share}
