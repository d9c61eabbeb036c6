"""Every recipe that the project's own profiles make possible."""

import re
from collections.abc import Iterator

import pytest

from core.catalog import Catalog
from core.flow import Flow, read_flow, write_flow
from core.mapping.mapping import Rule
from core.recipes import DOCUMENT, Recipe, compose, gaps, questions, recipes

CATALOG = Catalog()
#: Every recipe, as each of the documents that its target takes for it.
EVERY = [
    pytest.param(each, document, id=f"{each.source}-{each.target}-{document or each.entity}")
    for each in recipes(CATALOG)
    for document in each.documents or ("",)
]


def composed(recipe: Recipe, document: str) -> Flow:
    """The recipe's flow, as it makes a document."""
    return compose(recipe, CATALOG, "any", "from-here", "to-there", settings={DOCUMENT: document})


@pytest.mark.parametrize(("recipe", "document"), EVERY)
def test_every_recipe_makes_a_sound_flow(recipe: Recipe, document: str) -> None:
    """Whatever two systems meet, the flow can be read, has every required field, and asks in words."""
    flow = composed(recipe, document)
    assert read_flow(write_flow(flow)) == flow
    assert gaps(recipe, CATALOG, document) == []
    assert all(question.title and question.help for question in questions(recipe, CATALOG, document).values())


@pytest.mark.parametrize(("recipe", "document"), EVERY)
def test_every_recipe_speaks_of_fields_that_there_are(recipe: Recipe, document: str) -> None:
    """A recipe's rules, matches and checks name fields of the target's resources."""
    flow = composed(recipe, document)
    target = CATALOG.connector(recipe.target)
    for resource, match, rules in (
        (flow.target.resource, flow.target.match, flow.map),
        *((check.resource, check.match, check.map) for check in flow.checks),
    ):
        known = {field.name for field in target.resource(resource).fields}
        assert {name.split(".")[0] for name in (*match, *(rule.to for rule in rules))} <= known, resource


def selects(flow: Flow) -> Iterator[str]:
    """Every expression of a flow that picks something from a record."""

    def of(rules: tuple[Rule, ...]) -> Iterator[str]:
        for rule in rules:
            yield from filter(None, (rule.select, rule.each))
            yield from of(rule.map)

    yield from of(flow.map)
    yield from flow.target.match.values()
    for check in flow.checks:
        yield from of(check.map)
        yield from (*check.match.values(), *filter(None, (check.unless, check.each)))


@pytest.mark.parametrize(("recipe", "document"), EVERY)
def test_every_recipe_says_a_thing_once(recipe: Recipe, document: str) -> None:
    """Two profiles together make no `a || (a || b)`, and no parentheses within parentheses around nothing."""
    for text in selects(composed(recipe, document)):
        alternatives = [
            part for part in re.split(r"\s*\|\|\s*\(?|\)", text) if re.fullmatch(r"[\w.$]+", part)
        ]
        assert len(alternatives) == len(set(alternatives)), text
        assert not re.search(r"!\(\(|!\w+\.", text), text
