"""What a mapping is likely to want: rules from names and values, and rules from wanted values."""

from core.suggestions.by_example import Example, Guess, Guesses, by_example
from core.suggestions.suggestion import SHOWN, Suggestion, Surroundings, rows, suggest

__all__ = [
    "SHOWN",
    "Example",
    "Guess",
    "Guesses",
    "Suggestion",
    "Surroundings",
    "by_example",
    "rows",
    "suggest",
]
