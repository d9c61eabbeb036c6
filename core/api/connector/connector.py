"""A system, whole: its settings, limits, resources and notices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import datetime
from typing import Any, Literal

from core.api.connector.authentication import Auth
from core.api.connector.dialect import Dialect
from core.api.connector.resource import Resource
from core.records import JsonObject


@dataclass(frozen=True, slots=True)
class Setting:
    """One question that a connection's form asks. Secrets are sealed and never shown again."""

    name: str
    title: str
    help: str = ""
    example: str = ""
    default: str = ""
    choices: tuple[str, ...] = ()
    pattern: str = ""
    secret: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    """What the vendor allows. Header names tell what is left and when it starts anew.

    `remaining` and `reset` are pairs of header names, one for each window; `reset_unit` says how the reset
    is written: epoch milliseconds, epoch seconds or seconds from now. `per_minute` holds until headers speak;
    a connection's setting of that name, where the connector asks for it, is what its owner has agreed on.
    `settle` is how long after an unclear answer a look-up can be trusted (seconds); three times as long after
    it, the last look is made before anything is sent again. No vendor promises a time: where one says how
    long a call may take, it follows from that, elsewhere it is what was found to be enough.
    `errors_per_hour` is the vendor's own limit of refused requests, after which it blocks the key.
    `cost` is where in an answer a GraphQL query's cost and throttle status stand, e.g. `extensions.cost`.
    """

    per_minute: int = 0
    remaining: tuple[tuple[str, str], ...] = ()
    reset_unit: Literal["epoch_ms", "epoch_s", "seconds"] = "epoch_ms"
    settle: float = 2.0
    errors_per_hour: int = 0
    cost: str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """The way to a system that is a folder of this machine: files that come in, and files that go out.

    `knows(name, settings) -> bool` tells by its name whether a file is one to be read; `reads(name, content,
    settings) -> rows` reads its bytes, `writes(rows, settings) -> content` makes those of a file that goes
    out, and `ending(settings)` is how its name ends. A ValueError is a sentence that says what is wrong with
    the file, or with the row. The folder itself reads the settings `folder`, `key` (fields that name a
    record), `quiet` (seconds since the last change before a file counts as whole), `file` (`run` or `record`:
    what one written file holds) and `prefix` (of its name).

    `kinds` are the kinds of records that have a folder of their own within it, and a path `KIND/incoming` and
    `KIND/outgoing`; each with the settings that hold there.
    """

    knows: Callable[[str, Mapping[str, str]], bool]
    reads: Callable[[str, bytes, Mapping[str, str]], list[JsonObject]]
    writes: Callable[[list[JsonObject], Mapping[str, str]], bytes]
    ending: Callable[[Mapping[str, str]], str]
    kinds: Mapping[str, Mapping[str, str]] = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """That records were changed, as a system notified of it.

    `resources` are the names under which such a record is read here, `key` is its own. `at` is when it
    happened by the system's clock, `id` what the system calls this notice. `gone`: the record was removed.
    """

    resources: tuple[str, ...]
    key: str
    at: datetime | None = None
    id: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Notices:
    """How a system notifies of changes.

    `secrets` name the settings that may hold the secret, the first that is filled in is used.
    `read(body, headers, secret, settings) -> Notice` takes the body byte for byte and raises Denied where the
    signature, or anything that it covers, is not right; header names are in small letters. A notice is of no
    use after `seconds`. `knocks`: the address is tried with an empty request when it is registered.
    """

    read: Callable[[bytes, Mapping[str, str], str, Mapping[str, str]], Notice]
    secrets: tuple[str, ...]
    seconds: int
    knocks: bool = False


@dataclass(frozen=True, slots=True)
class Connector:
    """One external system, declared.

    `base_url` and `auth_url` hold `{setting}` placeholders; `hosts` are patterns of the hosts that a
    credential may be sent to (`*` for one label), beside those two. Every connection may set `base_url` and
    `auth_url` to point it elsewhere. `auth` in the order of preference: the first whose settings are filled
    in is used. `headers` are sent with every request to the base URL, beside `Accept: application/json`, and
    `members` stand in every JSON body, `params` go with every read; in all of them `{setting}` is filled in,
    and what is not filled in is left out.
    `probe` is the resource, or the path, that "test connection" reads.
    `fit(connector, settings) -> connector` makes the declaration one connection's own, where names in the
    system are the customer's; it raises Misconfigured when the settings cannot be read. `checked(connector,
    ask) -> words` says what a test of the connection finds wrong beyond its answer; `ask` reads a path.
    `folder`: the system is a folder of this machine, without addresses, hosts or authentication. `notices`:
    it can say by itself what was changed.
    """

    name: str
    title: str
    docs: str
    base_url: str
    auth_url: str
    hosts: tuple[str, ...]
    auth: tuple[Auth, ...]
    settings: tuple[Setting, ...]
    resources: tuple[Resource, ...]
    probe: str
    headers: tuple[tuple[str, str], ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    params: tuple[tuple[str, str], ...] = ()
    limits: Limits = Limits()
    dialect: Dialect = made(default=Dialect())
    fit: Callable[[Connector, Mapping[str, str]], Connector] | None = None
    checked: Callable[[Connector, Callable[[str], Any]], str] | None = None
    help: str = ""
    folder: Folder | None = None
    notices: Notices | None = None

    def resource(self, name: str) -> Resource:
        """Give the resource of that name; KeyError names those that there are."""
        for resource in self.resources:
            if resource.name == name:
                return resource
        known = ", ".join(r.name for r in self.resources)
        raise KeyError(f"{self.title} has no resource {name!r}; it has: {known}")

    def fitted(self, settings: Mapping[str, str]) -> Connector:
        """Give the declaration as it is for a connection with these settings."""
        return self.fit(self, settings) if self.fit else self
