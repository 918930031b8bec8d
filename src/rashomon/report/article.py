"""An article in full: its paragraphs cut into segments, and the notes in the margin."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import get_args

from rashomon.records import Block, BlockKind, Document, Span, Statement
from rashomon.report.anchors import anchor
from rashomon.report.disputes import Dispute
from rashomon.report.index import Index, Name, Paper, first_span
from rashomon.report.phrases import SURE_ENOUGH, counted, label, plain
from rashomon.report.reviews import Reviewed
from rashomon.report.segments import Mark, Segment, cut, marks_of

_GAP = re.compile(r"\n[^\S\n]*\n\s*")
_KINDS = frozenset(get_args(BlockKind))  # a kind becomes a CSS class: no other word gets there


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the text: its kind, the white space before it and its words."""

    kind: str
    gap: Span
    words: Span


@dataclass(frozen=True, slots=True)
class Note:
    """What the margin says of a statement."""

    number: int
    anchor: str
    speaker: Name
    unknown: str
    act: str
    kind: str
    inside: int | None
    goes_on: bool
    unsure: bool
    disputes: list[Dispute]
    live: str | None
    reviews: list[Reviewed]

    @property
    def label(self) -> str:
        """Return the note on one line."""
        return plain(f"Statement {self.number}: {self.speaker.text} {self.act}, {self.kind}")


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Where the words of a paragraph stood first."""

    words: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block as shown: its kind, the white space before it, its segments, notes, and where it was first printed."""

    kind: str
    gap: str
    segments: list[Segment]
    notes: list[Note]
    borrowed: list[Borrowed]

    @property
    def pins(self) -> dict[int, Note]:
        """Return the notes by running number."""
        return {note.number: note for note in self.notes}


@dataclass(frozen=True, slots=True)
class Article:
    """One document as shown. `headed` tells whether its first paragraph is the title."""

    paper: Paper
    headed: bool
    paragraphs: list[Paragraph]
    reprints: list[Paper]
    states: list[Paper]
    count: str


def pieces(text: str, blocks: Iterable[Block]) -> list[Piece]:
    """Return the blocks of a text; gaps and words together are the whole text, in order.

    >>> [(piece.kind, piece.words.of("One.\\n\\nTwo.")) for piece in pieces("One.\\n\\nTwo.", ())]
    [('paragraph', 'One.'), ('paragraph', 'Two.')]
    """
    found, done = [], 0
    for kind, span in _stretches(text, blocks):
        words = span.of(text)
        start = span.start + len(words) - len(words.lstrip())
        end = span.start + len(words.rstrip())
        if start < end:
            found.append(Piece(kind, Span(done, start), Span(start, end)))
            done = end
    if done < len(text):
        found.append(Piece("gap", Span(done, len(text)), Span(len(text), len(text))))
    return found


def _stretches(text: str, blocks: Iterable[Block]) -> Iterator[tuple[str, Span]]:
    """Yield the given blocks and what stands between them, none overlapping, in text order."""
    done = 0
    for block in sorted(blocks, key=lambda block: block.span):
        start, end = max(done, block.span.start), min(len(text), block.span.end)
        if start < end:
            yield from _paragraphs(text, done, start)
            yield block.kind if block.kind in _KINDS else "paragraph", Span(start, end)
            done = end
    yield from _paragraphs(text, done, len(text))


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    for gap in _GAP.finditer(text, start, end):
        yield "paragraph", Span(start, gap.start())
        start = gap.end()
    if start < end:
        yield "paragraph", Span(start, end)


def article(index: Index, document: Document) -> Article:
    """Return the document as shown, each of its statements pinned to where it begins."""
    statements = index.by_document[document.id]
    blocks = pieces(document.text, document.blocks)
    marks = _sorted_into(blocks, statements, index)
    pins = _pinned(blocks, statements)
    paragraphs = [
        _paragraph(index, document, piece, marks[place], pins[place]) for place, piece in enumerate(blocks)
    ]
    held = [index.papers[other] for other in index.held[document.id]]
    first = document.text[blocks[0].words.start : blocks[0].words.end] if blocks else ""
    return Article(
        paper=index.papers[document.id],
        headed=bool(document.title) and plain(first) == plain(document.title or ""),
        paragraphs=paragraphs,
        reprints=[row for row in held if row.relation == "Reprint"],
        states=[row for row in held if row.relation != "Reprint"],
        count=counted(len(statements), "statement"),
    )  # fmt: skip


def _sorted_into(blocks: list[Piece], statements: list[Statement], index: Index) -> list[list[Mark]]:
    """Return for each block the marks that touch it."""
    found: list[list[Mark]] = [[] for _ in blocks]
    starts = [piece.gap.start for piece in blocks]
    for statement in statements:
        for mark in marks_of(statement, index.numbers[statement.id]):
            place = max(0, bisect.bisect_right(starts, mark.span.start) - 1)
            while place < len(blocks) and starts[place] < mark.span.end:
                found[place].append(mark)
                place += 1
    return found


def _pinned(blocks: list[Piece], statements: list[Statement]) -> list[list[tuple[int, Statement]]]:
    """Return for each block the statements that begin in it, with the position."""
    found: list[list[tuple[int, Statement]]] = [[] for _ in blocks]
    starts = [piece.gap.start for piece in blocks]
    for statement in statements:
        span = first_span(statement) or Span(0, 0)
        place = max(0, bisect.bisect_right(starts, span.start) - 1)
        if blocks:
            words = blocks[place].words
            found[place].append((min(max(span.start, words.start), words.end), statement))
    return found


def _paragraph(
    index: Index, document: Document, piece: Piece, marks: list[Mark], pins: list[tuple[int, Statement]]
) -> Paragraph:
    numbered = [(position, index.numbers[statement.id]) for position, statement in pins]
    return Paragraph(
        kind=piece.kind,
        gap=piece.gap.of(document.text),
        segments=cut(document.text, piece.words, marks, numbered),
        notes=[note(index, statement) for _, statement in pins],
        borrowed=_borrowed(index, document, piece.words),
    )


def _borrowed(index: Index, document: Document, words: Span) -> list[Borrowed]:
    """Return where the words of a paragraph stood first, each place once."""
    rows = index.reused[document.id]
    before = bisect.bisect_left(rows, words.start, key=lambda reuse: reuse.span.start)
    inside = takewhile(lambda reuse: reuse.span.start < words.end, rows[before:])
    found = {(label("reuse", reuse.kind), reuse.origin): None for reuse in inside}
    return [Borrowed(told, index.papers[origin]) for told, origin in found if origin in index.papers]


def note(index: Index, statement: Statement) -> Note:
    """Return what the margin says of a statement."""
    return Note(
        number=index.numbers[statement.id],
        anchor=anchor("s", statement.id),
        speaker=index.speaker(statement.speaker),
        unknown=statement.unknown or "",
        act=label("act", statement.act),
        kind=label("statement", statement.kind),
        inside=index.numbers.get(statement.parent or ""),
        goes_on=statement.follows is not None,
        unsure=statement.confidence < SURE_ENOUGH,
        disputes=index.disputes.of_statement(statement.id),
        live=index.live(statement),
        reviews=index.reviews.get(statement.id, []),
    )
