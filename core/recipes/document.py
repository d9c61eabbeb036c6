"""What a record is written as: the usual document of its target, or another that the trade takes for it."""

from __future__ import annotations

from core.errors import Misconfigured
from core.flow.flow import Check, CheckPolicy
from core.recipes.profile import Part, Question, Writing

#: The setting that chooses among them; it is answered when a flow is made, and is none of the flow's own.
DOCUMENT = "document"
#: What an order says of the invoice that is made of it.
_OF_ORDER = {"invoiced": "ordered", "order": "number"}


def documents(parts: dict[str, Part], entity: str) -> dict[str, str]:
    """What an entity can be written as: the name of each document with its resource, the usual one first."""
    part = parts[entity]
    names = (entity, *part.documents) if part.write else ()
    return {name: written(parts, entity, name)[1] for name in names}


def written(parts: dict[str, Part], entity: str, document: str = "") -> tuple[Writing, str]:
    """How a document of an entity is written, and where; Misconfigured where it is not offered."""
    part = parts[entity]
    if part.write is None:
        raise Misconfigured(f"there is no way to write {entity} records here")
    if document in {"", entity}:
        return part.write, part.write.resource or part.resource
    if document not in part.documents:
        known = ", ".join((entity, *part.documents))
        raise Misconfigured(f"{entity} records cannot be written as {document!r}; there are: {known}")
    kind = part.documents[document]
    if isinstance(kind, Writing):
        return kind, kind.resource or part.resource
    writing, resource = written(parts, kind, document if document in parts[kind].documents else "")
    return _brought(part.write, writing), resource


def asked_document(offered: dict[str, str]) -> dict[str, Question]:
    """The question which document it is to be, where there is a choice; `offered` are their titles."""
    if len(offered) < 2:  # noqa: PLR2004 (one is no choice)
        return {}
    usual = next(iter(offered))
    text = "What the records are written as; the other questions follow from it."
    return {
        DOCUMENT: Question(title="Write them as", help=text, default=usual, required=True, choices=offered)
    }


def told_of_order(given: Part, part: Part, document: str) -> Part:
    """What a source says of the document: an order that becomes an invoice is one of the same day."""
    if not isinstance(part.documents.get(document), str):
        return given
    also = {word: given.read[of] for word, of in _OF_ORDER.items() if of in given.read}
    return given.model_copy(update={"read": {**also, **given.read}})


def _brought(usual: Writing, writing: Writing) -> Writing:
    """The writing with the usual way to customers and their contacts, where its own only looks them up."""
    own = {check.name: check for check in usual.checks}
    checks = tuple(_stronger(check, own.get(check.name)) for check in writing.checks)
    brought = {check.name for check in checks if check is own.get(check.name)}
    checks += tuple(check for check in _reading(usual, brought) if check.name not in {c.name for c in checks})
    text = "".join(check.model_dump_json() for check in checks)
    settings = {name: question for name, question in usual.settings.items() if f"settings.{name}" in text}
    tables = {name: table for name, table in usual.tables.items() if f"lookup('{name}')" in text}
    return writing.model_copy(
        update={
            "checks": checks,
            "settings": {**settings, **writing.settings},
            "tables": {**tables, **writing.tables},
        }
    )


def _stronger(check: Check, usual: Check | None) -> Check:
    if check.policy is CheckPolicy.REQUIRE and usual and usual.resource == check.resource:
        return usual
    return check


def _reading(usual: Writing, names: set[str]) -> tuple[Check, ...]:
    """The checks that read what one of these has found or made."""
    return tuple(
        check for check in usual.checks if any(f"${name}." in check.model_dump_json() for name in names)
    )
