"""One question: who answers it and how, and the forms that reword, join and part it and move its statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from rashomon.records import Answer, Between, DiscrepancyKind, Edit, Parting, Question, Statement
from rashomon.report.index import Name
from rashomon.report.phrases import clipped, counted, day, label, labels
from rashomon.report.speakers import Said, said
from rashomon.web.ask import Ask
from rashomon.web.deeds import Deeds, Unclear
from rashomon.web.discrepancy import HINTS, listed
from rashomon.web.paging import paged
from rashomon.web.view import View

_ROWS, _STATEMENTS, _DISCREPANCIES, _LIST = 12, 6, 10, 40
# Questions that the form offers to join with.
_OFFERED = 120


@dataclass(frozen=True, slots=True)
class Line:
    """A question in the list: how many answer it, and how many discrepancies there are."""

    key: str
    question: Question
    kind: str
    answers: int
    disputes: int


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with its statements."""

    key: str
    speaker: Name
    value: str
    summary: str
    since: str
    weight: str
    said: list[tuple[str, Said]]
    more: int


def show_all(ask: Ask) -> Response:
    """Show the questions, the most contested first, a page at a time."""
    rows = paged(ask.view.once(_ranked), ask.number("page"), _LIST)
    return ask.page("questions.html", page=rows)


def _ranked(view: View) -> list[Line]:
    disputes = view.index.disputes.by_question
    rows = [
        Line(
            view.key(row),
            row,
            label("kind", row.kind),
            len(view.answers_to[row.id]),
            len(disputes.get(row.id, ())),
        )
        for row in view.comparison.questions
    ]
    return sorted(rows, key=lambda row: (-row.disputes, -row.answers))


def show(ask: Ask) -> Response:
    """Show one question."""
    return _page(ask, ask.found(ask.view.questions), "")


def _page(ask: Ask, question: Question, trouble: str) -> Response:
    view = ask.view
    answers = sorted(
        view.answers_to[question.id],
        key=lambda row: (view.index.speaker(row.speaker).text, view.index.reported(row)),
    )
    page = paged(answers, ask.number("page"), _ROWS)
    parted = view.index.disputes.by_question.get(question.id, [])
    offered = [
        row
        for row in view.once(_ranked)
        if row.question.kind == question.kind and row.question.id != question.id
    ]
    return ask.page(
        "question.html", 422 if trouble else 200, trouble=trouble, question=question, key=view.key(question),
        kind=label("kind", question.kind), page=page, answers=[_answered(view, row) for row in page.rows],
        parted=[listed(view, row) for row in parted[:_DISCREPANCIES]], rest=len(parted[_DISCREPANCIES:]),
        others=offered[:_OFFERED], notes=view.notes(question.id), review=view.verdict(question.id),
        kinds=labels()["kind"], betweens=labels()["between"], hint=HINTS.get(question.kind, ""),
        alike=[(row, view.index.value(view.index.answers[row.a]), view.index.value(view.index.answers[row.b])) for row in view.agreements_on.get(question.id, [])[:_DISCREPANCIES]],
    )  # fmt: skip


def _answered(view: View, answer: Answer) -> Answered:
    statements = view.index.told(answer.statements)
    return Answered(
        view.key(answer), view.index.speaker(answer.speaker), clipped(view.index.value(answer), 300),
        clipped(view.index.detail(answer), 300), day(answer.since),
        f"{counted(len(statements), 'statement')}, {counted(view.index.origins_of(statements), 'origin')}",
        [(view.key(row), said(view.index, row)) for row in statements[:_STATEMENTS]], len(statements[_STATEMENTS:]),
    )  # fmt: skip


def correct(ask: Ask) -> Response:
    """Reword, join, part, move, correct what is answered, or say that two statements differ."""
    question = ask.found(ask.view.questions)
    forms = {
        "reword": _reword,
        "merge": _merge,
        "split": _split,
        "move": _move,
        "differ": _differ,
        "answer": _answer,
    }
    form = forms.get(ask.field("do"))
    if form is None:
        raise HTTPException(400, "The form does not say what to do.")
    try:
        edit, words = form(ask, question)
    except ValueError as error:
        return _page(ask, question, str(error))
    ask.correct([edit], words)
    here = f"/question/{ask.view.key(question)}"
    return RedirectResponse(here if ask.view.key(question) in ask.desk.view.questions else "/questions", 303)


def _reword(ask: Ask, question: Question) -> tuple[Edit, str]:
    return Deeds(ask.view).reword(question, ask.field("text"), ask.field("why")), "Reworded."


def _merge(ask: Ask, question: Question) -> tuple[Edit, str]:
    other = _other(ask)
    return Deeds(ask.view).join(question, other, ask.field("why")), "They are one question now."


def _split(ask: Ask, question: Question) -> tuple[Edit, str]:
    return Deeds(ask.view).part(question, _marked(ask), ask.field("text"), ask.field("why")), "Parted."


def _move(ask: Ask, question: Question) -> tuple[Edit, str]:
    other = _other(ask)
    return Deeds(ask.view).move(question, other, _marked(ask), ask.field("why")), "Moved."


def _answer(ask: Ask, question: Question) -> tuple[Edit, str]:
    return Deeds(ask.view).answer(question, _marked(ask), ask.field("value"), ask.field("why")), "Corrected."


def _differ(ask: Ask, question: Question) -> tuple[Edit, str]:
    kind, between, rows = ask.field("kind"), ask.field("between"), _marked(ask)
    if kind not in get_args(DiscrepancyKind) or between not in get_args(Between):
        raise Unclear("There is no such kind of discrepancy.")
    if len(rows) != 2:
        raise Unclear("Mark the two statements that cannot both stand.")
    parting = Parting(kind, between, question.text)
    return Deeds(ask.view).differ(rows[0], rows[1], parting, ask.field("why")), "Added."


def _other(ask: Ask) -> Question:
    key = ask.field("other")
    if key not in ask.view.questions:
        raise Unclear("Choose the other question.")
    return ask.view.questions[key]


def _marked(ask: Ask) -> list[Statement]:
    rows = [ask.view.statements[key] for key in ask.fields("statement") if key in ask.view.statements]
    if not rows:
        raise Unclear("Mark the statements that are meant, in the list of answers.")
    return rows
