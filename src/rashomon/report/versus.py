"""The discrepancies as two quotations side by side, and what only looks like one."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records import Answer, Between, Discrepancy, Statement
from rashomon.report.anchors import anchor
from rashomon.report.comments import Comment
from rashomon.report.index import Index, Name
from rashomon.report.phrases import ASKED, confidence, counted, day, label, plain, shortened
from rashomon.report.quotation import Mention, Quotation, mention, quotation
from rashomon.report.reviews import Reviewed


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the position in words, its best quotation, the rest of the evidence for it."""

    letter: str
    value: str
    summary: str
    speaker: Name
    voice: str
    quotation: Quotation | None
    others: list[Mention]
    weight: str


@dataclass(frozen=True, slots=True)
class Versus:
    """One discrepancy as shown; `comment` is what a language model says of it."""

    number: int
    anchor: str
    question: str
    kind: str
    between: str
    confidence: str
    degree: float
    note: str
    sides: tuple[Side, Side]
    further: list[Mention]
    comment: Comment | None
    reviews: list[Reviewed]


@dataclass(frozen=True, slots=True)
class Group:
    """A question and its discrepancies, the surest first."""

    anchor: str
    text: str
    kind: str
    discrepancies: list[Versus]
    reviews: list[Reviewed]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two answers that look different and are compatible."""

    note: str
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Alike:
    """A question and the pairs of its answers that only look different."""

    anchor: str
    question: str
    pairs: list[Likeness]


def groups(index: Index) -> list[Group]:
    """Return the discrepancies by question, in the order of the questions, numbered through."""
    return [_group(index, name, rows) for name, rows in index.disputes.by_question.items() if rows]


def _group(index: Index, name: str, rows: list[Discrepancy]) -> Group:
    question = index.questions.get(name)
    text = asked(index, name)
    shown = [versus(index, row, text) for row in rows]
    kind = label("kind", question.kind) if question else ""
    return Group(anchor("g", name), text, kind, shown, index.reviews.get(name, []))


def versus(index: Index, discrepancy: Discrepancy, question: str) -> Versus:
    """Return a discrepancy as two sides; evidence of neither answer is listed as further."""
    sides = _sides(index, discrepancy.a, discrepancy.b, discrepancy.evidence, discrepancy.between)
    shown = {mention.number for side in sides for mention in side.others}
    shown.update(side.quotation.number for side in sides if side.quotation)
    evidence = index.told(discrepancy.evidence)
    return Versus(
        number=index.disputes.numbers[discrepancy.id],
        anchor=anchor("d", discrepancy.id),
        question=question,
        kind=label("kind", discrepancy.kind),
        between=label("between", discrepancy.between),
        confidence=confidence(discrepancy.confidence),
        degree=discrepancy.confidence,
        note=discrepancy.note,
        sides=sides,
        further=[
            mention(index, statement) for statement in evidence if index.numbers[statement.id] not in shown
        ],
        comment=index.comments.get(discrepancy.id),
        reviews=index.reviews.get(discrepancy.id, []),
    )


def likenesses(index: Index) -> list[Alike]:
    """Return the agreements whose answers are there, by question."""
    found: dict[str, list[Likeness]] = {question: [] for question in index.questions}
    for row in index.comparison.agreements:
        if row.a in index.answers and row.b in index.answers:
            likeness = Likeness(row.note, _sides(index, row.a, row.b, row.evidence))
            found.setdefault(row.question, []).append(likeness)
    return [Alike(anchor("g", name), asked(index, name), rows) for name, rows in found.items() if rows]


def asked(index: Index, question: str) -> str:
    """Return the text of a question; one that is not listed says so."""
    found = index.questions.get(question)
    return shortened(found.text, ASKED) if found else "A question that is not listed"


def _sides(
    index: Index, a: str, b: str, evidence: tuple[str, ...], between: Between = "speakers"
) -> tuple[Side, Side]:
    first, second = index.answers[a], index.answers[b]
    return side(index, first, evidence, "A", between), side(index, second, evidence, "B", between)


def side(index: Index, answer: Answer, evidence: tuple[str, ...], letter: str, between: Between) -> Side:
    """Return one side: quoted is the first statement of the evidence, an origin before its reprint."""
    own = set(answer.statements)
    told = [index.statements[name] for name in evidence if name in own and name in index.statements]
    told = told or index.told(answer.statements)
    best = min(told, key=lambda statement: _is_reprint(index, statement), default=None)
    everything = index.told(answer.statements)
    return Side(
        letter=letter,
        value=index.value(answer),
        summary=_beyond(index, index.detail(answer), best),
        speaker=index.speaker(answer.speaker),
        voice=_voice(index, answer, best, between),
        quotation=quotation(index, best) if best else None,
        others=[mention(index, row) for row in everything if best is None or row.id != best.id],
        weight=f"{counted(len(everything), 'statement')} from {counted(index.origins_of(everything), 'origin')}",
    )


def _beyond(index: Index, summary: str, quoted: Statement | None) -> str:
    """Return the summary, unless it only repeats the words that are quoted below it."""
    said = (
        plain(" ".join(span.of(index.documents[quoted.document].text) for span in quoted.content))
        if quoted
        else ""
    )
    return "" if plain(summary).rstrip(" .…") in said else summary


def _voice(index: Index, answer: Answer, quoted: Statement | None, between: Between) -> str:
    """Return what tells the two sides apart in a word: the speaker, and the day or the outlet where that is it."""
    name = index.speaker(answer.speaker).text
    if between == "self":
        return f"{name}, {day(answer.since)}".rstrip(", ")
    if between in ("outlets", "headline") and quoted:
        return f"{name}, in {index.papers[quoted.document].outlet}"
    return name


def _is_reprint(index: Index, statement: Statement) -> bool:
    return index.origins.of(statement.document) != statement.document
