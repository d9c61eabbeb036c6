"""Telling people: how a message leaves by e-mail, to a webhook, to Slack and to Teams."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, parseaddr

from core.api.address import allowed, lookup, origin, resolved
from core.api.egress import Caps, Egress, Purpose, Request
from core.errors import Misconfigured, RateLimited, Unclear, Unreachable
from core.records import JsonObject

EMAIL, WEBHOOK, SLACK, TEAMS = "email", "webhook", "slack", "teams"
#: What each kind of channel is told of itself: those without a star are needed.
ASKED = {
    EMAIL: ("host", "port*", "security*", "user*", "password*", "from", "to"),
    WEBHOOK: ("url", "token*"),
    SLACK: ("url",),
    TEAMS: ("url",),
}
#: Those that nobody is shown again.
SECRET = frozenset({"password", "token", "url"})
_CAPS = Caps(connect=10, read=20, total=30, size=1024 * 1024)
_SECONDS = 20
_MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be told; `id` is the same however often it is sent."""

    id: str
    title: str
    text: str
    at: str = field(default="")


def check_channel(kind: str, settings: Mapping[str, str]) -> None:
    """Refuse, with Misconfigured, a channel that could never be reached as it is filled in."""
    if kind not in ASKED:
        raise Misconfigured(f"there is no channel of the kind {kind!r}; there are: {', '.join(ASKED)}")
    known = {name.rstrip("*") for name in ASKED[kind]}
    missing = [name for name in ASKED[kind] if not name.endswith("*") and not settings.get(name)]
    if missing or (unknown := sorted(settings.keys() - known)):
        wrong = f"needs {', '.join(missing)}" if missing else f"has no setting {unknown[0]!r}"
        raise Misconfigured(f"a channel of the kind {kind} {wrong}; it has: {', '.join(ASKED[kind])}")
    if kind == EMAIL:
        _check_mail(settings)


def _check_mail(settings: Mapping[str, str]) -> None:
    for name in ("from", "to"):
        for each in settings[name].split(","):
            if not each.isprintable() or "@" not in parseaddr(each)[1]:
                raise Misconfigured(f"{each.strip()!r} ({name}) is no e-mail address")
    if settings.get("security", "starttls") not in {"starttls", "tls", "none"}:
        raise Misconfigured(
            "security is one of starttls (port 587), tls (port 465), none (this machine only)"
        )
    if not settings.get("port", "587").isdecimal():
        raise Misconfigured(f"the port {settings['port']!r} is no number")


def tell(kind: str, settings: Mapping[str, str], letter: Letter) -> None:
    """Send a message.

    Unreachable or RateLimited: nothing arrived, try again. Unclear: it may have arrived. Misconfigured: it
    never will, as the channel is filled in.
    """
    if kind == EMAIL:
        _mail(settings, letter)
    else:
        post(
            settings["url"],
            _BODIES[kind](letter),
            f"The {kind} channel",
            letter.id,
            settings.get("token", ""),
        )


def post(url: str, body: JsonObject | None, where: str, id_: str = "", token: str = "") -> None:
    """Send JSON to an address that a person gave, or only knock at it; raises as `tell` does."""
    door = Egress(where, [origin(url)], private=True, writes=True, caps=_CAPS)
    headers = {"Koppel-Message": id_, "Idempotency-Key": id_} if id_ else {}
    method, purpose = ("GET", Purpose.READ) if body is None else ("POST", Purpose.WRITE)
    credential = ("Authorization", f"Bearer {token}") if token else None
    try:
        answer = door.send(Request(method, url, purpose, headers, body), credential)
    finally:
        door.close()
    if answer.status == 429:  # noqa: PLR2004 - too many requests
        wait = answer.headers.get("retry-after", "")
        raise RateLimited(f"{where} asks for a pause.", float(wait) if wait.isdecimal() else 60.0)
    if answer.status in {502, 503, 504} or answer.status == 408:  # noqa: PLR2004 - nobody took it
        raise Unreachable(f"{where} failed with status {answer.status}.")
    if answer.status >= 500:  # noqa: PLR2004 - it may have been taken
        raise Unclear(f"{where} failed with status {answer.status} after the message was sent.")
    if answer.status >= 300:  # noqa: PLR2004 - refused
        raise Misconfigured(f"{where} refused the message with status {answer.status}: correct its address.")


