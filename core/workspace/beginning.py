"""The way to a new flow, step by step: what can be carried, what is asked, and what would come of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from core.access import Action
from core.api.connector import Resource
from core.recipes import DOCUMENT, Offer, Question, offers, value_tables
from core.recipes.profile import ValueTable
from core.records import Record
from core.store import Beginning
from core.workspace.access import needs
from core.workspace.suggesting import Suggesting

#: So many records are offered as answers to a question; whoever has more types theirs.
_OFFERED = 200
#: A system's own key, which people do not know.
_KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
#: What a record is called beside its number, in whatever words its system has.
_CALLED = ("name", "description", "title", "text", "label", "omschrijving")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question, as it stands in the target now."""

    value: Any
    label: str


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """A value table that a recipe brings: its rows, each with the name that its code has in the target.

    `strays` are codes that the target does not have.
    """

    title: str
    help: str
    rows: tuple[tuple[str, str], ...]
    strays: tuple[str, ...]


class BeginningFlows(Suggesting):
    """New flows while they are set up."""

    @needs(Action.EDIT)
    def begin(self, by: str = "") -> Beginning:
        """Begin to set up a flow."""
        return Beginning(token_hex(6), by=by)

    @needs(Action.READ)
    def beginning(self, name: str) -> Beginning | None:
        """What was begun, to go on with it; None when it is done or forgotten."""
        return self._store.beginnings.get(name)

    @needs(Action.READ)
    def beginnings(self, by: str = "") -> list[Beginning]:
        """What this person has begun and not finished, the newest first."""
        return [each for each in self._store.beginnings.all() if each.by == by]

    @needs(Action.EDIT)
    def keep_beginning(self, beginning: Beginning) -> Beginning:
        """Write down what was said so far."""
        return self._store.beginnings.keep(beginning)

    @needs(Action.EDIT)
    def drop_beginning(self, name: str) -> None:
        """Forget what was begun; connections and flows that were made stay."""
        self._store.beginnings.drop(name)

    @needs(Action.READ)
    def offers(self, source: str, target: str) -> list[Offer]:
        """What can be carried between two systems, and why not where not."""
        return offers(self._catalog, source, target)

    @needs(Action.SEE)
    def checked_tables(self, source: str, target: str, entity: str, document: str = "") -> list[CheckedTable]:
        """The value tables of a recipe with rows in them, held against the codes that the target has."""
        pair = self.connection(source).connector, self.connection(target).connector
        recipe = next(each for each in self.recipes(*pair) if each.entity == entity)
        given = self._looked_up(recipe, source, target, document)
        rows = self._rows(recipe, source, target, {**given, DOCUMENT: document})
        made = []
        for name, each in value_tables(recipe, self._catalog, document).items():
            table = each.model_copy(update={"rows": {**rows.get(name, {}), **each.rows}})
            asked = Question(title=table.title, resource=table.resource, value=table.value)
            known = {str(one.value).strip(): one.label for one in self.choices(target, asked)}
            made += [_checked(table, known)] if table.rows else []
        return made

    @needs(Action.SEE)
    def choices(self, connection: str, question: Question) -> tuple[Choice, ...]:
        """The answers to a question: its own, or those that stand in its system now; none without either."""
        if question.choices:
            return tuple(Choice(value, label) for value, label in question.choices.items())
        if not question.resource:
            return ()
        client, connector = self._reach.client(connection)
        resource = connector.resource(question.resource)
        found: list[Record] = []
        with client:
            for page in client.pull(resource.name):
                found += page.records
                if len(found) >= _OFFERED:
                    break
        labels: dict[Any, str] = {}
        for each in found[:_OFFERED]:
            if (value := _value(each, question)) not in (None, ""):
                # what several records say, such as the currency of two administrations, is called as it is
                labels[value] = str(value) if value in labels else _label(each, resource, value)
        return tuple(sorted((Choice(*each) for each in labels.items()), key=lambda choice: choice.label))


def _checked(table: ValueTable, known: dict[str, str]) -> CheckedTable:
    codes = {source: str(code) for source, code in table.rows.items()}
    rows = tuple((source, known.get(code, code)) for source, code in codes.items())
    strays = sorted({code for code in codes.values() if known and code not in known})
    return CheckedTable(table.title, table.help, rows, tuple(strays))


def _value(record: Record, question: Question) -> Any:
    value = record.data.get(question.value) if question.value else record.key
    return value if isinstance(value, str | int) else None


def _label(record: Record, resource: Resource, value: Any) -> str:
    """What people call a record: its number, where they can read it, and its name."""
    known = [record.data.get(name) for name in resource.natural]
    numbers = [text for each in (value, *known) if each and not _KEY.fullmatch(text := str(each).strip())]
    called = [
        str(value).strip()
        for name, value in record.data.items()
        if isinstance(value, str) and value.strip() and name.lower().endswith(_CALLED)
    ]
    parts = dict.fromkeys([*numbers[:1], *called[:1]])
    return " · ".join(parts) or record.key
