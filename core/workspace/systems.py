"""What can be connected, and what is."""

from __future__ import annotations

from pathlib import Path

from core.access import Action
from core.api.connector import Connector, Resource
from core.api.sandbox import credentials
from core.errors import KoppelError
from core.fields import Field
from core.recipes import Capability, Guide, capabilities, guide, pages
from core.store import SavedConnection
from core.workspace.access import needs
from core.workspace.declaring import Declaring


class Systems(Declaring):
    """The connectors, and the connections of a workspace."""

    @needs(Action.READ)
    def connectors(self) -> list[Connector]:
        """Every system that can be connected."""
        return self._catalog.connectors()

    @needs(Action.READ)
    def connector(self, name: str) -> Connector:
        """One system's declaration."""
        return self._catalog.connector(name)

    @needs(Action.READ)
    def capabilities(self) -> list[Capability]:
        """What each system can do with each kind of record, by which request, and why not where not."""
        return capabilities(self._catalog)

    @needs(Action.READ)
    def guide(self, connector: str) -> Guide:
        """What a person needs to know to connect a system, and what it lacks."""
        return guide(self._catalog, connector)

    @needs(Action.HOUSE)
    def write_pages(self, folder: Path) -> list[str]:
        """Write the documents' page of each system into a folder; gives the names of the files."""
        folder.mkdir(parents=True, exist_ok=True)
        made = pages(self._catalog)
        for name, text in made.items():
            (folder / name).write_text(text, encoding="utf-8")
        return list(made)

    @needs(Action.READ)
    def connections(self) -> list[SavedConnection]:
        """Every connection."""
        return self._reach.all()

    @needs(Action.READ)
    def connection(self, name: str) -> SavedConnection:
        """One connection; Misconfigured names those that there are."""
        return self._reach.named(name)

    @needs(Action.READ)
    def usable(self, name: str) -> SavedConnection:
        """One connection with all that it needs; Misconfigured names what is not there."""
        return self._reach.usable(name)

    @needs(Action.CONNECT)
    def connect(
        self, name: str, connector: str, settings: dict[str, str], secrets: dict[str, str]
    ) -> SavedConnection:
        """Add a connection, or change it; secrets that are not given stay as they are."""
        return self._reach.put(name, self._catalog.connector(connector), {**settings, **secrets})

    @needs(Action.CONNECT)
    def connect_sandbox(self, name: str, connector: str, url: str) -> SavedConnection:
        """Connect to a running sandbox, with the credentials that it hands out."""
        known = self._catalog.connector(connector)
        return self._reach.put(name, known, credentials(url, connector))

    @needs(Action.EDIT)
    def check(self, name: str) -> str:
        """Test a connection: one sentence on what was reached."""
        client, _ = self._reach.client(name)
        saved = self._store.connections.get(name) is not None
        try:
            with client:
                reached = client.check()
        except KoppelError as error:
            if saved:
                self._store.connections.checked(name, str(error))
            raise
        if saved:
            self._store.connections.checked(name, "")
        return reached

    @needs(Action.READ)
    def consents(self, name: str) -> bool:
        """Whether a person gives consent on a page of the vendor's, as this connection is filled in."""
        return self._reach.consents(self.connection(name))

    @needs(Action.CONNECT)
    def ask_consent(self, name: str, redirect_uri: str, back: str = "/connections") -> str:
        """Begin a consent: the state with which a browser may leave for the vendor, for ten minutes."""
        return self._reach.ask_consent(name, redirect_uri, back)

    @needs(Action.CONNECT)
    def consent_page(self, state: str, browser: str) -> str:
        """The vendor's page on which a person consents; the state is of this browser from now on."""
        return self._reach.consent_page(state, browser)

    @needs(Action.CONNECT)
    def consent(self, state: str, code: str, browser: str) -> tuple[str, str]:
        """Finish a consent; gives the connection's name, and the page that it was asked for on."""
        return self._reach.consent(state, code, browser)

    @needs(Action.CONNECT)
    def leave_consent(self, state: str, browser: str) -> str:
        """End a consent that a person did not give; gives the page that it was asked for on."""
        return self._reach.leave_consent(state, browser)

    @needs(Action.READ)
    def resources(self, connection: str) -> tuple[Resource, ...]:
        """What a connection's system keeps; nothing when the connection is not known."""
        return tuple(self._reach.resources(connection).values())

    @needs(Action.READ)
    def fields(self, connection: str, resource: str) -> tuple[Field, ...]:
        """The fields of a resource; nothing when the connection is not known."""
        found = self._reach.resources(connection).get(resource)
        return found.fields if found else ()
