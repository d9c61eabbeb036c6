from __future__ import annotations

from ..document import Document


class BulkDocument(Document):
    """Model for `/api/v1/{division}/bulk/Documents/Documents` endpoint."""

    pass
