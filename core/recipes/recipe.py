"""The ready-made flow for a pair of systems: which there are, what each asks, and the flow that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.api.connector import Connector
from core.catalog import Catalog
from core.entities import ENTITIES
from core.errors import Misconfigured
from core.fields import walk
from core.flow import CheckPolicy, Flow, Policy, Source, Target, meaning
from core.language import translated
from core.recipes.composing import Composer
from core.recipes.document import DOCUMENT, asked_document, documents, told_of_order, written
from core.recipes.enrichment import UPDATE_INFO, asked_info, informed
from core.recipes.guide import Absent, guide
from core.recipes.profile import Part, Question, ValueTable, Writing, profile
from core.recipes.table import tables


@dataclass(frozen=True, slots=True)
class Recipe:
    """One ready-made flow: connector to connector, for one entity of the trade.

    `follows` are the entities whose recipes carry first what this one must find in the target. `documents`
    are what it can be written as, the usual one first; none where there is no choice. `document` chooses.
    """

    source: str
    target: str
    entity: str
    title: str
    follows: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """Whether an entity can be carried between two systems: its recipe, or a sentence that says why not."""

    entity: str
    recipe: Recipe | None
    why: str = ""


def offers(catalog: Catalog, source: str, target: str) -> list[Offer]:
    """Every entity of the trade, with the recipe between two systems or the reason why there is none."""
    found = {recipe.entity: recipe for recipe in recipes(catalog, source, target)}
    return [
        Offer(entity, found.get(entity), "" if entity in found else _why_not(catalog, source, target, entity))
        for entity in ENTITIES
    ]


def recipes(catalog: Catalog, source: str | None = None, target: str | None = None) -> list[Recipe]:
    """Every recipe that the profiles make possible, of one source or for one target where they are named."""
    for name in filter(None, (source, target)):
        catalog.connector(name)
    parts = {each.name: profile(catalog, each.name) for each in catalog.connectors()}
    return [
        Recipe(
            giver,
            taker,
            entity,
            _title(catalog, giver, taker, parts[giver][entity], parts[taker][entity]),
            tuple(_followed(parts[giver], parts[taker], entity, catalog.connector(taker))),
            (entity, *parts[taker][entity].documents) if parts[taker][entity].documents else (),
        )
        for giver in ([source] if source else parts)
        for taker in ([target] if target else parts)
        if giver != taker
        for entity in ENTITIES
        if _possible(parts[giver].get(entity), parts[taker].get(entity))
    ]


def questions(recipe: Recipe, catalog: Catalog, document: str = "") -> dict[str, Question]:
    """What the recipe asks once, by the setting's name, and where a sensible answer can be looked up.

    `document` is what the records are to be written as; which there are is the first question, `document`.
    """
    given, taken, _ = _sides(recipe, catalog, document)
    target = catalog.connector(recipe.target)
    offered = documents(profile(catalog, recipe.target), recipe.entity)
    titles = {name: target.resource(resource).title for name, resource in offered.items()}
    return {**asked_document(titles), **given.settings, **taken.settings, **asked_info(taken)}


def value_tables(recipe: Recipe, catalog: Catalog, document: str = "") -> dict[str, ValueTable]:
    """The value tables that the recipe brings, and where in the target their codes stand."""
    return dict(_sides(recipe, catalog, document)[1].tables)


def gaps(recipe: Recipe, catalog: Catalog, document: str = "") -> list[str]:
    """The required target fields for which the source has no word; a person must give them a rule.

    What only changes records that are there needs none of them.
    """
    part, writing, resource = _sides(recipe, catalog, document)
    if writing.policy is Policy.UPDATE:
        return []
    rules = Composer(part).rules(writing.map)
    written = {path for rule in rules for path in (rule.to, *(f"{rule.to}.{row.to}" for row in rule.map))}
    fields = walk(catalog.connector(recipe.target).resource(resource).fields)
    return [
        path
        for path, field in fields
        if field.required and path not in written and ("." not in path or path.rpartition(".")[0] in written)
    ]


def compose(
    recipe: Recipe,
    catalog: Catalog,
    name: str,
    source_connection: str,
    target_connection: str,
    *,
    settings: dict[str, Any] | None = None,
    rows: dict[str, dict[str, Any]] | None = None,
) -> Flow:
    """Make the recipe's flow between two connections; settings not given keep the profile's defaults.

    `rows` are those of value tables that only the two systems themselves can tell.
    """
    answers = dict(settings or {})
    document = answers.pop(DOCUMENT, None) or ""
    part, writing, resource = _sides(recipe, catalog, document)
    asked = {
        n: q for n, q in questions(recipe, catalog, document).items() if n not in {DOCUMENT, UPDATE_INFO}
    }
    again = answers.pop(UPDATE_INFO, False) if writing.info else False
    writing = informed(writing, again=again in {True, "true"})
    flow = Flow(
        koppel=1,
        name=name,
        title=translated(_titled(catalog, recipe.source, recipe.target, part.resource, resource)),
        source=Source(
            connection=source_connection,
            resource=part.resource,
            params=part.params,
            where=Composer(part).where(writing),
            since=part.since,
        ),
        target=Target(
            connection=target_connection,
            resource=resource,
            match=Composer(part).match(writing.match),
            policy=writing.policy,
        ),
        settings=_answered(recipe, asked, answers),
        tables=tables(part, profile(catalog, recipe.target)[recipe.entity], writing, rows or {}),
        checks=Composer(part).checks(writing),
        map=Composer(part).rules(writing.map),
    )
    if problems := meaning(flow):
        raise Misconfigured(f"the recipe {recipe.title!r}: {'; '.join(map(str, problems))}")
    return flow


def _possible(given: Part | None, taken: Part | None) -> bool:
    if not given or not given.read or not taken or not taken.write:
        return False
    return not _missing(given, taken)


def _why_not(catalog: Catalog, source: str, target: str, entity: str) -> str:
    """Why an entity is not carried: what a system lacks in its guide's words, and what serves instead."""
    given, taken = profile(catalog, source).get(entity), profile(catalog, target).get(entity)
    told = []
    for lacking, name, way in (
        (not given or not given.read, source, "read"),
        (not taken or not taken.write, target, "write"),
    ):
        title, absent = catalog.connector(name).title, guide(catalog, name).absent.get(entity, Absent())
        if lacking:
            reads = absent.read or f"{title} has no ready-made way to read it."
            writes = absent.write or f"{title} has no ready-made way to write it."
            told += [reads if way == "read" else writes]
            told += [absent.instead] if absent.instead else []
    if told:
        return " ".join(dict.fromkeys(told))
    missing = _missing(given, taken) if given and taken and taken.write else ""
    titles = catalog.connector(source).title, catalog.connector(target).title
    return f"{titles[1]} needs what {titles[0]} does not tell: {missing}."


