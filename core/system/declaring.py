"""A declared system as a connector: the same words that connectors of the house are declared in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from core.api import connector as words
from core.fields import Field
from core.records import JsonObject
from core.system.dialect import dialect_of
from core.system.entering import auth_of, auth_url_of, hosts_of
from core.system.meaning import ASKED
from core.system.paging import AfterLast, ByCursor, ByLink, ByLinkHeader, ByOffset, ByPage, Paging, Sized
from core.system.reading import read_system
from core.system.system import Kept, Line, System
from core.system.ways import NoKey

_TITLES = {
    "api_key": "API key",
    "token": "Access token",
    "user": "User",
    "password": "Password",
    "client_id": "Client ID",
    "client_secret": "Client secret",
}


@lru_cache(maxsize=256)
def declared(text: str) -> words.Connector:
    """The connector that a system's text declares; SystemProblems says what is wrong with it."""
    return connector_of(read_system(text))


def connector_of(system: System) -> words.Connector:
    """Declare a connector in the words of the house."""
    resources = tuple(_resource(system, kept) for kept in system.resources)
    return words.Connector(
        name=system.name,
        title=system.title,
        docs=system.docs,
        base_url=system.base_url.rstrip("/"),
        auth_url=auth_url_of(system),
        hosts=tuple(dict.fromkeys((*hosts_of(system), *system.hosts))),
        auth=tuple(map(auth_of, system.auth)) or (auth_of(NoKey(kind="none")),),
        settings=tuple(_settings(system)),
        resources=resources,
        probe=system.probe or resources[0].name,
        headers=tuple(system.headers.items()),
        params=tuple(system.params.items()),
        limits=words.Limits(
            per_minute=system.limits.per_minute,
            errors_per_hour=system.limits.errors_per_hour,
            settle=system.limits.settle,
        ),
        dialect=dialect_of(system),
        help=system.help,
    )


def _settings(system: System) -> Iterator[words.Setting]:
    for question in system.settings:
        yield words.Setting(
            question.name,
            question.title,
            help=question.help,
            example=question.example,
            default=question.default,
            choices=question.choices,
            secret=question.secret,
            required=question.required,
        )
    single = len(system.auth) == 1
    for auth in system.auth:
        for name, secret in ASKED[auth.kind].items():
            yield words.Setting(name, _TITLES[name], secret=secret, required=single)
    own = not system.base_url
    yield words.Setting(
        "base_url",
        "Address of the API",
        help="Of your own installation." if own else "Only for a sandbox, a proxy or a private installation.",
        example="https://api.vendor.com/v1",
        required=own,
    )
    relative = any(getattr(auth, "token_url", "https").startswith("/") for auth in system.auth)
    yield words.Setting(
        "auth_url",
        "Sign-in address",
        help="Only where it is not the usual one.",
        required=relative,
    )


def _resource(system: System, kept: Kept) -> words.Resource:
    paging = kept.paging or system.paging
    sized = paging if isinstance(paging, Sized) else Sized()
    find = _find(kept)
    return words.Resource(
        name=kept.name,
        title=kept.title,
        path=kept.path,
        records=kept.records or "||",  # the whole answer; nothing at all would mean that it is not read
        key=kept.key,
        natural=kept.natural,
        params=dict(kept.params),
        paging=_paging(kept.paging or system.paging),
        page_size=sized.size,
        size_param=sized.size_param,
        since=_since(kept),
        find=find,
        write=_write(kept),
        fields=tuple(map(_field, kept.fields)),
    )


def _paging(paging: Paging) -> words.Paging:
    match paging:
        case ByPage() | ByOffset():
            return _counted(paging)
        case ByCursor():
            return words.Cursor(paging.param, paging.place, paging.more)
        case ByLinkHeader():
            return words.LinkHeader()
        case ByLink():
            return words.LinkInBody(paging.place)
        case AfterLast():
            return words.AfterLast(paging.param, paging.field)
        case _:
            return words.OnePage()


def _counted(paging: ByPage | ByOffset) -> words.Paging:
    if isinstance(paging, ByPage) and paging.page and paging.last:
        return words.PageNumber(paging.param, paging.page, paging.last, paging.total)
    # what a system is asked for is not what it gives: only who says so may end at a short answer
    size = paging.size_param if paging.ends == "short" else ""
    by: Literal["pages", "records"] = "pages" if isinstance(paging, ByPage) else "records"
    return words.Counted(paging.param, by, paging.first, size, paging.total)


def _since(kept: Kept) -> words.Since | None:
    how = kept.modified
    if how is None:
        return None
    return words.Since(
        field=how.field,
        param=how.param,
        filter=how.filter,
        join=how.join,
        format=how.format,
        zone=how.zone,
        ordered=how.ordered,
        order=dict(how.order),
        overlap=how.overlap,
    )


def _find(kept: Kept) -> words.Find | None:
    find = kept.find
    if find is None:
        return None
    fields = (*find.params, *find.paths, *find.read_all, *(find.filter.fields if find.filter else ()))
    known = tuple(dict.fromkeys(fields))
    alone: JsonObject = dict(find.paths)
    if find.filter is None:
        return words.Find(
            fields=known,
            names=dict(find.params),
            own=True,
            alone=alone,
            compared=find.read_all,
            case_blind=find.ignore_case,
        )
    return words.Find(
        param=find.filter.param,
        term=find.filter.term,
        both=find.filter.both,
        either=find.filter.either,
        fields=known,
        at_once=find.filter.at_once,
        alone=alone,
        compared=find.read_all,
        case_blind=find.ignore_case,
    )


def _write(kept: Kept) -> words.Write | None:
    create, update = kept.create, kept.update
    if create is None and update is None:
        return None
    return words.Write(
        create=create.path if create else "",
        update=update.path if update else "",
        update_method=update.method if update else "PUT",
        key=create.key if create else "",
        idempotency=create.idempotency if create else "",
        replaces=bool(update and update.replaces),
        key_given=bool(create and create.key_given),
        located=bool(create and create.located),
    )


def _field(line: Line) -> Field:
    return Field(
        name=line.name,
        type=line.type,
        required=line.required,
        write=line.write,
        max_length=line.max_length,
        decimals=line.decimals,
        allowed=line.allowed,
        help=line.help,
        fields=tuple(map(_field, line.fields)),
    )
