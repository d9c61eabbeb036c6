"""The door of a connection to a folder: it takes the requests that others send, and answers from files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from core.api.answer import Answer
from core.api.connector import Folder
from core.api.egress import Purpose, Request
from core.api.folder.incoming import Incoming, asked_size
from core.api.folder.outgoing import Outgoing
from core.api.folder.place import inside, place
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
        self._where, self._writes, self._turns = where, writes, turns
        self._how, self._settings = how, settings
        self._folder = place(settings.get("folder", ""), allowed, where)
        self._opened: dict[str, tuple[Incoming, Outgoing]] = {}

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
        for _, outgoing in self._opened.values() if self._writes else ():
            outgoing.conclude()

    def close(self) -> None:
        """Make visible what was written, or leave it to the next run, and let others write."""
        with suppress(KoppelError, OSError):
            self.conclude()
        for _, outgoing in self._opened.values():
            outgoing.close()

    def _answered(self, request: Request) -> tuple[int, Any]:
        url = urlsplit(request.url)
        asked = dict(parse_qsl(url.query, keep_blank_values=True))
        kind, path = _parts(url.path, self._how.kinds)
        incoming, outgoing = self._of(kind)
        known: dict[tuple[str, str], Callable[[], tuple[int, Any]]] = {
            ("GET", INCOMING): lambda: (_OK, _came(incoming, asked)),
            ("GET", OUTGOING): lambda: (_OK, outgoing.found(_wanted(asked))),
            ("POST", OUTGOING): lambda: (_MADE, outgoing.write(request.body, request.headers["once"])),
        }
        answer = known.get((request.method, path))
        if answer is None:
            raise Misconfigured(f"{self._where}: a folder has no {request.method} of {path!r}.")
        return answer()

    def _of(self, kind: str) -> tuple[Incoming, Outgoing]:
        """The files of a kind, in the folder of its name; those of no kind are in the connection's own."""
        if kind not in self._opened:
            folder = inside(self._folder, kind, self._where) if kind else self._folder
            settings = {**self._settings, **self._how.kinds.get(kind, {})}
            self._opened[kind] = (
                Incoming(folder, self._how, settings, self._where, turns=self._turns),
                Outgoing(folder, self._how, settings, self._where),
            )
        return self._opened[kind]


def _parts(path: str, kinds: Mapping[str, object]) -> tuple[str, str]:
    """The kind that a path begins with, where it begins with one, and which way its files go."""
    first, _, rest = path.strip("/").partition("/")
    return (first, rest.split("/", 1)[0]) if first in kinds else ("", first)


def _came(incoming: Incoming, asked: dict[str, str]) -> JsonObject:
    if "_file.key" in asked:
        return {"records": incoming.found(asked["_file.key"])}
    return incoming.page(asked.get("after", ""), asked.get("files", ""), asked_size(asked.get("size")))


def _wanted(asked: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if name != "size"}
