"""A press as the server hears it: once."""

from __future__ import annotations

from functools import wraps
from typing import Any

from streamlit.runtime.app_session import AppSession

#: How a browser tells of what happened, and not of what is.
_HAPPENED = {"trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value"}


def hear_once() -> None:
    """Let a browser tell of a press with the message that the press is sent by, and with no other.

    Streamlit's pages keep a press for a moment before they send it. Where a part that is drawn by the clock
    is due in that moment, its message has the press too, and what was pressed once would be done twice.
    """
    asks: Any = AppSession.request_rerun
    if hasattr(asks, "__wrapped__"):
        return

    @wraps(asks)
    def asked(session: AppSession, client_state: Any) -> None:
        if client_state is not None and client_state.is_auto_rerun:
            states = client_state.widget_states.widgets
            kept = [each for each in states if each.WhichOneof("value") not in _HAPPENED]
            del states[:]
            states.extend(kept)
        asks(session, client_state)

    setattr(AppSession, "request_rerun", asked)  # noqa: B010  a method is replaced
