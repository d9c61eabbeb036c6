"""The same records asked something else: other rules, in the same scopes, whatever the target."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.flow import Check, CheckPolicy, Flow, Rule
from core.insight.place import Rendered
from core.mapping import Table

#: Renders the records that are looked at with another flow, one for each, in their order.
Render = Callable[[Flow], Sequence[Rendered]]


def asking(flow: Flow, rules: Sequence[Rule], tables: dict[str, Table] | None = None) -> Flow:
    """The flow with other rules, and checks that bind their names as before but cost nothing."""
    return flow.model_copy(
        update={
            "map": tuple(rules),
            "source": flow.source.model_copy(update={"where": None}),
            "target": flow.target.model_copy(update={"match": {"nothing": "'x'"}}),
            "checks": tuple(map(_sure, flow.checks)),
            "tables": flow.tables if tables is None else tables,
        }
    )


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
