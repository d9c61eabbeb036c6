"""Everybody who may stand before a house: nobody, people of each role, and programs with a token."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from core.access import ALLOWED, Action, Role
from core.workspace import Workspace

#: What the token of nobody in particular is for; the others have a role's rights.
SCOPES = frozenset({Action.READ, Action.SEE})
#: Written whatever is refused: who was, with what they tried, and that a process is alive.
_TOLD = {"audit", "audit_head", "worker"}


@dataclass(frozen=True, slots=True)
class Somebody:
    """One kind of people: the session and the token with which they come, and what they may."""

    name: str
    session: str
    token: str
    may: frozenset[Action]


def everybody(workspace: Workspace) -> list[Somebody]:
    """Admit somebody of each role to a house, and hand out their tokens."""
    there = [Somebody("nobody", "made up", "made up", frozenset())]
    for role in Role:
        email = f"{role.value}@example.com"
        workspace.admit(email, role)
        session = workspace._store.people.open(email, f"issuer {email}", role.value)
        token = workspace.hand_out(f"of {role.value}", Action, person=email)
        there.append(Somebody(role.value, session, token, ALLOWED[role]))
    token = workspace.hand_out("nightly", SCOPES)
    # a token opens no session: at a page it is worth as much as a made-up cookie
    return [*there, Somebody("token", token, token, SCOPES)]


def standing(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a house holds, but for its audit trail and the beats of its processes."""
    with sqlite3.connect(home / "koppel.db") as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(database.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)  # noqa: S608
            for (name,) in names
            if name not in _TOLD
        }
