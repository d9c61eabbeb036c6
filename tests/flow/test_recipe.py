"""Recipes: two profiles become one flow of direct rules."""

from importlib import resources
from pathlib import Path

import pytest

from core.catalog import Catalog
from core.errors import Misconfigured
from core.flow import Flow, read_flow, write_flow
from core.recipes import Recipe, compose, gaps, questions, recipes
from core.recipes.composing import chained

CONNECTOR = """
from core.api.connector import Connector, Header, Resource
from core.fields import Field

FIELDS = (
    Field("OrderedBy", required=True),
    Field("Warehouse", required=True),
    Field("Lines", fields=(Field("Item", required=True), Field("Unit", required=True))),
)

CONNECTOR = Connector(
    name="{name}", title="{title}", docs="", base_url="https://{name}.example", auth_url="", hosts=(),
    auth=(Header("Key", "{{key}}"),), settings=(), probe="orders",
    resources=(
        Resource("orders", "Orders", "orders", "orders", "id", fields=FIELDS),
        Resource("accounts", "Accounts", "accounts", "accounts", "id"),
        Resource("items", "Items", "items", "items", "id"),
    ),
)
"""

SHOP = """
order:
  resource: orders
  params: {status: any}
  where: "financial_status == 'paid'"
  read:
    number: name
    email: customer.email || email
    company: billing_address.company
    ordered: {select: created_at, transform: "{{ value | trim }}"}
    billing.country: billing_address.country_code
    reference: "'web'"
    lines:
      each: line_items[]
      fields: {sku: sku, quantity: quantity}
"""

LEDGER = """
order:
  resource: orders
  write:
    match: {YourRef: "{number}"}
    settings:
      debtor: {title: Debtor, default: null, resource: accounts, find: {Code: "1"}, value: ID}
    tables:
      vat: {title: VAT codes, rows: {NL: "2"}, default: "0"}
    checks:
      - name: customer
        resource: accounts
        match: {Email: "{email}"}
        policy: upsert
        unless: $settings.debtor
        map:
          - {to: Name, select: "{company} || {name}"}
          - {to: Phone, select: "{phone}"}
      - name: items
        each: "{lines}"
        resource: items
        match: {Code: "{line.sku}"}
    map:
      - {to: OrderedBy, select: $settings.debtor || $customer.ID}
      - {to: OrderDate, select: "{ordered}", transform: "{{ value | upper }}", note: In capitals.}
      - {to: Warehouse, select: "{shipping_method}"}
      - to: Lines
        each: "{lines}"
        map:
          - {to: Item, select: $items.ID}
          - {to: Amount, select: "{line.quantity}"}
          - {to: Email, select: "{email}"}
          - {to: Vat, select: "{billing.country}", transform: "{{ value | lookup('vat') }}"}
          - {to: Source, select: "{reference}"}
          - {to: Label, select: "join('/', [{email}, {line.note}])"}
          - {to: Contact, select: "{company} || {line.sku} || {email} || {company} || '-'"}
          - {to: Unit, select: "{line.unit}"}
"""

