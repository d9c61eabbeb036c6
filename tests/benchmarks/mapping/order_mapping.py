"""The mapping that is measured: 30 fields, 15 plain paths, 8 JMESPath expressions, 7 transforms."""

from __future__ import annotations

from core.mapping import Mapping, Rule, Table

VAT_CODES = {"NL": "2", "DE": "16", "BE": "17", "FR": "18", "SE": "19", "ES": "20", "GB": "0"}

#: rules that stand for one field of the order
HEADER = (
    Rule(to="externalOrderId", select="id"),
    Rule(to="orderNumber", select="name"),
    Rule(to="currency", select="currency"),
    Rule(to="email", select="customer.email"),
    Rule(to="firstName", select="customer.first_name"),
    Rule(to="lastName", select="customer.last_name"),
    Rule(to="shipTo.street", select="shipping_address.address1"),
    Rule(to="shipTo.city", select="shipping_address.city"),
    Rule(to="shipTo.zip", select="shipping_address.zip"),
    Rule(to="billTo.country", select="billing_address.country_code"),
    Rule(to="itemCount", select="sum(line_items[].quantity)"),
    Rule(to="skus", select="join(',', line_items[].sku)"),
    Rule(to="giftMessage", select="note_attributes[?name=='gift_message'] | [0].value"),
    Rule(to="phone", select="not_null(shipping_address.phone, customer.phone, billing_address.phone)"),
    Rule(to="discount", select="discount_codes[0].{code: code, amount: to_number(amount), type: type}"),
    Rule(
        to="company",
        select="shipping_address.company",
        transform="{{ value | default('', true) | trim | upper }}",
    ),
    Rule(to="orderDate", select="created_at", transform="{{ value[:10] }}"),
    Rule(to="total", select="total_price", transform="{{ value | float | round(2) }}"),
    Rule(to="vatCode", select="shipping_address.country_code", transform="{{ value | lookup('vat_codes') }}"),
    Rule(to="reference", select="name", transform="{{ 'WEB-' ~ (value | replace('#', '')) }}"),
)

#: rules that stand for one field of each line
LINE = (
    Rule(to="lineId", select="id"),
    Rule(to="sku", select="sku"),
    Rule(to="description", select="title"),
    Rule(to="quantity", select="quantity"),
    Rule(to="vendor", select="vendor"),
    Rule(to="taxRate", select="tax_lines[0].rate"),
    Rule(to="discountTotal", select="sum(discount_allocations[].to_number(amount))"),
    Rule(to="engraving", select="properties[?name=='engraving'] | [0].value"),
    Rule(to="unitPrice", select="price", transform="{{ '%.2f' | format(value | float) }}"),
    Rule(to="weightKg", select="grams", transform="{{ (value / 1000) | round(3) }}"),
)

EACH = "line_items[]"

#: fields whose text reads as a number, for those who read the text of their templates as literals
NUMERALS = frozenset(("vatCode", "unitPrice"))

MAPPING = Mapping(
    rules=(*HEADER, Rule(to="lines", each=EACH, map=LINE)),
    tables={"vat_codes": Table.model_validate({"rows": VAT_CODES})},
)
