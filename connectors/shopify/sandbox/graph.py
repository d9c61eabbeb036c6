"""The simulated shop asked in GraphQL: a document and its variables in, data and errors out."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    build_schema,
    execute_sync,
    get_operation_ast,
    get_variable_values,
    parse,
    validate,
)

from connectors.shopify.sandbox.answers import RESOLVERS
from connectors.shopify.sandbox.cost import MOST, Price
from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.plan import Plan, Resolver, Row, Walk, kind, snake, utc
from connectors.shopify.sandbox.writing import IDEMPOTENT

_KEPT = 200
_LONGEST = 100_000


def _schema() -> GraphQLSchema:
    text = (Path(__file__).parent / "schema.graphql").read_text(encoding="utf-8")
    schema = build_schema(text)
    cast("GraphQLScalarType", schema.type_map["DateTime"]).coerce_output_value = utc
    for type_name, type_ in schema.type_map.items():
        if isinstance(type_, GraphQLObjectType):
            for name, field in type_.fields.items():
                if resolver := RESOLVERS.get(type_name, {}).get(name):
                    field.resolve = _called(resolver)
    return schema


def _called(resolver: Resolver) -> Any:
    def resolve(row: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        return resolver(row, info.context, arguments)

    return resolve


SCHEMA = _schema()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document made ready once: an operation laid out, its price, and whether it is one that writes."""

    document: DocumentNode
    operation: OperationDefinitionNode
    price: Price
    plan: Plan | None

    @property
    def writes(self) -> bool:
        """Whether it changes the shop."""
        return self.operation.operation is OperationType.MUTATION


class Graph:
    """Makes documents ready, remembers them, and carries them out."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._kept: OrderedDict[tuple[str, str | None], Prepared | list[GraphQLError]] = OrderedDict()

    def prepared(self, text: str, name: str | None) -> Prepared | list[GraphQLError]:
        """Give a document made ready, or what is wrong with it."""
        key = (text, name)
        if key not in self._kept:
            self._kept[key] = _prepare(text, name)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]

    def carry_out(self, ready: Prepared, variables: Row, price: int) -> Row:
        """Carry a document out; the body of the answer, without its extensions."""
        if price > MOST:
            words = f"Query cost is {price}, which exceeds the single query max cost limit ({MOST})."
            return {
                "errors": [{"message": words, "extensions": {"code": "MAX_COST_EXCEEDED", "cost": price}}]
            }
        values = get_variable_values(SCHEMA, ready.operation.variable_definitions or (), variables)
        if isinstance(values, list):
            return {"errors": [error.formatted for error in values]}
        try:
            if ready.plan is None:
                return self._by_the_book(ready, variables)
            walk = Walk(self._shop, values)
            _remember_keys(ready.operation, self._shop, walk)
            return {"data": ready.plan.carry_out(walk)}
        except GraphQLError as error:
            return {"data": None, "errors": [error.formatted]}

    def _by_the_book(self, ready: Prepared, variables: Row) -> Row:
        done = execute_sync(
            SCHEMA,
            ready.document,
            context_value=self._shop,
            variable_values=variables,
            operation_name=ready.operation.name.value if ready.operation.name else None,
            root_value={},
            field_resolver=lambda row, info, **_: row.get(snake(info.field_name)),
            type_resolver=lambda row, *_: kind(row),
        )
        return {**({"errors": [e.formatted for e in done.errors]} if done.errors else {}), "data": done.data}


def _prepare(text: str, name: str | None) -> Prepared | list[GraphQLError]:
    if len(text) > _LONGEST:
        return [GraphQLError("Query is too large.")]
    try:
        document = parse(text)
    except (GraphQLError, RecursionError) as error:
        return [error if isinstance(error, GraphQLError) else GraphQLError("Query is nested too deeply.")]
    if errors := validate(SCHEMA, document):
        return errors
    operation = get_operation_ast(document, name)
    if operation is None:
        return [GraphQLError("No operation named " + repr(name) if name else "An operation name is required")]
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    plain = not any(mark in text for mark in ("@skip", "@include", "__schema", "__type("))
    plan = Plan(SCHEMA, document, operation, RESOLVERS) if plain else None
    return Prepared(document, operation, Price(SCHEMA, fragments, operation), plan)


def _remember_keys(operation: OperationDefinitionNode, shop: Shop, walk: Walk) -> None:
    """Hand the idempotency keys of a mutation's fields to whoever carries the mutation out."""
    shop.keys = {}
    for node in operation.selection_set.selections:
        if isinstance(node, FieldNode) and node.name.value in IDEMPOTENT:
            for directive in node.directives or ():
                value: Any = (directive.arguments or ())[0].value
                name = getattr(value, "name", None)
                key = walk.variables.coerced.get(name.value) if name else getattr(value, "value", "")
                shop.keys[node.name.value] = str(key)


def rows_found(data: Any) -> int:
    """Count the rows of the longest list at the top of an answer."""
    lists = [
        found
        for value in (data or {}).values()
        if isinstance(value, dict)
        for found in (value.get("nodes") or value.get("edges"),)
        if isinstance(found, list)
    ]
    return max(map(len, lists), default=0)