def _slack(letter: Letter) -> JsonObject:
    plain = letter.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    title = letter.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"text": f"{title}\n\n{plain}"[:_MOST_TEXT], "mrkdwn": False, "unfurl_links": False}


def _teams(letter: Letter) -> JsonObject:
    def block(text: str, **more: str | bool) -> JsonObject:
        return {"type": "TextBlock", "text": _bare(text), "wrap": True, **more}

    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [
            block(letter.title, weight="bolder", size="medium"),
            *(block(part) for part in letter.text[:_MOST_TEXT].splitlines() if part),
        ],
    }
    content = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [content]}


def _bare(text: str) -> str:
    """Give a text in which nothing is a mark of layout or a link: values of records are hostile."""
    return "".join(f"\\{one}" if one in "\\`*_[]()#" else one for one in text)


def _plain(letter: Letter) -> JsonObject:
    return {"id": letter.id, "title": letter.title, "text": letter.text, "at": letter.at}


_BODIES = {WEBHOOK: _plain, SLACK: _slack, TEAMS: _teams}


class _Checked:
    """Connects a mail client to an address of its host that was looked up once and checked."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        found = resolved(host, lookup, private=True, where="The e-mail channel")
        return socket.create_connection((found[0], port), timeout)


class _Plain(_Checked, smtplib.SMTP):
    """A mail client that begins without TLS."""


class _Secure(_Checked, smtplib.SMTP_SSL):
    """A mail client that begins with TLS."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return ssl.create_default_context().wrap_socket(
            super()._get_socket(host, port, timeout), server_hostname=host
        )


def _mail(settings: Mapping[str, str], letter: Letter) -> None:
    host, security = settings["host"], settings.get("security") or "starttls"
    port = int(settings.get("port") or (465 if security == "tls" else 587))
    sent = False
    try:
        with (_Secure if security == "tls" else _Plain)(host, port, timeout=_SECONDS) as client:
            _check_plain(client, security)
            if security == "starttls":
                client.starttls(context=ssl.create_default_context())
            if settings.get("user"):
                client.login(settings["user"], settings.get("password", ""))
            sent = True
            client.send_message(_letter(settings, letter))
    except smtplib.SMTPAuthenticationError:
        raise Misconfigured(
            "The e-mail channel: the server refuses user or password; enter them again."
        ) from None
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPNotSupportedError) as error:
        why = f"The e-mail channel: the server refuses sender or recipient ({type(error).__name__})."
        raise Misconfigured(f"{why} Correct the addresses.") from None
    except smtplib.SMTPResponseException as error:
        raise Unreachable(f"The e-mail channel: the server answered {error.smtp_code}.") from None
    except (OSError, smtplib.SMTPException) as error:
        wrong = f"The e-mail channel gave no whole answer at {host} ({type(error).__name__})."
        raise (Unclear if sent else Unreachable)(wrong) from None


def _check_plain(client: smtplib.SMTP, security: str) -> None:
    """Let nothing leave this house without TLS."""
    peer = client.sock.getpeername()[0] if client.sock else ""
    if security == "none" and allowed(peer, private=False):
        raise Misconfigured("The e-mail channel: a server outside is reached with starttls or tls, not none.")


def _letter(settings: Mapping[str, str], letter: Letter) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = settings["from"], settings["to"]
    mail["Subject"] = "Koppel: " + "".join(one if one.isprintable() else " " for one in letter.title)[:200]
    domain = parseaddr(settings["from"])[1].rpartition("@")[2]
    mail["Message-ID"], mail["Date"] = f"<{letter.id}@{domain}>", formatdate()
    mail.set_content(letter.text)
    return mail
