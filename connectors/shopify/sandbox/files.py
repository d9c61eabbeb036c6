"""The files of the simulated shop: places that take them, pictures it works on, and where they are shown."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from connectors.shopify.sandbox.plan import Row
from connectors.shopify.sandbox.rows import gid
from connectors.shopify.sandbox.told import fault
from core.sandbox.pictures import pictured, png
from core.sandbox.rates import Clock

if TYPE_CHECKING:
    from connectors.shopify.sandbox.keeping import Shop

STAGED, SHOWN = "/staged", "/cdn/s/files/1/{name}"
#: How long the shop works on a new picture.
_WORK = timedelta(seconds=0.3)
_SHARE = 0
_FIRST = 31_000_000_000_000


class Files:
    """The shop's pictures by their numbers, and the bytes that were put at places of their own."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.origin = ""
        self.reset()

    def reset(self) -> None:
        """Forget all files."""
        self._last = _FIRST
        self._names: dict[int, str] = {}
        self._images: dict[int, Row] = {}
        self._content: dict[str, bytes] = {}
        self._ready: dict[int, datetime] = {}
        self._staged: dict[str, bytes | None] = {}

    def fill(self, shop: Shop) -> None:
        """Give some of the products pictures: each of their variants one, and all of them one together."""
        known = pictured(shop.world.products, _SHARE)
        for product in shop.kinds["Product"].values():
            several = len(product["variants"]) > 1
            for variant in product["variants"]:
                if variant["sku"] in known:
                    name = f"{variant['sku']}.png".replace("/", "-").replace(" ", "_")
                    image = self._add(product, name, png(variant["sku"]), product["title"])
                    variant["image_id"] = image["id"] if several else None
            if product["images"]:
                self._add(product, f"together-{product['id']}.png", png(product["title"]), None)

    def _add(self, product: Row, name: str, content: bytes, alt: str | None) -> Row:
        self._last += 1
        while name in self._content:  # another of that name gets something behind it
            base, _, ending = name.rpartition(".")
            name = f"{base}_{self._last:08x}-0000-4000-8000-{self._last:012x}.{ending}"
        self._names[self._last], self._content[name] = name, content
        image = {"id": self._last, "product_id": product["id"], "position": len(product["images"]) + 1}
        image |= {"alt": alt, "src": self._address(self._last), "width": 16, "height": 16}
        self._images[self._last] = image
        product["images"].append(image)
        product["image"] = product["images"][0]
        return image

    def media(self, image: Row) -> Row:
        """Show a picture as the shop's media; its file only when the shop is done with it."""
        ready = self._ready.get(image["id"], datetime.min.replace(tzinfo=self._clock.now().tzinfo))
        status = "READY" if self._clock.now() >= ready else "PROCESSING"
        if image.get("failed"):
            status = "FAILED"
        told = {"admin_graphql_api_id": gid("MediaImage", image["id"]), "__typename": "MediaImage"}
        told |= {"alt": image["alt"], "status": status, "media_content_type": "IMAGE"}
        return told | {"image": image if status == "READY" else None}

    def reached(self, origin: str) -> None:
        """Note by which address the shop is reached: its pictures are shown there."""
        if origin != self.origin:
            self.origin = origin
            for image in self._images.values():
                image["src"] = self._address(image["id"])

    def _address(self, number: int) -> str:
        return self.origin + SHOWN.format(name=quote(self._names[number])) + "?v=1"

    def stored(self, shop: Shop, resource: str) -> list[Row]:
        """Show every picture, its bytes in Base64: once, or for each of the variants that it is of."""
        return [
            {**self._stored(image), "sku": variant["sku"]}
            for product in shop.kinds["Product"].values()
            for image in product["images"]
            for variant in product["variants"][: None if resource == "pictures" else 1]
            if resource != "pictures" or _own(product, image) in {None, variant["id"]}
        ]

    def _stored(self, image: Row) -> Row:
        content = self._content.get(self._names.get(image["id"], ""), b"")
        return {**image, "data": base64.b64encode(content).decode()}

    async def show(self, request: Request) -> Response:
        """Show a file to anybody, as it was put."""
        content = self._content.get(request.path_params["name"])
        return Response(content, media_type="image/png") if content else Response("Not Found", 404)

    def place(self, _: Row, __: Shop, asked: Row) -> Row:
        """Name a place for each file that is to come."""
        targets = []
        for one in asked["input"]:
            if one.get("httpMethod") != "POST" or one["resource"] != "IMAGE":
                return {"staged_targets": None, "user_errors": [fault("The sandbox takes images", "input")]}
            key = f"tmp/{len(self._staged) + 1}/{one['filename']}"
            self._staged[key] = None
            told = {
                "Content-Type": one["mimeType"],
                "success_action_status": "201",
                "acl": "private",
                "key": key,
            }
            parameters = [{"name": name, "value": value} for name, value in told.items()]
            url = self.origin + STAGED
            targets.append({"url": url, "resource_url": f"{url}/{quote(key)}", "parameters": parameters})
        return {"staged_targets": targets, "user_errors": []}

    async def take(self, request: Request) -> Response:
        """Take a file at its place, from a form in which it stands last."""
        form = _read(await request.body(), request.headers.get("content-type", ""))
        key = form.get("key", b"").decode()
        if key not in self._staged or "file" not in form:
            return Response("<Error><Code>AccessDenied</Code></Error>", 403, media_type="application/xml")
        self._staged[key] = form["file"]
        return Response("<PostResponse></PostResponse>", 201, media_type="application/xml")

    def add(self, product: Row, given: Row) -> None:
        """Add a picture to a product; the shop works on it for a while, and fails where no file was put."""
        key = unquote(str(given["originalSource"]).removeprefix(f"{self.origin}{STAGED}/"))
        content = self._staged.get(key)
        image = self._add(product, key.rpartition("/")[2], content or b"", given.get("alt"))
        self._ready[image["id"]] = self._clock.now() + _WORK
        if content is None:
            image["failed"] = True


def _own(product: Row, image: Row) -> int | None:
    """Give the variant whose own a picture is."""
    return next((v["id"] for v in product["variants"] if v.get("image_id") == image["id"]), None)


def _read(body: bytes, type_: str) -> dict[str, bytes]:
    """Read a form with a file in it."""
    boundary = b"--" + type_.partition("boundary=")[2].encode()
    found = {}
    for part in body.split(boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0].decode()
        found[name] = content.removesuffix(b"\r\n")
    return found
