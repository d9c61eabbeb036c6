"""The kinds of records of a declared system: where they are, how they are paged, found and written."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts import rest_lookup
from pages.parts.rest_draft import Declared, put, typed

_PAGING = {
    "none": "One answer holds everything",
    "page": "Pages by number",
    "offset": "By the number of records read (offset)",
    "cursor": "A cursor in the answer",
    "link_header": "Link header",
    "link": "A link in the answer",
    "after_last": "After the last record",
}
#: The fields of each way of paging: name to title, and what it is by default.
_ASKED: dict[str, dict[str, tuple[str, str]]] = {
    "page": {
        "param": ("Parameter of the page", "page"),
        "page": ("Its number in the answer", ""),
        "last": ("The last number in the answer", ""),
        "total": ("How many records, in the answer", ""),
    },
    "offset": {
        "param": ("Parameter of the offset", "offset"),
        "total": ("How many records, in the answer", ""),
    },
    "cursor": {
        "param": ("Parameter of the cursor", "cursor"),
        "place": ("The next cursor in the answer", "next_cursor"),
        "more": ("Whether there is more, in the answer", ""),
    },
    "link": {"place": ("The next link in the answer", "next")},
    "after_last": {"param": ("Parameter", ""), "field": ("Field of the last record", "")},
}
_METHODS = ("PUT", "PATCH", "POST")


def draw(draft: Declared) -> None:
    """Draw one kind of record at a time."""
    resources: list[dict[str, Any]] = draft.told["resources"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        draft.chosen = st.selectbox(
            "Kind of record",
            range(len(resources)),
            min(draft.chosen, len(resources) - 1),
            key=draft.key("chosen"),
            format_func=lambda n: resources[n].get("title") or resources[n]["name"],
        )
        if st.button("Add", key=draft.key("add"), icon=":material/add:", type="tertiary"):
            taken = {each["name"] for each in resources}
            name = next(f"records_{n}" for n in range(1, 999) if f"records_{n}" not in taken)
            resources.append({"name": name, "title": "Records", "path": "records"})
            draft.chosen, draft.turn = len(resources) - 1, draft.turn + 1
            st.rerun()
        if len(resources) > 1 and st.button(
            "Remove", key=draft.key("drop"), icon=":material/delete:", type="tertiary"
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
        kept["title"] = typed(draft, kept, "title", "Title") or kept["name"]
        kept["path"] = typed(draft, kept, "path", "Path", help="Below the address of the API.")
        kept["name"] = typed(draft, kept, "name", "Name in flows") or kept["name"]
    with right:
        typed(
            draft, kept, "records", "Where the list is in the answer", placeholder="the whole answer",
            help="As data.items; `data || items` tries one after the other.",
        )  # fmt: skip
        typed(draft, kept, "key", "Field that names a record", "id")
        names = ", ".join(kept.get("natural", []))
        given = st.text_input(
            "Fields by which people know it", names, key=draft.key(f"{draft.chosen}.natural"),
            placeholder="number, email",
        )  # fmt: skip
        put(kept, "natural", [each.strip() for each in (given or "").split(",") if each.strip()])


def _paging(draft: Declared) -> None:
    kept, place = draft.resource, f"{draft.chosen}."
    before = kept.get("paging") or draft.told.get("paging") or {"kind": "none"}
    paging = dict(before)
    kinds = list(_PAGING)
    with st.expander(f"Paging: {_PAGING[paging['kind']].lower()}", key=draft.key(f"{place}paging")):
        kind = st.selectbox(
            "How pages follow each other", kinds, kinds.index(paging["kind"]), key=draft.key(f"{place}kind"),
            format_func=_PAGING.__getitem__,
        )  # fmt: skip
        paging = paging if paging["kind"] == kind else {"kind": kind}
        for name, (title, usual) in _ASKED.get(kind, {}).items():
            typed(draft, paging, name, title, usual, part=f"{kind}.")
        if kind != "none":
            left, right = st.columns(2)
            with left:
                typed(draft, paging, "size_param", "Parameter of the page size", part="size.")
            size = right.number_input(
                "Records in a page", 0, 10_000, int(paging.get("size", 0)), key=draft.key(f"{place}size"),
                help="0: as many as the system gives.",
            )  # fmt: skip
            put(paging, "size", size)
        if kind in {"page", "offset"} and not paging.get("total"):
            short = st.checkbox(
                "An answer with fewer records than asked for is the last", paging.get("ends") == "short",
                key=draft.key(f"{place}ends"),
                help="Only where the system always gives as many as it is asked for.",
            )  # fmt: skip
            put(paging, "ends", "short" if short else "")
        if paging != before:
            kept["paging"] = paging


def _write(draft: Declared) -> None:
    kept = draft.resource
    ways = [name for name, key in (("made", "create"), ("changed", "update")) if kept.get(key)]
    title = f"Written: {' and '.join(ways) or 'not'}"
    with st.expander(title, key=draft.key(f"{draft.chosen}.write")):
        create, update = _create(draft), _update(draft)
        put(kept, "create", create)
        put(kept, "update", update)
        by_hand = bool((create or update) and not kept.get("find"))
        if by_hand:
            st.warning(
                "Nothing finds a record again, so a write that is not answered clearly waits for a person to "
                "confirm it.",
                icon=":material/front_hand:",
            )
        put(kept, "unclear", "by_hand" if by_hand else "")


def _create(draft: Declared) -> dict[str, Any]:
    """Ask how a record is made; empty when it is not."""
    kept, place = draft.resource, f"{draft.chosen}."
    create = dict(kept.get("create") or {})
    if not st.checkbox("Records can be made (POST)", bool(create), key=draft.key(f"{place}makes")):
        return {}
    create.setdefault("path", kept["path"])
    key = kept.get("key", "id")
    left, right = st.columns(2)
    with left:
        create["path"] = typed(draft, create, "path", "Path", part="create.") or kept["path"]
        typed(draft, create, "wrap", "Name around the record", part="create.", placeholder="none")
    with right:
        typed(draft, create, "key", "New key in the answer", part="create.", placeholder=key)
        typed(
            draft, create, "idempotency", "Header of an idempotency key", part="create.", placeholder="none"
        )  # fmt: skip
    located = st.checkbox(
        "The new key is in the header Location",
        create.get("located", False),
        key=draft.key(f"{place}located"),
    )
    put(create, "located", located)
    return create


def _update(draft: Declared) -> dict[str, Any]:
    """Ask how a record is changed; empty when it is not."""
    kept, place = draft.resource, f"{draft.chosen}."
    update = dict(kept.get("update") or {})
    if not st.checkbox("Records can be changed", bool(update), key=draft.key(f"{place}changes")):
        return {}
    usual = f"{kept['path']}/{{key}}"
    update.setdefault("path", usual)
    left, middle, right = st.columns([2, 1, 1])
    with left:
        update["path"] = typed(draft, update, "path", "Path with {key}", part="update.") or usual
    before = _METHODS.index(update.get("method", "PUT"))
    method = middle.selectbox("Method", _METHODS, before, key=draft.key(f"{place}method"))
    put(update, "method", method if method != "PUT" else "")
    with right:
        typed(draft, update, "wrap", "Name around it", part="update.", placeholder="none")
    replaces = st.checkbox(
        "What is not sent would be emptied, so it is read first and sent whole",
        update.get("replaces", False),
        key=draft.key(f"{place}replaces"),
    )
    put(update, "replaces", replaces)
    return update


def _fields(draft: Declared) -> None:
    kept = draft.resource
    fields = kept.get("fields", [])
    with st.expander(f"Fields: {len(fields)}", key=draft.key(f"{draft.chosen}.fields")):
        if not fields:
            st.caption("None are declared. Try it, and take the fields of the records that came.")
            return
        st.dataframe(
            [
                {
                    "field": each["name"],
                    "type": str(each.get("type", "text")),
                    "needed": each.get("required", False),
                    "at most": each.get("max_length"),
                    "one of": ", ".join(map(str, each.get("allowed", []))),
                    "help": each.get("help", ""),
                }
                for each in fields
            ],
            hide_index=True,
            width="stretch",
        )
        st.caption("To change a field, edit the system as a file.")
