"""What is wrong with rules and expressions, found in the cage: reading them is work for it too."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Sequence

from core.mapping.cage.call import Asked
from core.mapping.cage.known import Known
from core.mapping.cage.reading import Reading, Rules, Text
from core.mapping.mapping import Mapping
from core.mapping.rules import Problem

_known: Known[list[list[Problem]]] = Known()


def problems(written: Sequence[Rules | Text], owner: str = "") -> list[list[Problem]]:
    """All that is wrong with each of these and can be known without a record, in one call.

    What was found is remembered: lists of flows read the same again and again.
    """
    if not written:
        return []
    key = hashlib.blake2b(pickle.dumps(list(written)), digest_size=16).digest()
    if (known := _known.get(key)) is not None:
        return known
    asked = Asked(Reading(sum(_size(one) for one in written)), owner or key.hex())
    found: list[list[Problem]] = asked.answers(written)
    if not asked.slow:
        _known.keep(key, found)
    return found


def check_rules(mapping: Mapping, owner: str = "") -> list[Problem]:
    """Everything that is wrong with the rules and can be known without a record."""
    return problems([Rules(mapping)], owner)[0]


def _size(one: Rules | Text) -> int:
    return 1 if isinstance(one, Text) else len(one.mapping.rules)
