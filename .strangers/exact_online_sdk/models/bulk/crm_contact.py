from __future__ import annotations

from ..contact import Contact


class BulkCRMContact(Contact):
    """Model for `/api/v1/{division}/bulk/CRM/Contacts` endpoint."""

    pass
