"""The connectors that there are: found by being there, each answering for itself."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any

from core.api.connector import Connector
from core.errors import Misconfigured
from core.flow.document import read_document

if TYPE_CHECKING:
    from core.sandbox.rates import Rates
    from core.sandbox.simulator import Simulator
    from core.sandbox.world import World


class Catalog:
    """The connectors of a package: a folder each with a `CONNECTOR` in it, nothing registered."""

    def __init__(self, package: str = "connectors") -> None:
        self._package = package

    def connectors(self) -> list[Connector]:
        """Every connector that works, by name."""
        return [found for _, found in sorted(self._found.items()) if isinstance(found, Connector)]

    def broken(self) -> dict[str, str]:
        """The connectors that could not be loaded, and why; they do not take the others down."""
        return {name: found for name, found in self._found.items() if isinstance(found, str)}

    def connector(self, name: str) -> Connector:
        """The connector of that name; Misconfigured names those that there are."""
        match self._found.get(name):
            case Connector() as connector:
                return connector
            case str() as why:
                raise Misconfigured(why)
            case _:
                known = ", ".join(connector.name for connector in self.connectors()) or "none"
                raise Misconfigured(f"there is no connector {name!r}; there are: {known}")

    def profile(self, name: str) -> dict[str, Any] | None:
        """What a connector's `profile.yaml` says, entity by entity; None when it has none."""
        return self._written(name, "profile", "must be an object of entities")

    def guide(self, name: str) -> dict[str, Any] | None:
        """What a connector's `guide.yaml` says for people; None when it has none."""
        return self._written(name, "guide", "must be an object")

    def packaged(self, name: str) -> bool:
        """Whether a name is taken by a connector of the package."""
        return name in self._found

    def _written(self, name: str, what: str, shape: str) -> dict[str, Any] | None:
        connector = self.connector(name)
        if not self.packaged(name):
            return None
        file = resources.files(f"{self._package}.{connector.name}") / f"{what}.yaml"
        if not file.is_file():
            return None
        document = read_document(file.read_bytes())
        if document.problems or not isinstance(document.value, dict):
            why = "; ".join(map(str, document.problems)) or shape
            raise Misconfigured(f"the {what} of {connector.title}: {why}")
        return document.value

    def simulators(self, world: World, rates: Rates) -> dict[str, Simulator]:
        """A sandbox of every connector that has one, filled from the world."""
        made = {}
        for connector in self.connectors():
            module = f"{self._package}.{connector.name}.sandbox"
            if importlib.util.find_spec(module):
                made[connector.name] = importlib.import_module(module).Sandbox(world, rates)
        return made

    @cached_property
    def _found(self) -> dict[str, Connector | str]:
        path = importlib.import_module(self._package).__path__
        return {each.name: self._load(each.name) for each in pkgutil.iter_modules(path) if each.ispkg}

    def _load(self, name: str) -> Connector | str:
        try:
            found = importlib.import_module(f"{self._package}.{name}").CONNECTOR
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not take the other connectors down
            return f"the connector {name!r} cannot be loaded: {type(error).__name__}: {error}"
        if not isinstance(found, Connector) or found.name != name:
            return (
                f"the connector {name!r} cannot be loaded: CONNECTOR must be a Connector of the name {name!r}"
            )
        return found
