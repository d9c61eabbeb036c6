"""The notebook's first cell: which records are pulled, from where, and since when."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.documents import parse_json, write_json
from core.flow import Flow, Source
from core.language import N_, _
from core.workspace import Workspace
from pages.parts import ends
from pages.parts.cell import State
from pages.parts.draft import Draft
from pages.parts.inputs import Inputs
from pages.parts.notice import problem
from pages.parts.results import EMPTY, picked
from pages.parts.samples import Samples, samples_of


def glance(workspace: Workspace, draft: Draft) -> tuple[str, State]:
    """The source in one line."""
    flow, source = draft.flow, draft.flow.source
    parts = [source.connection, source.resource]
    if source.where:
        found = _counted(workspace, flow, samples_of(workspace, flow))
        parts += [
            _(
                "where {condition} ({n} of {of} samples)",
                condition=source.where,
                n=found[0],
                of=found[1],
            )
            if found
            else _("where {condition}", condition=source.where)
        ]
    if source.since == "none":
        parts += [_("everything, each time")]
    elif source.start:
        parts += [_("changed since {time}", time=source.start)]
    else:
        parts += [_("changed since the beginning")]
    return " · ".join(parts), "done"


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the source's fields."""
    source, inputs = draft.flow.source, Inputs(workspace, draft)

    def made(**changes: Any) -> Flow:
        return draft.flow.model_copy(update={"source": draft.flow.source.model_copy(update=changes)})

    left, right = st.columns(2, gap="large")
    with left:
        ends.connection(inputs, "source", source.connection, lambda name: made(connection=name))
        ends.resource(
            inputs,
            "resource",
            _("Resource"),
            (source.connection, source.resource),
            lambda name: made(resource=name),
            help=_("The kind of record that is pulled."),
        )
        _params(inputs, source, made)
    with right:
        inputs.text(
            "where",
            _("Only records where"),
            source.where,
            lambda text: made(where=text),
            live=True,
            placeholder=_("all records"),
            help=_("JMESPath on the record. The others are counted as filtered."),
        )
        _passing(workspace, draft.flow, samples_of(workspace, draft.flow))
        _since(inputs, source, made)


def _params(inputs: Inputs, source: Source, made: Any) -> None:
    def taken(text: str | None) -> Flow:
        params = parse_json(text or "{}")
        if not isinstance(params, dict):
            why = N_('this must be a JSON object, as in {"status": "any"}')
            raise ValueError(why)  # noqa: TRY004  it is told beside the input, as any wrong value is
        flow: Flow = made(params=params)
        return flow

    inputs.text(
        "params",
        _("Sent with every read"),
        write_json(source.params) if source.params else None,
        taken,
        placeholder='{"status": "any"}',
        help=_("The vendor's own filter, as a JSON object."),
    )


def _passing(workspace: Workspace, flow: Flow, samples: Samples | None) -> None:
    if not flow.source.where or not samples:
        return
    if error := picked(workspace, flow, flow.source.where, samples).error:
        problem(error)
        return
    if found := _counted(workspace, flow, samples):
        passing, total = found
        st.caption(
            _(
                "{n} of the {of} samples are carried, {rest} filtered.",
                n=passing,
                of=total,
                rest=total - passing,
            )
        )


def _counted(workspace: Workspace, flow: Flow, samples: Samples | None) -> tuple[int, int] | None:
    """How many of the samples are carried, out of how many; None where that cannot be said."""
    if not flow.source.where or not samples:
        return None
    found = picked(workspace, flow, flow.source.where, samples)
    passing = sum(row[0] not in (*EMPTY, False) for row in found.values)
    return None if found.error else (passing, len(samples))


def _since(inputs: Inputs, source: Source, made: Any) -> None:
    inputs.toggle(
        "since",
        _("Only what changed"),
        source.since != "none",
        lambda on: made(since=None if on else "none"),
        help=_("Off: everything is read every time. On: a run starts where the last one ended."),
    )
    if source.since == "none":
        return
    left, right = st.columns(2)
    with left:
        inputs.text(
            "since_field",
            _("Changed field"),
            source.since,
            lambda text: made(since=text),
            placeholder=_("the resource's own"),
        )
    with right:
        inputs.text(
            "start",
            _("First bookmark"),
            source.start.isoformat() if source.start else None,
            lambda text: _started(made(), text),
            placeholder="2026-01-01",
            help=_("A day, or a time with its zone. Older records stay where they are."),
        )


def _started(flow: Flow, text: str | None) -> Flow:
    given = {"start": text} if text else {}
    try:
        source = Source.model_validate({**flow.source.model_dump(exclude={"start"}), **given})
    except ValueError:
        why = N_("{text} is neither a day (2026-01-01) nor a time with its zone")
        raise ValueError(why.format(text=text)) from None
    return flow.model_copy(update={"source": source})
