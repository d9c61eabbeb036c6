"""What people enrich in the target: whether it is written once, or again when the source changes it."""

from __future__ import annotations

from core.mapping import Write
from core.recipes.profile import Question, Writing

#: The setting that chooses; it is answered when a flow is made, and stands in its rules from then on.
UPDATE_INFO = "update_info"


def asked_info(writing: Writing) -> dict[str, Question]:
    """The question whether descriptions are written again, where the target keeps them as they are."""
    if not writing.info:
        return {}
    text = (
        "On, names and descriptions are written again when they change in the source. Off, they are written"
        " once, and what is enriched in the target stays."
    )
    return {UPDATE_INFO: Question(title="Update product info", help=text, default=False)}


def informed(writing: Writing, *, again: bool) -> Writing:
    """The writing as it was answered: `again`, what people enrich is sent whenever the source changed it."""
    if not again:
        return writing
    rules = tuple(
        rule.model_copy(update={"write": Write.IF_CHANGED, "note": None}) if rule.to in writing.info else rule
        for rule in writing.map
    )
    return writing.model_copy(update={"map": rules})
