"""The flows: found, put into folders, copied, taken in and handed out; and where each thing is used."""

from __future__ import annotations

from core.errors import KoppelError
from core.language import _
from pages.frame.entry import enter
from pages.parts import flow_list, used_list
from pages.parts.notice import problem
from pages.parts.view import choose_view

workspace = enter("Flows")
show = choose_view("flows", {"flows": _("Flows"), "used": _("Where used")})
try:
    if show == "used":
        used_list.draw(workspace)
    else:
        flow_list.draw(workspace, workspace.flows())
except KoppelError as error:
    problem(error)
