"""The pictures of items in Exact Online: one at most, read at an address of its own and written in Base64."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from core.api.connector import Find, Resource, Write
from core.api.content import Content
from core.fields import Field
from core.records import JsonObject

_PATH = "logistics/Items"


def picture_resources(
    declare: Callable[..., Resource], fields: Mapping[str, Sequence[Field]]
) -> list[Resource]:
    """Declare the pictures that items have, and the items as those that a picture is written to."""
    read = declare(
        "pictures",
        "Pictures of items",
        _PATH,
        "Code",
        key="key",
        entity="image",
        params=_selected(fields["pictures"]),
        content=Content(address="PictureUrl", into="data", type="type", name="PictureName"),
    )
    find = replace(read.find or Find(), names={"key": "ID"})
    written = declare(
        "item_pictures",
        "Items, to be pictured",
        _PATH,
        "Code",
        params=_selected(fields["item_pictures"]),
        write=Write(update=f"{_PATH}(guid'{{key}}')"),
    )
    return [replace(read, find=find), written]


def _selected(fields: Sequence[Field]) -> JsonObject:
    names = (field.name for field in fields if field.name[0].isupper() and field.name != "Picture")
    return {"$select": ",".join(names)}


def picture(resource: Resource, row: JsonObject) -> JsonObject:
    """Give a picture a key of its own: a new picture of the same item is another one."""
    if resource.name != "pictures":
        return row
    return {**row, "key": f"{row['ID']}:{row.get('PictureName') or ''}"}
