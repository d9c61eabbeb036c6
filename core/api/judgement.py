"""An answer by its consequence: what it holds, or an error that says what follows for who asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from core.api.access import hidden
from core.api.answer import Answer, NoJson
from core.api.connector import Dialect, Resource
from core.api.limits import Pace
from core.api.places import at
from core.errors import ConsentNeeded, KoppelError, Misconfigured, RateLimited, Refused, Unclear, Unreachable

_LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that says yes: its body parsed (None when it has none) and its headers."""

    status: int
    headers: Mapping[str, str]
    body: Any


class Judgement:
    """Judges the answers of one system; `unshown` gives what must not stand in an error."""

    def __init__(
        self, where: str, dialect: Dialect, pace: Pace, unshown: Callable[[], tuple[str, ...]]
    ) -> None:
        self._where, self._dialect, self._pace, self._unshown = where, dialect, pace, unshown

    def read(self, answer: Answer, resource: Resource | None, *, absent: bool) -> Reply:
        """What was read; None where the answer 404 may say that it is not there."""
        status, what = answer.status, f" ({resource.title})" if resource else ""
        if absent and status == 404:  # noqa: PLR2004 - not there
            return Reply(status, answer.headers, None)
        body = answer.said
        words = self._words(answer, body)
        self._everywhere(answer, body, words, what)
        if status >= 500 or status in {408, 425}:  # noqa: PLR2004 - the system's own fault
            raise Unreachable(f"{self._where} failed with status {status}{what}: {words}")
        if status >= 400 or words:  # noqa: PLR2004 - refused
            raise Misconfigured(f"{self._where} refused to be read{what}, status {status}: {words}")
        if isinstance(body, NoJson):
            fault = f"{self._where} answered with {body.what} where JSON is due{what}"
            if body.page:
                raise Misconfigured(f"{fault}; check the connection's address and authorise it again.")
            raise Unreachable(f"{fault}.")
        return Reply(status, answer.headers, body)

    def written(self, answer: Answer, resource: Resource) -> Reply:
        """What a write gave; Refused when it was not made, Unclear when nobody can tell."""
        status, what = answer.status, f" ({resource.title})"
        body = answer.said
        words = self._words(answer, body)
        self._everywhere(answer, body, words, what)
        if _graphql_errors(body) and _holds_something(body.get("data")):
            raise Unclear(f"{self._where} carried the write out in part{what}: {words}")
        if status < 500 and status != 408 and (status >= 400 or words):  # noqa: PLR2004 - refused
            raise Refused(f"{self._where} refused the record{what}: {words}")
        if status >= 500 and self._dialect_words(answer, body):  # noqa: PLR2004 - a business error, as Exact's
            raise Refused(f"{self._where} refused the record{what}: {words}")
        if status >= 400:  # noqa: PLR2004 - sent, and not answered
            raise Unclear(
                f"{self._where} failed with status {status} after the record was sent{what}: {words}"
            )
        if isinstance(body, NoJson) and answer.content:
            raise Unclear(f"{self._where} answered a write with {body.what} where JSON is due{what}.")
        return Reply(status, answer.headers, None if isinstance(body, NoJson) else body)

    def _everywhere(self, answer: Answer, body: Any, words: str, what: str) -> None:
        """Raise what reads and writes have in common: throttling, redirects, and doors that stay closed."""
        if not isinstance(body, NoJson) and self._pace.spent(body):
            raise RateLimited(f"{self._where} asks for a pause.", 0.0)
        if 300 <= answer.status < 400:  # noqa: PLR2004 - redirects
            host = urlsplit(answer.headers.get("location", "")).hostname or "another address"
            fault = f"{self._where} sends us on to {host}{what}, which is not followed"
            raise Misconfigured(f"{fault}; correct the connection's address.")
        if answer.status == 401:  # noqa: PLR2004 - unauthorised
            raise ConsentNeeded(
                f"{self._where} refuses the credential{what}; authorise the connection again: {words}"
            )
        if answer.status == 403:  # noqa: PLR2004 - forbidden
            raise Misconfigured(f"{self._where} gives no right to this{what}; grant it there: {words}")

    def _dialect_words(self, answer: Answer, body: Any) -> str:
        refusal = self._dialect.refusal
        value = body.text if isinstance(body, NoJson) else body
        try:
            return refusal(answer.status, answer.headers, value) if refusal else ""
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            return ""  # an answer in a shape that the dialect does not know holds no words that it knows

    def _words(self, answer: Answer, body: Any) -> str:
        """Find the vendor's own words for a refusal; "" when the answer is none."""
        words = self._dialect_words(answer, body)
        if not words and (answer.status >= 400 or _graphql_errors(body)):  # noqa: PLR2004 - refused
            words = _found_words(body) or f"no reason given (status {answer.status})"
        return " ".join(hidden(words, self._unshown()).split())[:_LONGEST_WORDS]

    def filed(self, answer: Answer, *, own: bool) -> Reply:
        """A file, or that one was taken; `own`: at an address to which the credential went."""
        if answer.status == 401 and own:  # noqa: PLR2004 - unauthorised
            raise ConsentNeeded(f"{self._where} refuses the credential; authorise the connection again.")
        if answer.status >= 500 or answer.status in {408, 425}:  # noqa: PLR2004 - the system's own fault
            raise Unreachable(f"{self._where} failed with status {answer.status} on a file.")
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - yes
            raise Refused(f"{self._where} answers with status {answer.status}")
        return Reply(answer.status, answer.headers, answer.content)

    def pause(self, answer: Answer) -> float | None:
        """Give the wait that only the dialect can read, from the body of a refusal for too many requests."""
        body = answer.said
        self._pace.spent(body)
        try:
            self._dialect_words(answer, body)
        except RateLimited as limited:
            return limited.wait
        except KoppelError:
            return None
        return None


def _graphql_errors(body: Any) -> bool:
    errors = body.get("errors") if isinstance(body, dict) else None
    return isinstance(errors, list) and any(isinstance(one, dict) and "message" in one for one in errors)


def _holds_something(data: Any) -> bool:
    return any(data.values()) if isinstance(data, dict) else bool(data)


_PLACES = (
    "error.message.value || error.message || error_description || DeveloperErrorMessage || externalMessage"
    " || message || Message || title || detail || error || errors"
)


def _found_words(body: Any) -> str:
    if isinstance(body, NoJson):
        return "" if body.page else body.text
    return _said(at(body, _PLACES))


def _said(found: Any) -> str:
    if isinstance(found, dict):
        if "message" in found:
            return str(found["message"])
        return "; ".join(f"{name}: {_said(value)}" for name, value in found.items())
    if isinstance(found, list):
        return "; ".join(_said(one) for one in found)
    return "" if found is None else str(found)
