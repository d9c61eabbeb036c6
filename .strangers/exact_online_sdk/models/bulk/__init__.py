"""Bulk Exact Online models."""

from .crm_account import BulkCRMAccount
from .crm_address import BulkCRMAddress
from .crm_contact import BulkCRMContact
from .crm_quotation import BulkCRMQuotation
from .crm_quotation_line import BulkCRMQuotationLine
from .document import BulkDocument
from .document_attachment import BulkDocumentAttachment

__all__ = [
    "BulkCRMAccount",
    "BulkCRMAddress",
    "BulkCRMContact",
    "BulkCRMQuotation",
    "BulkCRMQuotationLine",
    "BulkDocument",
    "BulkDocumentAttachment",
]
