"""What caged processes live on: everything that expressions load when they first need it, loaded before.

A caged process can open no file. So time zones, the names of countries and currencies, the checks of each
country's numbers and the forms of its phone numbers are all in memory before the first is made.
"""

from __future__ import annotations

import importlib
import os
import pickle
import pkgutil
from contextlib import suppress
from typing import BinaryIO
from zoneinfo import ZoneInfo, available_timezones

import stdnum
from phonenumbers import PhoneMetadata

from core.mapping.functions import codes, functions
from core.mapping.functions.tables import EXAMPLE
from core.mapping.mapping import Mapping, Rule
from core.mapping.renderer import compile  # noqa: A004  - it is what it does
from core.mapping.scope import Scope

#: Zones are remembered only as long as somebody holds them.
_zones: list[ZoneInfo] = []

_SELECTED = "let $x = line_items[?quantity > `1`].{a: sku, b: @} in sort_by($x, &a)[*].a | join(', ', @)"


#: What the standard library and Jinja load only when they are first used.
_LATER = ("_strptime", "encodings.idna", "jinja2.debug")


def lay_in() -> None:
    """Load all of it, and go once through every way of evaluating."""
    for name in _LATER:
        importlib.import_module(name)
    names = _names()
    _zones.extend(ZoneInfo(key) for key in sorted(available_timezones()))
    PhoneMetadata.load_all()
    _numbers()
    codes.keep(pickle.loads(names.read()))  # nosec B301  # noqa: S301  - it comes from this process's own child
    names.close()
    os.wait()
    _tried()


def _names() -> BinaryIO:
    """The names in all languages, read by a child: what they are taken from is many times their size."""
    read, write = os.pipe()
    if os.fork() == 0:
        try:
            with open(write, "wb") as end:  # noqa: PTH123  - a pipe has no path
                pickle.dump(codes.names_in(codes.LANGUAGES), end)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(write)
    return open(read, "rb")  # noqa: PTH123  - a pipe has no path, and is read when the child is done


def _numbers() -> None:
    for package in pkgutil.iter_modules(stdnum.__path__):
        if package.ispkg:
            for kind in ("vat", "iban"):
                with suppress(Exception):  # not every country has both
                    stdnum.get_cc_module(package.name, kind)
    for package in pkgutil.iter_modules(stdnum.__path__):
        if package.ispkg:
            with suppress(ImportError):
                importlib.import_module(f"stdnum.{package.name}")


def _tried() -> None:
    """Evaluate every function's example, and JMESPath of most kinds."""
    rules = [Rule(to=f"f{n}", transform=f"{{{{ {one.example} }}}}") for n, one in enumerate(functions())]
    rules.append(Rule(to="jmes", select=_SELECTED))
    rules.append(Rule(to="rows", each="line_items", map=(Rule(to="sku", select="sku"),)))
    rules.append(Rule(to="wrong", transform="{{ record.nothing }}"))
    record = {"line_items": [{"sku": "A", "quantity": 2}, {"sku": "B", "quantity": 1}]}
    compile(Mapping(rules=tuple(rules), tables=EXAMPLE)).render([Scope(record)])
