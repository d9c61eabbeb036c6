"""What a declared system may say beyond its shape: addresses, placeholders, and nothing that is a secret."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from zoneinfo import available_timezones

from core.api.address import check_url
from core.api.places import names
from core.errors import Misconfigured
from core.flow.document import Place, Problem
from core.system.system import Find, Kept, Line, System
from core.system.ways import ClientCredentials, Consent, HeaderKey

#: What each way in asks a connection for; True: a secret.
ASKED: dict[str, dict[str, bool]] = {
    "none": {},
    "key": {"api_key": True},
    "bearer": {"token": True},
    "basic": {"user": False, "password": True},
    "client_credentials": {"client_id": False, "client_secret": True},
    "authorization_code": {"client_id": False, "client_secret": True},
}
#: What every connection asks besides.
_OWN = {"base_url", "auth_url", "access_token", "refresh_token", "grant", "per_minute"}
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,80}")
_FRAMING = {"host", "content-length", "transfer-encoding", "connection", "cookie", "content-type", "te",
            "upgrade", "proxy-authorization", "accept-encoding", "expect", "trailer"}  # fmt: skip
_HOST = re.compile(r"(?:\*|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_SECRET_NAME = re.compile(
    r"api[-_]?key|authorization|token|secret|password|passwd|signature|credential", re.IGNORECASE
)
#: Long runs of letters and digits, of which both occur: what keys and tokens look like.
_SECRET_LIKE = re.compile(
    r"(?=[A-Za-z0-9+/_=.-]*\d)(?=[A-Za-z0-9+/_=.-]*[A-Za-z])[A-Za-z0-9+/_=.-]{32,}"
    r"|(?:Bearer|Basic) [\w+/=.-]{6,}"
)
_MOST_FIELDS = 20_000


def meaning(system: System) -> list[Problem]:
    """Everything that a well-shaped document says and may not say, each with its place."""
    parts = (_addresses, _ways_in, _settings, _sent, _resources)
    return [problem for part in parts for problem in part(system)]


def asked(system: System) -> dict[str, bool]:
    """The settings that stand in braces somewhere, by name; True: a secret."""
    own = {question.name: question.secret for question in system.settings}
    return own | {name: secret for auth in system.auth for name, secret in ASKED[auth.kind].items()}


def _addresses(system: System) -> Iterator[Problem]:
    if system.base_url:
        yield from _address(system.base_url, ("base_url",))
        if "?" in system.base_url:
            yield Problem(("base_url",), "an address has no ? in it; put what follows into `params`")
    if system.docs:
        yield from _address(system.docs, ("docs",))
    for n, host in enumerate(system.hosts):
        if not _HOST.fullmatch(host) or host.count("*") > 1 or (host.startswith("*") and host.count(".") < 2):  # noqa: PLR2004 - *.vendor.com
            yield Problem(("hosts", n), "must be a host as api.vendor.com or *.vendor.com")
        elif "*" not in host:
            yield from _address(f"https://{host}/", ("hosts", n))
    for n, auth in enumerate(system.auth):
        if isinstance(auth, ClientCredentials | Consent):
            yield from _token_address(system, auth.token_url, ("auth", n, "token_url"))
        if isinstance(auth, Consent):
            yield from _token_address(system, auth.authorize_url, ("auth", n, "authorize_url"))


def _token_address(system: System, url: str, place: Place) -> Iterator[Problem]:
    if not url.startswith("/"):
        yield from _address(url, place)
    elif system.base_url:
        yield Problem(place, "must be a whole address, as https://login.vendor.com/token")


def _address(url: str, place: Place) -> Iterator[Problem]:
    """Hold an address against what every request is held against, its settings filled in with a letter."""
    if re.match(r"https://\{\w+\}(?:[:/]|$)", url):
        yield Problem(place, "the whole host can't be a setting; leave it out instead")
        return
    try:
        check_url(re.sub(r"\{\w+\}", "x", url), private=False, where=place[0] if place else "")  # type: ignore[arg-type]
    except Misconfigured as error:
        why = str(error).split("not allowed: ")[-1].split(";")[0]
        yield Problem(
            place,
            f"this address is not allowed: {why}. An address in your own network belongs on the connection",
        )


def _ways_in(system: System) -> Iterator[Problem]:
    kinds = [auth.kind for auth in system.auth]
    for n, auth in enumerate(system.auth):
        if auth.kind in kinds[:n]:
            yield Problem(("auth", n), f"{auth.kind} stands twice; keep one of them")
        if auth.kind == "none" and len(kinds) > 1:
            yield Problem(("auth", n), "`none` stands alone: leave it out where there is another way in")
        if auth.kind == "authorization_code" and "client_credentials" in kinds:
            yield Problem(("auth", n), "choose one of client_credentials and authorization_code")
        if isinstance(auth, HeaderKey):
            yield from _key(auth, n)


def _key(auth: HeaderKey, n: int) -> Iterator[Problem]:
    yield from _header(auth.header, ("auth", n, "header"))
    if "api_key" not in names(auth.value):
        yield Problem(("auth", n, "value"), "must hold {api_key}, which the connection fills in")
    elif _secret_like(auth.value):
        yield Problem(
            ("auth", n, "value"), "looks like the key itself; write {api_key}, the connection has it"
        )


def _settings(system: System) -> Iterator[Problem]:
    taken = {name for auth in system.auth for name in ASKED[auth.kind]} | _OWN
    for n, question in enumerate(system.settings):
        place = ("settings", n, "name")
        if question.name in taken or question.name.endswith("_url"):
            yield Problem(place, f"{question.name} has a meaning of its own; take another name")
        if question.secret and (question.default or question.example):
            yield Problem(("settings", n), "a secret has neither a default nor an example")
        if question.default and question.choices and question.default not in question.choices:
            yield Problem(("settings", n, "default"), "must be one of the choices")
        if not question.secret and _secret_like(question.default):
            yield Problem(
                ("settings", n, "default"), "looks like a secret; a system holds none, make it `secret`"
            )
        taken.add(question.name)


def _sent(system: System) -> Iterator[Problem]:
    """Headers and parameters that go with every request: no secret in words, no secret in an address."""
    settings = asked(system)
    for name, value in system.headers.items():
        yield from _header(name, ("headers", name))
        if any(mark in value for mark in "\r\n\0"):
            yield Problem(("headers", name), "holds a character that no header has")
        yield from _words(name, value, ("headers", name), settings, secrets=True)
    for name, value in system.params.items():
        yield from _words(name, value, ("params", name), settings, secrets=False)
    yield from _placeholders(system.base_url, ("base_url",), settings)


def _header(name: str, place: Place) -> Iterator[Problem]:
    if not _HEADER.fullmatch(name) or name.lower() in _FRAMING:
        yield Problem(place, f"{name[:40]!r} can't be sent as a header")


def _words(
    name: str, value: str, place: Place, settings: dict[str, bool], *, secrets: bool
) -> Iterator[Problem]:
    used = names(value)
    if (_SECRET_NAME.search(name) and not used) or _secret_like(value):
        yield Problem(
            place, "looks like a secret; make it a setting that is `secret`, and write its name in braces"
        )
    yield from _placeholders(value, place, settings, secrets=secrets)


def _placeholders(
    text: str, place: Place, settings: dict[str, bool], also: Iterable[str] = (), *, secrets: bool = False
) -> Iterator[Problem]:
    for name in names(text):
        if name in also:
            continue
        if name not in settings:
            known = ", ".join(settings) or "none yet"
            yield Problem(place, f"{{{name}}} is no setting; there are: {known}")
        elif settings[name] and not secrets:
            yield Problem(place, f"{{{name}}} is a secret, and an address is no place for one: use a header")


def _resources(system: System) -> Iterator[Problem]:
    seen: set[str] = set()
    settings = asked(system)
    if not system.resources:
        yield Problem(("resources",), "are missing: declare one kind of record at least")
    if system.probe and system.resource(system.probe) is None:
        yield Problem(("probe",), f"there is no resource {system.probe!r}")
    if sum(_counted(each.fields) for each in system.resources) > _MOST_FIELDS:
        yield Problem(("resources",), f"hold more than {_MOST_FIELDS:,} fields; leave out what no flow needs")
    for n, kept in enumerate(system.resources):
        if kept.name in seen:
            yield Problem(("resources", n, "name"), f"{kept.name} stands twice")
        seen.add(kept.name)
        yield from _kept(kept, ("resources", n), settings)


def _kept(kept: Kept, place: Place, settings: dict[str, bool]) -> Iterator[Problem]:
    for name, value in kept.params.items():
        if isinstance(value, str):
            yield from _words(name, value, (*place, "params", name), {}, secrets=False)
    for part, text, also in _paths(kept):
        yield from _path(text, (*place, *part), settings, also)
    if kept.modified and kept.modified.zone not in available_timezones():
        yield Problem((*place, "modified", "zone"), "is no time zone, as Europe/Amsterdam")
    if kept.modified and kept.modified.param and "{time}" not in kept.modified.filter:
        yield Problem((*place, "modified", "filter"), "must hold {time}")
    if kept.find and not any(_askable(kept.find)):
        yield Problem((*place, "find"), "names no field; say by which a record is looked up")


def _askable(find: Find) -> Iterator[str]:
    yield from (*find.params, *find.paths, *find.read_all, *(find.filter.fields if find.filter else ()))


def _counted(lines: Iterable[Line]) -> int:
    return sum(1 + _counted(line.fields) for line in lines)


def _paths(kept: Kept) -> Iterator[tuple[Place, str, tuple[str, ...]]]:
    yield ("path",), kept.path, ()
    if kept.create:
        yield ("create", "path"), kept.create.path, ()
    if kept.update:
        yield ("update", "path"), kept.update.path, ("key",)
    for field, path in (kept.find.paths if kept.find else {}).items():
        yield ("find", "paths", field), path, ("value",)


def _path(text: str, place: Place, settings: dict[str, bool], also: tuple[str, ...]) -> Iterator[Problem]:
    bare = re.sub(r"\{\w+\}", "x", text)
    if (
        "?" in text
        or "#" in text
        or "\\" in text
        or not bare.isascii()
        or not bare.isprintable()
        or " " in text
    ):
        yield Problem(
            place, "must be a plain path below the address, as orders; what follows a ? goes into `params`"
        )
    elif text.startswith("//") or "://" in text:
        yield Problem(place, "must be a path below the system's address, not an address of its own")
    elif any(part in {".", ".."} for part in bare.replace("%2e", ".").replace("%2E", ".").split("/")):
        yield Problem(place, "may not climb with . or ..")
    for name in also:
        if f"{{{name}}}" not in text:
            yield Problem(place, f"must hold {{{name}}}, where the record's own stands")
    yield from _placeholders(text, place, settings, also)


def _secret_like(text: str) -> bool:
    return bool(_SECRET_LIKE.search(re.sub(r"\{\w+\}", "", text)))
