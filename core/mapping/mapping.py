"""The rules of a mapping, as a person writes them in a flow file."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

Scalar = str | int | Decimal | bool | None


class Strict(BaseModel):
    """What a person writes: unknown keys are refused, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Write(StrEnum):
    """When a rule's value is sent."""

    ALWAYS = "always"
    CREATE = "create"
    UPDATE = "update"
    #: only where the target's field is empty
    IF_EMPTY = "if_empty"
    #: only where it differs from what was last sent
    IF_CHANGED = "if_changed"


class Empty(StrEnum):
    """What an empty value does: it is left out, sent as null, or parks the record."""

    OMIT = "omit"
    NULL = "null"
    FAIL = "fail"


class Rule(Strict):
    """One target field: where its value comes from and how it is made; with `each`, a list of rows."""

    to: str = Field(min_length=1, description="The target field; dots lead into objects.")
    select: str | None = Field(None, description="JMESPath on the record, or on the row of `each`.")
    transform: str | None = Field(None, description="Jinja; `value` is what `select` found.")
    each: str | None = Field(None, description="JMESPath for a list; `map` makes a row of each of its items.")
    map: tuple[Rule, ...] = Field((), description="The rules of a row.")
    write: Write = Field(Write.ALWAYS, description="When the value is sent.")
    empty: Empty = Field(Empty.OMIT, description="What is done when there is no value.")
    note: str | None = Field(None, description="A remark, for people.")

    @model_validator(mode="after")
    def _one_way(self) -> Rule:
        if self.each is not None and (self.select is not None or self.transform is not None):
            raise ValueError("a rule has either `each` with `map`, or `select` and `transform`, not both")
        if (self.each is None) != (not self.map):
            raise ValueError(
                "`each` and `map` go together: `each` names the list, `map` the rules for its rows"
            )
        if self.each is None and self.select is None and self.transform is None:
            raise ValueError("a rule needs `select`, `transform`, or `each` with `map`")
        return self


class Table(Strict):
    """A value table: source value to target value; without `default`, an unknown value is a fault."""

    rows: dict[str, Scalar] = {}
    default: Scalar = None

    @property
    def has_default(self) -> bool:
        """Whether the file gives a default (null counts as one)."""
        return "default" in self.model_fields_set


class Mapping(Strict):
    """Everything that shapes a record: rules, and the tables, settings and check names that they may use."""

    rules: tuple[Rule, ...]
    tables: dict[str, Table] = {}
    settings: dict[str, Any] = {}
    checks: tuple[str, ...] = ()
    #: of each check that has its own `each`, the expression of its list
    listed: dict[str, str] = {}
