"""The mapper's place on the page: what it is given, and what becomes of what it asks for."""

from __future__ import annotations

import json
from typing import Any

from page import mapped, shown
from streamlit.testing.v1 import AppTest

from core.flow import Flow, Rule
from core.workspace import Workspace
from pages.parts.draft import Draft, change
from pages.parts.mapper import put
from pages.parts.mapper.document import written
from pages.parts.mapper.grant import GRANTS

FLOW = "webshop-orders-to-exact"


def data(page: AppTest) -> dict[str, Any]:
    """What the component is given."""
    element = next(one for one in page.get("bidi_component") if one.proto.component_name == "koppel_mapper")
    made: dict[str, Any] = json.loads(element.proto.json)
    return made


def ruled(flow: Flow, to: str, transform: str) -> Flow:
    """The flow with another rule for a field."""
    rest = [rule for rule in flow.map if rule.to != to]
    return flow.model_copy(update={"map": (*rest, Rule(to=to, transform=transform))})


def test_its_token_opens_the_desk_of_its_session(demo: Workspace) -> None:
    """With the flow as it stands; another session has another one."""
    page = shown("notebook", flow=FLOW)
    token = page.session_state["mapper.token"]
    desk = GRANTS.desk(token)
    assert desk is not None
    assert desk.flow == demo.flow(FLOW)
    mapped(page, demo, "Description", transform="x")
    desk = GRANTS.desk(token)
    assert desk is not None
    assert desk.flow == page.session_state["draft.open"].flow
    assert shown("notebook", flow=FLOW).session_state["mapper.token"] != token


def test_little_is_sent_with_each_drawing(demo: Workspace) -> None:
    """Names of states, no schema and no values: what the browser has is told apart from what it needs."""
    page = shown("notebook", flow=FLOW)
    given = data(page)
    assert len(json.dumps(given)) < 600
    mapped(page, demo, "Description", transform="x")
    assert data(page) == given
    draft = page.session_state["draft.open"]
    draft.flow = draft.flow.model_copy(update={"settings": {**draft.flow.settings, "own": "1"}})
    page.run()
    assert data(page)["ground"] != given["ground"]
    assert data(page)["turn"] == given["turn"]


def test_a_check_s_rules_are_opened_from_elsewhere(demo: Workspace) -> None:
    """Another cell may ask for them."""
    page = shown("notebook", flow=demo.flow(FLOW).name)
    page.session_state[f"map.go.{FLOW}"] = "customer (check)"
    page.run()
    assert data(page)["part"]["check"] == "customer"


def test_its_key_publishes(demo: Workspace) -> None:
    """Ctrl+S in the mapper is Publish: it asks for a note first, and for nothing where nothing is edited."""
    page = shown("notebook", flow=FLOW)
    page.session_state["mapper.publish"] = True
    page.run()
    assert "publish.sure" not in [button.key for button in page.button]
    mapped(page, demo, "Description", transform="x")
    page.session_state["mapper.publish"] = True
    page.run()
    assert page.button(key="publish.sure").label == "Publish version 2"
    assert page.text_input(key="publish.note").label == "Note"
    assert demo.saved(FLOW).version == 1


def test_rules_made_of_an_earlier_turn_stand_beside_what_was_changed_since(demo: Workspace) -> None:
    """Nothing of either is lost; where both changed the same rule, what was typed holds."""
    flow = demo.flow(FLOW)
    sent = written(ruled(ruled(flow, "Description", "typed"), "YourRef", "typed"))
    draft = Draft(flow, flow, demo.saved(FLOW).version, None, flow)
    change(demo, draft, ruled(ruled(flow, "Description", "elsewhere"), "OrderDate", "elsewhere"))
    turn = draft.turn
    assert put(demo, draft, sent, flow) == ""
    made = {rule.to: rule.transform for rule in draft.flow.map}
    assert (made["Description"], made["YourRef"], made["OrderDate"]) == ("typed", "typed", "elsewhere")
    assert draft.turn > turn, "the browser has to be given what it does not have"
    kept = demo.draft(FLOW)
    assert kept == draft.flow
