"""How a picture is written to Shopify: its bytes to a place that the shop names, and then to its product."""

from __future__ import annotations

from typing import Any

from connectors.shopify.dialect import DOCUMENTS
from connectors.shopify.names import named, number
from connectors.shopify.pictures import TAKEN_AT
from core.api.content import Place, Upload, file_name
from core.errors import Refused, Unclear
from core.records import JsonObject


def _asks(payload: JsonObject) -> JsonObject:
    """Ask for a place; the file is called by the article too, for it is looked up by both."""
    name = f"{file_name(str(payload.get('sku') or ''))}_{payload['name']}"
    wanted = {"filename": name, "mimeType": payload["type"], "resource": "IMAGE", "httpMethod": "POST"}
    return {"query": DOCUMENTS["picture_place"], "variables": {"input": [wanted]}}


def _place(answer: Any) -> Place:
    target = answer["data"]["stagedUploadsCreate"]["stagedTargets"][0]
    fields = tuple((one["name"], one["value"]) for one in target["parameters"])
    return Place(target["url"], fields, target["resourceUrl"])


UPLOAD = Upload(
    "/graphql.json",
    asks=_asks,
    place=_place,
    into="source",
    data="data",
    type="type",
    name="name",
    hosts=(TAKEN_AT,),
)


def add_picture(data: JsonObject, key: str | None, once: str) -> tuple[str, JsonObject]:
    """Add a picture to a product that is there; what the product shows already stays."""
    del once
    if key is not None:
        raise Refused("a picture is added to a product of Shopify, and not changed from here")
    if not data.get("source"):
        raise Refused("the picture has no bytes, so there is nothing to add to the product")
    media = {"originalSource": data["source"], "mediaContentType": "IMAGE", "alt": data.get("alt")}
    return "picture_add", {"product": {"id": named("Product", data["product_id"])}, "media": [media]}


def added(product: JsonObject) -> JsonObject:
    """Find the new picture in the answer: the last of its product."""
    nodes = product["media"]["nodes"]
    if not nodes:
        raise Unclear("Shopify answered without the picture")
    return {"key": f"{number(product['id'])}-{number(nodes[-1]['id'])}"}
