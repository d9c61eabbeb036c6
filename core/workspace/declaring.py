"""Systems that people declare: kept with their versions, tried out while they are written, never a secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.access import Action
from core.api.access import Access
from core.api.connector import Connector, Setting
from core.api.tokens import MemoryTokens
from core.api.trial import Trial, trial
from core.errors import Misconfigured
from core.flow.writing import write_document
from core.store import SavedSystem
from core.system import System, SystemProblems, connector_of, places, read_system, write_system
from core.system.openapi import Imported
from core.system.openapi import read_openapi as imported
from core.workspace.access import needs
from core.workspace.home import Home

#: So many records are asked for when a resource is tried.
_A_FEW = 10


class Declaring(Home):
    """The declared systems of a workspace."""

    @needs(Action.READ)
    def systems(self) -> list[SavedSystem]:
        """Every declared system, in its newest version."""
        return self._store.systems.all()

    @needs(Action.READ)
    def saved_system(self, name: str, version: int | None = None) -> SavedSystem:
        """A version of a declared system, the newest if none is named; Misconfigured names those known."""
        found = self._store.systems.get(name, version)
        if found is None and version is not None:
            raise Misconfigured(f"the declared system {name!r} has no version {version}")
        if found is None:
            known = ", ".join(each.name for each in self.systems()) or "none yet"
            raise Misconfigured(f"there is no declared system {name!r}; there are: {known}")
        return found

    @needs(Action.READ)
    def system(self, text: str | bytes) -> System:
        """Read a system's text; SystemProblems says what is wrong with it, line by line."""
        return read_system(text)

    @needs(Action.CONNECT)
    def save_system(
        self, system: System | str, note: str = "", *, by: str = "", after: int | None = None
    ) -> SavedSystem:
        """Save a system as a new version; a text is kept byte for byte.

        `after` is the version that its writer has seen: Overtaken when there is a newer one. Where it sends
        credentials can't change while connections hold secrets for the addresses before.
        """
        text = system if isinstance(system, str) else write_system(system)
        read = read_system(text)
        if self._catalog.packaged(read.name):
            raise Misconfigured(f"{read.name!r} is a system that Koppel knows itself; take another name")

        def refuse(before: str, connections: list[str]) -> None:
            _refuse_other_places(read, before, connections)

        return self._store.systems.put(read.name, text, note, by, after, refuse)

    @needs(Action.READ)
    def system_versions(self, name: str) -> list[SavedSystem]:
        """The versions of a declared system, newest first."""
        self.saved_system(name)
        return self._store.systems.versions(name)

    @needs(Action.CONNECT)
    def remove_system(self, name: str) -> None:
        """Let a declared system go; refused while a connection uses it."""
        self._store.systems.remove(name)

    @needs(Action.READ)
    def system_text(self, told: dict[str, Any]) -> str:
        """The text of a system that is being written in a form; it may still be wrong."""
        return write_document(told)

    @needs(Action.READ)
    def wrong_with(self, text: str) -> list[str]:
        """What is wrong with a system's text; nothing when it is good."""
        try:
            read_system(text)
        except SystemProblems as error:
            return [str(problem) for problem in error.problems]
        return []

    @needs(Action.CONNECT)
    def read_openapi(self, content: bytes, name: str, only: Sequence[str] = ()) -> Imported:
        """Make a system of an OpenAPI 3 or Swagger 2 file; `only` are the resources that it shall have."""
        return imported(content, name, only)

    @needs(Action.READ)
    def asked_by(self, system: System) -> tuple[Setting, ...]:
        """What a connection to a system would have to fill in."""
        return connector_of(system).settings

    @needs(Action.CONNECT)
    def try_resource(
        self, system: System, resource: str, values: Mapping[str, str], connection: str = ""
    ) -> Trial:
        """Ask a system once for a resource, while it is declared; nothing is kept, and nothing is written.

        `values` are settings and secrets as a connection has them. With a connection its own are used, but
        only at the addresses that its system had when it was connected.
        """
        connector = connector_of(system)
        found = next((each for each in connector.resources if each.name == resource), None)
        if found is None:
            raise Misconfigured(f"{system.title} has no resource {resource!r}")
        access = self._tried_with(system, connection) if connection else _access(connector, values)
        return trial(connector, access, found, _A_FEW if found.size_param else None)

    def _tried_with(self, system: System, connection: str) -> Access:
        saved = self._reach.named(connection)
        before = read_system(self.saved_system(saved.connector).text)
        if saved.connector != system.name or places(before) != places(system):
            raise Misconfigured(
                f"the connection {connection!r} is for other addresses than this system now has: "
                "enter the credential to try it with"
            )
        return self._reach.access(connection)


def _access(connector: Connector, values: Mapping[str, str]) -> Access:
    secret = {setting.name for setting in connector.settings if setting.secret}
    given = {name: value for name, value in values.items() if value}
    settings = {name: value for name, value in given.items() if name not in secret}
    secrets = {name: value for name, value in given.items() if name in secret}
    private = bool(settings.get("base_url") or settings.get("auth_url"))
    return Access("", settings, secrets, MemoryTokens(), private)


def _refuse_other_places(read: System, before: str, connections: list[str]) -> None:
    """Refuse that the secrets of connections would be sent elsewhere than where they were given for."""
    try:
        known = places(read_system(before))
    except SystemProblems:
        known = frozenset()
    new = sorted(places(read) - known)
    if connections and new:
        raise Misconfigured(
            f"{read.name}: {', '.join(new)} is new in this version, and the connections "
            f"{', '.join(connections)} hold credentials that were given for other addresses. Disconnect "
            "them first, or save it under another name"
        )
