"""What is done with the sample that is looked at: pinned, edited by hand, masked, kept as a test."""

from __future__ import annotations

import streamlit as st

from core.documents import read_json, write_json
from core.errors import KoppelError
from core.flow import Sample
from core.language import _, translated
from core.records import JsonObject
from core.workspace import Workspace
from pages.parts import flow_tests
from pages.parts.draft import Draft, change
from pages.parts.notice import done, problem
from pages.parts.samples import Samples, edited, masked


def draw(workspace: Workspace, draft: Draft, samples: Samples, n: int) -> None:
    """Draw what can be done with a sample."""
    name, pinned = samples.keys[n], {sample.name for sample in draft.flow.samples}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if name in pinned:
            if _button(_("Unpin"), "keep_off", "sample.unpin"):
                _unpin(workspace, draft, name)
        elif _button(
            _("Pin"),
            "keep",
            "sample.pin",
            _(
                "Kept with the flow, in front of what is pulled. It goes into the flow file, with what it "
                "holds of people: mask first where that must not be."
            ),
        ):
            _keep(workspace, draft, Sample(name=name, record=samples.records[n]))
        if _button(_("Edit by hand"), "edit", "sample.edit"):
            title = _("Edit this sample")
            st.dialog(title, width="large", icon=":material/edit:")(edit)(workspace, draft, samples, n)
        if _button(
            _("Mask people"),
            "visibility_off",
            "sample.mask",
            _(
                "Names, addresses and accounts are made up, each in its shape; the same person stays the "
                "same."
            ),
            disabled=samples.masked,
        ):
            masked(workspace, draft.flow, samples)
            done(_("People are made up in all samples; pull again for the real ones"), "visibility_off")
            st.rerun()
        flow_tests.keep(workspace, draft, samples, n, "sample")


def _button(label: str, icon: str, key: str, help: str | None = None, *, disabled: bool = False) -> bool:  # noqa: A002 - Streamlit's word
    return st.button(label, icon=f":material/{icon}:", key=key, help=help, type="tertiary", disabled=disabled)


def _keep(workspace: Workspace, draft: Draft, sample: Sample) -> None:
    others = tuple(each for each in draft.flow.samples if each.name != sample.name)
    change(workspace, draft, draft.flow.model_copy(update={"samples": (*others, sample)}))
    st.rerun()


def _unpin(workspace: Workspace, draft: Draft, name: str) -> None:
    rest = tuple(each for each in draft.flow.samples if each.name != name)
    change(workspace, draft, draft.flow.model_copy(update={"samples": rest}))
    done(_("{name} is not kept any more; undo brings it back", name=name), "keep_off")
    st.rerun()


def edit(workspace: Workspace, draft: Draft, samples: Samples, n: int) -> None:
    """Let a person write the record otherwise; it stays as it was until the JSON can be read."""
    st.caption(_("Only this sample changes, here in the notebook; nothing is sent to the source."))
    text = st.text_area(
        _("Record"), write_json(samples.records[n], indent=2), key=f"sample.text.{samples.id}.{n}", height=420
    )
    if st.button(_("Use it"), type="primary", icon=":material/check:", key="sample.edit.use"):
        try:
            record = _object(text or "")
        except ValueError as error:
            problem(_("this is not a JSON object: {why}", why=translated(error)))
            return
        try:
            edited(workspace, draft.flow, samples, n, record)
        except KoppelError as error:
            problem(error)
            return
        st.rerun()


def _object(text: str) -> JsonObject:
    value = read_json(text)
    if not isinstance(value, dict):
        raise ValueError(_("it must begin with { and end with }"))  # noqa: TRY004 - told as any wrong text is
    return value
