"""Competing hypotheses: answers by hypotheses, the marks that people set, and which has the least against it.

After Heuer (1999). A person judges; the page counts, and says how much hangs on one mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response

from rashomon.edits import MARKS
from rashomon.hypotheses import sensitivity
from rashomon.records import Answer, Edit, Hypothesis, Mark
from rashomon.report.index import Name
from rashomon.report.phrases import clipped
from rashomon.web.ask import Ask
from rashomon.web.deeds import Deeds
from rashomon.web.paging import paged
from rashomon.web.view import View

_ROWS, _COLUMNS = 20, 5
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hypothesis, what is against and for it (answers), and its rank: the least against it is first."""

    key: str
    hypothesis: Hypothesis
    rank: int
    against: int
    consistent: int
    neutral: int
    origins: int


@dataclass(frozen=True, slots=True)
class Row:
    """An answer, and how it stands to each hypothesis on the page; `telling` where it tells them apart."""

    key: str
    answer: Answer
    question: str
    question_key: str
    speaker: Name
    value: str
    marks: list[Mark | None]
    telling: bool | None


@dataclass(frozen=True, slots=True)
class Hinge:
    """An answer without which another hypothesis would have the least against it."""

    row: Row
    first: list[str]


def ranked(view: View) -> list[Ranked]:
    """Return the hypotheses, those with the least against them first; equals share a rank."""
    rows = [_counts(view, one) for one in view.comparison.hypotheses]
    ordered = sorted(rows, key=lambda row: (row.against, row.hypothesis.when, row.key))
    return [_placed(row, 1 + sum(other.against < row.against for other in rows)) for row in ordered]


def _counts(view: View, one: Hypothesis) -> Ranked:
    marks = [mark for mark in one.marks if mark.answer in view.index.answers]
    count = {bearing: sum(mark.bearing == bearing for mark in marks) for bearing in MARKS}
    against = [view.index.answers[mark.answer] for mark in marks if mark.bearing == "inconsistent"]
    told = view.index.told(name for answer in against for name in answer.statements)
    return Ranked(
        view.key(one), one, 0, count["inconsistent"], count["consistent"], count["neutral"],
        view.index.origins_of(told),
    )  # fmt: skip


def _placed(row: Ranked, rank: int) -> Ranked:
    return Ranked(row.key, row.hypothesis, rank, row.against, row.consistent, row.neutral, row.origins)


def show(ask: Ask) -> Response:
    """Show the hypotheses against the answers, a page of each at a time."""
    view = ask.view
    ranking = ranked(view)
    columns = paged(ranking, ask.number("columns"), _COLUMNS)
    marked = bool(ask.get("marked"))
    answers = _answers(view, ask.get("question"), marked)
    page = paged(answers, ask.number("page"), _ROWS)
    shown = [one.hypothesis for one in columns.rows]
    every = list(view.comparison.hypotheses)
    names = {one.id: one.text for one in every}
    turning = [Hinge(_row(view, view.index.answers[answer], every), [names[name] for name in least])
               for answer, least in sensitivity(every).items() if answer in view.index.answers]  # fmt: skip
    return ask.page(
        "hypotheses.html", ranking=ranking, columns=columns, page=page, bearings=MARKS, hinges=turning[:10],
        rows=[_row(view, answer, shown) for answer in page.rows], marked=marked, question=ask.get("question"),
        questions=[(view.key(row), row.text) for row in view.comparison.questions if view.answers_to[row.id]][:200],
        idle=sum(_telling(marks, every) is False for marks in view.once(_marks).values()),
        kept=[edit for edit in ask.desk.work().kept if edit.kind in ("hypothesis", "mark")],
    )  # fmt: skip


def _answers(view: View, question: str, marked: bool) -> list[Answer]:
    """Return the answers in the order of the questions, the contested ones first."""
    wanted = view.questions.get(question)
    disputes = view.index.disputes.by_question
    questions = sorted(view.comparison.questions, key=lambda row: -len(disputes.get(row.id, ())))
    held = {mark.answer for one in view.comparison.hypotheses for mark in one.marks}
    return [
        answer
        for row in questions
        if wanted is None or row.id == wanted.id
        for answer in view.answers_to[row.id]
        if not marked or answer.id in held
    ]


def _row(view: View, answer: Answer, hypotheses: Sequence[Hypothesis]) -> Row:
    question = view.index.questions.get(answer.question)
    marks = view.once(_marks).get(answer.id, {})
    return Row(
        view.key(answer), answer, question.text if question else "", view.key(question) if question else "",
        view.index.speaker(answer.speaker), clipped(view.index.value(answer), _LONGEST),
        [marks.get(one.id) for one in hypotheses], _telling(marks, view.comparison.hypotheses),
    )  # fmt: skip


def _marks(view: View) -> dict[str, dict[str, Mark]]:
    """Return the marks by answer and hypothesis."""
    found: dict[str, dict[str, Mark]] = {}
    for one in view.comparison.hypotheses:
        for mark in one.marks:
            found.setdefault(mark.answer, {})[one.id] = mark
    return found


def _telling(marks: Mapping[str, Mark], hypotheses: Sequence[Hypothesis]) -> bool | None:
    """Tell whether an answer that is marked for all hypotheses tells them apart; None where it is not marked for all."""
    if len(marks) < len(hypotheses) or len(hypotheses) < 2:
        return None
    return len({mark.bearing for mark in marks.values()}) > 1


def change(ask: Ask) -> Response:
    """Write a hypothesis, or set a mark."""
    if ask.field("text"):
        try:
            edit = Edit("hypothesis", name=ask.field("text"), why=ask.field("why"))
        except ValueError as error:
            ask.say(f"Not kept: {error}.", trouble=True)
            return ask.back("/hypotheses")
        ask.correct([edit], "Written. Now mark what each answer says about it.")
        return ask.back("/hypotheses")
    ask.correct([_mark(ask)], "Marked.")
    return ask.back("/hypotheses")


def _mark(ask: Ask) -> Edit:
    """Return the mark that a button sends: `ANSWER HYPOTHESIS BEARING`."""
    answer, hypothesis, bearing = [*ask.field("mark").split(" "), "", ""][:3]
    if bearing not in MARKS:
        raise HTTPException(400, f"A mark is one of {', '.join(MARKS)}.")
    found = ask.found(ask.view.hypotheses, hypothesis)
    return Deeds(ask.view).mark(found, ask.found(ask.view.answers, answer), bearing)
