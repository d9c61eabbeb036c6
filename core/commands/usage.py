"""What is said of wrong usage: Typer's own sentences, so that they are among those that are translated."""

from __future__ import annotations

SENTENCES = (
    "Missing argument '{name}'",
    "Missing option '{name}'",
    "No such option: {name}",
    "No such option: {name} (Possible options: {names})",
    "No such command '{name}'",
    "No such command '{name}'. Did you mean {names}",
    "Got unexpected extra argument(s) ({given})",
    "Option '{name}' requires an argument",
    "Invalid value for '{name}': {why}",
    "Input should be a valid integer, unable to parse string as an integer",
    "Input should be greater than or equal to {least}",
)
