"""The key that seals the secrets, and its change."""

from __future__ import annotations

from dataclasses import asdict

import typer

from core.commands.command import command
from core.commands.terminal import Terminal

keys = typer.Typer(help="The key that seals the secrets.")


@command(keys, "rotate")
def rotate(terminal: Terminal) -> None:
    """Seal every secret with a new key, while everything goes on. The old key still opens."""
    changed = terminal.workspace().rotate_key()
    terminal.show(
        [asdict(changed)], ("key in use", "secrets sealed with it now"), [(changed.key, changed.sealed)]
    )
    terminal.say("\nKeep a copy of the new key. When backups no longer need the old one: koppel key retire")


@command(keys, "retire")
def retire(terminal: Terminal) -> None:
    """Let the old keys go; refused while something needs one of them."""
    kept = terminal.workspace().retire_keys()
    terminal.show([asdict(kept)], ("key in use", "what is left to do"), [(kept.key, kept.do or "nothing")])
