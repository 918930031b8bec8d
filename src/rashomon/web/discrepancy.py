"""Where two accounts part: all of them, and one with its two quotations in their paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from rashomon.records import Between, Discrepancy, DiscrepancyKind, Parting, Review, Statement
from rashomon.report.phrases import label, labels
from rashomon.report.versus import Versus, versus
from rashomon.web.ask import Ask
from rashomon.web.card import Card, Passage, card, passage
from rashomon.web.deeds import Deeds
from rashomon.web.paging import paged
from rashomon.web.view import View

_ROWS = 15


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
    view, row = ask.view, ask.found(ask.view.discrepancies)
    order = list(view.discrepancies)
    place = order.index(view.key(row))
    question = view.index.questions.get(row.question)
    sides = [_side(ask, row, answer) for answer in (row.a, row.b)]
    return ask.page(
        "discrepancy.html", row=row, one=listed(view, row), sides=sides, question=question, notes=view.notes(row.id),
        previous=order[place - 1] if place else None, following=order[place + 1] if place + 1 < len(order) else None,
        kinds=labels()["kind"], betweens=labels()["between"], total=len(order),
    )  # fmt: skip


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
    """Say in what the two accounts part in truth."""
    row = ask.found(ask.view.discrepancies)
    kind, between = ask.field("kind"), ask.field("between")
    if kind not in get_args(DiscrepancyKind) or between not in get_args(Between):
        raise HTTPException(400, "There is no such kind of discrepancy.")
    deeds, why = Deeds(ask.view), ask.field("why")
    old = deeds.dismiss(row, why)
    question = ask.view.index.questions.get(row.question)
    parting = Parting(kind, between, question.text if question else "")
    new = Deeds.again(old, parting, why)
    ask.correct([old, new], f"It is now {label('kind', kind)}, {label('between', between)}.")
    return _on(ask)


def _on(ask: Ask) -> Response:
    """Go back, or to the list where what the form stood on is shown no more."""
    gone = ask.field("back").partition("?")[0].rpartition("/discrepancy/")[2]
    if "/discrepancy/" in ask.field("back") and gone not in ask.desk.view.discrepancies:
        return RedirectResponse("/discrepancies", 303)
    return ask.back("/discrepancies")
