"""The parts that go on until they are stopped: the pages with a worker, a worker alone, the sandboxes."""

from __future__ import annotations

import os
import signal
import sys
import threading
import webbrowser
from contextlib import AbstractContextManager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import core
from core.commands.children import HOST, Children, require
from core.commands.command import command
from core.commands.terminal import Terminal

services = typer.Typer()

#: Where app.py stands: in the checkout, or where the project is installed.
ROOT = Path(core.__file__).parent.parent
#: What the pages are to a person who reads that they ended.
PAGES = "The user interface"

PagesPort = Annotated[int, typer.Option("--port", min=1, max=65535, help="Where the pages answer.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Open no browser.")]


class Pace(StrEnum):
    """Whose limits a sandbox keeps."""

    REAL = "real"
    RELAXED = "relaxed"


@command(services, "app")
def app(terminal: Terminal, port: PagesPort = 8501, no_browser: NoBrowser = False) -> None:  # noqa: FBT002  typer's way to declare a switch
    """Serve the pages, with a worker beside them, until stopped."""
    terminal.at_the_desk("serve the pages")
    require(port)
    terminal.workspace()  # a workspace that cannot be opened is said here, once, and not in a child's log
    terminal.close()
    with until_stopped(), Children(ROOT, terminal.home) as children:
        start_pages(children, port)
        children.wait_for(PAGES, port)
        announce(terminal, port, no_browser=no_browser)
        children.watch()


def until_stopped() -> AbstractContextManager[None]:
    """Go on until a person stops it: for what has no end of its own, that is a good end."""
    return suppress(KeyboardInterrupt)


def start_pages(children: Children, port: int) -> None:
    """Start the worker and the pages."""
    children.start("The worker", "core", "worker")
    options = {"port": str(port), "address": HOST, "headless": "true", "fileWatcherType": "none"}
    flags = [flag for name, value in options.items() for flag in (f"--server.{name}", value)]
    root = str(ROOT / "app.py")
    children.start(PAGES, "streamlit", "run", root, *flags, "--browser.gatherUsageStats", "false")


def announce(terminal: Terminal, port: int, *, no_browser: bool, **more: str) -> None:
    """Say where it answers, and open a browser where there is a screen."""
    url = f"http://{HOST}:{port}"
    terminal.tell({"url": url, **more}, f"Koppel answers at {url}. Ctrl-C stops it.")
    screen = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if screen and not no_browser:
        webbrowser.open(url)


@command(services, "worker")
def worker(
    terminal: Terminal,
    at_once: Annotated[int, typer.Option(min=1, max=64, help="How many runs it carries at a time.")] = 4,
) -> None:
    """Carry runs that were asked for and runs that are due, until stopped."""
    from core.worker import Worker  # noqa: PLC0415  loaded only where asked: `--help` is quick

    carrier = Worker(terminal.workspace().as_worker(), at_once)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, carrier.stop)
    terminal.say("The worker carries what is asked for and what is due. Ctrl-C stops it.")
    carrier.work()


@command(services, "sandbox")
def sandbox(
    terminal: Terminal,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where the sandboxes answer.")] = 8700,
    records: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Make so many orders, instead of the hand-made set."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="S", help="The same seed makes the same records.")] = 1,
    limits: Annotated[
        Pace, typer.Option(help="The vendors' own rate limits, or a thousandfold.")
    ] = Pace.RELAXED,
    *,
    until_closed: Annotated[bool, typer.Option(hidden=True, help="End with standard input.")] = False,
) -> None:
    """Serve a simulator of every system, until stopped."""
    from core.catalog import Catalog  # noqa: PLC0415  loaded only where asked: `--help` is quick
    from core.sandbox.rates import Rates  # noqa: PLC0415
    from core.sandbox.server import app, serve  # noqa: PLC0415
    from core.sandbox.world import World  # noqa: PLC0415

    require(port)
    simulators = Catalog().simulators(World(records, seed), Rates(limits.value))
    url = f"http://{HOST}:{port}"
    paths = "".join(f"\n  {url}/{name}" for name in simulators)
    terminal.tell({"url": url, "connectors": list(simulators)}, f"The sandboxes answer at {url}:{paths}")
    if until_closed:
        threading.Thread(target=_end_with_input, daemon=True).start()
    with until_stopped():
        serve(app(simulators), port)


def _end_with_input() -> None:
    """Stop when whoever started this program is gone."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
