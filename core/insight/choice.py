"""Few records out of many that together show what there is: fields, values, empty places, list lengths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.insight.seen import EMPTY, FILLED, LENGTHS, MARKS, OBJECT, Spot, Survey, plain_value
from core.insight.wording import shown
from core.records import JsonObject

#: A path with at most so many different values, each met twice on average or very few, lists a choice.
_CHOICES_AT_MOST = 25
#: Each of so few values is worth a record as much as a field is; of more, they come after all fields.
_FEW, _OWN = 8, 4
_SEVERAL, _VERY_FEW = 2, 3
#: How many features a sentence names.
_NAMED = 3


class FeatureKind(StrEnum):
    """What a record can show of a path."""

    FILLED = "filled"
    EMPTY = "empty"
    VALUE = "value"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that some records show: `value` is the value, or the length of a list (2: several)."""

    path: str
    kind: FeatureKind
    value: Any = None
    #: how many of the records show it
    records: int = 0

    def __str__(self) -> str:
        match self.kind:
            case FeatureKind.FILLED:
                return f"{self.path} filled"
            case FeatureKind.EMPTY:
                return f"{self.path} empty"
            case FeatureKind.VALUE:
                return f"{self.path} {shown(self.value)}"
            case FeatureKind.LENGTH:
                return f"{self.path} with {('no item', 'one item', 'several items')[self.value]}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One chosen record, by its number, and what it is the first to show: the rarest first."""

    n: int
    shows: tuple[Feature, ...] = ()

    @property
    def why(self) -> str:
        """What it is there for, in one line."""
        if not self.shows:
            return "one more: those before it show everything"
        named = ", ".join(str(feature) for feature in self.shows[:_NAMED])
        more = len(self.shows) - _NAMED
        if more <= 0:
            return named
        return f"{named}, and 1 thing more" if more == 1 else f"{named}, and {more} things more"


def choose(records: Sequence[JsonObject], n: int) -> list[Choice]:
    """Choose `n` of the records, the most telling first; the same records always give the same choice.

    Each next one shows most of what those before it do not; where everything is shown, the first of the
    rest fill up. Together they show every feature that the records have, as far as `n` allows.
    """
    survey, found = Survey(), []
    for record in records:
        survey.add(record)
        found.append(survey.found)
    alike = _alike(survey, _columns(survey, found))
    left, there = set(range(len(alike))), dict.fromkeys(range(len(records)))
    masks, worth = _masks(alike, len(records))
    chosen: list[Choice] = []
    for best in _greedy(masks, worth, n):
        new = sorted(k for k in left if masks[best] >> k & 1)
        left.difference_update(new)
        shows = sorted((feature for k in new for feature in alike[k].features), key=_telling)
        chosen.append(Choice(best, tuple(shows)))
        del there[best]
    return [*chosen, *(Choice(each) for _, each in zip(range(n - len(chosen)), there, strict=False))]


@dataclass(slots=True)
class _Alike:
    """Features that the very same records show: to choose by, they are one. `records` has a bit for each."""

    records: int
    features: list[Feature]
    #: what each is worth: more than nothing for a field or one of a few values, most for the record's own
    worth: int = 0


def _columns(survey: Survey, found: list[list[int]]) -> dict[int, int]:
    """For each mark the records that show it, a bit for each record."""
    size = len(found) // 8 + 1
    rows: dict[int, bytearray] = {}
    for n, marks in enumerate(found):
        byte, bit = n >> 3, 1 << (n & 7)
        for mark in marks:
            row = rows.get(mark)
            if row is None:
                row = rows[mark] = bytearray(size)
            row[byte] |= bit
    columns = {mark: int.from_bytes(row, "little") for mark, row in rows.items()}
    for spot in survey.spots:
        if spot.above is not None:
            _missing(spot, spot.above, columns, len(found))
    return columns


def _missing(spot: Spot, above: Spot, columns: dict[int, int], records: int) -> None:
    """A field that others have is empty where its object is there and the field is not."""
    here = spot.id * MARKS
    around = columns.get(above.id * MARKS + OBJECT, 0) if above.path else (1 << records) - 1
    shown_otherwise = columns.get(here + FILLED, 0) | columns.get(here + LENGTHS[0], 0)
    if missing := around & ~shown_otherwise:
        columns[here + EMPTY] = columns.get(here + EMPTY, 0) | missing


def _alike(survey: Survey, columns: dict[int, int]) -> list[_Alike]:
    """The features that there are, those together that the same records show."""
    made: dict[int, _Alike] = {}
    for spot in survey.spots[1:]:
        few = len(spot.marks) <= _FEW
        for mark, kind, value in _marks(spot):
            if records := columns.get(mark):
                alike = made.setdefault(records, _Alike(records, []))
                alike.features.append(Feature(spot.path, kind, value, records.bit_count()))
                if few or kind is not FeatureKind.VALUE:
                    alike.worth = max(alike.worth, 1 if spot.above is not survey.root else 2)
    return list(made.values())


def _marks(spot: Spot) -> Iterator[tuple[int, FeatureKind, Any]]:
    """What records may show of a path."""
    here = spot.id * MARKS
    yield here + FILLED, FeatureKind.FILLED, None
    yield here + EMPTY, FeatureKind.EMPTY, None
    for length, mark in enumerate(LENGTHS):
        yield here + mark, FeatureKind.LENGTH, length
    counts = spot.counts or {}
    often = len(counts) <= _VERY_FEW or sum(counts.values()) >= _SEVERAL * len(counts)
    if len(counts) <= _CHOICES_AT_MOST and often:
        for key, mark in spot.marks.items():
            yield mark, FeatureKind.VALUE, plain_value(key)


def _masks(alike: list[_Alike], records: int) -> tuple[list[int], tuple[int, int]]:
    """For each record what it shows, a bit for each group of features; and those that are worth something."""
    masks = [0] * records
    for k, each in enumerate(alike):
        for n in _bits(each.records):
            masks[n] |= 1 << k
    some, most = (sum((each.worth >= worth) << k for k, each in enumerate(alike)) for worth in (1, 2))
    return masks, (some, most)


def _greedy(masks: list[int], worth: tuple[int, int], n: int) -> Iterator[int]:
    """Numbers of the records to take, until nothing new is left to show or there are `n`."""
    left, open_ = ~0, list(range(len(masks)))
    for _ in range(n):
        news = [masks[each] & left for each in open_]
        gains = [(_gain(new, *worth), new.bit_count()) for new in news]
        best_gain = max(gains, default=(0, 0))
        if not best_gain[1]:
            return
        best = open_[gains.index(best_gain)]
        left &= ~masks[best]
        # what shows nothing new now never will again
        open_ = [each for each, new in zip(open_, news, strict=True) if new and each != best]
        yield best


def _gain(new: int, some: int, most: int) -> int:
    """What a record is worth: its own fields several times those deep inside."""
    return (new & some).bit_count() + _OWN * (new & most).bit_count()


def _telling(feature: Feature) -> tuple[bool, int, int]:
    """Rare things first, those of the record itself before those deep inside; amounts say least."""
    amount = feature.kind is FeatureKind.VALUE and str(feature.value).replace(".", "", 1).isdigit()
    return amount, feature.records, feature.path.count(".") + feature.path.count("[")


def _bits(mask: int) -> Iterator[int]:
    for byte, value in enumerate(mask.to_bytes((mask.bit_length() + 7) // 8, "little")):
        yield from (8 * byte + bit for bit in range(8) if value >> bit & 1) if value else ()
