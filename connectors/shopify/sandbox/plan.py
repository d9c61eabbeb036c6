"""A GraphQL document carried out quickly: parsed, checked and laid out once, then walked for every request.

graphql-core reads, validates and coerces; what it would decide anew for each value is decided here once.
A document with `@skip`, `@include` or introspection goes to graphql-core's own executor instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLError,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_argument_values,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.values import VariableValues

Row = dict[str, Any]
#: How a field is found: of the row that it stands on, of the shop, with its arguments.
Resolver = Callable[[Any, Any, Row], Any]
Complete = Callable[[Any, "Walk"], Any]


@lru_cache(maxsize=4096)
def snake(name: str) -> str:
    """Write a name as the REST answers do."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


@lru_cache(maxsize=65_536)
def utc(text: str) -> str:
    """Write a time as GraphQL does: in UTC, with a Z."""
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def kind(value: Any) -> str:
    """Say of what type a row of an interface or a union is."""
    named = value.get("__typename")
    return str(named or value["admin_graphql_api_id"].split("/")[3])


@dataclass(slots=True)
class Walk:
    """One walk through a plan: the shop, the variables, and the arguments worked out so far."""

    shop: Any
    variables: VariableValues
    arguments: dict[int, Row] = field(default_factory=dict)

    def of(self, node: FieldNode, declared: GraphQLField) -> Row:
        """Give a field's arguments; they are the same wherever the field stands."""
        found = self.arguments.get(id(node))
        if found is None:
            found = self.arguments[id(node)] = get_argument_values(declared, node, self.variables)
        return found


class Plan:
    """One operation of a document, laid out."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        resolvers: dict[str, dict[str, Resolver]],
    ) -> None:
        self._schema, self._resolvers = schema, resolvers
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        root = schema.get_root_type(operation.operation)
        if root is None:
            raise GraphQLError("The schema has no such operation.")
        self._walk = self._object(root, [operation.selection_set])

    def carry_out(self, walk: Walk) -> Row:
        """Walk the plan; GraphQLError when a field refuses."""
        made: Row = self._walk({}, walk)
        return made

    def _object(self, type_: GraphQLObjectType, chosen: list[SelectionSetNode]) -> Complete:
        steps = [(key, self._field(type_, nodes)) for key, nodes in self._fields(type_, chosen).items()]

        def walked(row: Any, walk: Walk) -> Row:
            return {key: step(row, walk) for key, step in steps}

        return walked

    def _fields(self, type_: GraphQLObjectType, chosen: list[SelectionSetNode]) -> dict[str, list[FieldNode]]:
        """Collect the fields that apply to a type, fragments opened, each name once."""
        found: dict[str, list[FieldNode]] = {}
        for selections in chosen:
            for node in selections.selections:
                if isinstance(node, FieldNode):
                    name = node.alias.value if node.alias else node.name.value
                    found.setdefault(name, []).append(node)
                    continue
                inner: Any = (
                    self._fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
                )
                condition = getattr(inner, "type_condition", None)
                if condition is None or self._applies(type_, condition.name.value):
                    for name, nodes in self._fields(type_, [inner.selection_set]).items():
                        found.setdefault(name, []).extend(nodes)
        return found

    def _applies(self, type_: GraphQLObjectType, named: str) -> bool:
        condition = self._schema.type_map[named]
        return condition is type_ or (
            is_abstract_type(condition) and self._schema.is_sub_type(condition, type_)
        )

    def _field(self, type_: GraphQLObjectType, nodes: list[FieldNode]) -> Complete:
        name = nodes[0].name.value
        if name == "__typename":
            return lambda *_: type_.name
        declared = type_.fields[name]
        chosen = [node.selection_set for node in nodes if node.selection_set]
        complete = self._complete(declared.type, chosen)
        resolver = self._resolvers.get(type_.name, {}).get(name)
        if resolver is None:
            return _plain(snake(name), complete)
        node = nodes[0]

        def asked(row: Any, walk: Walk) -> Any:
            value = resolver(row, walk.shop, walk.of(node, declared))
            return complete(value, walk) if complete else value

        return asked

    def _complete(self, type_: GraphQLOutputType, chosen: list[SelectionSetNode]) -> Complete | None:
        """Say how a value of a type becomes an answer; None where it is one already."""
        if isinstance(type_, GraphQLNonNull):
            return self._complete(type_.of_type, chosen)
        if isinstance(type_, GraphQLList):
            inner = self._complete(type_.of_type, chosen)
            return _each(inner) if inner else None
        if is_leaf_type(type_):
            return _time if type_.name == "DateTime" else None
        if is_abstract_type(type_):
            return self._abstract(type_, chosen)
        return _object_or_null(self._object(cast("GraphQLObjectType", type_), chosen))

    def _abstract(self, type_: GraphQLAbstractType, chosen: list[SelectionSetNode]) -> Complete:
        walks = {each.name: self._object(each, chosen) for each in self._schema.get_possible_types(type_)}
        return lambda row, walk: None if row is None else walks[kind(row)](row, walk)


def _plain(name: str, complete: Complete | None) -> Complete:
    if complete is None:
        return lambda row, _: row.get(name)
    return lambda row, walk: complete(row.get(name), walk)


def _each(complete: Complete) -> Complete:
    return lambda values, walk: None if values is None else [complete(value, walk) for value in values]


def _object_or_null(walked: Complete) -> Complete:
    return lambda row, walk: None if row is None else walked(row, walk)


def _time(value: Any, walk: Walk) -> str | None:
    del walk
    return utc(value) if value else None
