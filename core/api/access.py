"""A connection as the client needs it: settings, secrets, tokens, and the addresses they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.api.address import check_url, origin
from core.api.allowance import AllowanceStore
from core.api.connector import Connector
from core.api.places import filled, names, plainly
from core.api.tokens import TokenStore
from core.documents import write_json


@dataclass(frozen=True, slots=True)
class Access:
    """Someone's permission to use a connector.

    `private`: a person gave the connection an address of its own, which may be in a network that is opened.
    `folders` are those of this machine within which a connection may read and write files. `allowance` is
    what the connection may still ask, where others use it too.
    """

    name: str
    settings: Mapping[str, str]
    secrets: Mapping[str, str] = field(repr=False)
    tokens: TokenStore = field(repr=False)
    private: bool = False
    folders: tuple[Path, ...] = ()
    allowance: AllowanceStore | None = None


#: What is very short is a word; hiding it would spoil every sentence.
WORD = 5


def hidden(text: str, secrets: Iterable[str]) -> str:
    """Give a stranger's words without the secrets that they give back."""
    for secret in sorted((each for each in secrets if len(each) > WORD), key=len, reverse=True):
        text = text.replace(secret, "•••")
    return text


def without(value: Any, secrets: Iterable[str]) -> Any:
    """Give a JSON value without the secrets that stand in its texts."""
    told = [each for each in secrets if len(each) > WORD]
    # Most values hold none, and that is soon seen: as JSON, a text holds what its parts hold.
    text = write_json(value)
    if not any(write_json(each)[1:-1] in text for each in told):
        return value
    return _without(value, told)


def _without(value: Any, secrets: Sequence[str]) -> Any:
    match value:
        case str():
            return hidden(value, secrets)
        case dict():
            return {name: _without(one, secrets) for name, one in value.items()}
        case list() | tuple():
            return [_without(one, secrets) for one in value]
        case _:
            return value


#: A path below an address that stands in a setting.
_BELOW = re.compile(r"\{(\w+_url)\}/")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a connection, its settings filled in; `others` are those that stand in settings."""

    base_url: str
    auth_url: str
    values: Mapping[str, str] = field(repr=False)
    where: str
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def origins(self) -> list[str]:
        """Give the origins that are the connection's own: to these its credential may go."""
        return [origin(url) for url in (self.base_url, self.auth_url, *self.others.values()) if url]

    def check(self, *, private: bool) -> None:
        """Refuse, with Misconfigured, an address to which no request would be let out."""
        for url in (self.base_url, self.auth_url, *self.others.values()):
            if url:
                check_url(url, private=private, where=self.where)

    def path(self, template: str) -> str:
        """Give the whole URL of a path below the base URL, or below the address that it begins with."""
        begins = _BELOW.match(template)
        root = self.others.get(begins[1], "") if begins else self.base_url
        below = template[begins.end() :] if begins else template
        return root + "/" + filled(below, self.values, self.where).lstrip("/")

    def auth(self, template: str) -> str:
        """Give the URL of consent or of tokens; `{auth_url}` stands for the connection's own."""
        parts = template.split("{auth_url}")
        return self.auth_url.join(filled(part, self.values, self.where) for part in parts)

    def header(self, template: str) -> str:
        """Give a header's value with settings and secrets filled in."""
        return plainly(template, self.values, self.where)

    def said(self, templates: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Give headers, or members of a body, with settings and secrets; without those not filled in."""
        return {
            name: self.header(text)
            for name, text in templates
            if all(self.values.get(each) for each in names(text))
        }


def addresses(
    connector: Connector, name: str, settings: Mapping[str, str], secrets: Mapping[str, str] | None = None
) -> Addresses:
    """Fill the settings in: the connection's own, else the defaults of the connector's questions."""
    where = f"{connector.title} ({name})" if name else connector.title
    defaults = {setting.name: setting.default for setting in connector.settings if setting.default}
    given = {
        key: str(value) for key, value in {**settings, **(secrets or {})}.items() if value not in (None, "")
    }
    values = {**defaults, **given}
    base = filled(values.get("base_url") or connector.base_url, values, where).rstrip("/")
    template = values.get("auth_url") or connector.auth_url
    named = [s.name for s in connector.settings if s.name.endswith("_url") and values.get(s.name)]
    others = {name: filled(values[name], values, where).rstrip("/") for name in named}
    return Addresses(base, filled(template, values, where).rstrip("/"), values, where, others)
