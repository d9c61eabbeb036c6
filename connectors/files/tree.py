"""JSON, JSON lines and XML: where the records are in them, and how records are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from connectors.files.text import encoded
from core.documents import read_json, write_json
from core.records import JsonObject

#: The elements of a document that is written.
_USUAL = ["records", "record"]
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
#: Characters that no XML may hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _parts(settings: Mapping[str, str]) -> list[str]:
    return [part for part in re.split(r"[/.]", settings.get("records", "")) if part]


# --- JSON


def from_json(text: str, settings: Mapping[str, str]) -> list[JsonObject]:
    """Read the records of a JSON document: its list, or the list that stands alone within it."""
    value = read_json(text)
    for part in _parts(settings):
        if not isinstance(value, dict) or part not in value:
            raise ValueError(f"there is nothing at {settings['records']!r}, where the records should be")
        value = value[part]
    if not settings.get("records"):
        while isinstance(value, dict) and len(value) == 1 and _holds_records(next(iter(value.values()))):
            value = next(iter(value.values()))
    rows = value if isinstance(value, list) else [value]
    return [_object(row, f"record {number}") for number, row in enumerate(rows, 1)]


def _holds_records(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and all(isinstance(v, dict) for v in value))


def from_lines(text: str, settings: Mapping[str, str]) -> list[JsonObject]:
    """Read one record from each line; the last one must be whole as well."""
    del settings
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                found.append(_object(read_json(line), f"line {number}"))
            except ValueError as error:
                raise ValueError(f"line {number}: {error}") from None
    return found


def _object(value: Any, where: str) -> JsonObject:
    if isinstance(value, dict):
        return value
    raise ValueError(f"{where} is no object but {type(value).__name__}; name where the records are")


def to_json(rows: list[JsonObject], settings: Mapping[str, str]) -> bytes:
    """Write a JSON list."""
    del settings
    return encoded(write_json(rows, indent=2) + "\n")


def to_lines(rows: list[JsonObject], settings: Mapping[str, str]) -> bytes:
    """Write one record on each line."""
    del settings
    return encoded("".join(write_json(row) + "\n" for row in rows))


# --- XML


def from_xml(content: bytes, settings: Mapping[str, str]) -> list[JsonObject]:
    """Read the elements that are records: attributes as `@name`, an element that repeats as a list."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise ValueError("it holds definitions (DOCTYPE), which are not read") from None
    except ET.ParseError as error:
        raise ValueError(f"it is no XML: {error}") from None
    lists = {name.strip() for name in settings.get("lists", "").split(",") if name.strip()}
    repeated = {
        (_local(parent.tag), name)
        for parent in root.iter()
        for name, times in Counter(_local(child.tag) for child in parent).items()
        if times > 1 or name in lists
    }
    rows = [_value(element, repeated) for element in _elements(root, settings)]
    return [row if isinstance(row, dict) else {"#text": row} for row in rows]


def _elements(root: Any, settings: Mapping[str, str]) -> list[Any]:
    parts = _parts(settings)
    if parts:
        found = [root]
        for part in parts[1:] if parts[0] == _local(root.tag) else parts:
            found = [child for each in found for child in each if _local(child.tag) == part]
        if not found:
            raise ValueError(f"there is no element at {settings['records']!r}, where the records should be")
        return found
    names = Counter(_local(child.tag) for child in root)
    if len(names) == 1 and any(len(child) or child.attrib for child in root):
        return list(root)
    if all(times == 1 for times in names.values()):
        return [root]
    raise ValueError(
        f"more than one kind of element stands in {_local(root.tag)}; name which are the records"
    )


def _value(element: Any, repeated: set[tuple[str, str]]) -> Any:
    text = (element.text or "").strip() or None
    if not len(element) and not element.attrib:
        return text
    made: JsonObject = {f"@{_local(name)}": value for name, value in element.attrib.items()}
    for child in element:
        name, value = _local(child.tag), _value(child, repeated)
        if (_local(element.tag), name) in repeated:
            made.setdefault(name, []).append(value)
        else:
            made[name] = value
    return {**made, "#text": text} if text else made


def _local(name: Any) -> str:
    return str(name).rpartition("}")[2]


def to_xml(rows: list[JsonObject], settings: Mapping[str, str]) -> bytes:
    """Write a document: `records/record`, or the elements that the connection names."""
    outer, inner = [*_parts(settings), *_USUAL[len(_parts(settings)) :]][:2]
    root = ET.Element(_checked(outer))
    for row in rows:
        _add(root, inner, row)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(parent: Any, name: str, value: Any) -> None:
    """Add a value below an element: a list as one element for each, nothing for no value."""
    if value is None:
        return
    if name.startswith("@"):
        parent.set(_checked(name[1:]), _text(value))
        return
    if name == "#text":
        parent.text = _text(value)
        return
    for each in value if isinstance(value, list) else [value]:
        element = ET.SubElement(parent, _checked(name))
        if isinstance(each, dict):
            for inner, one in each.items():
                _add(element, inner, one)
        else:
            element.text = _text(each)


def _checked(name: str) -> str:
    if _NAME.fullmatch(name):
        return name
    raise ValueError(f"{name!r} cannot name an element of XML; use letters, digits, hyphens and dots")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    if found := _NOT_XML.search(text):
        raise ValueError(f"the character {found[0]!r} cannot stand in XML")
    return text
