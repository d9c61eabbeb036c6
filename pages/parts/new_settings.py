"""The fourth step to new flows: their names, and what each asks once, with answers from its systems."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from core.entities import ENTITIES
from core.errors import KoppelError
from core.flow import Flow
from core.language import N_, _, n_, translated
from core.workspace import DOCUMENT, Beginning, CheckedTable, Choice, Question, Workspace
from pages.parts.beginning import go, keep, onward
from pages.parts.wording import listed, phrase, plain

_SUGGESTED, _ANSWERS, _CHECKED = "new.suggested", "new.answers", "new.checked"
_NOT_SET = N_("not set")


def draw(workspace: Workspace, begun: Beginning) -> None:
    """Draw the questions of every flow; what is sensible stands there already."""
    names, answers, open_ends = dict(begun.names), dict(begun.answers), []
    with st.spinner(_("Looking up what {giver} and {taker} have", giver=begun.giver, taker=begun.taker)):
        for entity in begun.entities:  # all of it before the first question stands there
            document = begun.answers.get(entity, {}).get(DOCUMENT) or ""
            suggested(workspace, begun, entity, document)
            for question in workspace.questions(begun.giver, begun.taker, entity, document).values():
                _choices(workspace, _asked_at(begun, question), question)
            _tables(workspace, begun, entity, document)
    for entity in begun.entities:
        with st.container(border=True):
            title = st.empty()
            names[entity], taken = _name(workspace, begun, entity)
            chosen = _document(workspace, begun, entity)
            document = chosen.get(DOCUMENT, "")
            flow = suggested(workspace, begun, entity, document)
            asked = workspace.questions(begun.giver, begun.taker, entity, document)
            title.markdown(f"**{translated(ENTITIES[entity].title)}** :gray[{phrase(flow.title)}]")
            answers[entity] = {**chosen, **_answers(workspace, begun, entity, flow, asked)}
            for table in _tables(workspace, begun, entity, document):
                _shown(table, begun.taker)
            open_ends += _open(asked, answers[entity])
            open_ends += [_("another name than {name}", name=names[entity])] if taken else []
    begun = keep(workspace, begun, names=names, answers=answers)
    if open_ends:
        st.warning(
            _("Fill in first: {questions}.", questions=plain(listed(open_ends))), icon=":material/edit:"
        )
    returned, went = onward(_("Continue"), key="new.settings", disabled=bool(open_ends))
    if returned:
        go(workspace, begun, "flows")
    if went:
        go(workspace, begun, "trial")


def _open(asked: dict[str, Question], answers: dict[str, Any]) -> list[str]:
    """The questions that need an answer and have none."""
    return [translated(q.title) for n, q in asked.items() if q.required and answers.get(n) is None]


def suggested(workspace: Workspace, begun: Beginning, entity: str, document: str) -> Flow:
    """The recipe's flow with what was found in the target, asked for once in this session."""
    at = (begun.giver, begun.taker, entity, document)
    shelf: dict[Any, Flow] = st.session_state.setdefault(_SUGGESTED, {})
    if at not in shelf:
        shelf[at] = workspace.new("new", entity, begun.giver, begun.taker, {DOCUMENT: document})
    return shelf[at]


def _document(workspace: Workspace, begun: Beginning, entity: str) -> dict[str, str]:
    """What the records are to be written as, where their target knows more than one kind."""
    question = workspace.questions(begun.giver, begun.taker, entity).get(DOCUMENT)
    if question is None:
        return {}
    said = begun.answers.get(entity, {}).get(DOCUMENT, question.default)
    key = f"new.set.{begun.id}.{entity}.{DOCUMENT}"
    return {DOCUMENT: _ask(key, said, question.default, question, workspace.choices(begun.taker, question))}


def _name(workspace: Workspace, begun: Beginning, entity: str) -> tuple[str, bool]:
    """The flow's name, and whether another flow has it."""
    every = set(workspace.titles())
    wished = begun.names.get(entity) or _free(f"{begun.giver}-{entity}-to-{begun.taker}", every)
    typed = st.text_input(
        _("Name of the flow"),
        wished,
        max_chars=80,
        key=f"new.name.{begun.id}.{entity}",
        help=_("Small letters, digits and hyphens."),
    )
    name = _named(typed or "") or wished
    return name, name in every


