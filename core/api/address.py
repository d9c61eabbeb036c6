"""The addresses that a request may go to: one spelling for each URL, and no way into the inner network."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

import pycurl

from core.api.networks import SETTING, Network, openable, opened
from core.errors import Misconfigured, Unreachable

#: Looks a host name up: every address that it has.
Resolve = Callable[[str], list[str]]

# `ipaddress.is_private` is no guard: it lets ::127.0.0.1, 64:ff9b::/96, 2002::/16 and others pass.
_DENIED = tuple(
    map(
        ipaddress.ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
            *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/96", "::ffff:0:0/96"),
            *("64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16"),
            *("3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
        ),
    )
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?\Z")
_PRIVATE_HOST = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)*[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?\Z")
_PLAIN = re.compile(r"[\x21-\x5b\x5d-\x7e]+")
_PORTS = {"https": 443, "http": 80}
#: Ports of files, shells, names, mail and directories, to which a request could be smuggled.
_OTHER_SERVICES = frozenset({21, 22, 23, 25, 53, 110, 111, 135, 139, 143, 389, 445, 465, 587, 636, 993, 995})


@lru_cache(maxsize=256)
def origin(url: str) -> str:
    """Give the scheme, host and port of a URL: what a credential belongs to."""
    scheme, (host, port) = urlsplit(url).scheme, peer(url)
    return f"{scheme}://{host}:{port}"


@lru_cache(maxsize=256)
def peer(url: str) -> tuple[str, int]:
    """Give the host and the port that a URL is about."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)


def check_url(url: str, *, private: bool, where: str) -> SplitResult:
    """Take a URL only in its one canonical spelling; Misconfigured says what is wrong with it."""
    try:
        why, parts = _fault(url, private, opened() if private else ())
    except ValueError:
        why, parts = "it cannot be read", None
    if why or parts is None:
        raise Misconfigured(f"{where}: the address is not allowed: {why}; correct the connection's address.")
    return parts


@lru_cache(maxsize=256)
def _fault(url: str, private: bool, networks: Sequence[Network]) -> tuple[str, SplitResult]:  # noqa: FBT001 - cached by all three
    parts = urlsplit(url)
    host = parts.hostname or ""
    faults = (
        (not url.isascii() or not _PLAIN.fullmatch(url), "it holds a character that no address has"),
        (parts.scheme not in (("https", "http") if private else ("https",)), "it must begin with https://"),
        ("@" in parts.netloc or "#" in url, "a user name or a # has no place in it"),
        (not private and parts.port not in (None, 443), "its port is not the port of https"),
        (parts.port in _OTHER_SERVICES, "its port belongs to another service than the web"),
        (_climbs(parts.path), "its path climbs with . or .."),
    )
    for wrong, why in faults:
        if wrong:
            return why, parts
    if _host_below(url) != host:
        return "its host can be read in two ways", parts
    return _host_fault(host, networks, private=private), parts


def _host_below(url: str) -> str:
    """Read the host as that does which will send the request; "" where it reads none."""
    try:
        return str(pycurl.CurlUrl(url).host or "").strip("[]").lower()
    except pycurl.error:
        return ""


def _climbs(path: str) -> bool:
    return "." in path and any(part in {".", ".."} for part in unquote(path).replace("\\", "/").split("/"))


def _host_fault(host: str, networks: Sequence[Network], *, private: bool) -> str:
    literal = _literal(host)
    if literal is not None:
        return "" if _within(host, networks) else f"{host} is {_inner(host, private=private)}"
    if (_PRIVATE_HOST if private else _HOST).match(host) and "xn--" not in host:
        return ""
    return f"{host!r} is not a host name in its plain form"


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def allowed(address: str, *, private: bool) -> bool:
    """Tell whether a connection may go to an IP address; `private`: it has an address of its own."""
    return _within(address, opened() if private else ())


def _within(address: str, networks: Sequence[Network]) -> bool:
    ip = _ip(address)
    inside = [net for net in _DENIED if net.version == ip.version and ip in net]
    return not inside or any(net.version == ip.version and ip in net for net in networks)


def _ip(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return ipaddress.ip_address(address.split("%", maxsplit=1)[0])


def _inner(address: str, *, private: bool) -> str:
    if private and openable(_ip(address)):
        return f"an inner address of a network that is not opened (an admin lists it in {SETTING})"
    return "an inner address"


def lookup(host: str) -> list[str]:
    """Ask the system's resolver for every address of a host."""
    return list(
        dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
    )


def resolved(host: str, resolve: Resolve, *, private: bool, where: str) -> list[str]:
    """Look a host up once and give its addresses; one that is not allowed refuses them all."""
    if _literal(host) is not None:
        found = [host]
    else:
        try:
            found = resolve(host)
        except OSError:
            found = []
    if not found:
        raise Unreachable(f"{where} could not be reached: the host {host} is not known; check the address.")
    for address in found:
        if not allowed(address, private=private):
            inner = _inner(address, private=private)
            raise Misconfigured(f"{where}: the address is not allowed: {host} leads to {inner}.")
    return found
