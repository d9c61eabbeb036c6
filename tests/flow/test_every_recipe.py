"""Every recipe that the project's own profiles make possible."""

import re
from collections.abc import Iterator

import pytest

from core.catalog import Catalog
from core.flow import Flow, read_flow, write_flow
from core.mapping.mapping import Rule
from core.recipes import Recipe, compose, gaps, questions, recipes

CATALOG = Catalog()


@pytest.mark.parametrize(
    "recipe", recipes(CATALOG), ids=lambda each: f"{each.source}-{each.target}-{each.entity}"
)
def test_every_recipe_makes_a_sound_flow(recipe: Recipe) -> None:
    """Whatever two systems meet, the flow can be read, has every required field, and asks in words."""
    flow = compose(recipe, CATALOG, "any", "from-here", "to-there")
    assert read_flow(write_flow(flow)) == flow
    assert gaps(recipe, CATALOG) == []
    assert all(question.title and question.help for question in questions(recipe, CATALOG).values())


@pytest.mark.parametrize(
    "recipe", recipes(CATALOG), ids=lambda each: f"{each.source}-{each.target}-{each.entity}"
)
def test_every_recipe_speaks_of_fields_that_there_are(recipe: Recipe) -> None:
    """A recipe's rules, matches and checks name fields of the target's resources."""
    flow = compose(recipe, CATALOG, "any", "from-here", "to-there")
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


@pytest.mark.parametrize(
    "recipe", recipes(CATALOG), ids=lambda each: f"{each.source}-{each.target}-{each.entity}"
)
def test_every_recipe_says_a_thing_once(recipe: Recipe) -> None:
    """Two profiles together make no `a || (a || b)`, and no parentheses within parentheses around nothing."""
    for text in selects(compose(recipe, CATALOG, "any", "from-here", "to-there")):
        alternatives = [
            part for part in re.split(r"\s*\|\|\s*\(?|\)", text) if re.fullmatch(r"[\w.$]+", part)
        ]
        assert len(alternatives) == len(set(alternatives)), text
        assert not re.search(r"!\(\(|!\w+\.", text), text
