"""What a GraphQL query costs, and the bucket of points that it is paid from.

What is documented: an object costs 1, a scalar nothing, a mutation 10, a connection by `first` or `last`; a
query may not cost more than 1,000, and what was asked for but not found is given back. How a connection's
size counts is not documented; measured costs grow with about the root of it, and so they do here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_named_type,
    is_leaf_type,
)

from core.sandbox.rates import Rates

MOST = 1_000
RESTORED = 100
_BUCKET_SECONDS = 20
_MUTATION = 10
_CONNECTION = 2


class Price:
    """Works out what an operation costs with its variables."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: dict[str, FragmentDefinitionNode],
        operation: OperationDefinitionNode,
    ) -> None:
        self._schema, self._fragments, self._operation = schema, fragments, operation

    def of(self, variables: dict[str, Any], found: int | None = None) -> int:
        """Give the cost; with `found`, of an answer whose outermost lists held so many rows."""
        root = self._schema.get_root_type(self._operation.operation)
        if self._operation.operation is OperationType.MUTATION:
            return _MUTATION
        return math.ceil(self._set(root, self._operation.selection_set, variables, found))

    def _set(
        self, type_: Any, chosen: SelectionSetNode, variables: dict[str, Any], found: int | None
    ) -> float:
        return sum(
            self._field(owner.fields[node.name.value], node, variables, found)
            for owner, node in self._nodes(type_, chosen)
            if hasattr(owner, "fields") and node.name.value in owner.fields
        )

    def _nodes(self, type_: Any, chosen: SelectionSetNode) -> Iterator[tuple[Any, FieldNode]]:
        for node in chosen.selections:
            if isinstance(node, FieldNode):
                yield type_, node
                continue
            name = getattr(node, "name", None)
            inner: Any = self._fragments[name.value] if name else node
            condition = getattr(inner, "type_condition", None)
            owner = self._schema.type_map[condition.name.value] if condition else type_
            yield from self._nodes(owner, inner.selection_set)

    def _field(
        self, declared: GraphQLField, node: FieldNode, variables: dict[str, Any], found: int | None
    ) -> float:
        type_ = get_named_type(declared.type)
        if is_leaf_type(type_) or node.selection_set is None or type_.name == "PageInfo":
            return 0
        inside = self._set(type_, node.selection_set, variables, None)
        if not _is_connection(type_):
            return inside + (0 if type_.name.endswith("Edge") else 1)
        size = _size(node, variables) if found is None else found
        return _CONNECTION + math.sqrt(size) * max(inside, 1)


def _is_connection(type_: Any) -> bool:
    return isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and type_.name.endswith("Connection")


def _size(node: FieldNode, variables: dict[str, Any]) -> int:
    for argument in node.arguments or ():
        if argument.name.value in {"first", "last"}:
            name = getattr(argument.value, "name", None)
            value = variables.get(name.value) if name else getattr(argument.value, "value", 0)
            return int(value or 0)
    return 0


class Bucket:
    """The points that an app may spend; they come back with time."""

    def __init__(self, rates: Rates) -> None:
        self._clock = rates.clock
        self._restored = rates.of(RESTORED)
        self._most = float(self._restored * _BUCKET_SECONDS)
        self._left, self._at = self._most, self._now()

    def _now(self) -> float:
        return self._clock.now().timestamp()

    def take(self, cost: float) -> bool:
        """Spend points if there are so many; what is spent below zero is given back."""
        now = self._now()
        self._left = min(self._most, self._left + (now - self._at) * self._restored)
        self._at = now
        if cost > self._left:
            return False
        self._left = min(self._most, self._left - cost)
        return True

    def status(self) -> dict[str, int]:
        """Say what there is."""
        return {
            "maximumAvailable": int(self._most),
            "currentlyAvailable": int(self._left),
            "restoreRate": self._restored,
        }

    def empty(self) -> None:
        """Spend all that is left."""
        self._left, self._at = 0.0, self._now()