ORDERS = Recipe("shop", "ledger", "order", "Shop orders to Ledger orders")


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """A shop and a ledger, declared in a package of their own."""
    package = f"systems_{tmp_path.name}".replace("-", "_")
    for name, profile in (("shop", SHOP), ("ledger", LEDGER)):
        folder = tmp_path / package / name
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text(CONNECTOR.format(name=name, title=name.title()))
        (folder / "profile.yaml").write_text(profile)
    (tmp_path / package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    return Catalog(package)


def rewrite(catalog: Catalog, name: str, old: str, new: str) -> None:
    """Change a connector's profile."""
    file = Path(str(resources.files(f"{catalog._package}.{name}") / "profile.yaml"))
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


@pytest.fixture
def flow(catalog: Catalog) -> Flow:
    """The orders' flow as the recipe makes it."""
    return compose(ORDERS, catalog, "shop-orders", "my-shop", "my-ledger", settings={"debtor": "17"})


def rule(flow: Flow, *path: str) -> tuple[str | None, str | None]:
    """The select and transform of the rule at a path."""
    rules, found = flow.map, None
    for name in path:
        (found,) = [each for each in rules if each.to == name]
        rules = found.map
    assert found
    return found.select, found.transform


def test_the_pair_that_can_read_and_write_an_entity_is_a_recipe(catalog: Catalog) -> None:
    """What one system reads and another writes is offered, the other way round is not."""
    assert recipes(catalog) == [ORDERS]
    assert recipes(catalog, source="ledger") == []


def test_a_recipe_is_a_flow_between_two_connections(flow: Flow) -> None:
    """The source's side and the target's side come from their profiles."""
    assert (flow.source.connection, flow.source.where) == ("my-shop", "financial_status == 'paid'")
    assert (flow.target.connection, flow.target.match) == ("my-ledger", {"YourRef": "name"})
    assert flow.settings == {"debtor": "17"}
    assert read_flow(write_flow(flow)) == flow


def test_a_rule_has_the_remark_that_it_was_given_and_no_other(flow: Flow) -> None:
    """What is remarked stands in the document for the client, word for word."""
    remarks = {each.to: each.note for each in flow.map if each.note}
    assert remarks == {"OrderDate": "In capitals."}


def test_words_become_the_sources_own_paths(flow: Flow) -> None:
    """A rule of a recipe speaks of the source's fields and of nothing else."""
    assert rule(flow, "Lines", "Amount") == ("quantity", None)
    assert flow.checks[1].each == "line_items[]"
    assert flow.checks[1].match == {"Code": "sku"}
    assert "{" not in "".join(r.select or "" for r in flow.map)


def test_a_word_of_the_order_on_a_row_reads_the_record(flow: Flow) -> None:
    """Inside the rows, what belongs to the order around them is taken from the record."""
    assert rule(flow, "Lines", "Vat")[0] == "$record.billing_address.country_code"
    assert rule(flow, "Lines", "Email")[0] == "$record | (customer.email || email)"
    assert rule(flow, "Lines", "Source")[0] == "'web'"


def test_expressions_are_put_together_with_the_parentheses_they_need(flow: Flow) -> None:
    """Alternatives make one chain without repeats; within anything else an expression stays whole."""
    assert rule(flow, "Lines", "Label")[0] == "join('/', [($record | (customer.email || email)), `null`])"
    assert rule(flow, "Lines", "Contact")[0] == (
        "$record.billing_address.company || sku || ($record | (customer.email || email)) || '-'"
    )
    assert flow.checks[0].match == {"Email": "customer.email || email"}


@pytest.mark.parametrize(
    ("written", "composed"),
    [
        ("!{company}", "!(billing_address.company)"),
        ("! {company} && !({company})", "! (billing_address.company) && !(billing_address.company)"),
        ("!{email}", "!(customer.email || email)"),
        ("!{number}", "!name"),
        ("$settings.debtor || !{company}", "$settings.debtor || !(billing_address.company)"),
    ],
)
def test_what_is_denied_is_denied_whole(catalog: Catalog, written: str, composed: str) -> None:
    """After `!` a path gets parentheses, for `!a.b` is read as `(!a).b`."""
    rewrite(catalog, "ledger", "unless: $settings.debtor\n", f'unless: "{written}"\n')
    assert compose(ORDERS, catalog, "x", "a", "b").checks[0].unless == composed


GIVEN = "({line.note} && ($settings.debtor || 'none')) || {line.sku}"


def test_an_alternative_under_a_condition_stays_whole(catalog: Catalog) -> None:
    """Where the source has the word, the condition stands as it was written, the same in match and rule."""
    rewrite(catalog, "shop", "quantity: quantity", "quantity: quantity, note: remark.text")
    rewrite(catalog, "ledger", '"{line.sku}"', f'"{GIVEN}"')
    rewrite(catalog, "ledger", '"{line.quantity}"', f'"{GIVEN}"')
    made = compose(ORDERS, catalog, "x", "a", "b")
    composed = "(remark.text && ($settings.debtor || 'none')) || sku"
    assert made.checks[1].match == {"Code": composed}
    assert rule(made, "Lines", "Amount") == (composed, None)


def test_an_alternative_whose_word_is_missing_is_left_out(catalog: Catalog) -> None:
    """A source that does not know the word gets the plain expression; a match can do without it too."""
    rewrite(catalog, "ledger", '"{line.sku}"', f'"{GIVEN}"')
    rewrite(catalog, "ledger", '"{line.quantity}"', "\"({line.note} && 'x') || {line.quantity} || '|| }'\"")
    made = compose(ORDERS, catalog, "x", "a", "b")
    assert made.checks[1].match == {"Code": "sku"}
    assert rule(made, "Lines", "Amount") == ("quantity || '|| }'", None)


def test_a_pipe_is_no_alternative(catalog: Catalog) -> None:
    """What a pipe holds together is not taken apart."""
    rewrite(catalog, "ledger", '"{line.quantity}"', '"({line.note} && `1`) || {line.quantity} | [@]"')
    made = compose(ORDERS, catalog, "x", "a", "b")
    assert rule(made, "Lines", "Amount") == ("(`null` && `1`) || quantity | [@]", None)


def test_a_missing_word_leaves_its_rule_out_and_nothing_else(flow: Flow) -> None:
    """What the source does not have costs one rule, or one alternative, not the recipe."""
    assert [r.select for r in flow.checks[0].map] == ["billing_address.company"]
    assert "Warehouse" not in [r.to for r in flow.map]


def test_the_gaps_are_the_required_fields_without_a_word(catalog: Catalog) -> None:
    """A person is told which required fields are left for them."""
    assert gaps(ORDERS, catalog) == ["Warehouse", "Lines.Unit"]


def test_two_transforms_are_chained(flow: Flow) -> None:
    """The source's own transform comes first."""
    assert rule(flow, "OrderDate") == ("created_at", "{{ value | trim | upper }}")


@pytest.mark.parametrize(
    ("first", "then", "both"),
    [
        ("{{ value * 1000 }}", "{{ value | round }}", "{{ (value * 1000) | round }}"),
        (
            "{{ value | trim }}",
            "{{ value ~ ' value ' ~ x.value }}",
            "{{ (value | trim) ~ ' value ' ~ x.value }}",
        ),
        ("{{ value | trim }}", "{{ f(value=value) }}", "{{ f(value=(value | trim)) }}"),
        ("{{ value | trim }}", "{{ value }}", "{{ value | trim }}"),
        (None, "{{ value }}", "{{ value }}"),
    ],
)
def test_chaining_replaces_the_value_and_nothing_else(first: str | None, then: str, both: str) -> None:
    """Text and names that look like the value stay what they are."""
    assert chained(first, then) == both


def test_what_a_recipe_asks_says_where_an_answer_is(catalog: Catalog) -> None:
    """A setting knows which record of the target is a sensible answer."""
    assert questions(ORDERS, catalog)["debtor"].find == {"Code": "1"}
    with pytest.raises(Misconfigured, match="no setting debitor; it has: debtor"):
        compose(ORDERS, catalog, "x", "a", "b", settings={"debitor": "1"})


def test_a_recipe_asks_the_source_how_it_is_read(catalog: Catalog) -> None:
    """What the source says of its shop stands in the flow's settings; its name tells whom it is asked of."""
    asked = (
        "  settings:\n    source_shop: {title: Shop, resource: accounts, find: {Code: web}, default: main}\n"
    )
    rewrite(catalog, "shop", "  params: {status: any}\n", "  params: {status: any}\n" + asked)
    rewrite(catalog, "shop", "reference: \"'web'\"", "reference: $settings.source_shop")
    question = questions(ORDERS, catalog)["source_shop"]
    assert (question.of_source, questions(ORDERS, catalog)["debtor"].of_source) == (True, False)
    flow = compose(ORDERS, catalog, "x", "a", "b", settings={"source_shop": "web"})
    assert flow.settings == {"source_shop": "web", "debtor": None}
    assert rule(flow, "Lines", "Source") == ("$settings.source_shop", None)
    rewrite(catalog, "shop", "source_shop: {", "shop: {")
    with pytest.raises(
        Misconfigured, match="'shop' is asked of the source: its name must begin with source_"
    ):
        questions(ORDERS, catalog)


def test_a_recipe_follows_those_that_carry_what_it_must_find(catalog: Catalog) -> None:
    """Orders need their items in the ledger; once there is a recipe for items, it runs first."""
    (orders,) = recipes(catalog)
    assert orders.follows == ()
    read = "\nproduct:\n  resource: items\n  read: {sku: sku}\n"
    write = '\nproduct:\n  resource: items\n  write:\n    match: {Code: "{sku}"}\n'
    write += '    map: [{to: Item, select: "{sku}"}]\n'
    for name, part in (("shop", read), ("ledger", write)):
        file = Path(str(resources.files(f"{catalog._package}.{name}") / "profile.yaml"))
        file.write_text(file.read_text() + part)
    assert {each.entity: each.follows for each in recipes(catalog)} == {"order": ("product",), "product": ()}


def test_a_source_without_the_natural_key_makes_no_recipe(catalog: Catalog) -> None:
    """A flow that could not recognise its records in the target is not offered."""
    rewrite(catalog, "shop", "    number: name\n", "")
    assert recipes(catalog) == []


def test_a_check_that_is_never_made_costs_no_recipe(catalog: Catalog) -> None:
    """A check that its `unless` leaves out without a word may match by it; one that does not may not."""
    rewrite(catalog, "shop", "    email: customer.email || email\n", "")
    assert recipes(catalog) == []
    with pytest.raises(Misconfigured, match="the source has no email, by which Email is to be matched"):
        compose(ORDERS, catalog, "x", "a", "b")
    rewrite(catalog, "ledger", "unless: $settings.debtor\n", 'unless: "$settings.debtor || !{email}"\n')
    customer = compose(ORDERS, catalog, "x", "a", "b").checks[0]
    assert (customer.match, customer.unless) == ({"Email": "`null`"}, "$settings.debtor || !(`null`)")


def test_a_profile_with_an_unknown_word_is_named(catalog: Catalog) -> None:
    """A wrong word in a profile is found when it is read."""
    rewrite(catalog, "ledger", "{line.sku}", "{line.code}")
    with pytest.raises(Misconfigured, match=r"profile of ledger: .*order has no words line\.code"):
        recipes(catalog)


def test_a_transform_inside_an_expression_is_refused(catalog: Catalog) -> None:
    """What has a transform can only be a whole select or the first choice; a profile's author is told so."""
    rewrite(catalog, "ledger", '"{company} || {name}"', '"{ordered} || {company}"')
    assert compose(ORDERS, catalog, "x", "a", "b").checks[0].map[0].transform == "{{ value | trim }}"
    rewrite(catalog, "ledger", '"{ordered} || {company}"', '"{company} || {ordered}"')
    with pytest.raises(Misconfigured, match=r"\{ordered\} has a transform"):
        compose(ORDERS, catalog, "x", "a", "b")


def test_what_there_is_not_is_said_in_one_sentence(catalog: Catalog) -> None:
    """A system that is not there, and a pair without a recipe, are named."""
    with pytest.raises(Misconfigured, match="there is no connector 'till'; there are: ledger, shop"):
        recipes(catalog, source="till")
    with pytest.raises(Misconfigured, match="there is no recipe for order from ledger to shop"):
        compose(Recipe("ledger", "shop", "order", ""), catalog, "x", "a", "b")
