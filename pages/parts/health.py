"""What a monitor of the house asks: whether all works, and how it stands in numbers, as OpenMetrics text."""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from core.environment import given
from core.errors import KoppelError
from core.workspace import Numbers, Workspace, is_loopback

T = TypeVar("T")
#: The setting with the token for which another machine is given the numbers.
TOKEN = "KOPPEL_METRICS_TOKEN"  # noqa: S105 - a setting's name
#: What was found holds for so many seconds: whoever asks without end makes no work.
HOLDS = 5.0
_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"


def routes() -> list[BaseRoute]:
    """The addresses that monitors ask."""
    return [
        Route("/health/pages", _pages),
        Route("/health", _Held(_health)),
        Route("/metrics", _metrics),
    ]


class _Held:
    """A route whose answer holds for a while."""

    def __init__(self, answer: Callable[[], tuple[int, dict[str, object]]]) -> None:
        self._answer = answer
        self._known: tuple[float, int, dict[str, object]] = (0.0, 0, {})

    async def __call__(self, scope: object, receive: object, send: object) -> None:
        at, status, said = self._known
        if not status or time.monotonic() - at > HOLDS:
            status, said = await run_in_threadpool(self._answer)
            self._known = time.monotonic(), status, said
        await JSONResponse(said, status)(scope, receive, send)  # type: ignore[arg-type] # as Starlette calls it


async def _pages(_request: Request) -> Response:
    """Say that the pages are up, for whoever started them."""
    return JSONResponse({"status": "ok"})


def _health() -> tuple[int, dict[str, object]]:
    """Say whether the database can be written, a worker works, and schedules are on time; 503 if not."""
    try:
        problems = in_workspace(lambda workspace: workspace.problems())
    except KoppelError:
        problems = ["the workspace cannot be opened: `koppel doctor` says why"]
    return (503, {"status": "failing", "problems": problems}) if problems else (200, {"status": "ok"})


async def _metrics(request: Request) -> Response:
    if not _may(request):
        return PlainTextResponse(f"Send the token of {TOKEN} as a bearer token.\n", 401)
    try:
        numbers = await run_in_threadpool(lambda: in_workspace(lambda workspace: workspace.numbers()))
    except KoppelError as error:
        return PlainTextResponse(f"{error}\n", 503)
    return Response(text_of(numbers), media_type=_TYPE)


def _may(request: Request) -> bool:
    """Whether this is who has the token, or, where none is set, a program of this machine itself.

    Who asks by the name under which others reach it may be one of these, whom a server here passes on.
    """
    token = given(TOKEN)
    if token:
        sent = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(sent.encode(), token.encode())
    passed_on = any(name in request.headers for name in ("forwarded", "x-forwarded-for", "x-real-ip"))
    ends = (request.client.host if request.client else "", request.url.hostname or "")
    return not passed_on and all(map(is_loopback, ends))


def in_workspace(ask: Callable[[Workspace], T]) -> T:
    """Ask the workspace of this server."""
    workspace = Workspace()
    try:
        return ask(workspace)
    finally:
        workspace.close()


def text_of(numbers: Numbers) -> str:
    """Write the numbers as OpenMetrics text."""
    lines = [
        *_gauge("koppel_runs", "Runs that are kept.", (
            ({"flow": flow, "state": state}, n) for (flow, state), n in sorted(numbers.runs.items()))),
        *_gauge("koppel_records", "Records of the runs that are kept, by what became of them.", (
            ({"verdict": name}, number) for name, number in numbers.records.items())),
        *_gauge("koppel_retries", "Runs that took parked records up again.", [({}, numbers.retries)]),
        *_gauge("koppel_queue_runs", "Runs that wait for a worker.", [({}, numbers.waiting)]),
        *_gauge("koppel_queue_oldest_seconds", "How long the oldest of them waits.", [({}, numbers.oldest)]),
        *_gauge("koppel_worker_beat_seconds", "How long ago each worker was heard of.", (
            ({"worker": name}, ago) for name, ago in sorted(numbers.beats.items()))),
        *_gauge("koppel_requests_left", "Requests that may still leave this minute, where a limit is set.", (
            ({"connection": name}, left) for name, left in sorted(numbers.left.items()))),
        *_gauge("koppel_schedules_late", "Schedules that were not looked at in time.", [({}, numbers.late)]),
        *_gauge("koppel_troubles", "What is wrong now, by kind.", (
            ({"kind": kind}, number) for kind, number in sorted(numbers.troubles.items()))),
        *_gauge("koppel_messages", "Messages to people, by how far they have come.", (
            ({"state": state}, number) for state, number in sorted(numbers.deliveries.items()))),
        "# EOF",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _gauge(name: str, help_: str, values: Iterable[tuple[dict[str, str], float]]) -> list[str]:
    return [
        f"# TYPE {name} gauge",
        f"# HELP {name} {help_}",
        *(f"{name}{_labels(labels)} {value}" for labels, value in values),
    ]


def _labels(labels: dict[str, str]) -> str:
    def escaped(text: str) -> str:
        return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

    return (
        "{" + ",".join(f'{name}="{escaped(text)}"' for name, text in labels.items()) + "}" if labels else ""
    )
