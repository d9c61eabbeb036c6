"""The notebook's third cell: what must be true before a record is written, step by step, and the settings."""

from __future__ import annotations

from functools import reduce
from typing import Any

import streamlit as st

from core.flow import Check, CheckPolicy, Flow, Policy, Rule
from core.language import N_, _, n_, whole
from core.workspace import Workspace
from pages.parts import ends
from pages.parts.cell import State, unfold
from pages.parts.draft import Draft, change
from pages.parts.inputs import Inputs
from pages.parts.notice import done
from pages.parts.wording import listed, plain

_MAP_CELL = 4
_SHOWN = 6

CHECK_POLICIES: dict[CheckPolicy, str] = {
    CheckPolicy.REQUIRE: N_("Park the record when it is missing"),
    CheckPolicy.CREATE: N_("Make it when it is missing, use it as it is"),
    CheckPolicy.UPSERT: N_("Make it when it is missing, change it where it differs"),
}
_MISSING: dict[CheckPolicy, str] = {
    CheckPolicy.REQUIRE: N_("missing: the record is parked, and what is missing is named"),
    CheckPolicy.CREATE: N_("missing: it is made; there: used as it is"),
    CheckPolicy.UPSERT: N_("missing: it is made; there: changed where it differs"),
}
_LAST: dict[Policy, tuple[str, str]] = {
    Policy.CREATE: (N_("there: skipped"), N_("{what} made when it is missing")),
    Policy.UPSERT: (N_("there: changed where it differs"), N_("{what} made or changed")),
    Policy.UPDATE: (N_("missing: parked"), N_("{what} changed where it differs")),
}


def glance(_workspace: Workspace, draft: Draft) -> tuple[str, State]:
    """The checks in one line."""
    flow = draft.flow
    names = [check.name for check in flow.checks]
    words = _("nothing is checked before the write")
    if names:
        words = _("{checks} before the write", checks=listed(names))
    if not flow.settings:
        return words, "done"
    return f"{words} · {n_('{n} setting', '{n} settings', len(flow.settings))}", "done"


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the chain of checks, and the settings that rules and checks see."""
    chain, settings = st.tabs([_("Chain"), _("Settings")], key="checks.tabs", on_change="rerun")
    inputs = Inputs(workspace, draft)
    if chain.open:
        with chain:
            _chain(workspace, draft, inputs)
    if settings.open:
        with settings:
            st.caption(
                _("Constants of this flow; rules see them as `$settings.name`. Never put a secret here.")
            )
            inputs.pairs(
                "settings",
                {k: "" if v is None else str(v) for k, v in draft.flow.settings.items()},
                (_("Setting"), _("Value")),
                lambda kept: _settings(draft.flow, kept),
                alt=_("Settings of the flow"),
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
    what = titles.get(flow.target.resource, flow.target.resource)
    there, made = _LAST[flow.target.policy]
    if flow.source.where:
        words = _("where {condition}; else it is filtered", condition=flow.source.where)
        _step(number, _("Is it carried?"), words)
        number += 1
    _step(
        number,
        _("Is it in {system} already?", system=flow.target.connection),
        _("{what} by {fields}; {then}", what=what, fields=_by(flow.target.match), then=_(there)),
    )
    for n, check in enumerate(flow.checks):
        with st.container(border=True, key=f"check_{n}"):
            with st.container(horizontal=True, vertical_alignment="center", key=f"step_{n}"):
                _step(number + 1 + n, check.name, in_words(check, titles))
                unfolded = st.toggle(_("Edit"), key=f"check.{n}.edit")
            if check.map:
                _rules(flow, check, n)
            if unfolded:
                _edit(workspace, draft, inputs, n, check)
    _step(number + 1 + len(flow.checks), _("Write"), _(made, what=what))
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_("Add a check"), icon=":material/add:", key="check.add"):
            _add(workspace, draft)
        st.caption(
            _("All checks of a record look first; nothing is made before every one is sure of its answer."),
            width="content",
        )


def _step(number: int, name: str, words: str) -> None:
    st.markdown(f":green-badge[{number}] **{plain(name)}** :gray[{plain(words)}]", width="stretch")


def _by(match: dict[str, str]) -> str:
    pairs = (f"{field} = {path}" for field, path in match.items())
    return reduce(lambda first, last: _("{first} and {last}", first=first, last=last), pairs)


def in_words(check: Check, titles: dict[str, str]) -> str:
    """A check as a sentence."""
    if check.each and check.unless:
        words = N_("for each of {list}, {what} where {fields}; {then}; not when {condition}")
    elif check.each:
        words = N_("for each of {list}, {what} where {fields}; {then}")
    elif check.unless:
        words = N_("{what} where {fields}; {then}; not when {condition}")
    else:
        words = N_("{what} where {fields}; {then}")
    return _(
        words,
        list=check.each,
        what=titles.get(check.resource, check.resource),
        fields=_by(check.match),
        then=_(_MISSING[check.policy]),
        condition=check.unless,
    )


def _rules(flow: Flow, check: Check, n: int) -> None:
    """Draw the rules that make what is missing, and the way to where they are edited."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"step_rules_{n}"):
        shown = "  \n".join(f"`{rule.to}` ← {_made_from(rule)}" for rule in check.map[:_SHOWN])
        left = len(check.map) - _SHOWN
        more = f"  \n:gray[{_('and {n} more', n=whole(left))}]" if left > 0 else ""
        st.markdown(f":small[{shown}{more}]", width="stretch")
        if st.button(_("Map it"), key=f"check.{n}.map", icon=":material/account_tree:", type="tertiary"):
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
            _("Name"),
            check.name,
            lambda name: made(name=name or check.name),
            help=_("Rules see what it found as `$name`."),
        )
        end = draft.flow.target.connection, check.resource
        ends.resource(inputs, f"{key}.resource", _("Look for"), end, lambda name: made(resource=name))
    with middle:
        inputs.choice(
            f"{key}.policy",
            _("When it is missing"),
            list(CheckPolicy),
            check.policy,
            lambda policy: made(policy=policy, map=_made_by(policy, check)),
            format_func=lambda policy: _(CHECK_POLICIES[policy]),
        )
        each, without = _("For each of"), _("once per record")
        inputs.text(f"{key}.each", each, check.each, lambda text: made(each=text), placeholder=without)
    with right:
        unless, without = _("Not when"), _("always made")
        inputs.text(
            f"{key}.unless", unless, check.unless, lambda text: made(unless=text), placeholder=without
        )
    inputs.pairs(
        f"{key}.match",
        check.match,
        (_("Target field"), "JMESPath"),
        lambda kept: made(match=kept or check.match),
        alt=_("By which fields"),
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
        ways = ((N_("Earlier"), "arrow_upward", n - 1), (N_("Later"), "arrow_downward", n + 1))
        for label, icon, to in ways:
            there = 0 <= to < len(checks)
            if st.button(
                _(label),
                icon=f":material/{icon}:",
                key=f"{key}.{label}",
                type="tertiary",
                disabled=not there,
            ):
                rest = [each for k, each in enumerate(checks) if k != n]
                put([*rest[:to], checks[n], *rest[to:]])
        if st.button(_("Remove this check"), icon=":material/delete:", key=f"{key}.remove", type="tertiary"):
            done(_("{check} is out of the draft; undo brings it back", check=checks[n].name), "delete")
            put([each for k, each in enumerate(checks) if k != n])
