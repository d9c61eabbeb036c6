"""The flow's tests: records kept with it, each with the payload that the mapping must make of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from core.flow import Flow, Sample
from core.language import N_, _, n_, translated
from core.language import whole as number_of
from core.workspace import Run, TestResult, Workspace
from pages.parts.chips import check_chips, tall
from pages.parts.draft import Draft, change, opened
from pages.parts.notice import done, problem, told
from pages.parts.places import NOTEBOOK
from pages.parts.results import whole
from pages.parts.right import needs
from pages.parts.samples import Samples
from pages.parts.wording import short

_HELP = N_(
    "The record is kept in the flow file with what it becomes now; every later change is held against that. "
    "Mask people first where they must not stand in the file."
)
_OF_RUN = N_(
    "Records of this run, with what it made of them, become tests of its flow: those few that together show "
    "the most. People in them are made up."
)


def keep(workspace: Workspace, draft: Draft, samples: Samples, n: int, where: str) -> None:
    """Draw the button that keeps a sample, with what becomes of it now, as a test."""
    name = samples.keys[n]
    others = tuple(each for each in draft.flow.samples if each.name != name)
    tested = any(each.name == name and each.expect is not None for each in draft.flow.samples)
    pressed = st.button(
        _("Keep as a test"),
        icon=":material/bookmark_add:",
        key=f"tests.keep.{where}",
        disabled=tested,
        help=_(_HELP),
        type="tertiary",
    )
    if pressed:
        with told():
            made = whole(workspace, draft.flow, samples)[n]
            if made.faults:
                problem(_("This record has faults. Put them right first: a test keeps what is good."))
                return
            sample = Sample(name=name, record=samples.records[n], expect=made.payload)
            change(workspace, draft, draft.flow.model_copy(update={"samples": (*others, sample)}))
            st.rerun()


def from_run(workspace: Workspace, run: Run, keys: Sequence[str] | None = None) -> None:
    """Draw the button that makes tests of a run, or of some of its records, in the draft of its flow."""
    label = _("Keep as tests") if keys is None else _("Keep as a test")
    if not st.button(
        label,
        icon=":material/bookmark_add:",
        key=f"tests.of.{run.id}",
        **needs(workspace.tests_of, help=_(_OF_RUN)),
    ):
        return
    with told():
        made = workspace.tests_of(run.id, keys=keys)
        if not made:
            problem(_("These records have faults. Put them right first: a test keeps what is good."))
            return
        draft = opened(workspace, run.flow)
        names = {sample.name for sample in made}
        others = (each for each in draft.flow.samples if each.name not in names)
        change(workspace, draft, draft.flow.model_copy(update={"samples": (*others, *made)}))
        st.success(
            n_(
                "{n} test in the draft of the flow, with people made up. "
                "Publish it, and every later change is held against them.",
                "{n} tests in the draft of the flow, with people made up. "
                "Publish it, and every later change is held against them.",
                len(made),
            ),
            icon=":material/bookmark_added:",
        )
        st.page_link(
            NOTEBOOK,
            label=_("Open in the notebook"),
            icon=":material/edit_note:",
            query_params={"flow": run.flow},
        )


def fare(workspace: Workspace, flow: Flow) -> None:
    """Say how the tests of a flow fare, as it is about to be published."""
    if not flow.samples:
        return
    with told():
        results = workspace.test(flow)
        wrong = [result for result in results if not result.ok]
        if not wrong:
            st.markdown(f":green[:material/check_circle:] **{_tally(results)}**")
            return
        said = _("{tally}. Look whether that is meant.", tally=_tally(results))
        st.warning(said, icon=":material/difference:")
        _differences(wrong)


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw how the flow's tests fare, and in what the one that is looked at differs."""
    if not draft.flow.samples:
        return
    results = workspace.test(draft.flow)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{_('Tests')}** :gray[{_tally(results)}]", width="content")
        st.space("stretch")
        if st.button(_("Forget all tests"), icon=":material/delete:", key="tests.forget", type="tertiary"):
            change(workspace, draft, draft.flow.model_copy(update={"samples": ()}))
            done(_("The tests are out of the flow; undo brings them back"), "delete")
            st.rerun()
    event = st.dataframe(
        [
            {"state": ["as expected" if each.ok else "differs"], "name": each.name, "why": _why(each)}
            for each in results
        ],
        key=f"tests.table.{draft.flow.name}.{len(results)}",
        hide_index=True,
        height=tall(len(results), 10),
        on_select="rerun",
        selection_mode="single-row",
        alt=_("Tests of the flow"),
        column_config={
            "state": check_chips(),
            "name": st.column_config.TextColumn(_("Record"), width="small"),
            "why": st.column_config.TextColumn(_("What differs"), width="large"),
        },
    )
    chosen = [results[n] for n in map(int, event.selection["rows"]) if n < len(results)]
    one = next(iter(chosen), next((each for each in results if not each.ok), None))
    if one is not None and (chosen or not one.ok):
        _one(workspace, draft, one)


