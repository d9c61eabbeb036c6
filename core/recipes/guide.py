"""A connector's guide, read strictly: what a person needs to know to connect it, and what it lacks."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, ValidationError

from core.catalog import Catalog
from core.entities import ENTITIES
from core.errors import Misconfigured
from core.flow.refusals import in_words
from core.mapping.mapping import Strict


class Absent(Strict):
    """Why one entity is not read or not written, and what serves instead."""

    read: str = ""
    write: str = ""
    instead: str = ""


def _known(said: dict[str, Any]) -> dict[str, Any]:
    if unknown := sorted(set(said) - set(ENTITIES)):
        raise ValueError(f"{unknown[0]!r} is no entity; there are: {', '.join(ENTITIES)}")
    return said


class Guide(Strict):
    """What `guide.yaml` of a connector says.

    `find`: where the credentials are found, step by step. `rights`: which rights they need. `addresses`:
    which rules about addresses hold. `limits`: what the vendor allows, in a sentence. `source`: where
    these facts are from. `absent`: what is not read or not written, by entity; `notes`: what is to be known
    of what is.
    """

    find: tuple[str, ...] = ()
    rights: str = ""
    addresses: str = ""
    limits: str = ""
    source: str = ""
    absent: Annotated[dict[str, Absent], AfterValidator(_known)] = {}
    notes: Annotated[dict[str, str], AfterValidator(_known)] = {}


def guide(catalog: Catalog, connector: str) -> Guide:
    """What a connector's guide says; an empty one without the file, Misconfigured when it is wrong."""
    written = catalog.guide(connector) or {}
    try:
        return Guide.model_validate(written)
    except ValidationError as error:
        why = "; ".join(str(problem) for problem in in_words(error, written))
        raise Misconfigured(f"the guide of {connector}: {why}") from None
