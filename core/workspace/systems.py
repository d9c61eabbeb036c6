"""What can be connected, and what is."""

from __future__ import annotations

from pathlib import Path

from core.api.connector import Connector, Resource
from core.api.sandbox import credentials
from core.errors import KoppelError
from core.fields import Field
from core.recipes import Capability, Guide, capabilities, guide, pages
from core.store import SavedConnection
from core.workspace.declaring import Declaring


class Systems(Declaring):
    """The connectors, and the connections of a workspace."""

    def connectors(self) -> list[Connector]:
        """Every system that can be connected."""
        return self._catalog.connectors()

    def connector(self, name: str) -> Connector:
        """One system's declaration."""
        return self._catalog.connector(name)

    def capabilities(self) -> list[Capability]:
        """What each system can do with each kind of record, by which request, and why not where not."""
        return capabilities(self._catalog)

    def guide(self, connector: str) -> Guide:
        """What a person needs to know to connect a system, and what it lacks."""
        return guide(self._catalog, connector)

    def write_pages(self, folder: Path) -> list[str]:
        """Write the documents' page of each system into a folder; gives the names of the files."""
        folder.mkdir(parents=True, exist_ok=True)
        made = pages(self._catalog)
        for name, text in made.items():
            (folder / name).write_text(text, encoding="utf-8")
        return list(made)

    def connections(self) -> list[SavedConnection]:
        """Every connection."""
        return self._reach.all()

    def connection(self, name: str) -> SavedConnection:
        """One connection; Misconfigured names those that there are."""
        return self._reach.named(name)

    def usable(self, name: str) -> SavedConnection:
        """One connection with all that it needs; Misconfigured names what is not there."""
        return self._reach.usable(name)

    def connect(
        self, name: str, connector: str, settings: dict[str, str], secrets: dict[str, str]
    ) -> SavedConnection:
        """Add a connection, or change it; secrets that are not given stay as they are."""
        return self._reach.put(name, self._catalog.connector(connector), {**settings, **secrets})

    def connect_sandbox(self, name: str, connector: str, url: str) -> SavedConnection:
        """Connect to a running sandbox, with the credentials that it hands out."""
        known = self._catalog.connector(connector)
        return self._reach.put(name, known, credentials(url, connector))

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

    def consents(self, name: str) -> bool:
        """Whether a person gives consent on a page of the vendor's, as this connection is filled in."""
        return self._reach.consents(self.connection(name))

    def ask_consent(self, name: str, redirect_uri: str, back: str = "/connections") -> str:
        """Begin a consent: the state with which a browser may leave for the vendor, for ten minutes."""
        return self._reach.ask_consent(name, redirect_uri, back)

    def consent_page(self, state: str, browser: str) -> str:
        """The vendor's page on which a person consents; the state is of this browser from now on."""
        return self._reach.consent_page(state, browser)

    def consent(self, state: str, code: str, browser: str) -> tuple[str, str]:
        """Finish a consent; gives the connection's name, and the page that it was asked for on."""
        return self._reach.consent(state, code, browser)

    def leave_consent(self, state: str, browser: str) -> str:
        """End a consent that a person did not give; gives the page that it was asked for on."""
        return self._reach.leave_consent(state, browser)

    def resources(self, connection: str) -> tuple[Resource, ...]:
        """What a connection's system keeps; nothing when the connection is not known."""
        return tuple(self._reach.resources(connection).values())

    def fields(self, connection: str, resource: str) -> tuple[Field, ...]:
        """The fields of a resource; nothing when the connection is not known."""
        found = self._reach.resources(connection).get(resource)
        return found.fields if found else ()
