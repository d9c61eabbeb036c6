"""Pictures of every page, wide and narrow, light and dark, and in every language: `make pictures`.

They are taken of the demo, so that the same pages give the same pictures on any machine.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from desk import FLAGS, Visit, chromium, served, visited
from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from core.catalog import Catalog
from core.flow import Schedule
from core.language import LANGUAGES, speaking
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"
WIDE, NARROW, HEIGHT = 1440, 900, 1000
#: Sharp enough for text, small enough for a repository.
QUALITY = 72


def untouched(_visit: Visit) -> None:
    """Leave the page as it is opened."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: where it is taken, what must stand there, and what is done before."""

    name: str
    path: str
    sees: str
    then: Callable[[Visit], None] = untouched


def unfolded(number: int, title: str, sees: str) -> Callable[[Visit], None]:
    """Fold the mapper away, unfold a cell, and bring it to the top."""

    def act(visit: Visit) -> None:
        visit.unfold("4 · Map")
        visit.unfold(f"{number} · {title}")
        visit.sees(sees)
        visit.rests()
        on_top(visit, number)

    return act


def on_top(visit: Visit, number: int) -> None:
    """Scroll until a cell stands under the bar."""
    visit.page.evaluate(
        "n => { const cell = document.querySelector(`.st-key-cell_${n}`);"
        " cell.style.scrollMarginTop = '8.5rem'; cell.scrollIntoView(); }",
        number,
    )


def mapped(visit: Visit) -> None:
    """Open a rule in the mapper."""
    visit.edit("Description")
    on_top(visit, 4)


def planned(visit: Visit) -> None:
    """Make the plan."""
    visit.unfold("4 · Map")
    visit.unfold("6 · Plan")
    visit.page.get_by_role("button", name="Make the plan").click()
    visit.sees("Nothing was written", seconds=90)
    visit.rests()


def listed(visit: Visit) -> None:
    """Show the keys."""
    visit.page.keyboard.press("?")


def covered(visit: Visit) -> None:
    """Show how the target's fields are covered."""
    unfolded(5, "Preview", "Records")(visit)
    visit.page.locator(".st-key-cell_5").get_by_role("radiogroup").get_by_text("Coverage").first.click()


def before_a_run() -> list[Scene]:
    """The cells of the notebook, with everything still to be carried."""
    notebook = f"/notebook?flow={FLOW}"
    return [
        Scene("notebook", notebook, "9 · Export", mapped),
        Scene("source", notebook, "9 · Export", unfolded(1, "Source", "Only records where")),
        Scene("sample", notebook, "9 · Export", unfolded(2, "Sample", "Mask people")),
        Scene("checks", notebook, "9 · Export", unfolded(3, "Checks", "Add a check")),
        Scene("preview", notebook, "9 · Export", unfolded(5, "Preview", "Field by field")),
        Scene("coverage", notebook, "9 · Export", covered),
        Scene("plan", notebook, "9 · Export", planned),
        Scene("write", notebook, "9 · Export", unfolded(7, "Write", "When the target has it")),
        Scene("export", notebook, "9 · Export", unfolded(9, "Export", "Download a bundle")),
    ]


def after_a_run(run: str) -> list[Scene]:
    """Every other page."""
    last = unfolded(8, "Run and schedule", "Clock change")
    return [
        Scene("overview", "/", "Flows"),
        Scene("flows", "/flows", "Choose flows by their boxes"),
        Scene("run", f"/notebook?flow={FLOW}", "9 · Export", last),
        Scene("new-flow", "/notebook?new=1", "New flow"),
        Scene("runs", "/runs", "Waiting for a person"),
        Scene("run-records", f"/runs?run={run}", "read ="),
        Scene("records", "/records?word=%231001", "1 record found"),
        Scene("tables", f"/tables?flow={FLOW}", "A value without a row"),
        Scene("connections", "/connections", "demo-exact"),
        Scene("systems", "/systems", "Declare a system"),
        Scene("people", "/people", "Token"),
        Scene("keys", "/runs", "Waiting for a person", listed),
    ]


def take(browser: Browser, address: str, shown: list[Scene], folder: Path) -> None:
    """Take scenes in all four ways."""
    for dark in (False, True):
        for width in (WIDE, NARROW):
            way = f"{'narrow' if width == NARROW else 'wide'}-{'dark' if dark else 'light'}"
            with visited(browser, address, dark=dark, width=width) as visit:
                visit.page.set_viewport_size({"width": width, "height": HEIGHT})
                for scene in shown:
                    taken(visit, scene).save(folder / f"{scene.name}-{way}.webp", quality=QUALITY, method=6)


def take_in(language: str, browser: Browser, home: Path, sandbox: str, folder: Path) -> None:
    """Take every page in a language, of a demo that was made in it."""
    workspace = Workspace(home)
    with speaking(language):
        workspace.demo(sandbox)
    workspace.close()
    shown = [Scene("notebook", f"/notebook?flow={FLOW}", ""), *after_a_run(run_twice(home))]
    plain = {scene.name: scene.path for scene in shown if scene.then is untouched}
    with served(home, worker=False) as address, visited(browser, address, locale=language) as visit:
        visit.page.set_viewport_size({"width": WIDE, "height": HEIGHT})
        for name, path in plain.items():
            visit.go(path)
            expect(visit.page.locator(".st-key-frame-keys button.open")).to_be_enabled(timeout=30_000)
            if name == "notebook":
                expect(visit.field("Description")).to_be_visible(timeout=30_000)
                on_top(visit, 4)
            visit.rests()
            picture(visit).save(folder / f"{name}-{language}.webp", quality=QUALITY, method=6)


def picture(visit: Visit) -> Image.Image:
    """What the browser shows now."""
    return Image.open(io.BytesIO(visit.page.screenshot())).convert("RGB")


def taken(visit: Visit, scene: Scene) -> Image.Image:
    """Take one picture of a scene."""
    visit.go(scene.path)
    visit.sees(scene.sees, seconds=60)
    visit.rests()
    scene.then(visit)
    visit.page.mouse.move(0, 0)
    visit.rests()
    return picture(visit)


def run_twice(home: Path) -> str:
    """Put the demo on a schedule, and run it; gives the first run."""
    workspace = Workspace(home)
    flow = workspace.flow(FLOW)
    timed = flow.model_copy(update={"schedule": Schedule(cron="*/15 * * * *", timezone="Europe/Amsterdam")})
    workspace.save(timed, "every quarter of an hour")
    first = workspace.run(timed)
    workspace.run(timed)
    workspace.activate(FLOW, on=True)
    workspace.close()
    return first.id


def main(folder: Path) -> None:
    """Take all pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        os.environ["XDG_CONFIG_HOME"] = f"{made}/config"
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        with Served(app(Catalog().simulators(World(), Rates()))) as sandbox:
            with served(Path(made) / "empty", worker=False) as address:
                take(browser, address, [Scene("welcome", "/", "Try the demo")], folder)
            home = Path(made) / "home"
            workspace = Workspace(home)
            workspace.demo(sandbox.url)
            workspace.close()
            with served(home, worker=False) as address:
                take(browser, address, before_a_run(), folder)
                take(browser, address, after_a_run(run_twice(home)), folder)
            for language in LANGUAGES:
                if language != "en":
                    take_in(language, browser, Path(made) / language, sandbox.url, folder)
        browser.close()
    files = list(folder.glob("*.webp"))
    sys.stdout.write(f"{len(files)} pictures, {sum(each.stat().st_size for each in files) / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
