"""The pictures of the simulated items: kept when they are written in Base64, shown to who is signed in."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from connectors.exact_online.sandbox.books import Books, Row
from connectors.exact_online.sandbox.consent import Consent
from connectors.exact_online.sandbox.refusal import STREAM, Refusal
from core.sandbox.pictures import blank, pictured, png

if TYPE_CHECKING:
    from core.sandbox.world import World

#: Where pictures are shown, below the site.
PATH = "/docs/SysImage.aspx"
_SHARE = 1


class Pictures:
    """The bytes of each item's picture, by the item's key."""

    def __init__(self, consent: Consent) -> None:
        self._consent = consent
        self._kept: dict[str, bytes] = {}

    def reset(self, books: Books, world: World) -> None:
        """Start over: some of the items have a picture."""
        self._kept.clear()
        known = pictured(world.products, _SHARE)
        for key, item in list(books.tables["items"].rows.items()):
            if item["Code"] in known:
                self._keep(books, key, png(item["Code"]), f"{item['Code']}.png")

    def _keep(self, books: Books, key: str, content: bytes, name: str | None) -> None:
        self._kept[key] = content
        where = f"{PATH}?Table=Items&ID={key}"
        row = books.tables["items"].rows[key]
        books.store("items", {**row, "PictureName": name, "PictureUrl": where})

    def taken(self, payload: Any) -> tuple[Any, bytes | None]:
        """Divide a payload of an item from its picture; a picture that is no Base64 is refused."""
        if not isinstance(payload, dict) or payload.get("Picture") is None:
            return payload, None
        try:
            content = base64.b64decode(payload["Picture"], validate=True)
        except (binascii.Error, TypeError, ValueError):
            raise Refusal(400, f"{STREAM} Error encountered in property 'Picture'.") from None
        return {name: value for name, value in payload.items() if name != "Picture"}, content

    def keep(self, books: Books, key: str, payload: Any, content: bytes | None) -> None:
        """Keep the picture that a payload brought."""
        if content is not None:
            self._keep(books, key, content, payload.get("PictureName"))

    async def show(self, request: Request) -> Response:
        """Show a picture; who is not signed in gets a blank of one pixel, and no reason."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        content = self._kept.get(request.query_params.get("ID", ""))
        if content is None or not self._consent.valid(token):
            content = blank()
        return Response(content, media_type="image/png")

    def stored(self, rows: list[Row]) -> list[Row]:
        """Show items with their picture in Base64."""
        known = {key: base64.b64encode(content).decode() for key, content in self._kept.items()}
        return [{**row, "Picture": known.get(row["ID"])} for row in rows]
