"""The people: who may sign in and as what, the tokens of programs, and the way out."""

from __future__ import annotations

from pages.frame.entry import enter
from pages.parts import people_list, token_list

workspace = enter("People")

people_list.draw(workspace)
token_list.draw(workspace)
