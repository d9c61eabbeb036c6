"""The ready-made flows for two connections: which there are, what each asks, and the flow that it makes."""

from __future__ import annotations

from core.access import Action
from core.errors import Misconfigured
from core.flow import Flow
from core.recipes import DOCUMENT, Question, Recipe, compose, questions, recipes
from core.workspace.access import needs
from core.workspace.systems import Systems


class Recipes(Systems):
    """The recipes that the connectors' profiles make possible."""

    @needs(Action.READ)
    def recipes(self, source: str | None = None, target: str | None = None) -> list[Recipe]:
        """The ready-made flows, by connector names."""
        return recipes(self._catalog, source, target)

    @needs(Action.EDIT)
    def new(
        self, name: str, entity: str, source: str, target: str, settings: dict[str, str] | None = None
    ) -> Flow:
        """Make a flow from a recipe, not saved yet; settings are looked up in its systems where possible."""
        pair = self._reach.named(source).connector, self._reach.named(target).connector
        recipe = next((each for each in self.recipes(*pair) if each.entity == entity), None)
        if recipe is None:
            known = ", ".join(each.entity for each in self.recipes(*pair)) or "none"
            raise Misconfigured(
                f"there is no recipe {entity!r} from {pair[0]} to {pair[1]}; there are: {known}"
            )
        said = settings or {}
        given = {**self._looked_up(recipe, source, target, said.get(DOCUMENT) or ""), **said}
        return compose(recipe, self._catalog, name, source, target, settings=given)

    @needs(Action.READ)
    def questions(self, source: str, target: str, entity: str, document: str = "") -> dict[str, Question]:
        """What a recipe between two connections asks once, by the setting's name; `document` is its first."""
        pair = self._reach.named(source).connector, self._reach.named(target).connector
        recipe = next((each for each in self.recipes(*pair) if each.entity == entity), None)
        return questions(recipe, self._catalog, document) if recipe else {}

    def _looked_up(self, recipe: Recipe, source: str, target: str, document: str) -> dict[str, object]:
        """The settings whose answer stands in one of the two systems."""
        every = questions(recipe, self._catalog, document)
        asked = {name: question for name, question in every.items() if question.resource and question.find}
        found: dict[str, object] = {}
        for connection, of_source in ((source, True), (target, False)):
            own = {name: question for name, question in asked.items() if question.of_source is of_source}
            found |= self._answers(connection, own) if own else {}
        return found

    def _answers(self, connection: str, asked: dict[str, Question]) -> dict[str, object]:
        client, _ = self._reach.client(connection)
        found: dict[str, object] = {}
        with client:
            for name, question in asked.items():
                records = client.find(question.resource or "", [question.find])[0]
                if len(records) == 1:
                    data = records[0].data
                    found[name] = data.get(question.value) if question.value else records[0].key
        return found
