"""Names are understood however a vendor writes them, in six languages."""

from __future__ import annotations

import pytest

from core.suggestions.concepts import concepts, meaning
from core.suggestions.kinds import kind


@pytest.mark.parametrize(
    ("concept", "names"),
    [
        (
            "postcode",
            "zip PostalCode postal_code PLZ Postleitzahl code_postal CódigoPostal postnummer POSTCODE",
        ),
        ("customer", "CustomerName debtor_id klantnummer Kundennummer numéro_client código_cliente kundnr"),
        ("shipping", "DeliveryAddress Lieferadresse afleveradres adresse_livraison leveransadress shipTo"),
        ("billing", "InvoiceCity Rechnungsadresse factuuradres adresse_facturation fakturaadress bill_to"),
        ("vat_number", "VATNumber UStIdNr btw-nummer numéroTVA NIF momsnummer vat_registration_id"),
        ("quantity", "qty Quantity aantal Menge quantité cantidad antal"),
        ("sku", "SKU ItemCode item_number artikelnummer Artikel-Nr code_article ArticleNumber"),
        ("due", "DueDate vervaldatum Fälligkeitsdatum date_d_échéance fecha_vencimiento förfallodatum"),
        (
            "payment_terms",
            "PaymentTerms betalingsconditie Zahlungsbedingung conditions_de_paiement TermsOfPayment",
        ),
        ("cost_centre", "CostCenter costCentre kostenplaats Kostenstelle centre_de_coûts kostnadsställe"),
        ("email", "EMail e-mail emailAddress E-Mail-Adresse courriel epost"),
        ("street", "AddressLine1 address1 Straße straat gatuadress rue calle"),
    ],
)
def test_a_name_is_understood_in_every_writing(concept: str, names: str) -> None:
    """Camel case, underscores, hyphens, compounds, accents, abbreviations: it is the same thing."""
    assert {name: meaning(name) for name in names.split() if concept not in meaning(name)} == {}


def test_a_slip_of_the_pen_is_understood() -> None:
    """Who wrote the vendor's field names may have misspelt one."""
    assert "quantity" in meaning("quantitiy")
    assert "description" in meaning("ItemDescripton")


def test_what_nobody_knows_is_a_word_of_its_own() -> None:
    """It still tells that two names are the same."""
    assert meaning("gift_wrap") == meaning("GiftWrap")
    assert all(word.startswith("=") for word in meaning("frobnicate"))


def test_the_words_refer_to_concepts_that_there_are() -> None:
    """A slip in the list of concepts would make it silently worse."""
    known = concepts()
    for concept in known.values():
        assert {*concept.parts, *concept.near, *concept.against} <= known.keys(), concept.name


@pytest.mark.parametrize(
    ("expected", "values"),
    [
        ("email", ["a@b.example", "c.d@e.example"]),
        ("phone", ["+31 6 12345678", "020-1234567"]),
        ("iban", ["NL91ABNA0417164300"]),
        ("vat_number", ["NL004495445B01", "DE136695976"]),
        ("ean", ["4006381333931", "8710000000024"]),
        ("date", ["2026-07-01"]),
        ("time", ["2026-07-01T10:00:00Z"]),
        ("other_date", ["01-07-2026", "31-12-2026"]),
        ("currency", ["EUR", "SEK"]),
        ("country", ["NL", "DE"]),
        ("country_name", ["Duitsland", "Sverige", "France"]),
        ("postcode", ["1016 DW", "3011AA"]),
        ("url", ["https://example.com/a"]),
        ("number", ["12.50", "3"]),
        ("comma_number", ["1.234,50", "8,95"]),
        ("boolean", [True, False]),
        ("html", ["<p>Nice</p>"]),
        ("code", ["KOF-ESP-1000", "#1001"]),
        ("text", ["Espresso beans", "Green tea"]),
        ("", [None, ""]),
    ],
)
def test_values_tell_their_kind(expected: str, values: list[object]) -> None:
    """The name of a field may be silent or wrong; its values are not."""
    assert kind(values) == expected


def test_one_value_of_another_kind_makes_it_text() -> None:
    """A field with one e-mail address and one name is no field for e-mail addresses."""
    assert kind(["a@b.example", "Anna"]) == "text"
