"""The same records asked something else: other rules, in the same scopes, whatever the target."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.flow import Check, CheckPolicy, Flow, Rule
from core.insight.place import Rendered
from core.mapping import Table

#: Renders the records that are looked at with another flow, one for each, in their order.
Render = Callable[[Flow], Sequence[Rendered]]


def asking(flow: Flow, rules: Sequence[Rule], tables: dict[str, Table] | None = None) -> Flow:
    """The flow with other rules, and the checks that these speak of, which bind names and cost nothing."""
    return flow.model_copy(
        update={
            "map": tuple(rules),
            "source": flow.source.model_copy(update={"where": None}),
            "target": flow.target.model_copy(update={"match": {"nothing": "'x'"}}),
            "checks": tuple(map(_sure, _meant(flow.checks, rules))),
            "tables": flow.tables if tables is None else tables,
        }
    )


def _meant(checks: Sequence[Check], rules: Sequence[Rule]) -> list[Check]:
    """The checks whose names occur in rules, or in what such a check asks; `checks` may mean any of them."""
    said = " ".join(map(str, rules))
    if "checks" in said:
        return list(checks)
    meant: list[Check] = []
    for check in reversed(checks):
        if check.name in said:
            meant.insert(0, check)
            said += f" {check.each} {check.unless}"
    return meant


def _sure(check: Check) -> Check:
    """A check that binds its name where it would be made; what it looks for and writes plays no part."""
    sure = dict.fromkeys(check.match, "'x'")
    return check.model_copy(update={"match": sure, "policy": CheckPolicy.REQUIRE, "map": ()})


def of_check(flow: Flow, name: str) -> Flow:
    """A check's own rules as a flow of their own: it sees the checks before it and fills its resource."""
    n = next(n for n, check in enumerate(flow.checks) if check.name == name)
    check = flow.checks[n]
    rules = check.map if check.each is None else (Rule(to="rows", each=check.each, map=check.map),)
    return flow.model_copy(
        update={
            "map": rules,
            "target": flow.target.model_copy(update={"resource": check.resource, "match": check.match}),
            "checks": flow.checks[:n],
        }
    )
