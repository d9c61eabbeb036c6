"""Who may do what on the pages: each page for everybody, and no control on it that can be pressed in vain."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from house_people import everybody, standing
from streamlit.testing.v1 import AppTest

from core.access import ALLOWED, Action, Role
from core.workspace import Workspace
from core.workspace.access import NEEDS
from pages.frame import sign_in
from pages.frame.entry import NEEDS as TO_OPEN

FLOW = "webshop-orders-to-exact"
PAGES = Path(__file__).parents[2] / "pages"
#: Keeps drafts for the parts that draw; those ask before they let anybody press.
DRAWS_NOTHING = "parts/draft.py"
REFUSED = "that takes the right"


@cache
def parsed(file: Path) -> ast.Module:
    """A file of the pages."""
    return ast.parse(file.read_text("utf-8"))


def places() -> dict[str, str]:
    """The pages as the frame has them: by title, the name of the file."""
    [found] = [
        node.value
        for node in parsed(PAGES / "frame" / "shell.py").body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PLACES"
    ]
    assert isinstance(found, ast.Tuple)
    rows = [ast.unparse(row).replace("N_(", "(") for row in found.elts]
    return {title: file.removesuffix(".py") for file, title, _ in map(ast.literal_eval, rows)}


def parts_of(file: Path) -> Iterator[Path]:
    """The files of the pages that a file imports."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pages."):
            for name in (f"{node.module}.{each.name}" for each in node.names):
                found = PAGES.parent / name.replace(".", "/")
                whole = found.parent
                ways = (found.with_suffix(".py"), found / "__init__.py", whole.with_suffix(".py"))
                yield from [way for way in ways if way.is_file()][:1]


def standing_on() -> dict[Path, set[str]]:
    """Every file of the pages, and the titles of the pages on which it may stand."""
    found: dict[Path, set[str]] = {}
    for title, name in places().items():
        todo = [PAGES / f"{name}.py"]
        while todo:
            file = todo.pop()
            if title not in found.setdefault(file, set()):
                found[file].add(title)
                todo += parts_of(file)
    return found


def called(file: Path) -> Iterator[tuple[str, str, Action]]:
    """What a file asks of the workspace: as a call or as a control's need, by which name, needing what."""
    for node in ast.walk(parsed(file)):
        asked = node.func if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "needs":
            asked = node.args[0]
        if isinstance(asked, ast.Attribute) and ast.unparse(asked.value) == "workspace":
            action = getattr(getattr(Workspace, asked.attr), NEEDS)
            if action is not None:
                yield ("call" if asked is getattr(node, "func", None) else "need"), asked.attr, action


def test_every_control_asks_for_what_it_does() -> None:
    """What not everybody may who can open the page is shut by `needs`, in the file that calls it."""
    open_ = []
    for file, titles in standing_on().items():
        roles = [role for role in Role if any(TO_OPEN[title] in ALLOWED[role] for title in titles)]
        all_may = frozenset.intersection(*(ALLOWED[role] for role in roles))
        asked = list(called(file))
        shut = {action for kind, _, action in asked if kind == "need"} | {Action.SEE}
        open_ += [
            f"{file.relative_to(PAGES)}: {name} takes {action.value!r}: give its control **needs(…)"
            for kind, name, action in asked
            if kind == "call" and action not in all_may | shut
        ]
    assert [each for each in open_ if not each.startswith(DRAWS_NOTHING)] == []
    assert not any("button" in ast.unparse(node) for node in parsed(PAGES / DRAWS_NOTHING).body[1:])