def _one(workspace: Workspace, draft: Draft, result: TestResult) -> None:
    """Draw one test: in what it differs, and what can be made of that."""
    _differences([result])
    with st.container(horizontal=True):
        if not result.ok and not result.faults:
            taken = st.button(
                _("It is right as it is now"),
                icon=":material/check:",
                key="tests.take",
                help=_("What the record becomes now is what is expected of it from here on."),
            )
            if taken:
                _expect_now(workspace, draft, result.name)
        if st.button(_("Forget this test"), icon=":material/delete:", key="tests.drop", type="tertiary"):
            rest = tuple(each for each in draft.flow.samples if each.name != result.name)
            change(workspace, draft, draft.flow.model_copy(update={"samples": rest}))
            done(_("The test {name} is out of the flow; undo brings it back", name=result.name), "delete")
            st.rerun()


def _expect_now(workspace: Workspace, draft: Draft, name: str) -> None:
    flow = draft.flow
    made = workspace.preview(flow, [each.record for each in flow.samples])
    samples = tuple(
        each.model_copy(update={"expect": preview.payload}) if each.name == name else each
        for each, preview in zip(flow.samples, made, strict=True)
    )
    change(workspace, draft, flow.model_copy(update={"samples": samples}))
    done(_("{name} is expected as it is now", name=name), "check")
    st.rerun()


def _differences(results: Sequence[TestResult]) -> None:
    """Draw, field by field, what was expected and what a record becomes now."""
    several = len(results) > 1
    rows = [
        {"name": result.name, "field": field, "expected": expected, "now": now}
        for result in results
        for field, expected, now in _rows(result)
    ]
    if not rows:
        st.caption(_("It becomes exactly what is expected."))
        return
    st.dataframe(
        rows,
        hide_index=True,
        height=tall(len(rows), 10),
        alt=_("What differs, field by field"),
        placeholder="",
        column_order=[*(["name"] if several else []), "field", "expected", "now"],
        column_config={
            "name": st.column_config.TextColumn(_("Record"), width="small"),
            "field": st.column_config.TextColumn(_("Target field"), width=240),
            "expected": st.column_config.TextColumn(_("Expected"), width="medium"),
            "now": st.column_config.TextColumn(_("Becomes now"), width="medium"),
        },
    )


def _rows(result: TestResult) -> Iterator[tuple[str, str, str]]:
    for each in result.differences:
        yield each.field, short(each.after, 200), short(each.before, 200)
    for fault in result.faults:
        yield fault.to, "", _("fault: {why}", why=translated(fault.why))


def _tally(results: Sequence[TestResult]) -> str:
    good = sum(result.ok for result in results)
    return n_(
        "{good} of {n} record as expected",
        "{good} of {n} records as expected",
        len(results),
        good=number_of(good),
    )


def _why(result: TestResult) -> str:
    changed = [f"{d.field}: {short(d.before, 60)} → {short(d.after, 60)}" for d in result.differences]
    return "; ".join([*changed, *(f"{fault.to}: {translated(fault.why)}" for fault in result.faults)])