def _answers(
    workspace: Workspace, begun: Beginning, entity: str, flow: Flow, asked: dict[str, Question]
) -> dict[str, Any]:
    said = begun.answers.get(entity, {})
    made: dict[str, Any] = {}
    left, right = st.columns(2, gap="medium")
    for n, (name, suggestion) in enumerate(flow.settings.items()):
        question = asked.get(name) or Question(title=name.replace("_", " ").capitalize())
        with left if n % 2 == 0 else right:
            key = f"new.set.{begun.id}.{entity}.{name}"
            choices = _choices(workspace, _asked_at(begun, question), question)
            made[name] = _ask(key, said.get(name, suggestion), suggestion, question, choices)
    if not flow.settings:
        st.caption(_("This flow asks nothing."))
    return made


def _asked_at(begun: Beginning, question: Question) -> str:
    """The connection whose system has the answers."""
    return begun.giver if question.of_source else begun.taker


def _choices(workspace: Workspace, connection: str, question: Question) -> tuple[Choice, ...]:
    """The answers that stand in a system now, looked up once in this session."""
    if question.choices:
        return workspace.choices(connection, question)
    at = (connection, question.resource, question.value)
    shelf: dict[Any, tuple[Choice, ...]] = st.session_state.setdefault(_ANSWERS, {})
    if question.resource and at not in shelf:
        try:
            shelf[at] = workspace.choices(connection, question)
        except KoppelError:
            return ()  # what can't be listed is typed; a test of the connection tells why
    return shelf.get(at, ())


def _tables(workspace: Workspace, begun: Beginning, entity: str, document: str) -> list[CheckedTable]:
    """The value tables that the recipe brings, held against the target once in this session."""
    at = (begun.giver, begun.taker, entity, document)
    shelf: dict[Any, list[CheckedTable]] = st.session_state.setdefault(_CHECKED, {})
    if at not in shelf:
        try:
            shelf[at] = workspace.checked_tables(*at)
        except KoppelError:
            return []  # what can't be listed can't be held against it
    return shelf[at]


def _shown(table: CheckedTable, target: str) -> None:
    said = n_("{table}, {n} row", "{table}, {n} rows", len(table.rows), table=translated(table.title))
    if table.strays:
        said = n_(
            "{table}, of which {n} code not in {target}",
            "{table}, of which {n} codes not in {target}",
            len(table.strays),
            table=said,
            target=target,
        )
    with st.expander(plain(said), icon=":material/error:" if table.strays else ":material/swap_horiz:"):
        kept = _("The flow keeps them; change them under Value tables.")
        st.caption(f"{phrase(table.help)} {kept}")
        if table.strays:
            codes = plain(listed(list(table.strays), 12))
            st.markdown(_("Not in {target}: **{codes}**", target=plain(target), codes=codes))
        lines = [f"| {_('in the source')} | {_('in the target')} |", "|---|---|"]
        lines += [f"|{plain(source)}|{plain(code)}|" for source, code in table.rows]
        st.markdown("\n".join(lines))


def _ask(key: str, value: Any, suggestion: Any, question: Question, choices: tuple[Choice, ...]) -> Any:
    """One setting; its help stands under it: it is read once, and by all."""
    title = phrase(question.title)
    if isinstance(question.default, bool):
        said: Any = st.toggle(title, value=bool(value), key=key)
    elif choices:
        said = _chosen(key, title, value, question, choices)
    else:
        typed = st.text_input(
            title,
            "" if value is None else str(value),
            key=key,
            placeholder=_("required") if question.required else _(_NOT_SET),
        )
        said = next((each for each in (value, suggestion) if str(each) == typed), typed or None)
    if question.help:
        st.caption(phrase(question.help))
    return said


def _chosen(key: str, title: str, value: Any, question: Question, choices: tuple[Choice, ...]) -> Any:
    labels = {each.label: each.value for each in choices}
    listed_now = [*([] if question.required else [_NOT_SET]), *labels]
    at = next((label for label, each in labels.items() if each == value), None)
    if at is None and value is not None:
        at = str(value)
        listed_now.append(at)
        labels[at] = value
    fixed = bool(question.choices)  # what the recipe offers; what stands in a system is said as it is there
    picked = st.selectbox(
        title,
        listed_now,
        index=listed_now.index(at) if at else None if question.required else 0,
        key=key,
        accept_new_options=not question.choices,
        placeholder=_("Choose one") if question.choices else _("Choose one, or type its value"),
        format_func=lambda each: _(each) if each == _NOT_SET else translated(each) if fixed else each,
    )
    return None if picked in (None, _NOT_SET) else labels.get(picked, picked)


def _free(wished: str, taken: set[str]) -> str:
    name = _named(wished)
    return next(
        each for n in range(1, len(taken) + 2) if (each := name if n == 1 else f"{name}-{n}") not in taken
    )


def _named(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80]
