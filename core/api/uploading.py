"""Putting bytes where a system wants them, before the write that names the place."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from core.api.access import Addresses
from core.api.connector import Connector, Resource
from core.api.content import Place, Upload, decoded
from core.api.egress import Purpose, Request
from core.api.wire import Wire
from core.errors import KoppelError, Unclear
from core.records import JsonObject


class Uploading:
    """Brings the bytes of a payload to a place of their own; one that nothing names is forgotten there."""

    def __init__(self, connector: Connector, addresses: Addresses, wire: Wire) -> None:
        self._connector, self._addresses, self._wire = connector, addresses, wire

    def placed(self, resource: Resource, payload: JsonObject) -> JsonObject:
        """Give the payload with the name of the place in it, instead of the bytes."""
        how = resource.write.upload if resource.write else None
        if how is None or not payload.get(how.data):
            return payload
        content = decoded(payload, how.data)
        name, type_ = str(payload.get(how.name) or ""), str(payload.get(how.type) or "")
        headers = self._addresses.said(self._connector.headers)
        ask = Request("POST", self._addresses.path(how.path), Purpose.WRITE, headers, how.asks(payload))
        place = self._place(how, self._wire.tell(ask, resource).body)
        form, boundary = _form(place.fields, name, type_, content)
        sent = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        self._wire.put(Request("POST", place.url, Purpose.WRITE, sent, raw=form), how.hosts)
        return {**{n: value for n, value in payload.items() if n != how.data}, how.into: place.source}

    def _place(self, how: Upload, answer: object) -> Place:
        try:
            return how.place(answer)
        except KoppelError:
            raise
        except Exception:  # noqa: BLE001 - what a dialect meets in a stranger's answer is anything
            raise Unclear(f"{self._addresses.where} named no place for a picture.") from None


def _form(fields: Iterable[tuple[str, str]], name: str, type_: str, content: bytes) -> tuple[bytes, str]:
    """Write a form with a file in it, the file last, as those who keep files for others want it."""
    boundary = secrets.token_hex(16)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{each}"\r\n\r\n{value}\r\n'
        for each, value in fields
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    text = "".join(parts) + head + f"Content-Type: {type_}\r\n\r\n"
    return text.encode() + content + f"\r\n--{boundary}--\r\n".encode(), boundary
