"""Recipes: ready-made flows, composed from the profiles of two systems at the moment they are asked for."""

from core.recipes.profile import Question
from core.recipes.recipe import Recipe, compose, gaps, questions, recipes

__all__ = ["Question", "Recipe", "compose", "gaps", "questions", "recipes"]
