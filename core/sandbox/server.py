"""The sandbox's server: every simulator under its connector's name, and the frame's own desk beside them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from core.documents import parse_json, write_json
from core.errors import Misconfigured
from core.sandbox.faults import Fault, Faults
from core.sandbox.headers import as_written
from core.sandbox.log import Log
from core.sandbox.simulator import Simulator

HOST = "127.0.0.1"


def app(simulators: Mapping[str, Simulator]) -> ASGIApp:
    """All simulators in one application: `/<connector>/…`, and `/_sandbox/…` to look behind the counter."""
    faults, log = Faults(simulators), Log()
    rooms = [Mount(f"/{name}", routes=list(simulator.routes)) for name, simulator in simulators.items()]
    desk = Mount("/_sandbox", routes=_Desk(simulators, faults, log).routes)
    return log.watch(as_written(faults.between(Starlette(routes=[desk, *rooms]))))


def serve(app: ASGIApp, port: int) -> None:
    """Serve until a signal ends it; Misconfigured when somebody else has the port."""
    with _listening(port) as door:
        uvicorn.Server(_config(app)).run([door])


def _listening(port: int) -> socket.socket:
    # asyncio sends small answers at once only on a socket that says it is TCP; else each takes 40 ms more
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((HOST, port))
    except OSError as error:
        door.close()
        raise Misconfigured(f"port {port} cannot be opened ({error.strerror}): choose another") from None
    door.listen(128)  # who comes before the server is ready waits instead of being refused
    return door


class Served:
    """A sandbox on a free port in a thread of this process, for as long as the `with` block lasts."""

    def __init__(self, app: ASGIApp) -> None:
        self._server = uvicorn.Server(_config(app))
        self._socket = _listening(0)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    @property
    def url(self) -> str:
        """Where it answers, e.g. `http://127.0.0.1:43210`."""
        return f"http://{HOST}:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join()
        self._socket.close()


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )


class _Desk:
    """The frame's own endpoints: what is stored, what was asked, what shall go wrong."""

    def __init__(self, simulators: Mapping[str, Simulator], faults: Faults, log: Log) -> None:
        self._simulators = simulators
        self._faults = faults
        self._log = log
        ways: list[tuple[str, str, Callable[[Request], Awaitable[Response]]]] = [
            ("GET", "/health", self._health),
            ("GET", "/credentials", self._credentials),
            ("GET", "/requests", self._requests),
            ("DELETE", "/requests", self._forget),
            ("GET", "/faults", self._pending),
            ("POST", "/faults", self._break),
            ("DELETE", "/faults", self._mend),
            ("GET", "/switches", self._switches),
            ("POST", "/switches", self._switch),
            ("POST", "/clock", self._advance),
            ("POST", "/reset", self._reset),
            ("GET", "/{connector}/{resource}", self._stored),
        ]
        self.routes = [Route(path, endpoint, methods=[method]) for method, path, endpoint in ways]

    async def _health(self, _: Request) -> Response:
        return _json({"ok": True, "connectors": list(self._simulators)})

    async def _credentials(self, request: Request) -> Response:
        origin = f"{request.url.scheme}://{request.url.netloc}"
        return _json({name: each.credentials(origin) for name, each in self._simulators.items()})

    async def _requests(self, request: Request) -> Response:
        return _json(_filtered([asdict(asked) for asked in self._log.asked], request))

    async def _forget(self, _: Request) -> Response:
        self._log.asked.clear()
        return Response(status_code=204)

    async def _pending(self, _: Request) -> Response:
        return _json([fault.model_dump() for fault in self._faults.pending])

    async def _break(self, request: Request) -> Response:
        wanted = await _body(request)
        try:
            faults = [Fault.model_validate(one) for one in (wanted if isinstance(wanted, list) else [wanted])]
        except ValidationError as error:
            raise HTTPException(400, str(error)) from error
        unknown = [fault.connector for fault in faults if fault.connector not in {"", *self._simulators}]
        if unknown:
            raise HTTPException(400, f"there is no simulator {unknown[0]!r} here")
        self._faults.pending = [*self._faults.pending, *faults]
        return _json([fault.model_dump() for fault in faults], 201)

    async def _mend(self, _: Request) -> Response:
        self._faults.pending = []
        return Response(status_code=204)

    async def _switches(self, _: Request) -> Response:
        return _json({name: each.switches for name, each in self._simulators.items()})

    async def _switch(self, request: Request) -> Response:
        wanted = await _body(request)
        try:
            known = [(self._simulators[name].switches, change) for name, change in wanted.items()]
            unknown = [name for switches, change in known for name in change if name not in switches]
        except (AttributeError, KeyError, TypeError) as error:
            raise HTTPException(400, 'give {"connector": {"switch": true}}') from error
        if unknown:
            raise HTTPException(400, f"there is no switch {unknown[0]!r}")
        for switches, change in known:
            switches.update(change)
        self._log.visited.update(wanted)
        return await self._switches(request)

    async def _advance(self, request: Request) -> Response:
        wanted = await _body(request)
        clocks = {id(each.rates.clock): each.rates.clock for each in self._simulators.values()}
        try:
            for clock in clocks.values():
                clock.advance(float(wanted["advance"]))
        except (KeyError, TypeError, ValueError) as error:
            raise HTTPException(400, 'give {"advance": seconds}, of 0 or more') from error
        return _json({"now": next(clock.now().isoformat() for clock in clocks.values())})

    async def _reset(self, request: Request) -> Response:
        wanted = request.query_params.getlist("connector") or list(self._simulators)
        if unknown := [name for name in wanted if name not in self._simulators]:
            raise HTTPException(400, f"there is no simulator {unknown[0]!r} here")
        for name in self._log.visited.intersection(
            wanted
        ):  # filling takes a while; the others are as they were
            self._simulators[name].reset()
        self._log.visited.difference_update(wanted)
        self._faults.pending = []
        self._log.asked.clear()
        return Response(status_code=204)

    async def _stored(self, request: Request) -> Response:
        connector, resource = request.path_params["connector"], request.path_params["resource"]
        try:
            rows = self._simulators[connector].stored(resource)
        except KeyError:
            raise HTTPException(404, f"there is no {connector}/{resource} in this sandbox") from None
        return _json(_filtered(rows, request))


def _filtered(rows: list[dict[str, Any]], request: Request) -> list[dict[str, Any]]:
    """Keep the rows whose fields have the values of the query, compared as text."""
    wanted = list(request.query_params.items())
    return [row for row in rows if all(_text(row.get(key)) == value for key, value in wanted)]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


async def _body(request: Request) -> Any:
    try:
        return parse_json((await request.body()).decode())
    except ValueError as error:
        raise HTTPException(400, f"the body is not JSON: {error}") from error


def _json(value: Any, status: int = 200) -> Response:
    return Response(write_json(value), status, media_type="application/json")
