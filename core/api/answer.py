"""What came back of one request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.documents import read_json


@dataclass(frozen=True, slots=True)
class NoJson:
    """A body that is not JSON: what it is in words, and whether it is a web page."""

    what: str
    text: str
    page: bool = False


@dataclass(frozen=True)
class Answer:
    """What came back, whole: status, headers in lower case, and the inflated body."""

    status: int
    headers: dict[str, str]
    content: bytes
    url: str

    @cached_property
    def said(self) -> Any:
        """The body: its JSON, or `NoJson`."""
        if not self.content.strip():
            return NoJson("nothing", "")
        try:
            text = self.content.decode("utf-8-sig")
            return read_json(text)
        except UnicodeDecodeError:
            return NoJson("bytes that are no text", "")
        except ValueError as error:
            page = text.lstrip()[:1] == "<" or "html" in self.headers.get("content-type", "")
            return NoJson("a web page", text, page=True) if page else NoJson(f"broken JSON ({error})", text)
