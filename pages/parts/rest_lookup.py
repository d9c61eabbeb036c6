"""How records of a declared system are looked up: one by what it says, many by when they were changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from core.language import N_, _
from pages.parts.rest_draft import Declared, put, typed
from pages.parts.wording import plain

_QUOTES = {"single": N_("'text'"), "double": N_('"text"'), "none": N_("text, as it is")}
#: How times are said in an address; others can be typed.
_FORMATS = ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d")
_SHOWN = datetime(2026, 3, 1, 14, 30, tzinfo=UTC)
_AT_ONCE, _OVERLAP = 20, 60
#: The ways in which a record is found; written down by these words, and shown translated.
_WAYS = [N_("parameter"), N_("filter"), N_("path"), N_("read all")]


def found(draft: Declared) -> None:
    """Draw how one record is found again by what it says."""
    kept, place = draft.resource, f"{draft.chosen}."
    find = dict(kept.get("find") or {})
    rows = [{"field": name, "how": "parameter", "by": by} for name, by in find.get("params", {}).items()]
    rows += [{"field": name, "how": "filter", "by": ""} for name in find.get("filter", {}).get("fields", [])]
    rows += [{"field": name, "how": "path", "by": by} for name, by in find.get("paths", {}).items()]
    rows += [{"field": name, "how": "read all", "by": ""} for name in find.get("read_all", [])]
    by = plain(", ".join(row["field"] for row in rows))
    title = _("Looked up by: {fields}", fields=by) if by else _("Looked up by: nothing yet")
    with st.expander(title, key=draft.key(f"{place}find")):
        st.caption(
            _(
                "How one record is found again, so that nothing is made twice: by a parameter of the list, "
                "by a filter that the system understands, at a path of its own with {value}, or among all "
                "records, which is slow."
            )
        )
        edited = st.data_editor(
            rows or [{"field": kept.get("key", "id"), "how": "path", "by": ""}],
            key=draft.key(f"{place}finds"),
            num_rows="dynamic",
            hide_index=True,
            width="stretch",
            column_config={
                "field": _("field"),
                "how": st.column_config.SelectboxColumn(
                    _("how"), options=_WAYS, required=True, format_func=lambda way: _(str(way))
                ),
                "by": st.column_config.TextColumn(_("parameter, or path with {value}")),
            },
        )
        said = [row for row in edited if row.get("field")]
        put(find, "params", {r["field"]: r["by"] for r in said if r["how"] == "parameter" and r["by"]})
        put(find, "paths", {r["field"]: r["by"] for r in said if r["how"] == "path" and r["by"]})
        put(find, "read_all", [r["field"] for r in said if r["how"] == "read all"])
        put(find, "filter", _filter(draft, find, [r["field"] for r in said if r["how"] == "filter"]))
        put(kept, "find", find)


def _filter(draft: Declared, find: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    """Ask how the filter is written; nothing where no field is found by it."""
    if not fields:
        return {}
    told: dict[str, Any] = {"param": "$filter", **find.get("filter", {}), "fields": fields}
    left, right = st.columns(2)
    with left:
        told["param"] = typed(draft, told, "param", _("Parameter of the filter"), part="filter.") or "$filter"
        typed(
            draft, told, "term", _("How one field is asked for"), "{field} eq {value}", part="filter.",
            help=_("{field} and {value} stand for them: {field} eq {value}, or {field}:{value}."),
        )  # fmt: skip
        quotes = list(_QUOTES)
        quote = st.selectbox(
            _("A text in it"), quotes, quotes.index(told.get("quote", "single")),
            key=draft.key(f"{draft.chosen}.quote"), format_func=lambda each: _(_QUOTES[each]),
        )  # fmt: skip
        put(told, "quote", quote if quote != "single" else "")
    with right:
        typed(draft, told, "both", _("Between fields that must both hold"), " and ", part="filter.")
        typed(draft, told, "either", _("Between records, of which any"), " or ", part="filter.")
        most = st.number_input(
            _("Records asked for at once"), 1, 500, int(told.get("at_once", _AT_ONCE)),
            key=draft.key(f"{draft.chosen}.at_once"),
            help=_("1 where the system knows no word for `or`."),
        )  # fmt: skip
        put(told, "at_once", most if most != _AT_ONCE else None)
    return told


def changed(draft: Declared) -> None:
    """Draw how the list is asked for what changed since the last run."""
    kept, place = draft.resource, f"{draft.chosen}."
    before = dict(kept.get("modified") or {})
    by = plain(before.get("field", ""))
    title = (
        _("What changed is told by: {field}", field=by) if by else _("What changed is told by: nothing yet")
    )
    with st.expander(title, key=draft.key(f"{place}changed")):
        st.caption(_("Without it every run reads all records; the ledger knows those that are the same."))
        told = dict(before)
        left, right = st.columns(2)
        with left:
            typed(
                draft, told, "field", _("Field that says when a record was changed"), part="changed.",
                placeholder="updated_at",
            )  # fmt: skip
        if not told.get("field"):
            put(kept, "modified", {})
            return
        with right:
            typed(
                draft, told, "param", _("Parameter that asks for later ones"), part="changed.",
                placeholder=_("none: all are read, and compared here"),
            )  # fmt: skip
        if told.get("param"):
            _asked(draft, told)
        _in_order(draft, told)
        put(kept, "modified", told)


def _asked(draft: Declared, told: dict[str, Any]) -> None:
    """Ask how a time is said to the system."""
    place = f"{draft.chosen}."
    left, right = st.columns(2)
    with left:
        typed(
            draft, told, "filter", _("What it is given"), "{time}", part="changed.",
            help=_("{time} alone, or within a filter: updated_at ge {time}."),
        )  # fmt: skip
        typed(
            draft, told, "join", _("Between it and a filter that stands there"), " and ", part="changed.",
        )  # fmt: skip
    with right:
        usual = told.get("format", _FORMATS[0])
        formats = list(dict.fromkeys((*_FORMATS, usual)))
        said = st.selectbox(
            _("How a time is written"), formats, formats.index(usual), key=draft.key(f"{place}format"),
            format_func=_example, accept_new_options=True,
        )  # fmt: skip
        put(told, "format", said if said != _FORMATS[0] else "")
        typed(
            draft, told, "zone", _("Zone of times that name none"), "UTC", part="changed.",
            placeholder="Europe/Amsterdam",
        )  # fmt: skip


def _example(how: str) -> str:
    return _SHOWN.strftime(how)


def _in_order(draft: Declared, told: dict[str, Any]) -> None:
    place = f"{draft.chosen}."
    order = ", ".join(f"{name}={value}" for name, value in told.get("order", {}).items())
    left, right = st.columns(2)
    with left:
        ordered = st.checkbox(
            _("The answer begins with what was changed first"), told.get("ordered", False),
            key=draft.key(f"{place}ordered"),
            help=_("Then a run that is stopped goes on where it was, and need not begin again."),
        )  # fmt: skip
        put(told, "ordered", ordered)
        given = st.text_input(
            _("Parameters that ask for this order"), order, key=draft.key(f"{place}order"),
            placeholder="sort=updated_at", autocomplete="off",
        )  # fmt: skip
        pairs = (each.partition("=") for each in (given or "").split(",") if "=" in each)
        if given != order:
            put(told, "order", {name.strip(): value.strip() for name, _equals, value in pairs})
    again = right.number_input(
        _("Seconds that are read again"), 0, 86_400, int(told.get("overlap", _OVERLAP)),
        key=draft.key(f"{place}overlap"),
        help=_("For clocks that differ, and records that appear late."),
    )  # fmt: skip
    told.pop("overlap", None)
    told |= {"overlap": again} if again != _OVERLAP else {}  # none at all is said as well
