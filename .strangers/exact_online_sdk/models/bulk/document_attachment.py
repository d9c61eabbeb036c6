from __future__ import annotations

from ..document_attachment import DocumentAttachment


class BulkDocumentAttachment(DocumentAttachment):
    """Model for `/api/v1/{division}/bulk/Documents/DocumentAttachments` endpoint."""

    pass
