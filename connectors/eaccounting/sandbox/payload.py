"""What a body must be: required fields, kinds, lengths and ranges, and keys that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from connectors.eaccounting.dialect import is_key
from connectors.eaccounting.sandbox.books import Books, Row
from connectors.eaccounting.sandbox.refusal import ENDED, INACTIVE, NOT_FOUND, Refusal, invalid
from core.fields import Field, FieldType

#: Columns that hold the key of a row in another collection.
REFERENCES = {
    "CustomerId": "customers",
    "ArticleId": "articles",
    "CodingId": "article_codings",
    "UnitId": "units",
    "TermsOfPaymentId": "terms_of_payment",
    "DeliveryMethodId": "delivery_methods",
    "DeliveryTermId": "delivery_terms",
    "ProjectId": "projects",
    "FiscalYearId": "fiscal_years",
    "VatCodeId": "vat_codes",
    "VoucherId": "vouchers",
    "CostCenterId": "cost_centers",
    "SalesPriceListId": "price_lists",
    **{f"CostCenterItemId{n}": "cost_center_items" for n in (1, 2, 3)},
}
#: Fields that eAccounting decides by itself, whatever a body says.
_DECIDED = {"IncludesVat", "VatRate", "Discount"}
#: What the API of 2018 demanded of an order and the present one does not.
OLD_DEMANDS = (
    "Amount", "VatAmount", "RoundingsAmount", "InvoiceCity", "InvoiceCountryCode", "InvoiceCustomerName",
    "InvoicePostalCode", "CustomerIsPrivatePerson",
)  # fmt: skip
_RANGES: dict[str, tuple[int, int]] = {
    "DiscountPercentage": (0, 1), "NetPrice": (0, 99_000_000), "GrossPrice": (0, 99_000_000),
    "PurchasePrice": (0, 99_000_000), "LineNumber": (0, 1000), "AccountNumber": (1, 9_999_999_999),
    "DebitAmount": (0, 10_000_000_000), "CreditAmount": (0, 10_000_000_000),
}  # fmt: skip
_INTEGER, _QUADRILLION = 2**31 - 1, 1_000_000_000_000_000
_FINISHED = 2


def given(books: Books, fields: Iterable[Field], body: Any, *, decimals_refused: bool, at: str = "") -> Row:
    """Read a body, or one of its rows: what may be written; unknown fields are passed over."""
    if not isinstance(body, dict):
        raise invalid((at or "body", "The value is not an object."))
    row: Row = {}
    wrong: list[tuple[str, str]] = []
    for field in fields:
        value, place = body.get(field.name), f"{at}{field.name}"
        if not field.write or field.name in _DECIDED:
            continue
        if value is None or (value == "" and field.required):
            if field.required:
                wrong.append((place, f"The {field.name} field is required."))
            row[field.name] = None
        elif field.type is FieldType.LIST:
            row[field.name] = _rows(books, field, value, place, decimals_refused=decimals_refused)
        else:
            try:
                row[field.name] = _checked(field, value, decimals_refused=decimals_refused)
            except ValueError as error:
                wrong.append((place, str(error)))
    if wrong:
        raise invalid(*wrong)
    for name, value in row.items():
        _lead(books, name, value)
    return row


def _rows(books: Books, field: Field, value: Any, place: str, *, decimals_refused: bool) -> list[Any]:
    if not isinstance(value, list):
        raise invalid((place, "The value is not an array."))
    if not field.fields:
        return value
    return [
        given(books, field.fields, row, decimals_refused=decimals_refused, at=f"{place}[{n}].")
        for n, row in enumerate(value)
    ]


def _checked(field: Field, value: Any, *, decimals_refused: bool) -> Any:
    match field.type:
        case FieldType.DATE | FieldType.DATETIME:
            return _time(value)
        case FieldType.BOOLEAN if not isinstance(value, bool):
            raise ValueError("The value is not a boolean.")
        case FieldType.INTEGER | FieldType.DECIMAL:
            return _number(field, value, decimals_refused=decimals_refused)
        case FieldType.TEXT if not isinstance(value, str):
            raise ValueError("The value is not a string.")
    if isinstance(value, str) and field.max_length and len(value) > field.max_length:
        raise ValueError(f"The field must be a string with a maximum length of {field.max_length}.")
    return value.lower() if is_key(field.name) and isinstance(value, str) else value


def _number(field: Field, value: Any, *, decimals_refused: bool) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("The value is not a number.")  # noqa: TRY004 (what callers catch)
    low, high = _RANGES.get(field.name, (-_QUADRILLION, _QUADRILLION))
    if not low <= value <= high:
        raise ValueError(f"The field must be between {low} and {high}.")
    if field.allowed and value not in field.allowed:
        raise ValueError("The value is not among those allowed.")
    if field.type is FieldType.INTEGER:
        wide = field.name == "AccountNumber"
        if value != int(value) or not (wide or -_INTEGER <= value <= _INTEGER):
            raise ValueError("The value is not a whole number of 32 bits.")
        return int(value)
    if field.decimals is None:
        return value
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-field.decimals), ROUND_HALF_UP)
    if decimals_refused and rounded != value:
        raise ValueError(f"The field can have {field.decimals} decimals.")
    return rounded


def _time(value: Any) -> datetime:
    try:
        time = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("The value is not a date.") from None
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time


def _lead(books: Books, name: str, value: Any) -> None:
    """Refuse a key that leads nowhere, to a project that has ended, or to an item not in use."""
    table = REFERENCES.get(name)
    if table is None or value is None:
        return
    row = books.one(table, value)
    if row is None:
        raise Refusal(NOT_FOUND, f"{name} {value} was not found.")
    ended = row.get("EndDate")
    if table == "projects" and (row["Status"] == _FINISHED or (ended and ended < books.today())):
        raise Refusal(ENDED, f"The project {row['Number']} has ended.")
    if table == "cost_center_items" and not row["IsActive"]:
        raise Refusal(INACTIVE, f"The cost center item {row['ShortName']} is not active.")
