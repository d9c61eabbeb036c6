"""Pictures that belong to records: where their bytes are fetched, and where they are put before a write."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.errors import RecordError, Refused
from core.records import JsonObject

#: Bytes of a picture that is carried. In Base64, with its record, it stays below what one answer of the cage
#: may hold (`core/mapping/cage/bounds.py`: 4 MB), and several of them below what a process keeps.
MOST = 2_000_000
#: The media types that are carried, by how a file begins, each with the endings of its names.
_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_ENDINGS = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/tiff": ("tif", "tiff"),
}


@dataclass(frozen=True, slots=True)
class Content:
    """A picture that each record brings along: its bytes are fetched and put into the record in Base64.

    `address` is the field that says where it stands, a whole URL; or with `path` what fills its `{value}`,
    below the base URL. `into` is the field for the bytes, `type` for their media type, and `name` that of the
    file name, which is made one that every system takes. `hosts` keep pictures beside the connection's own
    addresses: the credential does not go there. `data` is where the bytes stand in an answer of JSON, in
    Base64 (dotted); the answer itself is the bytes without it. Records are handed on a few at a time.
    """

    address: str
    into: str
    type: str
    name: str
    path: str = ""
    hosts: tuple[str, ...] = ()
    data: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place for bytes: the address that takes them in a form of these `fields`; a write names `source`."""

    url: str
    fields: tuple[tuple[str, str], ...]
    source: str


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes that are put at a place of their own before the write that names it.

    `data`, `type` and `name` are fields of the payload: the bytes in Base64, their media type, their file
    name. `asks(payload) -> body` is posted to `path` for a place, `place(answer)` finds it in the answer;
    what the place is called goes into the payload's `into`, instead of the bytes. `hosts` as in `Content`.
    """

    path: str
    asks: Callable[[JsonObject], Any]
    place: Callable[[Any], Place]
    into: str
    data: str
    type: str
    name: str
    hosts: tuple[str, ...] = ()


def media_type(content: bytes) -> str:
    """Tell the media type of a picture by how it begins; RecordError where it is none that is carried."""
    known = next((type_ for begins, type_ in _BEGINNINGS if content.startswith(begins)), "")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        known = "image/webp"
    if not known:
        raise RecordError("it is no picture in JPEG, PNG, GIF, WebP or TIFF")
    if _size(content, known) == (1, 1):
        raise RecordError("it is a blank of one pixel, which is given where there is no picture to be seen")
    return known


def _size(content: bytes, type_: str) -> tuple[int, int] | None:
    if type_ == "image/png":
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if type_ == "image/gif":
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    return None


def file_name(name: str, type_: str = "") -> str:
    """Write a file name in the letters that every system keeps as they are, with the ending of its type."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    made = re.sub(r"[^A-Za-z0-9.-]+", "_", plain).strip("._") or "picture"
    endings = _ENDINGS.get(type_, ())
    if not endings or made.lower().endswith(tuple(f".{each}" for each in endings)):
        return made
    return f"{made}.{endings[0]}"


def megabytes(size: int) -> str:
    """Write a size for people: `2.4 MB`."""
    return f"{size / 1_000_000:.1f} MB"


def encoded(content: bytes) -> str:
    """Write bytes in Base64."""
    return base64.b64encode(content).decode()


def decoded(payload: JsonObject, field: str) -> bytes:
    """Read the bytes of a payload's field; Refused where it holds no Base64."""
    try:
        return base64.b64decode(payload.get(field) or "", validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise Refused(f"{field} holds no bytes in Base64") from None
