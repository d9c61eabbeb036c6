"""Recipes: ready-made flows, composed from the profiles of two systems at the moment they are asked for."""

from core.recipes.capability import Capability, capabilities
from core.recipes.document import DOCUMENT
from core.recipes.guide import Absent, Guide, guide
from core.recipes.page import pages, why
from core.recipes.profile import Question
from core.recipes.recipe import Offer, Recipe, compose, gaps, offers, questions, recipes, value_tables

__all__ = [
    "DOCUMENT",
    "Absent",
    "Capability",
    "Guide",
    "Offer",
    "Question",
    "Recipe",
    "capabilities",
    "compose",
    "gaps",
    "guide",
    "offers",
    "pages",
    "questions",
    "recipes",
    "value_tables",
    "why",
]
