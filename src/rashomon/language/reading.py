"""What a text's language says of it, before anyone asks who said what: tokens, sentences, quotations, attributions."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from rashomon.language.encoder import Found, shipped
from rashomon.language.parse import Parse
from rashomon.language.quotations import Quotation, find
from rashomon.language.segmentation import segment
from rashomon.records import Document, Span


@dataclass(frozen=True, slots=True)
class Reading:
    """One document read: its quotations, its parse, and, where the encoder knows the language, its attributions."""

    quotations: tuple[Quotation, ...]
    parse: Parse
    found: tuple[Found, ...] = ()


def read(document: Document) -> Reading:
    """Return one document read: English by the encoder, other languages as tokens and sentences without syntax.

    >>> reading = read(Document("d", "Ann said no. Bob left.", language="en"))
    >>> [len(sentence) for sentence in reading.parse.sentences], len(reading.found)
    ([4, 3], 1)
    """
    spans = [block.span for block in document.blocks] or [Span(0, len(document.text))]
    quotations, language = _quotations(document, spans), document.language or "en"
    if language != "en":
        return Reading(quotations, segment(document.text, spans, language))
    return Reading(quotations, *shipped().read(document, quotations))


def _quotations(document: Document, spans: Sequence[Span]) -> tuple[Quotation, ...]:
    """Return the quotations of a document; one may go on behind a caption or a related link, which has its own."""
    aside = [block.span for block in document.blocks if block.kind in ("caption", "related")]
    if not aside:
        return find(document.text, spans)
    out = set(aside)
    prose = find(document.text, [span for span in spans if span not in out])
    apart = (quotation for span in aside for quotation in find(document.text, [span]))
    return tuple(sorted((*prose, *apart), key=lambda quotation: (quotation.start, -quotation.end)))


def read_all(documents: Sequence[Document]) -> list[Reading]:
    """Return each document read; documents are read side by side, one on each core."""
    if len(documents) == 1:
        return [read(documents[0])]
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        return list(pool.map(read, documents))
