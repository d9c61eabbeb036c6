"""The private networks that connections may reach: those that an admin lists, else this machine alone."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

from core.environment import given
from core.errors import Misconfigured

#: The setting that lists them, as 192.168.1.0/24, 10.0.0.7; `none` closes this machine too.
SETTING = "KOPPEL_NETWORKS"

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: What may be opened at all; link-local addresses, where clouds keep their credentials, stay closed.
_PRIVATE = tuple(
    map(
        ipaddress.ip_network,
        ("10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"),
    )
)
_THIS_MACHINE = "127.0.0.0/8, ::1"


def opened() -> tuple[Network, ...]:
    """Give the private networks that are open; Misconfigured says what is wrong with the list."""
    return _read(given(SETTING).strip() or _THIS_MACHINE)


def openable(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Tell whether an admin could open the network of an address."""
    return any(net.version == address.version and address in net for net in _PRIVATE)


@lru_cache(maxsize=8)
def _read(text: str) -> tuple[Network, ...]:
    return () if text.casefold() == "none" else tuple(map(_network, re.split(r"[\s,]+", text.strip(", "))))


def _network(text: str) -> Network:
    try:
        found = ipaddress.ip_network(text)
    except ValueError as error:
        raise Misconfigured(
            f"{SETTING}: {text!r} is no network ({error}); write 192.168.1.0/24, with commas between several."
        ) from None
    # compared by version first: subnet_of refuses to compare two versions
    if not any(net.version == found.version and found.subnet_of(net) for net in _PRIVATE):  # type: ignore[arg-type]
        raise Misconfigured(
            f"{SETTING}: {text} is not within a private network, and cannot be opened; "
            f"these can, and parts of them: {', '.join(map(str, _PRIVATE))}."
        )
    return found
