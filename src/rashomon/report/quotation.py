"""A statement as quoted outside its article: verbatim, in context, with who said it where and when."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records import Span, Statement
from rashomon.report.anchors import anchor
from rashomon.report.excerpt import windows
from rashomon.report.index import Index, Name, Paper
from rashomon.report.phrases import clipped, label
from rashomon.report.reviews import Reviewed
from rashomon.report.segments import Segment, cut, marks_of


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the article: its segments, and whether it is cut off inside a sentence."""

    segments: list[Segment]
    opens_cut: bool
    closes_cut: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """All that is shown beside a quoted statement. `through` are the speakers it was reported by."""

    number: int
    anchor: str
    passages: list[Passage]
    speaker: Name
    role: str
    unknown: str
    act: str
    kind: str
    through: list[Name]
    paper: Paper
    live: str | None
    reviews: list[Reviewed]


@dataclass(frozen=True, slots=True)
class Mention:
    """A link to a statement in its article: its running number and what it is, in words."""

    number: int
    anchor: str
    label: str


def quotation(index: Index, statement: Statement) -> Quotation:
    """Return the statement as quoted in its context."""
    document = index.documents[statement.document]
    return Quotation(
        number=index.numbers[statement.id],
        anchor=anchor("s", statement.id),
        passages=passages(index, statement),
        speaker=index.speaker(statement.speaker),
        role=index.role(statement.speaker, document.published),
        unknown=statement.unknown or "",
        act=label("act", statement.act),
        kind=label("statement", statement.kind),
        through=[index.speaker(entity.id if entity else None) for entity in index.chain(statement)],
        paper=index.papers[statement.document],
        live=index.live(statement),
        reviews=index.reviews.get(statement.id, []),
    )


def passages(index: Index, statement: Statement) -> list[Passage]:
    """Return the stretches of the article around the statement, its own parts marked."""
    text = index.documents[statement.document].text
    number = index.numbers[statement.id]
    marks = list(marks_of(statement, number))
    spans = [*statement.content, *statement.cue, *statement.source]
    return [_passage(text, _stripped(text, window), cut(text, _stripped(text, window), marks))
            for window in windows(text, spans)]  # fmt: skip


def _stripped(text: str, window: Span) -> Span:
    words = window.of(text)
    return Span(
        window.start + len(words) - len(words.lstrip()), window.end - len(words) + len(words.rstrip())
    )


def _passage(text: str, window: Span, segments: list[Segment]) -> Passage:
    before, last = text[max(0, window.start - 9) : window.start].rstrip(" ")[-1:], window.of(text)[-1:]
    after = text[window.end : window.end + 1]
    opens_cut = bool(before) and (before.isalnum() or before in ",;:")
    return Passage(segments, opens_cut, bool(after) and after != "\n" and (last.isalnum() or last in ",;:"))


def mention(index: Index, statement: Statement) -> Mention:
    """Return a short link to the statement."""
    paper = index.papers[statement.document]
    speaker = index.speaker(statement.speaker).text
    words = clipped(f"Statement {index.numbers[statement.id]}: {speaker}, {paper.outlet}, {paper.day}", 160)
    return Mention(index.numbers[statement.id], anchor("s", statement.id), words)


def opening(index: Index, statement: Statement, longest: int = 110) -> str:
    """Return the first words of what is said, on one line."""
    text = index.documents[statement.document].text
    parts = [span.of(text)[: 4 * longest] for span in statement.content[:9] if span.start < span.end]
    return clipped(" … ".join(parts) or "no content found", longest)
