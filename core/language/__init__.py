"""What Koppel says, in the language of who reads it.

Pages and documents say their words by `_` and `n_`, looked up when they are said and not when they are
imported. What the core makes, keeps and logs is English; it is `translated` where a person is shown it, so
that a fault of last night's run is read in the language of whoever looks at it today.
"""

from core.language.formats import amount, day, day_order, decimal, moment, percent, weekday, whole
from core.language.language import LANGUAGES, asked_of, current, known, speak, speaking
from core.language.sentences import translated
from core.language.words import N_, _, n_

__all__ = [
    "LANGUAGES",
    "N_",
    "_",
    "amount",
    "asked_of",
    "current",
    "day",
    "day_order",
    "decimal",
    "known",
    "moment",
    "n_",
    "percent",
    "speak",
    "speaking",
    "translated",
    "weekday",
    "whole",
]
