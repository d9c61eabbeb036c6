"""The demo: sandboxes, a workspace with ready flows, the worker and the pages, in one command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.commands.children import HOST, Children, a_port, require
from core.commands.command import command
from core.commands.services import PAGES, ROOT, NoBrowser, PagesPort, announce, start_pages, until_stopped
from core.commands.terminal import Terminal

if TYPE_CHECKING:
    from core.workspace import Workspace

demonstration = typer.Typer()

#: What the sandboxes are to a person who reads that they ended.
SANDBOX = "The sandbox server"


@command(demonstration, "demo")
def demo(
    terminal: Terminal,
    port: PagesPort = 8501,
    no_browser: NoBrowser = False,  # noqa: FBT002  typer's way to declare a switch
    pair: Annotated[
        str,
        typer.Option(metavar="A-B", help="The two systems, such as exact_online-eaccounting."),
    ] = "",
    prepare: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Only make the demo workspace, against sandboxes at URL."),
    ] = None,
) -> None:
    """Start sandboxes, a ready workspace, the worker and the pages; Ctrl-C stops all of it.

    Pairs are shopify-exact_online, exact_online-eaccounting, accountview-eaccounting,
    exact_online-buchhaltungsbutler, afas-accountview and buchhaltungsbutler-visma_net.
    """
    if prepare:
        made = prepared(terminal.workspace(), prepare, pair)
        terminal.tell(made, f"The demo workspace in {terminal.home} is ready: koppel run {made['flows'][0]}")
        return
    terminal.at_the_desk("serve the pages")
    require(port)
    with until_stopped(), Children(ROOT, terminal.home) as children:
        sandbox = a_port(8700)
        children.start(SANDBOX, "core", "sandbox", "--port", str(sandbox))
        workspace = terminal.workspace()
        start_pages(children, port)
        children.wait_for(SANDBOX, sandbox)
        url = f"http://{HOST}:{sandbox}"
        prepared(workspace, url, pair)
        workspace.demo_afresh()
        terminal.close()
        children.wait_for(PAGES, port)
        terminal.say(f"The sandboxes answer at {url}; what they hold: {url}/_sandbox/shopify/orders")
        announce(terminal, port, no_browser=no_browser, sandbox=url)
        children.watch()


def prepared(workspace: Workspace, url: str, pair: str = "") -> dict[str, Any]:
    """Make a demo's connections and flows; a flow that is there stays as a person left it."""
    return workspace.demo(url, pair)
