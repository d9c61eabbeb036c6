from __future__ import annotations

from ..quotation import Quotation


class BulkCRMQuotation(Quotation):
    """Model for `/api/v1/{division}/bulk/CRM/Quotations` endpoint."""

    pass
