"""A simulator of AFAS Profit: tokens, GetConnectors, UpdateConnectors with their rules, and metainfo."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from hashlib import sha256
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from connectors.afas.sandbox.books import OWN, VIEWS, Books, Row
from connectors.afas.sandbox.elements import read
from connectors.afas.sandbox.metainfo import about, about_get, about_update
from connectors.afas.sandbox.opening import fill
from connectors.afas.sandbox.pictures import show_pictures
from connectors.afas.sandbox.reading import page
from connectors.afas.sandbox.refusal import Refusal, no_get, no_update
from connectors.afas.sandbox.stored import stored
from connectors.afas.sandbox.writing import UPDATES, Answer, add_below, remove, write
from core.documents import parse_json, write_json
from core.sandbox.rates import Rates

if TYPE_CHECKING:
    from core.sandbox.world import World

#: The longest query that the web server in front of Profit takes.
LONGEST_QUERY = 2049
#: How long maintenance lasts.
MAINTENANCE = 7200
#: What an app connector gives to whoever asks for a token.
API_KEY, API_TOKEN = "8B4406A0041C4A31", "941C8D1742366C92"
_TOKEN = re.compile(r"<token><version>1</version><data>([0-9A-Fa-f]{64})</data></token>\s*")
_HEADERS = {
    "Cache-Control": "no-store",
    "X-AFAS-Proxy-Version": "4.3.0.0",
    "X-AFAS-Proxy-Stats": "init(0ms), before response(0ms), complete(1ms)",
}
_VERBS = ["GET", "POST", "PUT", "DELETE"]


_SWITCHES = (
    "nulls", "unstable_order", "debtor_accounts", "bare_results", "spec_results", "ip_restricted",
    "maintenance",
)  # fmt: skip


class Sandbox:
    """Profit on this machine."""

    def __init__(self, world: World, rates: Rates) -> None:
        self.rates = rates
        self._world = world
        self._tokens: set[str] = set()
        self._users = count(1)
        self._otps: dict[str, str] = {}
        self.reset()

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """Everything is one path, whose own words may be written in any case."""
        return [Route("/{path:path}", self._entrance, methods=_VERBS)]

    def reset(self) -> None:
        """Start over with the rows of the world."""
        #: what differs between environments, or is not known: see the documentation of sandboxes
        self.switches = dict.fromkeys(_SWITCHES, False)
        self._random = Random(1)  # noqa: S311 (an order of rows)
        self._books = Books(self.rates.clock)
        fill(self._books, self._world)
        show_pictures(self._books, self._world)

    def credentials(self, origin: str) -> dict[str, str]:
        """Give what a client needs, with a token of a user of its own."""
        return {
            "member": "12345",
            "site": "rest",
            "token": self._token(f"user-{next(self._users)}"),
            "connectors": OWN,
            "base_url": f"{origin}/afas/ProfitRestServices",
        }

    def stored(self, resource: str) -> list[Row]:
        """Show the rows under a resource, as Profit keeps them."""
        if resource == "otp":
            return [{"userId": user, "otp": otp} for user, otp in self._otps.items()]
        return stored(self._books, resource)

    def throttled(self, request: Request) -> Response:
        """Answer as Profit does when it has no time: it knows maintenance only."""
        del request
        wait = MAINTENANCE if self.rates.limits == "real" else MAINTENANCE // 1000
        words = "Service temporarily unavailable due to scheduled maintenance."
        body = {"error": {"code": "503", "message": words}, "retry_after": wait}
        return Response(
            write_json(body), 503, {**_HEADERS, "Retry-After": str(wait)}, media_type="application/json"
        )

    def _token(self, user: str) -> str:
        token = sha256(f"token of {user}".encode()).hexdigest().upper()
        self._tokens.add(token)
        return token

    async def _entrance(self, request: Request) -> Response:
        root, *parts = request.path_params["path"].strip("/").split("/")
        if len(request.scope["query_string"]) > LONGEST_QUERY or root.lower() != "profitrestservices":
            return Response(status_code=404)
        if self.switches["maintenance"]:
            return self.throttled(request)
        try:
            status, body = await self._let_in(request, parts)
        except Refusal as refusal:
            response = refusal.response(request.headers.get("accept-language", "nl-nl"))
            response.headers.update(_HEADERS)
            return response
        if body is None:
            return Response(status_code=status, headers=_HEADERS)
        return Response(write_json(body), status, _HEADERS, media_type="application/json")

    async def _let_in(self, request: Request, parts: list[str]) -> tuple[int, Any]:
        step = parts[0].lower() if parts else ""
        if self.switches["ip_restricted"]:
            return 403, None
        if step in {"otprequest", "otpvalidation"}:
            return self._otp(await request.body(), step)
        if not self._known(request.headers.get("authorization", "")):
            return 401, None
        if request.method == "GET":
            return self._read(step, parts[1:], _options(request))
        return await self._write(request, parts[1], parts[2:]) if parts[1:] else (404, None)

    def _known(self, header: str) -> bool:
        kind, _, text = header.partition(" ")
        try:
            token = _TOKEN.fullmatch(base64.b64decode(text, validate=True).decode("ascii"))
        except ValueError:
            return False
        return kind == "AfasToken" and token is not None and token[1].upper() in self._tokens

    def _read(self, step: str, names: list[str], options: dict[str, str]) -> tuple[int, Any]:
        """Answer a GET; what there is not is answered with nothing."""
        found: Any = None
        match [step, *names]:
            case ["metainfo"]:
                found = about()
            case ["metainfo", "get", name]:
                found = about_get(name)
            case ["metainfo", "update", name]:
                found = about_update(name)
            case ["profitversion"]:
                found = {"version": "22.22.5"}
            case ["imageconnector", name]:
                found = self._image(name)
            case ["connectors", name]:
                if name not in VIEWS:
                    raise no_get()
                found = page(self._books, VIEWS[name], options, self.switches, self._random)
            case _:
                pass
        return (200, found) if found is not None else (404, None)

    def _image(self, name: str) -> Row | None:
        rows = self._books.tables["items"].values()
        row = next((row for row in rows if row.get("ImageId") == name), None)
        return {"filedata": row["FileStream"], "mimetype": "image/png"} if row else None

    async def _write(self, request: Request, name: str, rest: list[str]) -> tuple[int, Any]:
        known = UPDATES.get(name)
        if known is None or request.method not in known[2]:
            raise no_update()
        if request.method == "DELETE":
            remove(self._books, name, rest[-1].split(",") if len(rest) == 3 else [""])  # noqa: PLR2004 (object, @key, value)
            return 200, None
        try:
            body = parse_json((await request.body()).decode())
        except ValueError:
            return 400, {"message": "Invalid json"}
        with self._books.whole():
            answers = [self._carried(request, name, node, below=bool(rest)) for node in read(body, known[0])]
        return 201, self._results(name, answers[-1] if answers else None)

    def _carried(self, request: Request, name: str, node: Any, *, below: bool) -> Answer:
        if below:
            return add_below(self._books, name, node)
        return write(self._books, name, node, creating=request.method == "POST")

    def _results(self, name: str, answer: Answer) -> Any:
        """Write an answer; that of entries is told in three ways."""
        if answer is None:
            return None
        if name == "FiEntries" and self.switches["spec_results"]:
            made = answer["FiEntryPar"]
            answer = {"FiEntries": {"EnNo": made["EnNo"], "UnId": made["UnId"], "InID": made.get("InId", "")}}
        return answer if name == "FiEntries" and self.switches["bare_results"] else {"results": answer}

    def _otp(self, body: bytes, step: str) -> tuple[int, Any]:
        """Give a token to a user who shows the one-time password that Profit mails."""
        try:
            asked = parse_json(body.decode())
            known = (asked["apiKey"], asked["apiToken"]) == (API_KEY, API_TOKEN)
            user, otp = str(asked["userId"]), asked.get("otp")
        except (ValueError, KeyError, TypeError, AttributeError):
            return 400, None
        if not known or (step == "otpvalidation" and (not otp or self._otps.pop(user, None) != otp)):
            return 401, None
        if step == "otprequest":
            self._otps[user] = f"{int(sha256(user.encode()).hexdigest(), 16) % 10**8:08d}"
            return 200, None
        return 200, {"token": f"<token><version>1</version><data>{self._token(user)}</data></token>\r\n"}


def _options(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True))
