"""The door of a connection to a folder: it takes the requests that others send, and answers from files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from core.api.connector import Folder
from core.api.egress import Answer, Purpose, Request
from core.api.folder.incoming import Incoming, asked_size
from core.api.folder.outgoing import Outgoing
from core.api.folder.place import place
from core.documents import write_json
from core.errors import KoppelError, Misconfigured, Unreachable, WriteRefused
from core.records import JsonObject

#: What a folder has: its paths, as resources name them.
INCOMING, OUTGOING = "incoming", "outgoing"
_OK, _MADE = 200, 201


class FolderDoor:
    """A folder behind the words of `Egress`: `writes` and `turns` are what this client may do."""

    def __init__(
        self,
        how: Folder,
        settings: Mapping[str, str],
        allowed: Sequence[Path],
        where: str,
        *,
        writes: bool = False,
        turns: bool = False,
    ) -> None:
        self._where, self._writes = where, writes
        folder = place(settings.get("folder", ""), allowed, where)
        self._incoming = Incoming(folder, how, settings, where, turns=turns)
        self._outgoing = Outgoing(folder, how, settings, where)

    def send(self, request: Request, credential: tuple[str, str] | None = None) -> Answer:
        """Answer one request; Unreachable when the machine refuses, and then nothing was written."""
        del credential
        if request.purpose is not Purpose.READ and not self._writes:
            fault = f"a {request.method} request was refused, for this run may only read"
            raise WriteRefused(f"{self._where}: {fault}.")
        try:
            status, body = self._answered(request)
        except KoppelError:
            raise
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise Unreachable(f"{self._where}: the folder cannot be used ({why}); look at it.") from None
        return Answer(status, {}, write_json(body).encode(), request.url)

    def conclude(self) -> None:
        """Make visible what was written."""
        if self._writes:
            self._outgoing.conclude()

    def close(self) -> None:
        """Make visible what was written, or leave it to the next run, and let others write."""
        with suppress(KoppelError, OSError):
            self.conclude()
        self._outgoing.close()

    def _answered(self, request: Request) -> tuple[int, Any]:
        url = urlsplit(request.url)
        asked = dict(parse_qsl(url.query, keep_blank_values=True))
        path = url.path.strip("/").split("/", 1)[0]
        known: dict[tuple[str, str], Callable[[], tuple[int, Any]]] = {
            ("GET", INCOMING): lambda: (_OK, self._came(asked)),
            ("GET", OUTGOING): lambda: (_OK, self._outgoing.found(_wanted(asked))),
            ("POST", OUTGOING): lambda: (_MADE, self._written(request)),
        }
        answer = known.get((request.method, path))
        if answer is None:
            raise Misconfigured(f"{self._where}: a folder has no {request.method} of {path!r}.")
        return answer()

    def _came(self, asked: dict[str, str]) -> JsonObject:
        if "_file.key" in asked:
            return {"records": self._incoming.found(asked["_file.key"])}
        return self._incoming.page(
            asked.get("after", ""), asked.get("files", ""), asked_size(asked.get("size"))
        )

    def _written(self, request: Request) -> JsonObject:
        return self._outgoing.write(request.body, request.headers["once"])


def _wanted(asked: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if name != "size"}
