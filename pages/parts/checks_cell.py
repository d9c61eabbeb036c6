"""The notebook's third cell: what must be true before a record is written, step by step, and the settings."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.flow import Check, CheckPolicy, Flow, Policy, Rule
from core.workspace import Workspace
from pages.parts import ends
from pages.parts.cell import unfold
from pages.parts.draft import Draft, change
from pages.parts.inputs import Inputs
from pages.parts.notice import done
from pages.parts.wording import counted, listed, plain

_MAP_CELL = 4
_SHOWN = 6

CHECK_POLICIES: dict[CheckPolicy, str] = {
    CheckPolicy.REQUIRE: "Park the record when it is missing",
    CheckPolicy.CREATE: "Make it when it is missing, use it as it is",
    CheckPolicy.UPSERT: "Make it when it is missing, change it where it differs",
}
_MISSING: dict[CheckPolicy, str] = {
    CheckPolicy.REQUIRE: "missing: the record is parked, and what is missing is named",
    CheckPolicy.CREATE: "missing: it is made; there: used as it is",
    CheckPolicy.UPSERT: "missing: it is made; there: changed where it differs",
}
_LAST: dict[Policy, tuple[str, str]] = {
    Policy.CREATE: ("there: skipped", "made when it is missing"),
    Policy.UPSERT: ("there: changed where it differs", "made or changed"),
    Policy.UPDATE: ("missing: parked", "changed where it differs"),
}


def summary(flow: Flow) -> str:
    """The checks in one line."""
    names = [check.name for check in flow.checks]
    settings = f" · {counted(len(flow.settings), 'setting')}" if flow.settings else ""
    return (
        f"{listed(names)} before the write" if names else "nothing is checked before the write"
    ) + settings


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the chain of checks, and the settings that rules and checks see."""
    chain, settings = st.tabs(["Chain", "Settings"], key="checks.tabs", on_change="rerun")
    inputs = Inputs(workspace, draft)
    if chain.open:
        with chain:
            _chain(workspace, draft, inputs)
    if settings.open:
        with settings:
            st.caption("Constants of this flow; rules see them as `$settings.name`. Never put a secret here.")
            inputs.pairs(
                "settings",
                {k: "" if v is None else str(v) for k, v in draft.flow.settings.items()},
                ("Setting", "Value"),
                lambda kept: _settings(draft.flow, kept),
                alt="Settings of the flow",
                blank=True,
            )


def _settings(flow: Flow, kept: dict[str, Any]) -> Flow:
    before = flow.settings
    typed = {
        name: before[name] if name in before and str(before[name]) == text else text or None
        for name, text in kept.items()
    }
    return flow.model_copy(update={"settings": typed})


def _chain(workspace: Workspace, draft: Draft, inputs: Inputs) -> None:
    """Draw every step from the record to the write, in the order in which they are made."""
    flow, number = draft.flow, 1
    titles = ends.resources(workspace, flow.target.connection)
    what = plain(titles.get(flow.target.resource, flow.target.resource))
    there, made = _LAST[flow.target.policy]
    if flow.source.where:
        _step(number, "Is it carried?", f"where {flow.source.where}; else it is filtered")
        number += 1
    _step(
        number, f"Is it in {flow.target.connection} already?", f"{what} by {_by(flow.target.match)}; {there}"
    )
    for n, check in enumerate(flow.checks):
        with st.container(border=True, key=f"check_{n}"):
            with st.container(horizontal=True, vertical_alignment="center", key=f"step_{n}"):
                _step(number + 1 + n, check.name, in_words(check, titles))
                unfolded = st.toggle("Edit", key=f"check.{n}.edit")
            if check.map:
                _rules(flow, check, n)
            if unfolded:
                _edit(workspace, draft, inputs, n, check)
    _step(number + 1 + len(flow.checks), "Write", f"{what} {made}")
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Add a check", icon=":material/add:", key="check.add"):
            _add(workspace, draft)
        st.caption(
            "All checks of a record look first; nothing is made before every one is sure of its answer.",
            width="content",
        )


def _step(number: int, name: str, words: str) -> None:
    st.markdown(f":green-badge[{number}] **{plain(name)}** :gray[{plain(words)}]", width="stretch")


def _by(match: dict[str, str]) -> str:
    return " and ".join(f"{field} = {path}" for field, path in match.items())


def in_words(check: Check, titles: dict[str, str]) -> str:
    """A check as a sentence."""
    each = f"for each of {check.each}, " if check.each else ""
    unless = f"; not when {check.unless}" if check.unless else ""
    what = titles.get(check.resource, check.resource)
    return f"{each}{what} where {_by(check.match)}; {_MISSING[check.policy]}{unless}"


