"""One statement: in its paragraphs, with the form that corrects it; and the forms that judge and add one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from rashomon.records import Act, Anchor, Outcome, Quote, Spans, Statement
from rashomon.report.index import first_span
from rashomon.report.phrases import labels
from rashomon.web.article import names
from rashomon.web.ask import Ask
from rashomon.web.card import card, passage
from rashomon.web.deeds import Deeds, Unclear
from rashomon.web.finding import NotFoundError, find_all, shown

_PARTS = ("content", "cue", "source")


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form says of a statement: where its parts stand, who speaks, and what is done by saying it."""

    content: Spans
    cue: Spans
    source: Spans
    speaker: Anchor | None
    act: str
    why: str


def show(ask: Ask) -> Response:
    """Show a statement."""
    return _form(ask, ask.found(ask.view.statements), "")


def _form(ask: Ask, statement: Statement, trouble: str) -> Response:
    view = ask.view
    document = view.index.documents[statement.document]
    own = view.index.by_document[document.id]
    place = own.index(statement)
    speaker = view.index.entities.get(statement.speaker or "")
    given = {name: shown(getattr(statement, name), document.text) for name in _PARTS}
    given |= {"speaker": speaker.name if speaker else "", "act": statement.act, "why": ""}
    if trouble:
        given |= {name: ask.field(name) for name in (*_PARTS, "speaker", "act", "why")}
    return ask.page(
        "statement.html", 422 if trouble else 200, trouble=trouble, card=card(ask, statement), given=given,
        passage=passage(view, statement), statement=statement, acts=labels()["act"], names=names(view, document),
        answers=[(one, view.index.questions.get(one.question)) for one in view.answers_with[statement.id]],
        notes=view.notes(statement.id), history=history(ask, statement), speaker=speaker,
        previous=view.key(own[place - 1]) if place else None,
        following=view.key(own[place + 1]) if place + 1 < len(own) else None,
    )  # fmt: skip


def history(ask: Ask, statement: Statement) -> list[Outcome]:
    """Return the edits of a statement's words that hold, or did, the latest first."""
    quote = ask.view.pointing.quote(statement.id)
    latest = ask.view.verdict(statement.id)
    return [
        row
        for row in reversed(ask.view.comparison.edits)
        if row.edit.kind.endswith("-statement")
        and ((latest and row.edit.id == latest.edit) or any(_same(one, quote) for one in row.edit.quotes))
    ]


def _same(one: Quote, other: Quote) -> bool:
    return (one.document, one.exact, one.prefix) == (other.document, other.exact, other.prefix)


def judge(ask: Ask) -> Response:
    """Accept or reject a statement."""
    deeds = Deeds(ask.view)
    if key := ask.field("accept"):
        # What is accepted stays as it is shown: nothing to wait for.
        ask.correct([deeds.accept(ask.found(ask.view.statements, key))], "Accepted.", wait=0.25)
    elif key := ask.field("reject"):
        ask.correct([deeds.reject(ask.found(ask.view.statements, key))], "Rejected: nobody says this.")
    else:
        raise HTTPException(400, "The form does not say whether to accept or to reject.")
    return _on(ask)


def correct(ask: Ask) -> Response:
    """Give a statement other words, another speaker or act."""
    statement = ask.found(ask.view.statements)
    try:
        typed = _typed(ask, statement.document, _near(statement))
        edit = Deeds(ask.view).correct(
            statement, typed.content, typed.cue, typed.source, typed.speaker, typed.act, typed.why
        )
    except ValueError as error:
        return _form(ask, statement, str(error))
    ask.correct([edit], "Corrected.")
    return _after(ask, statement.document)


def add(ask: Ask) -> Response:
    """Add a statement that the machine missed."""
    document = ask.found(ask.view.documents)
    try:
        typed = _typed(ask, document.id, ask.form_number("near"))
        edit = Deeds(ask.view).add(
            document.id, typed.content, typed.cue, typed.source, typed.speaker, typed.act, typed.why
        )
    except ValueError as error:
        ask.say(str(error), trouble=True)
        return ask.back(f"/article/{ask.view.key(document)}")
    ask.correct([edit], "Added.")
    return _after(ask, document.id)


def _typed(ask: Ask, document: str, near: int) -> Typed:
    """Return what the form says; raise ValueError, in words for the person, where it says nothing sensible."""
    text = ask.view.index.documents[document].text
    content = find_all(ask.field("content"), text, near)
    if not content:
        raise NotFoundError("A statement needs its words: copy them from the article.")
    if ask.field("act") not in get_args(Act):
        raise Unclear("There is no such act.")
    around = content[0].start
    cue, source = (find_all(ask.field(name), text, around) for name in ("cue", "source"))
    speaker = Deeds(ask.view).speaker(ask.field("speaker"), document)
    return Typed(content, cue, source, speaker, ask.field("act"), ask.field("why"))


def _near(statement: Statement) -> int:
    span = first_span(statement)
    return span.start if span else 0


def _after(ask: Ask, document: str) -> Response:
    """Go to the statement as it is now; to its article where it is not shown yet."""
    view = ask.desk.view
    told = ask.session.said.edits if ask.session.said else ()
    rows = [
        one
        for one in view.index.by_document.get(document, ())
        for review in view.reviews.get(one.id, ())
        if review.edit in told
    ]
    if rows:
        return RedirectResponse(f"/statement/{view.key(rows[0])}", 303)
    return ask.back("/articles")


def _on(ask: Ask) -> Response:
    """Go back, or to the article where the statement that the form stood on is shown no more."""
    path = ask.field("back").partition("?")[0]
    key = path.rpartition("/statement/")[2]
    if "/statement/" in path and key not in ask.desk.view.statements and key in ask.view.statements:
        document = ask.view.index.documents[ask.view.statements[key].document]
        return RedirectResponse(f"/article/{ask.view.key(document)}", 303)
    return ask.back("/review")
