"""The lock of the workspace: every public method says what it needs, and runs for nobody else.

A new method is declared with `@needs(Action.…)` above it; without that it cannot be called.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from functools import wraps
from types import FunctionType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar, cast

from core.access import DESK, Action, Actor, authorize
from core.errors import Denied

P = ParamSpec("P")
T = TypeVar("T")
G = TypeVar("G", bound="Guarded")
#: What a method needs is written on it under this name.
NEEDS = "needs"


class Guarded:
    """Something whose public methods run only for who may: whoever opens it is the desk, who may all.

    `acting` gives it to somebody else. Who that is, is asked anew with every call: a role that was taken
    away, or a session that ended, holds from the next call on.
    """

    def __init__(self) -> None:
        self._whole = self
        self._acts: Callable[[], Actor] = lambda: DESK

    def __init_subclass__(cls) -> None:
        """Let no method be called that does not say what it needs."""
        super().__init_subclass__()
        for name, member in list(vars(cls).items()):
            if isinstance(member, FunctionType) and not name.startswith("_") and not hasattr(member, NEEDS):
                setattr(cls, name, _undeclared(f"{cls.__name__}.{name}"))

    @property
    def actor(self) -> Actor:
        """Who has this workspace in hand, as they are now."""
        return self._acts()

    def open_page(self, page: str, action: Action) -> None:
        """Let whoever has this workspace in hand open a page that needs this; Denied otherwise."""
        actor = self.actor
        try:
            authorize(actor, action, page)
        except Denied:
            self._refused(actor, Guarded.open_page, (page, action), {})
            raise

    def _acting(self, who: Callable[[], Actor]) -> Self:
        """The same for somebody else; what it does for them, it does with its own hands."""
        theirs = copy(self._whole)
        theirs._acts = who  # noqa: SLF001  a copy of our own
        return cast("Self", theirs)

    def _refused(
        self,
        actor: Actor,
        method: Callable[..., Any],
        args: tuple[Any, ...],
        more: dict[str, Any],
    ) -> None:
        """Hear that somebody was refused."""

    def _deed(
        self,
        actor: Actor,
        action: Action,
        method: Callable[..., Any],
        args: tuple[Any, ...],
        more: dict[str, Any],
    ) -> AbstractContextManager[None]:
        """Hear what somebody does, while they do it."""
        del actor, action, method, args, more
        return nullcontext()


def needs(
    action: Action,
) -> Callable[[Callable[Concatenate[G, P], T]], Callable[Concatenate[G, P], T]]:
    """Declare what a method needs; what it calls itself is its own affair, and is not asked again."""

    def declare(method: Callable[Concatenate[G, P], T]) -> Callable[Concatenate[G, P], T]:
        @wraps(method)
        def guarded(this: G, /, *args: P.args, **more: P.kwargs) -> T:
            actor = this._acts()  # noqa: SLF001  the lock knows its house
            try:
                authorize(actor, action, _about(args))
            except Denied:
                this._refused(actor, method, args, more)  # noqa: SLF001
                raise
            with this._deed(actor, action, method, args, more):  # noqa: SLF001
                return method(cast("G", this._whole), *args, **more)  # noqa: SLF001

        setattr(guarded, NEEDS, action)
        return guarded

    return declare


setattr(Guarded.open_page, NEEDS, None)  # it asks by itself


def refusal(method: Callable[..., Any]) -> str:
    """Why whoever has a workspace in hand may not call this method of it; empty where they may."""
    action = getattr(method, NEEDS)
    try:
        if action is not None:
            authorize(method.__self__.actor, action)  # type: ignore[attr-defined]  # bound to its workspace
    except Denied as error:
        return str(error)
    return ""


def anyone(method: Callable[Concatenate[G, P], T]) -> Callable[Concatenate[G, P], T]:
    """Declare a method that asks nobody who they are: the way in, and the way out."""

    @wraps(method)
    def opened(this: G, /, *args: P.args, **more: P.kwargs) -> T:
        return method(cast("G", this._whole), *args, **more)  # noqa: SLF001

    setattr(opened, NEEDS, None)
    return opened


def _about(args: tuple[Any, ...]) -> str:
    """The name of what a method is about, where its first argument tells it."""
    first = args[0] if args else ""
    name = first if isinstance(first, str) else getattr(first, "name", "")
    return name if isinstance(name, str) and len(name) <= 80 and "\n" not in name else ""  # noqa: PLR2004


def _undeclared(name: str) -> Callable[..., Any]:
    def refuse(*_args: Any, **_more: Any) -> Any:
        raise TypeError(f"{name} does not say what it needs: put @needs(Action.…) above it")

    return refuse
