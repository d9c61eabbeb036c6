"""The key that seals the secrets of a workspace, and its change."""

from __future__ import annotations

from core.access import Action
from core.store import Rotated
from core.workspace.access import needs
from core.workspace.home import Home


class Keys(Home):
    """The key of a workspace."""

    @needs(Action.HOUSE)
    def rotate_key(self) -> Rotated:
        """Seal every secret with a new key, while everything goes on; an interrupted change is finished."""
        return self._store.rotation.rotate()

    @needs(Action.HOUSE)
    def retire_keys(self) -> Rotated:
        """Let the old keys go; Misconfigured names what still needs one of them."""
        return self._store.rotation.retire()
