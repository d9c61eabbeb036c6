"""The connectors that there are: found by being there, each answering for itself, or declared by a person."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.api.connector import Connector
from core.errors import Misconfigured
from core.flow.document import Document, read_document
from core.system import declared, read_system

if TYPE_CHECKING:
    from core.sandbox.rates import Rates
    from core.sandbox.simulator import Simulator
    from core.sandbox.world import World


class Catalog:
    """The connectors of a package: a folder each with a `CONNECTOR` in it, nothing registered.

    `systems` gives the texts of the systems that people have declared, by name.
    """

    def __init__(
        self, package: str = "connectors", systems: Callable[[], Mapping[str, str]] | None = None
    ) -> None:
        self._package = package
        self._systems = systems

    def connectors(self) -> list[Connector]:
        """Every connector that works, by name."""
        return [found for _, found in sorted(self._all().items()) if isinstance(found, Connector)]

    def broken(self) -> dict[str, str]:
        """The connectors that could not be loaded, and why; they do not take the others down."""
        return {name: found for name, found in self._all().items() if isinstance(found, str)}

    def packaged(self, name: str) -> bool:
        """Whether a name is taken by a connector of the package."""
        return name in self._found

    def connector(self, name: str) -> Connector:
        """The connector of that name, or of the system's file at that path; Misconfigured names the known."""
        if name.endswith((".yaml", ".yml", ".json")):
            return _from_file(Path(name))
        match self._found.get(name) or self._declared().get(name):
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

    def _written(self, name: str, what: str, shape: str) -> dict[str, Any] | None:
        connector = self.connector(name)
        if not self.packaged(name):
            return None
        file = resources.files(f"{self._package}.{connector.name}") / f"{what}.yaml"
        if not file.is_file():
            return None
        document = _document(file.read_bytes())
        if document.problems or not isinstance(document.value, dict):
            why = "; ".join(map(str, document.problems)) or shape
            raise Misconfigured(f"the {what} of {connector.title}: {why}")
        return document.value

    def simulators(self, world: World, rates: Rates) -> dict[str, Simulator]:
        """A sandbox of every connector that has one, filled from the world."""
        made = {}
        for name, found in sorted(self._found.items()):
            module = f"{self._package}.{name}.sandbox"
            if isinstance(found, Connector) and importlib.util.find_spec(module):
                made[name] = importlib.import_module(module).Sandbox(world, rates)
        return made

    def _all(self) -> dict[str, Connector | str]:
        return {**self._declared(), **self._found}

    def _declared(self) -> dict[str, Connector | str]:
        texts = self._systems() if self._systems else {}
        return {name: _connector(name, text) for name, text in texts.items()}

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


@lru_cache(maxsize=64)
def _document(text: bytes) -> Document:
    """What a file of a connector says; every page asks for it, and it seldom changes."""
    return read_document(text)


def _connector(name: str, text: str) -> Connector | str:
    try:
        return declared(text)
    except Misconfigured as error:  # saved by another version of the program
        return f"the system {name!r} cannot be used: {error}"


def _from_file(file: Path) -> Connector:
    """The connector that a system's file declares, for flows that run from files alone."""
    try:
        text = file.read_bytes()
    except OSError as error:
        raise Misconfigured(f"{file}: {error.strerror}") from None
    read_system(text, str(file))
    return declared(text.decode())
