"""What prices of items are found by: the item's code, whose they are, and whether they go on."""

from __future__ import annotations

from dataclasses import replace

from core.api.connector import Find, Related, Resource
from core.fields import Field, FieldType
from core.records import JsonObject

_NAME = "item_prices"
_TOLD = ("Quantity", "Currency", "StartDate", "Own", "Open")
_FIELDS = (
    Field("Own", FieldType.BOOLEAN, write=False, help="Whether it is one customer's own"),
    Field("Open", FieldType.BOOLEAN, write=False, help="Whether it has no last day"),
    Field("Sold", FieldType.OBJECT, write=False, help="The item itself, read along",
          fields=(Field("Code", write=False, help="The item's code"),)),
)  # fmt: skip


def of_items(prices: Resource) -> Resource:
    """Exact's prices as they are written: looked up by the code of their item, which is read with each.

    As they are read, nothing is read along: a price tells the code of its item.
    """
    asked = ("ID", "Item", "Account", "Sold.Code", *_TOLD)
    return replace(
        prices,
        name=_NAME,
        title="Prices of items",
        entity="",
        natural=("ItemCode",),
        since=None,
        related=(Related("Item", "items", "Sold"),),
        find=Find("$filter", fields=asked, compared=_TOLD, case_blind=("Sold.Code",)),
        fields=(*prices.fields, *_FIELDS),
    )


def told(resource: Resource, data: JsonObject) -> JsonObject:
    """A price with what it is found by besides."""
    if resource.name != _NAME:
        return data
    return {**data, "Own": bool(data.get("Account")), "Open": not data.get("EndDate")}
