"""Pulling samples: told how far it is, ended by whoever asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.sandbox.server import Served
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"


@pytest.fixture
def demo(tmp_path: Path, sandbox: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Give a workspace with the demo's flow."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    workspace = Workspace(tmp_path / "home")
    workspace.demo(sandbox.url)
    yield workspace
    workspace.close()


def test_a_pull_tells_how_far_it_is(demo: Workspace) -> None:
    """After every page the number so far, never more than was asked for, and the last one is all of them."""
    told: list[int] = []
    flow = demo.flow(FLOW)
    assert len(demo.sample(flow, 10, told.append)) == 10
    assert told == [10]
    told.clear()
    everything = demo.choose(flow, 5, 1000, told.append)
    assert len(everything) == 5
    assert told == sorted(told)
    assert told[-1] == len(demo.sample(flow, 1000))


def test_whoever_is_told_can_end_it(demo: Workspace) -> None:
    """What the one who is told raises ends the pull there, and comes out of it."""

    def enough(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.sample(demo.flow(FLOW), 10, enough)


def test_the_demo_sleeps_when_its_systems_are_gone(tmp_path: Path, demo: Workspace) -> None:
    """While the sandboxes answer there is nothing to tell; when nothing listens there any more, there is."""
    assert not demo.demo_sleeps()
    other = Workspace(tmp_path / "other")
    assert not other.demo_sleeps()
    other.connect("demo-shop", "shopify", {"shop": "x", "base_url": "http://127.0.0.1:9"}, {})
    assert other.demo_sleeps()
    other.close()


def test_a_plan_s_approval_is_of_one_version(demo: Workspace) -> None:
    """Who, of which version, and what was in it; another approval takes its place."""
    assert demo.approval(FLOW) is None
    plan = demo.save_plan(demo.flow(FLOW), 3)
    demo.approve(plan.id, by="Anna")
    given = demo.approval(FLOW)
    assert given is not None
    assert (given.version, given.by, given.counts) == (1, "Anna", plan.counts)
    demo.remove(FLOW)
    assert demo.approval(FLOW) is None
