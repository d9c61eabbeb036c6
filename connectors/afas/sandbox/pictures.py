"""The pictures that some of the simulated items have on the first day."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from connectors.afas.sandbox.books import Books
from connectors.afas.sandbox.writing import image_id
from core.sandbox.pictures import pictured, png

if TYPE_CHECKING:
    from core.sandbox.world import World

_SHARE = 2


def show_pictures(books: Books, world: World) -> None:
    """Give some of the items a picture."""
    for code in sorted(pictured(world.products, _SHARE)):
        if (row := books.row("items", code)) is not None:
            content = base64.b64encode(png(code)).decode()
            row |= {"FileName": f"{code}.png", "FileStream": content, "ImageId": image_id(code, content)}
