from __future__ import annotations

from ..address import Address


class BulkCRMAddress(Address):
    """Model for `/api/v1/{division}/bulk/CRM/Addresses` endpoint."""

    pass
