"""Who may do what: actions, the roles that allow them, and whoever acts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.errors import Denied


class Action(StrEnum):
    """What somebody wants to do; every method of the workspace needs one of these."""

    #: see how flows, runs and connections stand; no record, no payload, no credential
    READ = "read"
    #: see records and payloads, in runs, plans, samples and the files of flows, and try rules on them
    SEE = "see"
    #: write flows and value tables, test connections, and plan
    EDIT = "edit"
    #: approve, run, retry, replay, settle, pause, and switch schedules on and off
    RUN = "run"
    #: connect systems with their credentials, declare systems, and limit them
    CONNECT = "connect"
    #: say how long payloads are kept, and forget people
    ERASE = "erase"
    #: admit people, hand out tokens, and move or back up the database
    HOUSE = "house"
    #: carry the runs that others asked for, as a worker does
    CARRY = "carry"


class Role(StrEnum):
    """What a person is here; each may also do what those before it may."""

    VIEWER = "viewer"
    EDITOR = "editor"
    OPERATOR = "operator"
    ADMIN = "admin"


_VIEWER = frozenset({Action.READ})
_EDITOR = _VIEWER | {Action.SEE, Action.EDIT}
_OPERATOR = _EDITOR | {Action.RUN}

#: What each role may do.
ALLOWED = {
    Role.VIEWER: _VIEWER,
    Role.EDITOR: _EDITOR,
    Role.OPERATOR: _OPERATOR,
    Role.ADMIN: frozenset(Action),
}

#: The words in which somebody is told what they may, or may not, do.
_WORDS = {
    Action.READ: "see how flows and runs stand",
    Action.SEE: "see records and what flows make of them",
    Action.EDIT: "change flows",
    Action.RUN: "run flows, or decide on their records",
    Action.CONNECT: "connect systems",
    Action.ERASE: "say what is kept of records, or forget it",
    Action.HOUSE: "admit people, hand out tokens, or move or back up the database",
    Action.CARRY: "carry runs as a worker does",
}


def in_words(action: Action) -> str:
    """What somebody may do who has a right."""
    return _WORDS[action]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, or a program, that acts: under which name, as what, and what it may do."""

    name: str
    title: str
    may: frozenset[Action]


#: Whoever has the home folder at hand: the one person on a machine of their own, with its key.
DESK = Actor("desk", "this machine", frozenset(Action))
#: The process that carries runs.
WORKER = Actor("worker", "carries runs", frozenset({Action.READ, Action.CARRY}))
#: Whoever has not signed in, or is not signed in any more.
ANONYMOUS = Actor("", "nobody", frozenset())


def authorize(actor: Actor, action: Action, about: str = "") -> None:
    """Let an actor go on, or raise Denied; nothing is allowed that is not said. `about` names the thing."""
    if action in actor.may:
        return
    if actor == ANONYMOUS:
        raise Denied("Nobody is signed in here, or not any more: sign in, and try again.")
    roles = [role.value for role in Role if action in ALLOWED[role]]
    named = f" ({about})" if about else ""
    raise Denied(
        f"You ({actor.name}, {actor.title}) may not {_WORDS[action]}{named}: that takes the right "
        f"{action.value!r}, which the role {' or '.join(roles)} has. Ask an admin for it."
    )
