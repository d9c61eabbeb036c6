"""A simulator of BuchhaltungsButler's API: everything is a POST, and every address counts its own errors."""

from __future__ import annotations

import base64
import binascii
from collections import deque
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from connectors.buchhaltungsbutler.sandbox import books as shown
from connectors.buchhaltungsbutler.sandbox.books import Books, Row
from connectors.buchhaltungsbutler.sandbox.desk import DESK, ONE
from connectors.buchhaltungsbutler.sandbox.forms import checked
from connectors.buchhaltungsbutler.sandbox.opening import fill
from connectors.buchhaltungsbutler.sandbox.refusal import (
    API_KEY,
    CREDENTIALS,
    EMPTY,
    INACTIVE,
    QUOTA,
    SLOWER,
    Refusal,
)
from core.documents import parse_json, write_json
from core.sandbox.rates import RELAXED, Rates

if TYPE_CHECKING:
    from core.sandbox.world import World

CLIENT, SECRET, KEY = "sandbox-client", "sandbox-butler-secret", "sandbox-butler-key"
PER_MINUTE, _MINUTE = 100, 60.0
#: How many seconds must lie between two requests that add several at once.
BETWEEN_BATCHES = 5.0
_READS = ("/get", "get/")


class Sandbox:
    """BuchhaltungsButler on this machine."""

    def __init__(self, world: World, rates: Rates) -> None:
        self.rates = rates
        self._world = world
        self.reset()
        self.routes = [Route("/api/v1/{path:path}", self._api, methods=["GET", "POST", "PUT", "DELETE"])]

    def reset(self) -> None:
        """Start over with the rows of the world."""
        #: 429 instead of a refusal of its own to who asks too often; a company that is not active; a plan
        #: whose documents are used up
        self.switches = {"too_many_429": False, "inactive": False, "plan_used_up": False}
        self._asked: deque[float] = deque()
        self._batch = 0.0
        self._books = Books(self.rates.clock)
        fill(self._books, self._world)

    def credentials(self, origin: str) -> dict[str, str]:
        """Give what a client needs; nothing of it ends."""
        return {
            "client": CLIENT,
            "client_secret": SECRET,
            "api_key": KEY,
            "per_minute": str(self.rates.of(PER_MINUTE)),
            "base_url": f"{origin}/buchhaltungsbutler/api/v1",
            "auth_url": f"{origin}/buchhaltungsbutler",
        }

    def stored(self, resource: str) -> list[Row]:
        """Show what is kept, as single documents and rows of lists are shown."""
        books = self._books
        outgoing = [shown.single(row) for row in books.receipts.values() if row["direction"] == "outbound"]
        incoming = [shown.single(row) for row in books.receipts.values() if row["direction"] == "inbound"]
        postings = [shown.posting(row) for row in books.postings.values()]
        accounts = {"exclude_accounts": True, "exclude_creditors": True, "exclude_debtors": True}
        found: dict[str, list[Row]] = {
            "customers": [shown.party(row, "debtor") for row in books.debtors.values()],
            "suppliers": [shown.party(row, "creditor") for row in books.creditors.values()],
            "invoices": outgoing,
            "sales_receipts": outgoing,
            "purchase_receipts": incoming,
            "postings": postings,
            "free_postings": postings,
            "transactions": [shown.transaction(row) for row in books.transactions.values()],
            "payment_accounts": DESK["accounts/get"](books, {})["data"],
            "gl_accounts": DESK["settings/get/postingaccounts"](books, accounts)["data"],
            "cost_centres": [dict(row) for row in books.costs.values()],
        }
        return found[resource]

    def throttled(self, request: Request) -> Response:
        """Answer a client that asks too often."""
        del request
        if self.switches["too_many_429"]:
            return Response(status_code=429)
        return Refusal(SLOWER, "adding is temporarily restricted, please try again later", 403).response()

    async def _api(self, request: Request) -> Response:
        path = request.path_params["path"]
        request.state.write = not any(part in path for part in _READS)
        address, number = _address(path)
        if not address or request.method != "POST":
            return HTMLResponse("<!doctype html><title>404</title><h1>Seite nicht gefunden</h1>", 404)
        try:
            body = await self._opened(request)
            if self._too_many() or ("add-batch" in address and self._too_soon()):
                return self.throttled(request)
            answer = self._answer(address, number, body)
        except Refusal as refusal:
            return _with_cookies(refusal.response())
        return _with_cookies(Response(write_json(answer), media_type="application/json"))

    async def _opened(self, request: Request) -> Row:
        """Let those in who know the app's secret and the company's key; give the rest of what they say."""
        if _basic(request.headers.get("authorization", "")) != (CLIENT, SECRET):
            raise Refusal(CREDENTIALS, "invalid credentials", 401)
        text = (await request.body()).decode()
        try:
            body = parse_json(text) if text else None
        except ValueError:
            body = None
        if not isinstance(body, dict) or not body:
            raise Refusal(EMPTY, "no data specified")
        if body.pop("api_key", None) != KEY:
            raise Refusal(API_KEY, "invalid api_key", 401)
        if self.switches["inactive"]:
            raise Refusal(INACTIVE, "the customer is inactive", 403)
        return body

    def _answer(self, address: str, number: str, body: Row) -> dict[str, Any]:
        if self.switches["plan_used_up"] and address in {"receipts/add", "invoices/create"}:
            raise Refusal(QUOTA, "the number of receipts of your plan is used up", 403)
        given = checked(address, body)
        return ONE[address](self._books, number, given) if number else DESK[address](self._books, given)

    def _too_many(self) -> bool:
        now = self.rates.clock.now().timestamp()
        while self._asked and self._asked[0] <= now - _MINUTE:
            self._asked.popleft()
        if len(self._asked) >= self.rates.of(PER_MINUTE):
            return True
        self._asked.append(now)
        return False

    def _too_soon(self) -> bool:
        """Tell whether the batch before this one is too young."""
        now = self.rates.clock.now().timestamp()
        pause = BETWEEN_BATCHES if self.rates.limits == "real" else BETWEEN_BATCHES / RELAXED
        if now - self._batch < pause:
            return True
        self._batch = now
        return False


def _address(path: str) -> tuple[str, str]:
    """Give the address that a path means, and the number in it; nothing where there is none."""
    if path in DESK:
        return path, ""
    base, _, number = path.rpartition("/")
    return (f"{base}/{{id}}", number) if number and f"{base}/{{id}}" in ONE else ("", "")


def _basic(header: str) -> tuple[str, str]:
    kind, _, value = header.partition(" ")
    try:
        name, _, secret = base64.b64decode(value).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return (name, secret) if kind.lower() == "basic" else ("", "")


def _with_cookies(response: Response) -> Response:
    """Hand out the cookies that every answer brings, and nobody needs."""
    response.set_cookie("bbutler", "sandbox")
    response.set_cookie("AWSALB", "sandbox")
    return response
