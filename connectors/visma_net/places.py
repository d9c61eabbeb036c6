"""Where in a record that is read stands what is written under another name, and what is written unwrapped."""

from __future__ import annotations

_ADDRESS = {"countryId": "country.id", "county": "county.id"}


def _addresses(*names: str) -> dict[str, str]:
    return {f"{name}.{to}": f"{name}.{place}" for name in names for to, place in _ADDRESS.items()}


#: For each resource the fields whose value stands elsewhere in what is read. In rows: `rows[].field`.
PLACES: dict[str, dict[str, str]] = {
    "items": {
        "itemClass": "itemClass.id",
        "postingClass": "postingClass.id",
        "vatCode": "vatCode.id",
        "defaultWarehouse": "defaultWarehouse.id",
        "salesAccount": "accountInformation.salesAccount.number",
    },
    "customers": {
        "customerClassId": "customerClass.id",
        "creditTermsId": "creditTerms.id",
        "vatZoneId": "vatZone.id",
        "priceClassId": "priceClass.id",
        "parentRecordNumber": "parentRecord.number",
        **_addresses("mainAddress", "invoiceAddress", "deliveryAddress"),
    },
    "contacts": _addresses("address"),
    "warehouses": {"address.country": "address.country.id", "address.county": "address.county.id"},
    "invoices": {
        "customerNumber": "customer.number",
        "creditTermsId": "creditTerms.id",
        "paymentMethodId": "paymentMethod.id",
        "branchNumber": "branchNumber.number",
        "locationId": "location.id",
        "project": "project.id",
        "customerVatZoneId": "customerVatZone.id",
        "salesperson": "salesPerson.id",
        "billingAddress": "invoiceAddress",
        "billingAddress.countryId": "invoiceAddress.country.id",
        "billingAddress.county": "invoiceAddress.county.id",
        "invoiceContact.name": "invoiceContact.businessName",
        "invoiceLines[].accountNumber": "account.number",
        "invoiceLines[].vatCodeId": "vatCode.id",
        "invoiceLines[].branchNumber": "branchNumber.number",
        "invoiceLines[].taskId": "projectTask.id",
        "invoiceLines[].salesperson": "seller.id",
        "invoiceLines[].subaccount": "subaccount.segments",
    },
    "journal_transactions": {
        "journalTransactionLines[].vatCodeId": "vatCode.id",
        "journalTransactionLines[].vatId": "vat.id",
        "journalTransactionLines[].project": "project.id",
        "journalTransactionLines[].projectTask": "projectTask.id",
        "journalTransactionLines[].subaccount": "subaccount.segments",
    },
    "departments": {"expenseAccount": "expenseAccount.number"},
    "projects": {"customer": "customer.number"},
    "shipments": {
        "customer": "customer.number",
        "location": "location.id",
        "fromWarehouse": "fromWarehouse.id",
        "toWarehouse": "toWarehouse.id",
        "shipVia": "shipVia.id",
        "shippingTerms": "shippingTerms.id",
        "deliveryAddress.country": "deliveryAddress.country.id",
        "deliveryAddress.county": "deliveryAddress.county.id",
    },
}

#: What a record says besides, in a name of its own.
TOLD: dict[str, dict[str, str]] = {
    "items": {"itemClassDescription": "itemClass.description"},
    "invoices": {"customerName": "customer.name"},
    "shipments": {"shipViaDescription": "shipVia.description"},
}

#: Written as they are, where every other value is written as `{"value": …}`.
PLAIN = {"overrideWithClassValues", "packaging", "departmentId"}
#: In lines this is, too.
OPERATION = "operation"
#: Lists are written as they are; these also hold plain values.
PLAIN_ROWS = {"subaccount"}
#: By which field a line that is to be changed is known.
LINE_NUMBERS = {"invoiceLines", "journalTransactionLines", "shipmentDetailLines", "shipmentPackageLines"}
