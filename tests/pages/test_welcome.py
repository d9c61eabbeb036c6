"""The first page of an empty workspace: which demo is begun there."""

from __future__ import annotations

import pytest
from page import press, shown, text_of

from core.access import Action
from core.errors import Stopped
from core.workspace import Workspace
from core.workspace.access import needs
from core.workspace.demo import DEMOS, USUAL


@pytest.mark.parametrize("button", ["Start the demo", "Guide me"])
@pytest.mark.usefixtures("home")
def test_the_demo_of_the_pair_that_was_chosen_is_begun(monkeypatch: pytest.MonkeyPatch, button: str) -> None:
    """Six pairs stand there in words; the guide leads through the webshop's, whichever was chosen."""
    begun: list[str] = []

    @needs(Action.CONNECT)
    def begin(_: Workspace, pair: str = "") -> str:
        begun.append(pair)
        raise Stopped("This machine has no free port for the sandboxes.")

    page = shown("overview")
    (choice,) = page.selectbox
    assert len(choice.options) == len(DEMOS)
    assert choice.options[:2] == ["Shopify and Exact Online", "Exact Online and Visma eAccounting"]
    choice.select("afas-accountview").run()
    monkeypatch.setattr(Workspace, "begin_demo", begin)
    press(page, button)
    assert begun == [USUAL if button == "Guide me" else "afas-accountview"]
    assert "no free port" in text_of(page)
