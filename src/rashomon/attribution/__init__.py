"""Document → Statements: who is reported to have said what, before anyone asks who "he" is."""

from __future__ import annotations

from rashomon.attribution import quotations, speaker_lines
from rashomon.attribution.clauses import ClauseReader
from rashomon.attribution.cues import english
from rashomon.attribution.drafts import Draft, settle
from rashomon.attribution.linking import QuotationLinker
from rashomon.attribution.quotations import Quotation
from rashomon.attribution.reports import ReportReader
from rashomon.attribution.snapping import snap
from rashomon.language.parse import Parse
from rashomon.records import Document, Span, Statement

__all__ = ["attribute"]


def attribute(document: Document, parse: Parse) -> tuple[Statement, ...]:
    """Return the attributions of a document in text order, each with source words but no speaker yet.

    Raises nothing on any text. Speakers are the entities room's work (`rashomon.entities.resolve`).
    """
    paragraphs = [block.span for block in document.blocks] or [Span(0, len(document.text))]
    found = quotations.find(document.text, paragraphs)
    return settle(document, _syntactic(parse, paragraphs, found), found)


def _syntactic(parse: Parse, paragraphs: list[Span], found: tuple[Quotation, ...]) -> list[Draft]:
    lexicon = english()
    reader = ClauseReader(parse, lexicon)
    lines = list(speaker_lines.read(parse.text, paragraphs, found))
    linked = list(QuotationLinker(parse, paragraphs, found, reader).link(lines))
    used = {span for draft in linked for span in draft.cue}
    clauses = [draft for draft in reader.read() if not used.intersection(draft.cue)]
    reports = list(ReportReader(parse, lexicon).read())
    return lines + linked + snap([*clauses, *reports], found)