class Visit:
    """Somebody's browser."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, session: str) -> None:
        monkeypatch.setattr(sign_in, "gate", object)
        monkeypatch.setattr(sign_in, "theirs", lambda workspace, _: workspace.signed_in(session))
        self.page = AppTest.from_file(str(PAGES / "frame" / "shell.py"), default_timeout=60)
        self.page.run()
        for number in range(1, 10):
            self.page.session_state[f"cell.unfolded.{number}"] = number != 4  # the mapper is no control

    def goes_to(self, title: str, **query: str) -> list[str]:
        """Open a page; gives the sentences of what was refused in place of something."""
        self.page.query_params.clear()
        for name, value in query.items():
            self.page.query_params[name] = value
        if "show" in query:  # the choice of a view remembers what was chosen before
            self.page.session_state[f"{places()[title]}.show"] = query["show"]
        self.page.switch_page(str(PAGES / f"{places()[title]}.py")).run()
        assert not self.page.exception, self.page.exception[0].value
        assert self.page.error.len == 0, self.page.error[0].value
        return [each.value for each in self.page.info if REFUSED in each.value]

    def controls(self) -> dict[str, bool]:
        """The controls by their keys, and whether the role has shut them: only those can be told why."""
        kinds = ("button", "toggle", "selectbox", "number_input", "file_uploader")
        every: list[Any] = [each for kind in kinds for each in self.page.get(kind)]
        for each in every:
            assert each.disabled or REFUSED not in (each.help or ""), each.key
        return {
            str(each.key or each.label): REFUSED in (each.help or "")
            for each in every
            if each.key or each.label
        }

    def links(self) -> Iterator[tuple[str, bool, str]]:
        """The links to pages: the title of the page, whether it can be followed, and what is said of it."""
        titles = {file.replace("overview", ""): title for title, file in places().items()}
        for each in self.page.get("page_link"):
            yield titles[each.proto.page], not each.proto.disabled, each.proto.help


@pytest.fixture
def busy(demo: Workspace) -> Workspace:
    """A house where much waits for a person: parked records, a paused run, a plan, a sweep schedule."""
    flow = demo.flow(FLOW)
    lost = tuple(
        each.model_copy(update={"match": {"Code": "'NOT-THERE'"}}) if each.name == "items" else each
        for each in flow.checks
    )
    broken = flow.model_copy(update={"checks": lost})
    demo.save(broken, "nothing is found")
    assert demo.run(broken, limit=3).counts.parked > 0
    demo.save(flow, "as before")
    demo.save_plan(demo.flow(FLOW), 3)
    demo.pause_run(demo.start(FLOW).id)
    return demo


#: Controls by the right that they take: shut for a role that lacks it, open for all others on the page.
SHUT: dict[tuple[str, tuple[tuple[str, str], ...]], dict[str, Action]] = {
    ("Notebook", (("flow", FLOW),)): {
        "run.start": Action.RUN,
        f"drift.pauses.{FLOW}": Action.RUN,
        f"sweep.times.{FLOW}": Action.RUN,
        "plan.approve": Action.RUN,
        "bar.over": Action.RUN,
        f"keep.{FLOW}": Action.ERASE,
    },
    ("Overview", ()): {f"card.run.{FLOW}": Action.RUN},
    ("Flows", ()): {"flows.import": Action.EDIT},
    ("Runs", (("show", "waiting"),)): {f"retry.{FLOW}": Action.RUN},
    ("Runs", (("show", "balance"), ("flow", FLOW))): {f"sweep.now.{FLOW}": Action.RUN},
    ("Systems", ()): {"rest.upload": Action.CONNECT},
}


@pytest.mark.parametrize("role", [*Role])
def test_a_role_is_shown_what_it_may_and_told_why_not(
    busy: Workspace, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    """Each page opens as declared or says why not; each control is open, or shut with the sentence why."""
    may = ALLOWED[role]
    visit = Visit(monkeypatch, next(each.session for each in everybody(busy) if each.name == role))
    before = standing(busy.home)
    closed = [title for title, action in TO_OPEN.items() if action not in may]
    for title in closed:
        assert len(visit.goes_to(title)) == 1, title
        assert set(visit.controls().values()) <= {False}
    assert standing(busy.home) == before
    for title in TO_OPEN.keys() - closed - {page for page, _ in SHUT}:
        assert visit.goes_to(title) == [], title
    wrong = {}
    for (title, query), controls in SHUT.items():
        if title in closed:
            continue
        refused = visit.goes_to(title, **dict(query))
        there = visit.controls()
        if refused:
            # a view of records as a whole is no viewer's
            assert Action.SEE not in may, (title, query)
            assert len(refused) == 1
            continue
        wrong |= {
            key: there.get(key) for key, action in controls.items() if there.get(key) != (action not in may)
        }
    assert wrong == {}


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OPERATOR, Role.ADMIN])
def test_a_link_to_a_page_that_a_role_may_not_open_is_shut(
    busy: Workspace, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    """Nobody is led before a closed door: the link is there, cannot be followed, and says why."""
    may = ALLOWED[role]
    if Action.CONNECT not in may:  # who may put a connection right is told on its page what is wrong
        busy._store.connections.checked("demo-exact", "it must be authorised")
    visit = Visit(monkeypatch, next(each.session for each in everybody(busy) if each.name == role))
    shut, wrong = set(), []
    for title in TO_OPEN:
        if TO_OPEN[title] in may:
            assert visit.goes_to(title) == []
            for to, open_, told in visit.links():
                if open_ != (TO_OPEN[to] in may) or open_ == (REFUSED in told):
                    wrong.append((title, to, told))
                shut |= set() if open_ else {to}
    assert wrong == []
    assert shut == {Role.VIEWER: {"Notebook", "Connections"}, Role.OPERATOR: {"Connections"}}.get(role, set())


@pytest.mark.parametrize("who", ["nobody", "token"])
def test_without_a_session_there_is_no_page(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    """Made-up cookies, and tokens of programs, are shown the way in on every page."""
    visit = Visit(monkeypatch, next(each.session for each in everybody(empty) if each.name == who))
    before = standing(empty.home)
    for title in TO_OPEN:
        assert visit.goes_to(title) == []
        assert [each.value for each in visit.page.info] == [
            "Nobody is signed in in this window, or not any more."
        ]
        assert visit.controls() == {}
    assert standing(empty.home) == before
