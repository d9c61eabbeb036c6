from __future__ import annotations

from ..account import Account


class BulkCRMAccount(Account):
    """Model for `/api/v1/{division}/bulk/CRM/Accounts` endpoint."""

    pass
