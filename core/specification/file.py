"""A document as a file, by the end of its name."""

from __future__ import annotations

from core.errors import Misconfigured
from core.specification.document import Document


def as_file(document: Document, name: str) -> bytes:
    """The document as the file of that name holds it: .xlsx or .html; Misconfigured for any other end."""
    end = name.lower().rpartition(".")[2]
    if end == "xlsx":
        from core.specification.workbook import workbook  # noqa: PLC0415 - only who asks pays for loading it

        return workbook(document)
    if end == "html":
        from core.specification.web_page import web_page  # noqa: PLC0415 - the same

        return web_page(document)
    raise Misconfigured(f"{name}: a document is written as an Excel or a web page; name it .xlsx or .html")
