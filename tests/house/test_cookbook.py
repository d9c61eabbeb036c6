"""The cookbook: every recipe of it is mapped as a flow is, and gives what stands there."""

from __future__ import annotations

import pytest
import yaml
from documents import ROOT, Block, page

from core.documents import parse_json, write_json
from core.flow import read_flow
from core.workspace import Workspace

PAGES = sorted((ROOT / "docs" / "cookbook").glob("*.md"))
BLOCKS = [block for file in PAGES for block in page(file).blocks]
#: Each recipe is three blocks: what is there, the rules, what they give.
RECIPES = list(zip(BLOCKS[::3], BLOCKS[1::3], BLOCKS[2::3], strict=True))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One workspace for all of them."""
    return Workspace(tmp_path_factory.mktemp("cookbook"))


def test_the_cookbook_holds_forty_recipes() -> None:
    """Each has a source record, its rules and their result, in that order."""
    assert len(RECIPES) >= 40
    for recipe in RECIPES:
        assert [block.file for block in recipe] == ["source record", "rules", "result"], recipe[0].place


@pytest.mark.parametrize(("record", "rules", "result"), RECIPES, ids=lambda block: block.place[14:])
def test_a_recipe_gives_what_it_says(
    workspace: Workspace, record: Block, rules: Block, result: Block
) -> None:
    """The record goes through the rules as in a preview, without a fault."""
    written = yaml.safe_load(rules.text)
    flow = {
        "koppel": 1,
        "name": "recipe",
        "title": "A recipe",
        "source": {"connection": "here", "resource": "records"},
        "target": {"connection": "there", "resource": "records", "match": {"id": "id"}},
        **(written if isinstance(written, dict) else {"map": written}),
    }
    [made] = workspace.preview(read_flow(write_json(flow)), [parse_json(record.text)])
    assert made.faults == ()
    assert write_json(made.payload) == write_json(parse_json(result.text))
