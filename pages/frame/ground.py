"""The ground that every session stands on: what the pages are made of, read before the first visitor."""

from __future__ import annotations

import gc
from importlib import import_module
from pkgutil import walk_packages

from pages import parts


def lay_ground() -> None:
    """Read all parts of the pages, and leave what is there now out of every later collection.

    It never becomes garbage, and to look through it costs all visitors a tenth of a second each time.
    """
    for part in walk_packages(parts.__path__, f"{parts.__name__}."):
        import_module(part.name)
    gc.collect()
    gc.freeze()
