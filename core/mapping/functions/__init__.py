"""The functions of transforms, by what they are about; importing a module here makes its functions known."""

from core.mapping.functions import addresses, codes, dates, lists, numbers, patterns, tables, texts
from core.mapping.functions.registry import ENTRIES, Entry, Function, functions

__all__ = [
    "ENTRIES",
    "Entry",
    "Function",
    "addresses",
    "codes",
    "dates",
    "functions",
    "lists",
    "numbers",
    "patterns",
    "tables",
    "texts",
]
