"""A connector's profile, read strictly: how records read in the trade's words, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator

from core.catalog import Catalog
from core.entities import ENTITIES, Entity
from core.errors import Misconfigured
from core.flow.flow import Check, Match, Policy
from core.flow.refusals import in_words
from core.mapping.mapping import Rule, Strict, Table

#: How the names of settings begin that are asked of the source, so that none is the target's as well.
ASKED_OF_SOURCE = "source_"
#: A word of the model in an expression: `{number}`, `{line.sku}`.
WORD = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}")


class Read(Strict):
    """How one word reads where an expression alone cannot say it."""

    select: str
    transform: str | None = None


class Lines(Strict):
    """Where the rows are, and how each word reads on one row."""

    each: str
    fields: dict[str, str | Read]


class Question(Strict):
    """A setting that a recipe asks once, and where a sensible answer can be found.

    `resource` and `value` are the target's; the source's where the question is `of_source`. `choices` are all
    the answers there are, each with its words.
    """

    title: str
    help: str = ""
    default: Any = None
    required: bool = False
    resource: str | None = None
    find: dict[str, Any] = {}
    value: str | None = None
    choices: dict[str, str] = {}
    of_source: bool = False


class ValueTable(Table):
    """A value table as a profile gives it, with its words for people.

    `resource` keeps the codes that its rows name in the target, and `value` is the field that holds them.
    `each_of` is the source's question whose answers have a row each: with what the target calls alike.
    """

    title: str = ""
    help: str = ""
    resource: str | None = None
    value: str | None = None
    each_of: str = ""


def _of_source(settings: dict[str, Question]) -> dict[str, Question]:
    if wrong := [name for name in settings if not name.startswith(ASKED_OF_SOURCE)]:
        raise ValueError(f"{wrong[0]!r} is asked of the source: its name must begin with {ASKED_OF_SOURCE}")
    return {name: question.model_copy(update={"of_source": True}) for name, question in settings.items()}


def _of_target(settings: dict[str, Question]) -> dict[str, Question]:
    if wrong := [name for name in settings if name.startswith(ASKED_OF_SOURCE)]:
        raise ValueError(
            f"{wrong[0]!r} is asked of the target: its name must not begin with {ASKED_OF_SOURCE}"
        )
    return settings


class Writing(Strict):
    """How the system writes an entity: everything of a flow's target side, in the model's words.

    `where` is what the system takes of the source's records; the others are left out. `info` are the fields
    that people enrich in the system: a question asks whether they are written again.
    """

    resource: str | None = None
    where: str | None = None
    match: Match
    policy: Policy = Policy.CREATE
    settings: Annotated[dict[str, Question], AfterValidator(_of_target)] = {}
    tables: dict[str, ValueTable] = {}
    checks: tuple[Check, ...] = ()
    map: Annotated[tuple[Rule, ...], Field(min_length=1)]
    info: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _known(self) -> Self:
        if unknown := sorted(set(self.info) - {rule.to for rule in self.map}):
            raise ValueError(f"info names {', '.join(unknown)}, which no rule writes")
        return self


class Part(Strict):
    """What a profile says about one entity; `settings` is what reading it asks once.

    `documents` are what else it can be written as: by a writing of its own, or as the entity that is named.
    """

    resource: str
    params: dict[str, Any] = {}
    where: str | None = None
    since: str | None = None
    settings: Annotated[dict[str, Question], AfterValidator(_of_source)] = {}
    chart: dict[str, str] = {}
    read: dict[str, str | Read | Lines] = {}
    write: Writing | None = None
    documents: dict[str, Writing | str] = {}

    def word(self, name: str) -> Read | None:
        """How a word reads on the record, or `line.word` on its row; None when there is no such word."""
        lines = self.read.get("lines")
        if name == "lines":
            return Read(select=lines.each) if isinstance(lines, Lines) else None
        if name.startswith("line."):
            found = lines.fields.get(name.removeprefix("line.")) if isinstance(lines, Lines) else None
        else:
            plain = self.read.get(name)
            found = None if isinstance(plain, Lines) else plain
        return Read(select=found) if isinstance(found, str) else found


def _known(entities: dict[str, Part]) -> dict[str, Part]:
    for name, part in entities.items():
        if name not in ENTITIES:
            raise ValueError(f"{name!r} is no entity; there are: {', '.join(ENTITIES)}")
        if unknown := sorted(set(_spoken(part)) - set(_vocabulary(ENTITIES[name]))):
            raise ValueError(
                f"{name} has no words {', '.join(unknown)}; core/entities.py has the words there are"
            )
        named = [kind for kind in part.documents.values() if isinstance(kind, str)]
        if wrong := [kind for kind in named if kind not in entities or entities[kind].write is None]:
            raise ValueError(
                f"{name} cannot be written as {wrong[0]!r}, for nothing says how that is written"
            )
    return entities


class _Profile(Strict):
    entities: Annotated[dict[str, Part], AfterValidator(_known)]


#: Each connector's profile as it was last written, and what it says: every page asks, and it seldom changes.
_READ: dict[str, tuple[dict[str, Any], dict[str, Part]]] = {}


def profile(catalog: Catalog, connector: str) -> dict[str, Part]:
    """What a connector's profile says, by entity; nothing without one, Misconfigured when it is wrong."""
    found = catalog.profile(connector) or {}
    if connector not in _READ or _READ[connector][0] is not found:
        _READ[connector] = found, _read(connector, {"entities": found})
    return dict(_READ[connector][1])


def _read(connector: str, written: dict[str, Any]) -> dict[str, Part]:
    try:
        return _Profile.model_validate(written).entities
    except ValidationError as error:
        why = "; ".join(str(problem) for problem in in_words(error, written))
        raise Misconfigured(f"the profile of {connector}: {why}") from None


def _vocabulary(entity: Entity) -> Iterator[str]:
    yield from entity.words
    if entity.line:
        yield "lines"
        yield from (f"line.{word}" for word in entity.line)


def _spoken(part: Part) -> Iterator[str]:
    """Every word of the model that a part uses, in reading or in writing."""
    for name, read in part.read.items():
        yield name
        if isinstance(read, Lines):
            yield from (f"line.{word}" for word in read.fields)
    for writing in (part.write, *part.documents.values()):
        if isinstance(writing, Writing):
            yield from WORD.findall(writing.model_dump_json())
