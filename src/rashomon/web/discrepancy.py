"""Where two accounts part: all of them, and one with its two quotations in their paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from rashomon.records import Between, Discrepancy, DiscrepancyKind, Edit, Parting, Review, Statement
from rashomon.report.phrases import label, labels, plain
from rashomon.report.versus import Versus, versus
from rashomon.web.ask import Ask
from rashomon.web.card import Card, Passage, card, passage
from rashomon.web.deeds import Deeds
from rashomon.web.paging import paged
from rashomon.web.view import View

_ROWS = 15
# How an answer is typed, by the kind of its question.
HINTS: Mapping[str, str] = {
    "number": "A number: 12, at least 12, 10–12, about 300, 90,000 L.",
    "time": "A day or a time: 2 March 2031, 2031-03-02 22:47, 22:47.",
    "occurrence": "yes, no or perhaps.",
    "actor": "Names, as the articles write them, with commas between; “not” before those who are ruled out.",
    "place": "A town, a country, or a kind of place (a train).",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A discrepancy in a list, and what a person said of it."""

    key: str
    versus: Versus
    review: Review | None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a discrepancy: its statement as a card, in its paragraphs."""

    card: Card
    passage: Passage


def listed(view: View, row: Discrepancy) -> Listed:
    """Return a discrepancy as it stands in a list."""
    question = view.index.questions.get(row.question)
    return Listed(
        view.key(row), versus(view.index, row, question.text if question else ""), view.verdict(row.id)
    )


def show_all(ask: Ask) -> Response:
    """Show the discrepancies, a page at a time."""
    kind, between, state = ask.get("kind"), ask.get("between"), ask.get("reviewed")
    view = ask.view
    rows = [
        row
        for row in view.discrepancies.values()
        if (not kind or row.kind == kind)
        and (not between or row.between == between)
        and (not state or (view.verdict(row.id) is not None) == (state == "yes"))
    ]
    if ask.get("sort") == "sure":
        rows.sort(key=lambda row: -row.confidence)
    page = paged(rows, ask.number("page"), _ROWS)
    return ask.page(
        "discrepancies.html", page=page, rows=[listed(view, row) for row in page.rows], kind=kind, between=between,
        state=state, sort=ask.get("sort"), kinds=labels()["kind"], betweens=labels()["between"],
    )  # fmt: skip


def show(ask: Ask) -> Response:
    """Show one discrepancy."""
    return _page(ask, ask.found(ask.view.discrepancies), "")


def _page(ask: Ask, row: Discrepancy, trouble: str) -> Response:
    view, order = ask.view, list(ask.view.discrepancies)
    place = order.index(view.key(row))
    question = view.index.questions.get(row.question)
    sides = [_side(ask, row, answer) for answer in (row.a, row.b)]
    return ask.page(
        "discrepancy.html", 422 if trouble else 200, trouble=trouble, row=row, one=listed(view, row), sides=sides,
        question=question, notes=view.notes(row.id), values=_values(view, row), hint=HINTS.get(question.kind if question else "", ""),
        previous=order[place - 1] if place else None, following=order[place + 1] if place + 1 < len(order) else None,
        kinds=labels()["kind"], betweens=labels()["between"], total=len(order),
    )  # fmt: skip


def _values(view: View, row: Discrepancy) -> tuple[str, str]:
    """Return what each side answers, as the form shows it; empty where its own words are all that there is."""
    first, second = (
        "" if answer.value.startswith("said:") else view.index.value(answer)
        for answer in (view.index.answers[row.a], view.index.answers[row.b])
    )
    return first, second


def _side(ask: Ask, row: Discrepancy, answer: str) -> Side | None:
    view = ask.view
    own = view.index.answers[answer].statements
    told: list[Statement] = [
        view.index.statements[one] for one in row.evidence if one in own and one in view.index.statements
    ]
    told = told or view.index.told(own)
    best = min(told, key=lambda one: view.index.origins.of(one.document) != one.document, default=None)
    return Side(card(ask, best), passage(view, best)) if best else None


def judge(ask: Ask) -> Response:
    """Take or drop a discrepancy."""
    deeds = Deeds(ask.view)
    if key := ask.field("accept"):
        ask.correct([deeds.uphold(ask.found(ask.view.discrepancies, key), ask.field("why"))], "Taken.")
    elif key := ask.field("reject"):
        ask.correct([deeds.dismiss(ask.found(ask.view.discrepancies, key), ask.field("why"))], "Dropped.")
    else:
        raise HTTPException(400, "The form does not say whether to accept or to reject.")
    return _on(ask)


def correct(ask: Ask) -> Response:
    """Say what the two answer, and in what they part, in truth."""
    row = ask.found(ask.view.discrepancies)
    kind, between = ask.field("kind"), ask.field("between")
    if kind not in get_args(DiscrepancyKind) or between not in get_args(Between):
        raise HTTPException(400, "There is no such kind of discrepancy.")
    try:
        edits = [*_answers(ask, row), *_amended(ask, row, Parting(kind, between))]
    except ValueError as error:
        return _page(ask, row, f"{error}.")
    if not edits:
        ask.say("That is how it is already: nothing was kept.", trouble=True)
        return _on(ask)
    other = (kind, between) != (row.kind, row.between)
    words = f"It is now {label('kind', kind)}, {label('between', between)}." if other else "Corrected."
    ask.correct(edits, words)
    return _on(ask)


def _answers(ask: Ask, row: Discrepancy) -> Iterator[Edit]:
    """Yield an edit for each side that answers something else in truth."""
    view, question = ask.view, ask.view.index.questions.get(row.question)
    for name, answer, shown in zip(("a", "b"), (row.a, row.b), _values(view, row), strict=True):
        typed = ask.field(name)
        statements = view.index.told(view.index.answers[answer].statements)
        if question and shown and typed not in ("", plain(shown)) and statements:
            yield Deeds(view).answer(question, statements, typed, ask.field("reason"))


def _amended(ask: Ask, row: Discrepancy, into: Parting) -> Iterator[Edit]:
    """Yield the edit of a kind, of between whom, or of why they differ that is another now."""
    why = ask.field("why")
    reworded = why != plain(row.note).strip()
    if (into.kind, into.between) != (row.kind, row.between) or (why and reworded):
        yield Deeds(ask.view).amend(row, into, why if reworded else "")


def _on(ask: Ask) -> Response:
    """Go back, or to the list where what the form stood on is shown no more."""
    gone = ask.field("back").partition("?")[0].rpartition("/discrepancy/")[2]
    if "/discrepancy/" in ask.field("back") and gone not in ask.desk.view.discrepancies:
        return RedirectResponse("/discrepancies", 303)
    return ask.back("/discrepancies")
