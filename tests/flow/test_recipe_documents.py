"""What an order can be written as: the recipe asks, and the rest of its questions follow from the answer."""

from __future__ import annotations

import pytest

from core.catalog import Catalog
from core.errors import Misconfigured
from core.flow import CheckPolicy
from core.recipes import DOCUMENT, Recipe, compose, questions, recipes, value_tables

CATALOG = Catalog()


def orders(source: str, target: str) -> Recipe:
    """The recipe that carries orders between two systems."""
    return next(each for each in recipes(CATALOG, source, target) if each.entity == "order")


def test_the_kind_of_document_is_asked_first() -> None:
    """The usual one is a sales order, and each choice is told in the target's own word."""
    asked = questions(orders("shopify", "exact_online"), CATALOG)
    assert next(iter(asked)) == DOCUMENT
    assert asked[DOCUMENT].default == "order"
    assert asked[DOCUMENT].choices == {
        "order": "Sales orders",
        "sales_invoice": "Sales invoices",
        "sales_entry": "Sales entries",
    }


def test_the_other_questions_follow_from_it() -> None:
    """An entry has a journal, revenue accounts and VAT codes of its own, and no article for shipping."""
    recipe = orders("shopify", "exact_online")
    assert "shipping_item" in questions(recipe, CATALOG)
    assert "shipping_item" not in questions(recipe, CATALOG, "sales_entry")
    assert "journal" in questions(recipe, CATALOG, "sales_entry")
    assert value_tables(recipe, CATALOG, "sales_entry")["vat_codes"].rows["NL 21"] == "2"
    assert value_tables(recipe, CATALOG)["vat_codes"].rows["NL 21"] == "1"


def test_what_chooses_is_none_of_the_flows_settings() -> None:
    """The flow is of the document, so that a later change of the setting could not be believed."""
    flow = compose(
        orders("shopify", "exact_online"), CATALOG, "x", "a", "b", settings={DOCUMENT: "sales_entry"}
    )
    assert flow.target.resource == "sales_entries"
    assert flow.title == "Shopify orders to Exact Online sales entries"
    assert DOCUMENT not in flow.settings


def test_an_order_that_becomes_an_invoice_brings_its_customer() -> None:
    """An invoice only looks its customer up; an order's customer is made, as the order's own recipe does."""
    flow = compose(orders("shopify", "eaccounting"), CATALOG, "x", "a", "b", settings={DOCUMENT: "invoice"})
    customer = next(check for check in flow.checks if check.name == "customer")
    assert customer.policy is CheckPolicy.UPSERT
    assert "terms_of_payment" in flow.settings
    assert any(rule.to == "InvoiceDate" and rule.select == "processed_at" for rule in flow.map)


@pytest.mark.parametrize(("target", "document"), [("exact_online", "receipt"), ("shopify", "sales_entry")])
def test_what_a_system_lacks_is_not_offered(target: str, document: str) -> None:
    """A document that there is not is refused with those that there are; of one kind there is no choice."""
    recipe = orders("visma_net", target)
    with pytest.raises(Misconfigured, match=f"cannot be written as '{document}'; there are: order"):
        compose(recipe, CATALOG, "x", "a", "b", settings={DOCUMENT: document})
    assert (DOCUMENT in questions(recipe, CATALOG)) == (target == "exact_online")