def _rules(flow: Flow, check: Check, n: int) -> None:
    """Draw the rules that make what is missing, and the way to where they are edited."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"step_rules_{n}"):
        shown = "  \n".join(f"`{rule.to}` ← {_made_from(rule)}" for rule in check.map[:_SHOWN])
        more = f"  \n:gray[and {len(check.map) - _SHOWN} more]" if len(check.map) > _SHOWN else ""
        st.markdown(f":small[{shown}{more}]", width="stretch")
        if st.button("Map it", key=f"check.{n}.map", icon=":material/account_tree:", type="tertiary"):
            st.session_state[f"map.go.{flow.name}"] = f"{check.name} (check)"
            unfold(_MAP_CELL)
            st.rerun()


def _made_from(rule: Rule) -> str:
    parts = [rule.each or rule.select or "", rule.transform or ""]
    return " → ".join(plain(each) for each in parts if each)


def _add(workspace: Workspace, draft: Draft) -> None:
    first = next(iter(ends.resources(workspace, draft.flow.target.connection)), draft.flow.target.resource)
    names = {check.name for check in draft.flow.checks}
    name = next(f"check{k}" for k in range(1, len(names) + 2) if f"check{k}" not in names)
    new = Check(name=name, resource=first, match={"Code": "id"})
    st.session_state[f"check.{len(draft.flow.checks)}.edit"] = True
    change(workspace, draft, draft.flow.model_copy(update={"checks": (*draft.flow.checks, new)}))
    st.rerun()


def _edit(workspace: Workspace, draft: Draft, inputs: Inputs, n: int, check: Check) -> None:
    """Draw the fields of a check."""

    def made(**changes: Any) -> Flow:
        checks = list(draft.flow.checks)
        checks[n] = checks[n].model_copy(update=changes)
        return draft.flow.model_copy(update={"checks": tuple(checks)})

    key = f"check.{n}"
    left, middle, right = st.columns(3, gap="medium")
    with left:
        inputs.text(
            f"{key}.name",
            "Name",
            check.name,
            lambda name: made(name=name or check.name),
            help="Rules see what it found as `$name`.",
        )
        end = draft.flow.target.connection, check.resource
        ends.resource(inputs, f"{key}.resource", "Look for", end, lambda name: made(resource=name))
    with middle:
        inputs.choice(
            f"{key}.policy",
            "When it is missing",
            list(CheckPolicy),
            check.policy,
            lambda policy: made(policy=policy, map=_made_by(policy, check)),
            format_func=CHECK_POLICIES.__getitem__,
        )
        each, without = "For each of", "once per record"
        inputs.text(f"{key}.each", each, check.each, lambda text: made(each=text), placeholder=without)
    with right:
        unless, without = "Not when", "always made"
        inputs.text(
            f"{key}.unless", unless, check.unless, lambda text: made(unless=text), placeholder=without
        )
    inputs.pairs(
        f"{key}.match",
        check.match,
        ("Target field", "JMESPath"),
        lambda kept: made(match=kept or check.match),
        alt="By which fields",
    )
    _order(workspace, draft, n)


def _made_by(policy: CheckPolicy, check: Check) -> tuple[Rule, ...]:
    """The rules of a check under a policy: what is made needs some, first the fields that it is known by."""
    if policy is CheckPolicy.REQUIRE:
        return ()
    return check.map or tuple(Rule(to=field, select=path) for field, path in check.match.items())


def _order(workspace: Workspace, draft: Draft, n: int) -> None:
    """Draw the ways to move a check, and to take it out."""
    checks, key = draft.flow.checks, f"check.{n}"

    def put(order: list[Check]) -> None:
        change(workspace, draft, draft.flow.model_copy(update={"checks": tuple(order)}))
        st.rerun()

    with st.container(horizontal=True):
        for label, icon, to in (("Earlier", "arrow_upward", n - 1), ("Later", "arrow_downward", n + 1)):
            there = 0 <= to < len(checks)
            if st.button(
                label,
                icon=f":material/{icon}:",
                key=f"{key}.{label}",
                type="tertiary",
                disabled=not there,
            ):
                rest = [each for k, each in enumerate(checks) if k != n]
                put([*rest[:to], checks[n], *rest[to:]])
        if st.button("Remove this check", icon=":material/delete:", key=f"{key}.remove", type="tertiary"):
            done(f"{checks[n].name} is out of the draft; undo brings it back", "delete")
            put([each for k, each in enumerate(checks) if k != n])
