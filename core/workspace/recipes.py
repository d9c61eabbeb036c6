"""The ready-made flows for two connections: which there are, what each asks, and the flow that it makes."""

from __future__ import annotations

from typing import Any

from core.access import Action
from core.errors import Misconfigured
from core.flow import Flow
from core.recipes import DOCUMENT, Question, Recipe, compose, questions, recipes, value_tables
from core.workspace.access import needs
from core.workspace.systems import Systems

#: The answer that stands for everything that a source has.
ALL = "*"


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
        rows = self._rows(recipe, source, target, given)
        return compose(recipe, self._catalog, name, source, target, settings=given, rows=rows)

    @needs(Action.READ)
    def questions(self, source: str, target: str, entity: str, document: str = "") -> dict[str, Question]:
        """What a recipe between two connections asks once, by the setting's name; `document` is its first."""
        pair = self._reach.named(source).connector, self._reach.named(target).connector
        recipe = next((each for each in self.recipes(*pair) if each.entity == entity), None)
        return questions(recipe, self._catalog, document) if recipe else {}

    def _rows(
        self, recipe: Recipe, source: str, target: str, given: dict[str, Any]
    ) -> dict[str, dict[str, Any]]:
        """The rows of value tables that stand in the two systems: each of the source's with the target's own.

        What the target does not call alike keeps the source's name, for a person to see and to change.
        """
        document = given.get(DOCUMENT) or ""
        asked, made = questions(recipe, self._catalog, document), {}
        for name, table in value_tables(recipe, self._catalog, document).items():
            if table.each_of and (question := asked.get(table.each_of)):
                answered = given.get(table.each_of, question.default)
                there = {text.casefold(): text for text in self._values(target, table.resource, table.value)}
                each = _parts(answered) or self._values(source, question.resource, question.value)
                made[name] = {text: there.get(text.casefold(), text) for text in each}
        return made

    def _values(self, connection: str, resource: str | None, field: str | None) -> list[str]:
        """What stands in a field of a system's records now; nothing where no resource tells it."""
        if not resource or not field:
            return []
        client, _ = self._reach.client(connection)
        with client:
            told = [record.data.get(field) for page in client.pull(resource) for record in page.records]
        return list(dict.fromkeys(str(value).strip() for value in told if value not in (None, "")))

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


def _parts(answer: Any) -> list[str]:
    """The names in an answer, with commas between them; none of one that stands for all."""
    text = "" if answer is None else str(answer)
    return [] if text.strip() == ALL else [part.strip() for part in text.split(",") if part.strip()]
