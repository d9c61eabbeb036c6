"""How Profit says no: a 500 with its words, in the language that was asked for."""

from __future__ import annotations

from itertools import count

from starlette.responses import Response

from core.documents import write_json

#: Profit's numbers for what it refuses.
ABSENT, NOT_ALLOWED, UNEXPECTED, RULE = -2147220469, -2147180996, -2147180999, -2147220468

_REFERENCES = count(0xB8213AF1)


class Refusal(Exception):
    """A request that Profit refuses: its number, and its words in Dutch and in English."""

    def __init__(self, number: int, dutch: str, english: str) -> None:
        super().__init__(english)
        self.number, self.words = number, {"nl": dutch}
        self.english = english

    def response(self, language: str) -> Response:
        """Answer with it, in English unless Dutch was asked for."""
        words = self.words.get(language[:2].lower(), self.english)
        body = {
            "errorNumber": self.number,
            "externalMessage": words,
            "profitLogReference": f"{next(_REFERENCES):X}",
        }
        return Response(write_json(body), 500, media_type="application/json")


def absent(label: str) -> Refusal:
    """A value refers to what there is not."""
    return Refusal(
        ABSENT,
        f"De ingevulde waarde bij '{label}' bestaat niet.",
        f"The entered value for '{label}' does not exist.",
    )


def rule(dutch: str, english: str) -> Refusal:
    """A rule of the business is broken; the wording of most of these is not documented."""
    return Refusal(RULE, dutch, english)


def exists(label: str, value: object) -> Refusal:
    """Something with this key is there; Profit's own wording is not documented."""
    return rule(f"{label} '{value}' bestaat al.", f"{label} '{value}' already exists.")


def no_get() -> Refusal:
    """The app connector has no such GetConnector."""
    return Refusal(
        NOT_ALLOWED,
        "GetConnector niet ondersteund voor deze app of de gebruiker is niet geautoriseerd",
        "GetConnector not supported for this app or the user is not authorised",
    )


def no_update() -> Refusal:
    """The app connector has no such UpdateConnector."""
    return Refusal(
        NOT_ALLOWED,
        "General message: Deze UpdateConnector wordt niet ondersteund of de gebruiker is niet geautoriseerd.",
        "General message: This UpdateConnector is not supported or the user is not authorised.",
    )


def no_column(name: str) -> Refusal:
    """A GetConnector has no such column."""
    return Refusal(RULE, f"Connector-veld '{name}' niet gevonden", f"Connector field '{name}' not found")


def unexpected() -> Refusal:
    """What Profit says when it did not expect something."""
    return Refusal(UNEXPECTED, "Er is een onverwachte fout opgetreden.", "An unexpected error has occurred.")
