"""The theme as Streamlit tells it to every browser with every drawing."""

from __future__ import annotations

from functools import wraps
from typing import Any

from streamlit.runtime import app_session

#: What puts a section of the theme into a message.
_TELLS = "_populate_theme_msg"


def tell_from_memory() -> None:
    """Let a section of the theme be put together once and no more: it is the same while a server runs.

    Streamlit reads it anew out of all its options for every press, a third of what an edit costs. A Streamlit
    that does so in another place goes on as it likes.
    """
    tells: Any = getattr(app_session, _TELLS, None)
    if tells is None or hasattr(tells, "__wrapped__"):  # it is not there, or told from memory already
        return
    known: dict[str, Any] = {}

    @wraps(tells)
    def told(theme: Any, section: str = "theme") -> None:
        if section not in known:
            known[section] = type(theme)()
            tells(known[section], section)
        if known[section].ByteSize():  # a section that says nothing is not even begun
            theme.MergeFrom(known[section])

    setattr(app_session, _TELLS, told)
