"""Document → Statements: who is reported to have said what, before anyone asks who "he" is."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.attribution import datelines, headlines, quotations, speaker_lines, surface
from rashomon.attribution.clauses import ClauseReader
from rashomon.attribution.cues import english
from rashomon.attribution.datelines import cut
from rashomon.attribution.drafts import Draft, settle
from rashomon.attribution.linking import QuotationLinker
from rashomon.attribution.quotations import Marked, Quotation
from rashomon.attribution.reports import ReportReader
from rashomon.attribution.snapping import snap
from rashomon.language.parse import Parse
from rashomon.records import Document, Span, Statement

__all__ = ["attribute"]


def attribute(document: Document, parse: Parse) -> tuple[Statement, ...]:
    """Return the attributions of a document in text order, each with source words but no speaker yet.

    Where the parse has syntax, reporting clauses are read from it; elsewhere from word forms and their order.
    Raises nothing on any text. Speakers are the entities room's work (`rashomon.entities.resolve`).
    """
    paragraphs = [block.span for block in document.blocks] or [Span(0, len(document.text))]
    found = quotations.find(document.text, paragraphs)
    if not any(token.dep for token in parse.tokens):
        return surface.attribute(document, parse, found)
    headings = [block.span for block in document.blocks if block.kind in ("heading", "related")]
    drafts = _syntactic(parse, paragraphs, headings, found)
    return settle(document, drafts, Marked(found))


def _syntactic(
    parse: Parse, paragraphs: list[Span], headings: list[Span], found: tuple[Quotation, ...]
) -> list[Draft]:
    lexicon = english()
    marked = Marked(found)
    lines = list(speaker_lines.read(parse.text, paragraphs, marked, lexicon.rubrics))
    linked = [
        draft
        for level, frame in _levels(paragraphs, found)
        for draft in QuotationLinker(parse, frame, level, lexicon).link(lines)
    ]
    used = {span for draft in linked for span in draft.cue}
    clauses = [draft for draft in ClauseReader(parse, lexicon).read() if not used.intersection(draft.cue)]
    reports = list(ReportReader(parse, lexicon).read())
    heads = [draft for heading in headings for draft in headlines.read(parse.text, heading, lexicon)]
    return cut(
        [*lines, *linked, *snap([*heads, *clauses, *reports], marked)], datelines.find(parse.text, paragraphs)
    )


def _levels(
    paragraphs: list[Span], found: tuple[Quotation, ...]
) -> Iterator[tuple[tuple[Quotation, ...], list[Span]]]:
    """Yield the quotations of each depth with the stretches that may report them: paragraphs, then the quotations around."""
    depth, frame = 0, paragraphs
    while level := tuple(quotation for quotation in found if quotation.level == depth):
        yield level, frame
        depth, frame = depth + 1, [Span(p.start + 1, p.end) for q in level for p in q.parts]
