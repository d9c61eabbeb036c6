"""What an expression finds where there is nothing: an error that names the missing key and the nearest."""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined
from jinja2.utils import missing

from core.mapping.limits import nearest
from core.mapping.values import named


class Unknown(StrictUndefined):
    """Not there: an error in any use but under `default` and `is defined`."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, holder = self._undefined_name, self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if holder is missing:
            return f"{name!r} is undefined"
        if isinstance(holder, dict):
            return f"{name!r} is undefined{nearest(str(name), holder)}"
        if isinstance(holder, list | str) and isinstance(name, int):
            return f"{name} is undefined: there are only {len(holder)}"
        return f"{name!r} is undefined: it is looked for in {named(holder)}"

    def refuse(self) -> Any:
        """Raise what is wrong."""
        self._fail_with_undefined_error()
