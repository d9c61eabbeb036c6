from __future__ import annotations

from ..quotation_line import QuotationLine


class BulkCRMQuotationLine(QuotationLine):
    """Model for `/api/v1/{division}/bulk/CRM/QuotationLines` endpoint."""

    pass
