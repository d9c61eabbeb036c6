"""What a running sandbox hands out to whoever wants to try a connector."""

from __future__ import annotations

from core.api.address import origin
from core.api.egress import Egress, Purpose, Request
from core.documents import parse_json
from core.errors import Misconfigured


def credentials(url: str, connector: str) -> dict[str, str]:
    """The settings, secrets and tokens by which a client connects to this connector's sandbox at `url`."""
    root = url.rstrip("/")
    door = Egress(f"the sandbox at {root}", [origin(root)], private=True)
    try:
        answer = door.send(Request("GET", f"{root}/_sandbox/credentials", Purpose.READ))
    finally:
        door.close()
    known = _parsed(answer.content) if answer.status == 200 else None  # noqa: PLR2004 - HTTP's own number
    if known is None:
        raise Misconfigured(f"{root} is not a Koppel sandbox: start one with `koppel sandbox`")
    if connector not in known:
        raise Misconfigured(f"the sandbox at {root} has no {connector!r}; it has: {', '.join(known)}")
    return {name: str(value) for name, value in known[connector].items()}


def _parsed(content: bytes) -> dict[str, dict[str, str]] | None:
    try:
        value = parse_json(content.decode())
    except (ValueError, UnicodeDecodeError):
        return None
    return value if isinstance(value, dict) else None
