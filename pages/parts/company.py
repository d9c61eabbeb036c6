"""Who else works on the open flow: newer versions and other drafts, and the way to put them together."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from core.flow import Clash, Flow, edits, merged, read_draft
from core.language import N_, _, n_
from core.workspace import SavedDraft, Workspace
from pages.parts.draft import Draft, follow, mine, take_in
from pages.parts.edit_list import said, table, where
from pages.parts.notice import done, told
from pages.parts.wording import ago, plain

_EVERY = "3s"
_FOUND = "company.found"
_SIDES = {"mine": N_("Keep yours"), "theirs": N_("Take theirs")}


@dataclass(frozen=True, slots=True)
class Other:
    """What somebody else made of the flow: who, when, and what they began with; a version or a draft.

    `what` is a sentence with who did it.
    """

    who: str
    what: str
    flow: Flow
    base: Flow
    version: int | None = None
    kept: SavedDraft | None = None


@st.fragment(run_every=_EVERY)
def watch(workspace: Workspace, draft: Draft) -> None:
    """Follow this person's other tabs, and tell what others do; drawn again every few seconds."""
    with told():
        stamp = workspace.stamp(draft.flow.name, draft.kept)  # an edit of one's own is no news
        if (stamp != draft.seen or draft.unkept) and follow(workspace, draft):
            done(_("Changed in another tab or by a new version: shown as it is now"), "group")
            st.rerun()
        if stamp != draft.seen:
            st.session_state[_FOUND], draft.seen = others(workspace, draft), stamp
        for n, other in enumerate(st.session_state.get(_FOUND, [])):
            with st.container(horizontal=True, vertical_alignment="center", key=f"company_{n}", border=True):
                st.markdown(f":blue[:material/group:] {other.what}", width="stretch")
                if st.button(
                    _("Look…"), key=f"company.look.{n}", type="tertiary", icon=":material/difference:"
                ):
                    put_together(workspace, draft, other)


def others(workspace: Workspace, draft: Draft) -> list[Other]:
    """What others did that this draft does not have: a newer version first, then the drafts."""
    name, found = draft.flow.name, []
    newest = workspace.saved(name)
    if newest.version > draft.version and draft.saved is not None:
        who = newest.by or _("Somebody")
        what = _(
            "**{person}** published version {version} {time}; this draft began with {began}",
            person=plain(who),
            version=newest.version,
            time=plain(ago(newest.at)),
            began=draft.version,
        )
        published = workspace.flow(name, newest.version)
        found.append(Other(who, what, published, draft.saved, newest.version))
    own = draft.kept.id if draft.kept is not None else ""
    for kept in workspace.drafts(name):
        flow = read_draft(kept.text) if kept.id != own else None
        if flow is None or flow == draft.flow:
            continue
        time = plain(ago(kept.at))
        if mine(kept):
            who = _("You, in another tab,")
            what = _("**You, in another tab,** edited a draft {time}", time=time)
        else:
            who, what = kept.by, _("**{person}** edited a draft {time}", person=plain(kept.by), time=time)
        began = min(kept.version or draft.version, draft.version)
        base = workspace.flow(name, began) if began else flow
        found.append(Other(who, what, flow, base, kept=kept))
    return found


def put_together(workspace: Workspace, draft: Draft, other: Other) -> None:
    """Draw what the other made, ask about what clashes, and take it in; both stay as they are until then."""
    dialog = st.dialog(_("Put two states together"), width="large", icon=":material/difference:")
    dialog(_put_together)(workspace, draft, other)


def _put_together(workspace: Workspace, draft: Draft, other: Other) -> None:
    st.markdown(f"{other.what}.")
    both = merged(other.base, draft.flow, other.flow)
    theirs = edits(other.base, other.flow)
    if not theirs:
        st.caption(_("Nothing in it differs from what it began with."))
    if both.taken:
        st.markdown(
            n_(
                "{n} edit that you have not touched:",
                "{n} edits that you have not touched:",
                len(both.taken),
            )
        )
        table(both.taken, _("Edits of the other"))
    take = {each.place for n, each in enumerate(both.clashes) if _theirs(n, each, other.who)}
    with st.container(horizontal=True):
        if st.button(_("Take it in"), type="primary", icon=":material/call_merge:", key="company.take"):
            chosen = merged(other.base, draft.flow, other.flow, take)
            if chosen.flow is None:
                st.error(
                    _("Together they make no whole flow. Choose the same side for what belongs together.")
                )
                return
            with told():
                take_in(workspace, draft, chosen.flow, other.version)
                done(_("Taken in; undo takes it out again"), "call_merge")
                st.rerun()
        own = other.kept if other.kept is not None and mine(other.kept) else None
        if own and st.button(_("Forget that draft"), icon=":material/delete:", key="company.forget"):
            workspace.drop_draft(own)
            st.rerun()


def _theirs(n: int, clash: Clash, who: str) -> bool:
    """Ask whose of two states holds; mine unless the person says otherwise."""
    with st.container(border=True):
        st.markdown(_("Both of you changed **{place}**", place=plain(where(clash.place))))
        left, right = st.columns(2)
        left.caption(_("Yours"))
        left.code(said(clash.mine), language="json", wrap_lines=True)
        right.caption(who)
        right.code(said(clash.theirs), language="json", wrap_lines=True)
        chosen = st.segmented_control(
            _("Whose holds"),
            list(_SIDES),
            default="mine",
            required=True,
            key=f"company.clash.{n}",
            format_func=lambda side: _(_SIDES[side]),
            label_visibility="collapsed",
        )
    return chosen == "theirs"
