"""A page as a person sees it, without a browser."""

from __future__ import annotations

import getpass
from pathlib import Path

from streamlit.testing.v1 import AppTest

from core.workspace import Workspace
from pages.parts.draft import Draft
from pages.parts.mapper import put
from pages.parts.mapper.document import written

PAGES = Path(__file__).parents[2] / "pages"


def shown(name: str, **query: str) -> AppTest:
    """Open a page by its file's name, inside the frame."""
    page = AppTest.from_file(str(PAGES / "frame" / "shell.py"), default_timeout=60)
    page.user = {"name": getpass.getuser()}  # who sits at this desk also where no page runs
    page.run()
    for key, value in query.items():
        page.query_params[key] = value
    page.switch_page(str(PAGES / f"{name}.py")).run()
    assert not page.exception, page.exception[0].value
    return page


def text_of(page: AppTest) -> str:
    """Everything that is said on a page."""
    kinds = (
        page.markdown,
        page.caption,
        page.error,
        page.warning,
        page.info,
        page.success,
        page.title,
        page.subheader,
    )
    said = [str(each.value) for kind in kinds for each in kind]
    return "\n".join([*said, *(button.label for button in page.button)]).replace("\\", "")


def press(page: AppTest, label: str) -> AppTest:
    """Press the first button with that in its label."""
    next(button for button in page.button if label in button.label).click()
    page.run()
    assert not page.exception, page.exception[0].value
    return page


def mapped(page: AppTest, workspace: Workspace, to: str, **changes: str) -> AppTest:
    """Have the mapper in the browser send its document, with the rule for a field changed."""
    draft = page.session_state["draft.open"]
    assert isinstance(draft, Draft)
    document = written(draft.flow)
    rule = next((each for each in document["map"] if each["to"] == to), None)
    document["map"] = [
        *(each for each in document["map"] if each is not rule),
        {**(rule or {"to": to}), **changes},
    ]
    put(workspace, draft, document, draft.flow)
    page.run()
    assert not page.exception, page.exception[0].value
    return page
