"""The notebook's third cell: where records go, by what they are known there, and what must be true before."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.flow import Check, CheckPolicy, Flow, Policy, Rule
from core.workspace import Workspace
from pages.parts import ends
from pages.parts.draft import Draft, change
from pages.parts.inputs import Inputs
from pages.parts.wording import counted, listed, plain

POLICIES: dict[Policy, str] = {
    Policy.CREATE: "Make it when it is missing, else leave it as it is",
    Policy.UPSERT: "Make it when it is missing, change it where it differs",
    Policy.UPDATE: "Change it where it differs, park it when it is missing",
}

CHECK_POLICIES: dict[CheckPolicy, str] = {
    CheckPolicy.REQUIRE: "Park the record when it is missing",
    CheckPolicy.CREATE: "Make it when it is missing, use it as it is",
    CheckPolicy.UPSERT: "Make it when it is missing, change it where it differs",
}


def summary(flow: Flow) -> str:
    """The target and its checks in one line."""
    checks = f"checks {listed([check.name for check in flow.checks])}" if flow.checks else "no checks"
    return (
        f"{flow.target.connection} · {flow.target.resource} by {' and '.join(flow.target.match)} · {checks}"
    )


def in_words(check: Check) -> str:
    """A check as a sentence."""
    by = " and ".join(f"{field} = {path}" for field, path in check.match.items())
    each = f"for each of {check.each}, " if check.each else ""
    unless = f"; not when {check.unless}" if check.unless else ""
    missing = {
        CheckPolicy.REQUIRE: "missing: the record is parked",
        CheckPolicy.CREATE: "missing: it is made",
        CheckPolicy.UPSERT: "missing: it is made; different: it is changed",
    }[check.policy]
    return f"{each}{check.resource} where {by}; {missing}{unless}"


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the target, the checks and the settings."""
    target, checks, settings = st.tabs(
        ["Target", "Checks", "Settings"],
        key="target.tabs",
        on_change="rerun",
    )
    inputs = Inputs(workspace, draft)
    if target.open:
        with target:
            _target(draft, inputs)
    if checks.open:
        with checks:
            _checks(workspace, draft, inputs)
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


def _target(draft: Draft, inputs: Inputs) -> None:
    target = draft.flow.target

    def made(**changes: Any) -> Flow:
        return draft.flow.model_copy(update={"target": draft.flow.target.model_copy(update=changes)})

    left, right = st.columns(2, gap="large")
    with left:
        ends.connection(inputs, "target", target.connection, lambda name: made(connection=name))
        end = target.connection, target.resource
        ends.resource(inputs, "target_resource", "Resource", end, lambda name: made(resource=name))
    with right:
        inputs.choice(
            "policy",
            "When the target has it",
            list(Policy),
            target.policy,
            lambda policy: made(policy=policy),
            format_func=POLICIES.__getitem__,
        )
        st.markdown(
            "Natural key", help="By which fields a record is known in the target: never written twice."
        )
        inputs.pairs(
            "match",
            target.match,
            ("Target field", "JMESPath on the record"),
            lambda kept: made(match=kept or target.match),
            alt="The natural key",
        )


def _settings(flow: Flow, kept: dict[str, Any]) -> Flow:
    before = flow.settings
    typed = {
        name: before[name] if name in before and str(before[name]) == text else text or None
        for name, text in kept.items()
    }
    return flow.model_copy(update={"settings": typed})


def _checks(workspace: Workspace, draft: Draft, inputs: Inputs) -> None:
    st.caption(
        "All checks of a record look first; nothing is made before every one of them is sure of its answer."
    )
    for n, check in enumerate(draft.flow.checks):
        with st.container(border=True):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{plain(check.name)}** :gray[{plain(in_words(check))}]", width="stretch")
                unfolded = st.toggle("Edit", key=f"check.{n}.edit")
            if unfolded:
                _edit(workspace, draft, inputs, n, check)
    if st.button("Add a check", icon=":material/add:", key="check.add"):
        first = next(
            iter(ends.resources(workspace, draft.flow.target.connection)), draft.flow.target.resource
        )
        names = {check.name for check in draft.flow.checks}
        name = next(f"check{k}" for k in range(1, len(names) + 2) if f"check{k}" not in names)
        new = Check(name=name, resource=first, match={"Code": "id"})
        change(workspace, draft, draft.flow.model_copy(update={"checks": (*draft.flow.checks, new)}))
        st.rerun()


def _edit(workspace: Workspace, draft: Draft, inputs: Inputs, n: int, check: Check) -> None:

    def made(**changes: Any) -> Flow:
        checks = list(draft.flow.checks)
        checks[n] = checks[n].model_copy(update=changes)
        return draft.flow.model_copy(update={"checks": tuple(checks)})

    def policed(policy: CheckPolicy) -> Flow:
        if policy is CheckPolicy.REQUIRE:
            return made(policy=policy, map=())
        rules = check.map or tuple(Rule(to=field, select=path) for field, path in check.match.items())
        return made(policy=policy, map=rules)

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
            policed,
            format_func=CHECK_POLICIES.__getitem__,
        )
        inputs.text(
            f"{key}.each",
            "For each of",
            check.each,
            lambda text: made(each=text),
            placeholder="once per record",
        )
    with right:
        inputs.text(
            f"{key}.unless",
            "Not when",
            check.unless,
            lambda text: made(unless=text),
            placeholder="always made",
        )
    inputs.pairs(
        f"{key}.match",
        check.match,
        ("Target field", "JMESPath"),
        lambda kept: made(match=kept or check.match),
        alt="By which fields",
    )
    if check.map:
        st.caption(
            f"How it is made: {counted(len(check.map), 'rule')}, in the Map cell under “{plain(check.name)}”."
        )
    if st.button("Remove this check", icon=":material/delete:", key=f"{key}.remove", type="tertiary"):
        rest = tuple(each for k, each in enumerate(draft.flow.checks) if k != n)
        change(workspace, draft, draft.flow.model_copy(update={"checks": rest}))
        st.rerun()
