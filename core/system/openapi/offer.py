"""A system made of an OpenAPI file: what it offers, and what a person should know before using it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from core.api.address import check_url
from core.errors import Misconfigured
from core.flow.document import MOST_BYTES
from core.system.meaning import meaning
from core.system.openapi.file import OpenApiFile
from core.system.openapi.kept import Spot, kept, settings, spots, word
from core.system.openapi.shapes import Shapes, in_short
from core.system.reading import write_system
from core.system.system import System

_MOST_RESOURCES = 200
_DEPTHS = (4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Offered:
    """One kind of record in the file: its name and title, and whether it can be read and written."""

    name: str
    title: str
    reads: bool
    writes: bool


@dataclass(frozen=True, slots=True)
class Imported:
    """The system that a file makes, every kind of record that is in the file, and what to know of it."""

    system: System
    resources: tuple[Offered, ...]
    notes: tuple[str, ...]


def read_openapi(content: bytes, name: str, only: Sequence[str] = ()) -> Imported:
    """Make a system of an OpenAPI 3 or Swagger 2 file; `only` are the resources that it shall have.

    Misconfigured says why a file is refused: too large, too deep, no such file, or nothing in it.
    """
    file = OpenApiFile(content)
    found = spots(file, Shapes(file))
    if not found:
        raise Misconfigured("the file speaks of no list of records and of no record that can be made")
    offered = tuple(Offered(s.name, s.title, "get" in s.list, "post" in s.list) for s in found)
    known = {spot.name: spot for spot in found}
    if unknown := [each for each in only if each not in known]:
        raise Misconfigured(f"the file has no {unknown[0]!r}; it has: {', '.join(known)}")
    chosen = [known[each] for each in only] or found
    if len(chosen) > _MOST_RESOURCES:
        file.note(f"the file has {len(chosen)} kinds of records; {_MOST_RESOURCES} were taken, choose yours")
    system = _fitting(file, chosen[:_MOST_RESOURCES], name)
    if not system.auth:
        file.note("the file does not say how the system is opened; choose the authentication")
    if problems := meaning(system):
        raise Misconfigured("the file can't be made a system: " + "; ".join(map(str, problems[:5])))
    return Imported(system, offered, tuple(file.notes))


def _fitting(file: OpenApiFile, chosen: Sequence[Spot], name: str) -> System:
    """The system with as many levels of fields as a document holds."""
    head = _head(file, chosen, name)
    for deepest in _DEPTHS:
        shapes = Shapes(file, deepest)
        resources = [kept(file, shapes, spot) for spot in chosen]
        system = System.model_validate({**head, "resources": [each.model_dump() for each in resources]})
        if (
            not any(p.place == ("resources",) for p in meaning(system))
            and len(write_system(system)) < MOST_BYTES
        ):
            if deepest < _DEPTHS[0]:
                file.note("there are very many fields; the innermost were left out, choose fewer resources")
            return system
    raise Misconfigured("the file has more fields than a system holds: choose the kinds of records you need")


def _head(file: OpenApiFile, chosen: Sequence[Spot], name: str) -> dict[str, Any]:
    info = file.follow(file.root.get("info"))
    title = in_short(info.get("title")) or name
    asked = [
        {"name": word(each), "title": word(each).replace("_", " ").capitalize()} for each in settings(chosen)
    ]
    base, questions = _base(file)
    known = {each["name"] for each in asked}
    return {
        "koppel_system": 1,
        "name": name,
        "title": title,
        "base_url": base,
        "auth": list(_auth(file)),
        "settings": [*asked, *(each for each in questions if each["name"] not in known)],
    }


def _base(file: OpenApiFile) -> tuple[str, list[dict[str, Any]]]:
    """The address of the API, and the settings that stand in it."""
    url, variables = _server(file)
    names = {name: word(name) for name in re.findall(r"\{([^{}/]+)\}", url)}
    url = re.sub(r"\{([^{}/]+)\}", lambda hit: f"{{{names[hit[1]]}}}", url).rstrip("/")
    questions = []
    for name, setting in names.items():
        told = file.follow(variables.get(name))
        default = told.get("default")
        questions.append(
            {
                "name": setting,
                "title": setting.replace("_", " ").capitalize(),
                "help": in_short(told.get("description")),
                "default": default if isinstance(default, str) and default.isascii() else "",
            }
        )
    if url and not _reachable(url):
        file.note(f"the file's address {url[:80]} can't be used; each connection gives its own")
        return "", []
    return url, questions


def _server(file: OpenApiFile) -> tuple[str, dict[str, Any]]:
    if file.old:
        host, path = file.root.get("host"), file.root.get("basePath") or ""
        return (f"https://{host}{path}" if isinstance(host, str) and isinstance(path, str) else ""), {}
    servers = file.root.get("servers")
    first = file.follow(servers[0]) if isinstance(servers, list) and servers else {}
    url, variables = first.get("url"), first.get("variables")
    known = variables if isinstance(variables, dict) else {}
    if not isinstance(url, str) or not url.startswith("http"):
        file.note("the file names no address; each connection gives its own")
        return "", {}
    return url, known


def _reachable(url: str) -> bool:
    try:
        check_url(re.sub(r"\{\w+\}", "x", url), private=False, where="")
    except Misconfigured:
        return False
    host = urlsplit(url).hostname or ""
    return not (host.startswith("{") and "." not in host) and "?" not in url


def _auth(file: OpenApiFile) -> Iterator[dict[str, Any]]:
    """The ways in that the file declares, one of each kind; the one between machines before consent."""
    place = file.root if file.old else file.follow(file.root.get("components"))
    schemes = place.get("securityDefinitions" if file.old else "securitySchemes")
    found: dict[str, dict[str, Any]] = {}
    for scheme in schemes.values() if isinstance(schemes, dict) else ():
        way = _way(file, file.follow(scheme))
        if way:
            found.setdefault(way["kind"], way)
    if "client_credentials" in found:
        found.pop("authorization_code", None)
    yield from found.values()


def _way(file: OpenApiFile, scheme: dict[str, Any]) -> dict[str, Any] | None:
    header = scheme.get("name")
    match scheme.get("type"), str(scheme.get("scheme") or "").lower():
        case "apiKey", _ if scheme.get("in") == "header" and isinstance(header, str):
            return {"kind": "key", "header": header} if header.lower() != "authorization" else {
                "kind": "key", "header": "Authorization"}  # fmt: skip
        case "apiKey", _:
            file.note(
                "the file asks for a key in the address or in a cookie, where others read it; not taken over"
            )
        case ("basic", _) | ("http", "basic"):
            return {"kind": "basic"}
        case "http", "bearer":
            return {"kind": "bearer"}
        case "oauth2", _:
            return _oauth2(file, scheme)
        case kind, _:
            file.note(f"authentication of the kind {str(kind)[:30]!r} is not known and was left out")
    return None


def _oauth2(file: OpenApiFile, scheme: dict[str, Any]) -> dict[str, Any] | None:
    flows = {str(scheme.get("flow")): scheme} if file.old else file.follow(scheme.get("flows"))
    for kind, names in (
        ("client_credentials", ("clientCredentials", "application")),
        ("authorization_code", ("authorizationCode", "accessCode")),
    ):
        flow = next((file.follow(flows.get(name)) for name in names if name in flows), {})
        urls = {
            key: flow.get(said)
            for key, said in (("token_url", "tokenUrl"), ("authorize_url", "authorizationUrl"))
            if kind == "authorization_code" or key == "token_url"
        }
        if flow and all(isinstance(url, str) and _reachable(url) for url in urls.values()):
            scopes = flow.get("scopes")
            scope = " ".join(list(scopes)[:20]) if isinstance(scopes, dict) else ""
            return {"kind": kind, "scope": scope, **urls}
    file.note("OAuth 2.0 is declared without addresses that can be used; fill them in")
    return None
