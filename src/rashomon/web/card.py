"""A statement as it is shown and judged outside its article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rashomon.records import Edit, Review, Span, Statement
from rashomon.report.article import pieces
from rashomon.report.phrases import confidence
from rashomon.report.quotation import Quotation, quotation
from rashomon.report.segments import Segment, cut, marks_of
from rashomon.web.ask import Ask
from rashomon.web.view import View

# Code points of the paragraphs around a statement, before and after it at most.
_AROUND = 700
# Code points that are shown of a statement and what is around it; the article has the rest.
_LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class Card:
    """A statement, how sure the machine is, who has reviewed it, and an edit of it that is kept but not shown yet."""

    key: str
    document: str
    quotation: Quotation
    degree: float
    sure: str
    review: Review | None
    kept: Edit | None


def card(ask: Ask, statement: Statement, kept: Mapping[str, Edit] | None = None) -> Card:
    """Return a statement as a card; `kept` is what `pending` returns, where many are shown."""
    view = ask.view
    return Card(
        view.key(statement),
        view.index.papers[statement.document].anchor,
        quotation(view.index, statement),
        statement.confidence,
        confidence(statement.confidence),
        view.verdict(statement.id),
        (pending(ask) if kept is None else kept).get(statement.id),
    )


def pending(ask: Ask) -> dict[str, Edit]:
    """Return the edits of statements that are kept and not yet in what is shown, by statement."""
    edits = [edit for edit in ask.desk.work().kept if edit.kind.endswith("-statement") and edit.quotes]
    if not edits:
        return {}
    by_words = {
        (edit.quotes[0].document, edit.quotes[0].exact, edit.quotes[0].prefix): edit for edit in edits
    }
    found = {}
    for name in {edit.quotes[0].document for edit in edits}:
        for statement in ask.view.index.by_document.get(name, ()):
            quote = ask.view.pointing.quote(statement.id)
            edit = by_words.get((quote.document, quote.exact, quote.prefix))
            if edit:
                found[statement.id] = edit
    return found


@dataclass(frozen=True, slots=True)
class Passage:
    """The paragraphs in which a statement stands, whole as far as they go; `cut` where they go further."""

    segments: list[Segment]
    opens_cut: bool
    closes_cut: bool


def passage(view: View, statement: Statement) -> Passage:
    """Return the paragraphs around a statement, its own parts marked."""
    document = view.index.documents[statement.document]
    spans = [
        span for span in (*statement.content, *statement.cue, *statement.source) if span.start < span.end
    ]
    start = min((span.start for span in spans), default=0)
    end = max((span.end for span in spans), default=0)
    whole = [
        row.words
        for row in pieces(document.text, document.blocks)
        if row.words.meets(Span(start, max(end, start + 1)))
    ]
    first = min((row.start for row in whole), default=start)
    last = max((row.end for row in whole), default=end)
    opens = max(first, start - _AROUND)
    shown = Span(opens, min(last, end + _AROUND, opens + _LONGEST))
    number = view.index.numbers[statement.id]
    return Passage(
        cut(document.text, shown, marks_of(statement, number)), shown.start > first, shown.end < last
    )