def _followed(
    given: dict[str, Part], taken: dict[str, Part], entity: str, target: Connector
) -> Iterator[str]:
    """The entities that other recipes of the same two systems write and that this one only looks up."""
    writing = taken[entity].write
    checks = Composer(given[entity]).checks(writing) if writing else ()
    needed = {check.resource for check in checks if check.policy is CheckPolicy.REQUIRE}
    told = {target.resource(name).entity for name in needed}
    for other, part in taken.items():
        looked_up = other in told or _written(part) in needed
        if other != entity and looked_up and _possible(given.get(other), part):
            yield other


def _written(part: Part) -> str:
    return (part.write and part.write.resource) or part.resource


def _missing(given: Part, taken: Part) -> str:
    try:
        if taken.write:
            Composer(given).match(taken.write.match)
            Composer(given).checks(taken.write)
    except Misconfigured as error:
        return str(error)
    return ""


def _title(catalog: Catalog, source: str, target: str, given: Part, taken: Part) -> str:
    return _titled(catalog, source, target, given.resource, _written(taken))


def _titled(catalog: Catalog, source: str, target: str, read: str, wrote: str) -> str:
    giver, taker = catalog.connector(source), catalog.connector(target)
    from_, to = giver.resource(read).title, taker.resource(wrote).title
    return f"{giver.title} {from_.lower()} to {taker.title} {to.lower()}"


def _sides(recipe: Recipe, catalog: Catalog, document: str = "") -> tuple[Part, Writing, str]:
    """What the source says, how the target writes it as a document, and in which resource."""
    given = profile(catalog, recipe.source).get(recipe.entity)
    parts = profile(catalog, recipe.target)
    taken = parts.get(recipe.entity)
    if not given or not taken or not taken.write:
        raise Misconfigured(
            f"there is no recipe for {recipe.entity} from {recipe.source} to {recipe.target};"
            " `koppel recipes` lists those that there are"
        )
    return told_of_order(given, taken, document), *written(parts, recipe.entity, document)


def _answered(recipe: Recipe, asked: dict[str, Question], given: dict[str, Any]) -> dict[str, Any]:
    if unknown := sorted(set(given) - set(asked)):
        known = ", ".join(asked) or "none"
        raise Misconfigured(f"{recipe.title} has no setting {', '.join(unknown)}; it has: {known}")
    for name, question in asked.items():
        if question.choices and given.get(name, question.default) not in question.choices:
            offered = ", ".join(question.choices)
            raise Misconfigured(f"{recipe.title} has no {name} {given[name]!r}; there are: {offered}")
    return {name: given.get(name, question.default) for name, question in asked.items()}
