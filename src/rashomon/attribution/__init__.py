"""Document → Statements: who is reported to have said what, before anyone asks who "he" is."""

from __future__ import annotations

from rashomon.attribution import (
    datelines,
    leadins,
    learned,
    owners,
    posts,
    signatures,
    speaker_lines,
    surface,
)
from rashomon.attribution.drafts import settle
from rashomon.attribution.rubrics import rubrics
from rashomon.language.quotations import Marked
from rashomon.language.reading import Reading
from rashomon.records import Block, Document, Span, Statement

__all__ = ["attribute"]


def attribute(document: Document, reading: Reading) -> tuple[Statement, ...]:
    """Return the attributions of a document in text order, each with source words but no speaker yet.

    English is read by the learned extractor, other languages by word forms and their order.
    Raises nothing on any text. Speakers are the entities room's work (`rashomon.entities.resolve`).
    """
    if reading.parse.language != "en":
        return surface.attribute(document, reading.parse, reading.quotations)
    return _english(document, reading)


def _english(document: Document, reading: Reading) -> tuple[Statement, ...]:
    blocks = document.blocks or (Block("paragraph", Span(0, len(document.text))),)
    paragraphs = [block.span for block in blocks]
    speech = [block.span for block in blocks if block.kind not in ("related", "caption")]
    marked = Marked(reading.quotations)
    lines = list(speaker_lines.read(document.text, paragraphs, marked, rubrics()))
    lines += posts.read(document.text, paragraphs)
    headings = [block.span for block in blocks if block.kind in ("heading", "related")]
    prose = [block.span for block in blocks if block.kind not in ("heading", "related")]
    lines += signatures.read(reading.parse, headings, prose)
    drafts = lines + learned.besides(lines, learned.drafts_of(document, reading.found, reading.quotations))
    drafts += owners.inverted(reading.parse, reading.quotations, drafts)
    drafts = owners.part(document.text, drafts, marked)
    voices = learned.Voices(document, reading.quotations, speech)
    drafts += voices.unclaimed(drafts)
    leadins.read(reading.parse, speech, drafts)
    leadins.according(document.text, drafts)
    return settle(
        document, datelines.cut(voices.go_on(drafts), datelines.find(document.text, paragraphs)), marked
    )
