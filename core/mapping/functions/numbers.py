"""Functions on numbers, all in Decimal: what is rounded is rounded half up, as money is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Any, Literal

from core.mapping.functions.registry import function
from core.mapping.limits import charge
from core.mapping.values import in_full, named, text
from core.mapping.values import number as read

_WAYS = {"common": ROUND_HALF_UP, "ceil": ROUND_CEILING, "floor": ROUND_FLOOR}
_EXACT = Context(prec=700)
_MOST_DECIMALS = 20
_QUANTA = tuple(Decimal(1).scaleb(-decimals) for decimals in range(_MOST_DECIMALS + 1))


def rounded(value: int | Decimal, decimals: int, way: str = ROUND_HALF_UP) -> Decimal:
    """A number with so many decimals."""
    if not 0 <= decimals <= _MOST_DECIMALS:
        raise ValueError(f"{decimals} decimals are not possible, 0 to {_MOST_DECIMALS} are")
    return Decimal(value).quantize(_QUANTA[decimals], rounding=way, context=_EXACT)


@function("'1.234,50'|number(decimal=',', thousands='.')", Decimal("1234.50"), name="number")
def number_(value: Any, decimal: str = ".", thousands: str = "") -> int | Decimal:
    """Read a number from text; what else than a point marks decimals or thousands must be said."""
    if not isinstance(value, str):
        return read(value)
    made = value.strip().replace("\u00a0", " ")
    if thousands:
        if not re.fullmatch(
            rf"[+-]?\d{{1,3}}({re.escape(thousands)}\d{{3}})*({re.escape(decimal)}\d+)?|[^,. ]*", made
        ):
            raise ValueError(f"{named(value)} is not a number with {thousands!r} between thousands")
        made = made.replace(thousands, "")
    if decimal != ".":
        if "." in made:
            raise ValueError(f"{named(value)} is not a number with {decimal!r} before its decimals")
        made = made.replace(decimal, ".")
    try:
        return read(made)
    except ValueError:
        hint = "; if it is, say number(decimal=',', thousands='.')" if re.search(r"\d[.,' ]\d", value) else ""
        raise ValueError(f"{named(value)} is not a number{hint}") from None


@function("'12.345'|money", Decimal("12.35"))
def money(value: Any, decimals: int = 2) -> Decimal:
    """An amount, rounded half up to its decimals."""
    return rounded(read(value), decimals)


@function("2.675|round(2)", Decimal("2.68"), name="round")
def round_(
    value: Any, precision: int = 0, method: Literal["common", "ceil", "floor"] = "common"
) -> int | Decimal:
    """Round half up, or always up (`ceil`) or down (`floor`); without decimals a whole number."""
    if method not in _WAYS:
        raise ValueError(f"round() knows common, ceil and floor, not {method!r}")
    made = rounded(read(value), precision, _WAYS[method])
    return int(made) if precision == 0 else made


@function("100|vat_in(21)", Decimal("121.00"))
def vat_in(value: Any, rate: Any, decimals: int = 2) -> Decimal:
    """Add VAT: the price including so many per cent."""
    return rounded(Decimal(read(value)) * (100 + Decimal(read(rate))) / 100, decimals)


@function("121|vat_out(21)", Decimal("100.00"))
def vat_out(value: Any, rate: Any, decimals: int = 2) -> Decimal:
    """Take VAT out: the price excluding so many per cent."""
    percent = 100 + Decimal(read(rate))
    if percent <= 0:
        raise ValueError(f"a VAT rate of {rate} is not possible")
    return rounded(Decimal(read(value)) * 100 / percent, decimals)


@function("'12'|int", 12)
def int_(value: Any, default: Any = None) -> Any:
    """A whole number, decimals cut off; with a default for what is no number."""
    try:
        return int(read(value))
    except ValueError:
        if default is None:
            raise
        return default


@function("'12.50'|float", Decimal("12.50"))
def float_(value: Any, default: Any = None) -> Any:
    """A number with decimals, exact; with a default for what is no number."""
    try:
        return Decimal(read(value))
    except ValueError:
        if default is None:
            raise
        return default


@function("(-3)|abs", 3)
def abs_(value: Any) -> int | Decimal:
    """A number without its sign."""
    made = read(value)
    return made.copy_abs() if isinstance(made, Decimal) else abs(made)


_SPEC = re.compile(
    r"%(?:\((?P<key>[^)]*)\))?(?P<flags>[#0\- +]*)(?P<width>\d*)(?:\.(?P<precision>\d+))?(?P<type>.?)",
    re.DOTALL,
)
_WIDEST = 1_000


@function("'%05d/%s'|format(17, 'NL')", "00017/NL", name="format")
def format_(value: Any, *arguments: Any, **named_arguments: Any) -> str:
    """Fill values into a text at %s, %d and %.2f; decimals are rounded half up."""
    waiting = list(arguments)
    parts: list[str] = []
    for part in _parts(text(value)):
        if isinstance(part, str):
            parts.append(part)
            continue
        if part.key is not None:
            if part.key not in named_arguments:
                raise ValueError(f"format() lacks the value {part.key!r}")
            one = named_arguments[part.key]
        elif waiting:
            one = waiting.pop(0)
        else:
            raise ValueError("format() has fewer values than places in the text")
        made = _written(one, part.kind, part.precision)
        parts.append(_placed(made, part.flags, part.width) if part.flags or part.width else made)
    if waiting:
        raise ValueError("format() has more values than places in the text")
    whole = "".join(parts)
    charge(len(whole))
    return whole


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a text that `format` fills: `%(key)05.2f`."""

    key: str | None
    flags: str
    width: int
    precision: str | None
    kind: str


@lru_cache(256)
def _parts(pattern: str) -> tuple[str | _Place, ...]:
    """The pieces of a text and the places between them, read once."""
    parts: list[str | _Place] = []
    at = 0
    for spec in _SPEC.finditer(pattern):
        parts.append(pattern[at : spec.start()])
        at = spec.end()
        if spec["type"] == "%":
            parts.append("%")
            continue
        width, precision = int((spec["width"] or "0")[:6]), spec["precision"]
        if width > _WIDEST or int((precision or "0")[:6]) > _WIDEST:
            raise ValueError(f"format() fills at most {_WIDEST} characters")
        parts.append(_Place(spec["key"], spec["flags"], width, precision, spec["type"]))
    return (*parts, pattern[at:])


def _written(value: Any, kind: str, precision: str | None) -> str:
    if kind == "s":
        return text(value)[: int(precision)] if precision else text(value)
    if kind in ("d", "i"):
        return str(int(read(value)))
    if kind in ("f", "F"):
        return in_full(rounded(read(value), int(precision or 6)))
    raise ValueError(f"format() knows %s, %d, %f and %%, not %{kind}")


def _placed(made: str, flags: str, width: int) -> str:
    if "+" in flags and made[:1] != "-":
        made = "+" + made
    if "-" in flags:
        return made.ljust(width)
    return made.zfill(width) if "0" in flags else made.rjust(width)
