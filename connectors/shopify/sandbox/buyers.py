"""Customers written in the simulated shop."""

from __future__ import annotations

from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.plan import Row
from connectors.shopify.sandbox.told import address, answered, fault


def known_by(shop: Shop, name: str, value: str | None) -> Row | None:
    """Find the customer of an e-mail address or telephone number, whatever its capitals."""
    if not value:
        return None
    wanted = value.casefold()
    return next((c for c in shop.kinds["Customer"].values() if (c[name] or "").casefold() == wanted), None)


def set_customer(_: Row, shop: Shop, asked: Row) -> Row:
    """Make a customer, or change the one that is named or known."""
    given = asked["input"]
    ((way, value),) = (asked.get("identifier") or {"": None}).items()
    found = shop.get("Customer", value) if way == "id" else known_by(shop, way, value) if way else None
    if way == "id" and found is None:
        return answered(
            "customer", None, fault("Customer was not found", "identifier", "id", code="NOT_FOUND")
        )
    if way in {"email", "phone"} and (given.get(way) or "").casefold() != (value or "").casefold():
        words = f"The input field corresponds to the identifier {way} but does not match it"
        return answered("customer", None, fault(words, "input", way, code="INPUT_MISMATCH"))
    for name in ("email", "phone"):
        other = known_by(shop, name, given.get(name))
        if other is not None and other is not found:
            words = f"{name.capitalize()} has already been taken"
            return answered("customer", None, fault(words, "input", name, code="TAKEN"))
    made = kept(shop, found, given)
    if isinstance(made, str):
        return answered("customer", None, fault(made, "input", code="BLANK"))
    return answered("customer", made)


def kept(shop: Shop, found: Row | None, given: Row) -> Row | str:
    """Make a customer, or change the one that was found; a sentence when there is nothing to know it by."""
    plain = {"email": "email", "firstName": "first_name", "lastName": "last_name", "phone": "phone"}
    plain |= {"note": "note", "taxExempt": "tax_exempt"}
    said = {ours: given[theirs] for theirs, ours in plain.items() if theirs in given}
    if found is None and not any(said.get(name) for name in ("email", "phone", "first_name", "last_name")):
        return "A name, phone number, or email address must be present"
    now = shop.now()
    row = (
        found
        if found is not None
        else {
            **shop.ids.named("Customer"),
            **dict.fromkeys(
                ("email", "first_name", "last_name", "phone", "note", "last_order_id", "last_order_name")
            ),
            "tags": "",
            "state": "disabled",
            "tax_exempt": False,
            "verified_email": True,
            "currency": "EUR",
            "orders_count": 0,
            "total_spent": "0.00",
            "created_at": now,
            "updated_at": now,
            "addresses": [],
            "default_address": None,
        }
    )
    row |= said
    if "tags" in given:
        row["tags"] = ", ".join(given["tags"] or ())
    if "addresses" in given:
        row["addresses"] = [
            {
                **shop.ids.named("MailingAddress"),
                "customer_id": row["id"],
                **(address(one) or {}),
                "default": at == 0,
            }
            for at, one in enumerate(given["addresses"] or ())
        ]
        row["default_address"] = next(iter(row["addresses"]), None)
    shop.kinds["Customer"][row["id"]] = shop.changed(row)
    return row
