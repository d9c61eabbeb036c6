"""Words by the catalogue of the language that is spoken."""

from __future__ import annotations

from core.language.catalogue import messages
from core.language.formats import whole
from core.language.language import ENGLISH, current


def _(message: str, /, **given: object) -> str:
    """A message in the language that is spoken, with what is given put in place of `{names}`."""
    spoken = current()
    # an empty message has a meaning of its own in a catalogue: what the file tells of itself
    said = message if spoken == ENGLISH or not message else messages(spoken).gettext(message)
    return said.format(**given) if given else said


def n_(one: str, many: str, number: float, /, **given: object) -> str:
    """A message about a number of things; `{n}` is the number, written as the language writes it."""
    spoken = current()
    if spoken == ENGLISH:
        said = one if number == 1 else many
    else:
        said = messages(spoken).ngettext(one, many, int(number))
    return said.format(**{"n": whole(int(number)), **given})


def N_(message: str) -> str:  # noqa: N802  gettext's own name for it
    """Mark a message that is said later, by `_` of a variable: nothing is said when a module is imported."""
    return message
