"""The kinds of records of a declared system: where they are, how they are paged, found and written."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.language import N_, _, translated
from pages.parts import rest_lookup
from pages.parts.rest_draft import Declared, put, typed

#: The ways of paging: as a choice, and within a line.
_PAGING = {
    "none": (N_("One answer holds everything"), N_("one answer holds everything")),
    "page": (N_("Pages by number"), N_("pages by number")),
    "offset": (N_("By the number of records read (offset)"), N_("by the number of records read (offset)")),
    "cursor": (N_("A cursor in the answer"), N_("a cursor in the answer")),
    "link_header": (N_("Link header"), N_("link header")),
    "link": (N_("A link in the answer"), N_("a link in the answer")),
    "after_last": (N_("After the last record"), N_("after the last record")),
}
#: The fields of each way of paging: name to title, and what it is by default.
_ASKED: dict[str, dict[str, tuple[str, str]]] = {
    "page": {
        "param": (N_("Parameter of the page"), "page"),
        "page": (N_("Its number in the answer"), ""),
        "last": (N_("The last number in the answer"), ""),
        "total": (N_("How many records, in the answer"), ""),
    },
    "offset": {
        "param": (N_("Parameter of the offset"), "offset"),
        "total": (N_("How many records, in the answer"), ""),
    },
    "cursor": {
        "param": (N_("Parameter of the cursor"), "cursor"),
        "place": (N_("The next cursor in the answer"), "next_cursor"),
        "more": (N_("Whether there is more, in the answer"), ""),
    },
    "link": {"place": (N_("The next link in the answer"), "next")},
    "after_last": {"param": (N_("Parameter"), ""), "field": (N_("Field of the last record"), "")},
}
_METHODS = ("PUT", "PATCH", "POST")
#: Whether records are made, and whether they are changed.
_WRITTEN = {
    (True, True): N_("Written: made and changed"),
    (True, False): N_("Written: made"),
    (False, True): N_("Written: changed"),
    (False, False): N_("Written: not"),
}


def draw(draft: Declared) -> None:
    """Draw one kind of record at a time."""
    resources: list[dict[str, Any]] = draft.told["resources"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        draft.chosen = st.selectbox(
            _("Kind of record"),
            range(len(resources)),
            min(draft.chosen, len(resources) - 1),
            key=draft.key("chosen"),
            format_func=lambda n: translated(resources[n].get("title") or resources[n]["name"]),
        )
        if st.button(_("Add"), key=draft.key("add"), icon=":material/add:", type="tertiary"):
            taken = {each["name"] for each in resources}
            name = next(f"records_{n}" for n in range(1, 999) if f"records_{n}" not in taken)
            resources.append({"name": name, "title": "Records", "path": "records"})
            draft.chosen, draft.turn = len(resources) - 1, draft.turn + 1
            st.rerun()
        if len(resources) > 1 and st.button(
            _("Remove"), key=draft.key("drop"), icon=":material/delete:", type="tertiary"
        ):
            resources.pop(draft.chosen)
            draft.chosen, draft.turn = 0, draft.turn + 1
            st.rerun()
    _place(draft)
    _paging(draft)
    rest_lookup.found(draft)
    rest_lookup.changed(draft)
    _write(draft)
    _fields(draft)


def _place(draft: Declared) -> None:
    kept = draft.resource
    left, right = st.columns(2)
    with left:
        kept["title"] = typed(draft, kept, "title", _("Title")) or kept["name"]
        kept["path"] = typed(draft, kept, "path", _("Path"), help=_("Below the address of the API."))
        kept["name"] = typed(draft, kept, "name", _("Name in flows")) or kept["name"]
    with right:
        typed(
            draft, kept, "records", _("Where the list is in the answer"), placeholder=_("the whole answer"),
            help=_("As data.items; `data || items` tries one after the other."),
        )  # fmt: skip
        typed(draft, kept, "key", _("Field that names a record"), "id")
        names = ", ".join(kept.get("natural", []))
        given = st.text_input(
            _("Fields by which people know it"), names, key=draft.key(f"{draft.chosen}.natural"),
            placeholder="number, email",
        )  # fmt: skip
        put(kept, "natural", [each.strip() for each in (given or "").split(",") if each.strip()])


def _paging(draft: Declared) -> None:
    kept, place = draft.resource, f"{draft.chosen}."
    before = kept.get("paging") or draft.told.get("paging") or {"kind": "none"}
    paging = dict(before)
    kinds = list(_PAGING)
    how = _(_PAGING[paging["kind"]][1])
    with st.expander(_("Paging: {how}", how=how), key=draft.key(f"{place}paging")):
        kind = st.selectbox(
            _("How pages follow each other"), kinds, kinds.index(paging["kind"]),
            key=draft.key(f"{place}kind"),
            format_func=lambda each: _(_PAGING[each][0]),
        )  # fmt: skip
        paging = paging if paging["kind"] == kind else {"kind": kind}
        for name, (title, usual) in _ASKED.get(kind, {}).items():
            typed(draft, paging, name, _(title), usual, part=f"{kind}.")
        if kind != "none":
            left, right = st.columns(2)
            with left:
                typed(draft, paging, "size_param", _("Parameter of the page size"), part="size.")
            size = right.number_input(
                _("Records in a page"), 0, 10_000, int(paging.get("size", 0)), key=draft.key(f"{place}size"),
                help=_("0: as many as the system gives."),
            )  # fmt: skip
            put(paging, "size", size)
        if kind in {"page", "offset"} and not paging.get("total"):
            short = st.checkbox(
                _("An answer with fewer records than asked for is the last"), paging.get("ends") == "short",
                key=draft.key(f"{place}ends"),
                help=_("Only where the system always gives as many as it is asked for."),
            )  # fmt: skip
            put(paging, "ends", "short" if short else "")
        if paging != before:
            kept["paging"] = paging


def _write(draft: Declared) -> None:
    kept = draft.resource
    title = _WRITTEN[bool(kept.get("create")), bool(kept.get("update"))]
    with st.expander(_(title), key=draft.key(f"{draft.chosen}.write")):
        create, update = _create(draft), _update(draft)
        put(kept, "create", create)
        put(kept, "update", update)
        by_hand = bool((create or update) and not kept.get("find"))
        if by_hand:
            st.warning(
                _(
                    "Nothing finds a record again, so a write that is not answered clearly waits for a "
                    "person to confirm it."
                ),
                icon=":material/front_hand:",
            )
        put(kept, "unclear", "by_hand" if by_hand else "")


def _create(draft: Declared) -> dict[str, Any]:
    """Ask how a record is made; empty when it is not."""
    kept, place = draft.resource, f"{draft.chosen}."
    create = dict(kept.get("create") or {})
    if not st.checkbox(_("Records can be made (POST)"), bool(create), key=draft.key(f"{place}makes")):
        return {}
    create.setdefault("path", kept["path"])
    key = kept.get("key", "id")
    left, right = st.columns(2)
    with left:
        create["path"] = typed(draft, create, "path", _("Path"), part="create.") or kept["path"]
        typed(draft, create, "wrap", _("Name around the record"), part="create.", placeholder=_("none"))
    with right:
        typed(draft, create, "key", _("New key in the answer"), part="create.", placeholder=key)
        typed(
            draft,
            create,
            "idempotency",
            _("Header of an idempotency key"),
            part="create.",
            placeholder=_("none"),
        )
    located = st.checkbox(
        _("The new key is in the header Location"),
        create.get("located", False),
        key=draft.key(f"{place}located"),
    )
    put(create, "located", located)
    return create


def _update(draft: Declared) -> dict[str, Any]:
    """Ask how a record is changed; empty when it is not."""
    kept, place = draft.resource, f"{draft.chosen}."
    update = dict(kept.get("update") or {})
    if not st.checkbox(_("Records can be changed"), bool(update), key=draft.key(f"{place}changes")):
        return {}
    usual = f"{kept['path']}/{{key}}"
    update.setdefault("path", usual)
    left, middle, right = st.columns([2, 1, 1])
    with left:
        update["path"] = typed(draft, update, "path", _("Path with {key}"), part="update.") or usual
    before = _METHODS.index(update.get("method", "PUT"))
    method = middle.selectbox(_("Method"), _METHODS, before, key=draft.key(f"{place}method"))
    put(update, "method", method if method != "PUT" else "")
    with right:
        typed(draft, update, "wrap", _("Name around it"), part="update.", placeholder=_("none"))
    replaces = st.checkbox(
        _("What is not sent would be emptied, so it is read first and sent whole"),
        update.get("replaces", False),
        key=draft.key(f"{place}replaces"),
    )
    put(update, "replaces", replaces)
    return update


def _fields(draft: Declared) -> None:
    kept = draft.resource
    fields = kept.get("fields", [])
    with st.expander(_("Fields: {n}", n=len(fields)), key=draft.key(f"{draft.chosen}.fields")):
        if not fields:
            st.caption(_("None are declared. Try it, and take the fields of the records that came."))
            return
        st.dataframe(
            [
                {
                    _("field"): each["name"],
                    _("type"): str(each.get("type", "text")),
                    _("needed"): each.get("required", False),
                    _("at most"): each.get("max_length"),
                    _("one of"): ", ".join(map(str, each.get("allowed", []))),
                    _("help"): translated(each.get("help", "")),
                }
                for each in fields
            ],
            hide_index=True,
            width="stretch",
        )
        st.caption(_("To change a field, edit the system as a file."))
