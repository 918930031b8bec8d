"""The tables of a workbook, as a newsroom reads them: what was said first, ids last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rashomon.exporting.table import words
from rashomon.records import Answer, Comparison, Discrepancy, Document, Entity, Spans, Statement

Row: TypeAlias = tuple[str | int | float | None, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and its width in letters."""

    name: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its columns, its rows."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


_ARTICLE = (Column("Outlet", 18), Column("Published", 12), Column("Article", 30))
_STATEMENTS = (
    Column("Speaker", 22), Column("Says", 60), Column("Kind", 9), Column("Act", 9), *_ARTICLE, Column("Source words", 22),
    Column("Cue", 14), Column("Inside statement", 10), Column("Why no speaker", 18), Column("Confidence", 10),
    Column("Review", 12), Column("Reviewed by", 14), Column("Language", 9), Column("Address", 30),
    Column("Statement id", 18), Column("Document id", 18),
)  # fmt: skip
_ANSWERS = (
    Column("Question", 40), Column("Kind", 11), Column("Speaker", 22), Column("Answer", 40), Column("Value", 20),
    Column("From", 12), Column("To", 12), Column("Meant as", 14), Column("Statements", 10), Column("Articles", 9),
    Column("Outlets", 24), Column("Question id", 18), Column("Answer id", 18),
)  # fmt: skip
_DISCREPANCIES = (
    Column("Question", 36), Column("Kind", 11), Column("Between", 10), Column("Speaker A", 20), Column("A says", 44),
    Column("Outlet A", 16), Column("Published A", 12), Column("Speaker B", 20), Column("B says", 44),
    Column("Outlet B", 16), Column("Published B", 12), Column("Why", 44), Column("Confidence", 10), Column("Review", 12),
    Column("Discrepancy id", 18),
)  # fmt: skip
_SPEAKERS = (
    Column("Name", 26), Column("Type", 12), Column("Other names", 40), Column("Roles", 40), Column("Statements", 10),
    Column("Articles", 9), Column("Wikidata", 12), Column("Entity id", 18),
)  # fmt: skip
_ARTICLES = (
    Column("Outlet", 18), Column("Published", 12), Column("Title", 44), Column("Language", 9), Column("Statements", 10),
    Column("Reprint group", 10), Column("Address", 36), Column("Read from", 30), Column("Document id", 18),
)  # fmt: skip


def sheets(found: Comparison) -> Iterator[Sheet]:
    """Yield the sheets of a comparison: statements, questions and answers, discrepancies, speakers, articles."""
    view = _View(found)
    yield Sheet("Statements", _STATEMENTS, tuple(map(view.statement, view.statements.values())))
    yield Sheet("Questions and answers", _ANSWERS, tuple(view.answers()))
    yield Sheet("Discrepancies", _DISCREPANCIES, tuple(map(view.discrepancy, found.discrepancies)))
    yield Sheet("Speakers", _SPEAKERS, tuple(map(view.speaker, found.entities)))
    yield Sheet("Articles", _ARTICLES, tuple(map(view.article, found.documents)))


class _View:
    """A comparison with its records by id."""

    def __init__(self, found: Comparison) -> None:
        self.found = found
        self.documents = {row.id: row for row in found.documents}
        self.entities = {row.id: row for row in found.entities}
        self.statements = {row.id: row for row in found.statements if row.document in self.documents}
        self.by_id = {row.id: row for row in found.answers}
        self.questions = {row.id: row for row in found.questions}
        self.reviews = {row.target: row for row in found.reviews}
        self.said = Counter(row.speaker for row in self.statements.values())
        self.held = Counter(row.document for row in self.statements.values())
        self.copies = {name: number for number, group in enumerate(found.copies, 1) for name in group}

    def statement(self, row: Statement) -> Row:
        """Return the row of a statement."""
        document, review = self.documents[row.document], self.reviews.get(row.id)
        return (
            self._name(row.speaker), self._words(row, row.content), row.kind, row.act, *_about(document),
            self._words(row, row.source), self._words(row, row.cue), row.parent, row.unknown, row.confidence,
            review.state if review else None, review.who if review else None, document.language, document.url, row.id,
            document.id,
        )  # fmt: skip

    def answers(self) -> Iterator[Row]:
        """Yield a row for each answer, question by question; a question without one has a row too."""
        given: dict[str, list[Answer]] = {}
        for answer in self.found.answers:
            given.setdefault(answer.question, []).append(answer)
        for question in self.found.questions:
            for answer in given.get(question.id, ()):
                yield (question.text, question.kind, *self._answer(answer), question.id, answer.id)
            if question.id not in given:
                yield (question.text, question.kind, *[None] * 9, question.id, None)

    def _answer(self, answer: Answer) -> Row:
        carrying = self._carrying(answer.statements)
        papers = list(dict.fromkeys(self.documents[row.document].id for row in carrying))
        outlets = dict.fromkeys(self.documents[name].outlet or name for name in papers)
        return (
            self._name(answer.speaker), answer.summary, answer.value, answer.since, answer.until,
            ", ".join(answer.qualities), len(carrying), len(papers), "; ".join(outlets),
        )  # fmt: skip

    def discrepancy(self, row: Discrepancy) -> Row:
        """Return the row of a discrepancy: both sides in the words of their articles."""
        question, review = self.questions.get(row.question), self.reviews.get(row.id)
        return (
            question.text if question else None, row.kind, row.between, *self._side(row, row.a, 0),
            *self._side(row, row.b, 1), row.note, row.confidence, review.state if review else None, row.id,
        )  # fmt: skip

    def _side(self, row: Discrepancy, side: str, number: int) -> Row:
        """Return who says what on one side, where and when: the statement among the evidence that carries the answer."""
        answer = self.by_id.get(side)
        evidence = self._carrying(row.evidence)
        carried = [one for one in evidence if answer and one.id in answer.statements]
        of_both = row.a == row.b or not carried
        chosen = evidence[number : number + 1] if of_both else carried[:1]
        if not chosen:
            return (
                self._name(answer.speaker) if answer else None,
                answer.summary if answer else None,
                None,
                None,
            )
        document = self.documents[chosen[0].document]
        said = self._words(chosen[0], chosen[0].content)
        return (self._name(chosen[0].speaker), said, document.outlet, document.published)

    def speaker(self, row: Entity) -> Row:
        """Return the row of an entity."""
        names = [name for name in row.aliases if name != row.name]
        roles = dict.fromkeys(role.text for role in row.roles)
        items = dict.fromkeys(link.wikidata for link in row.links if link.wikidata)
        return (
            row.name, row.type, "; ".join(names), "; ".join(roles), self.said[row.id], len(row.documents),
            "; ".join(items), row.id,
        )  # fmt: skip

    def article(self, row: Document) -> Row:
        """Return the row of a document."""
        return (
            row.outlet, row.published, row.title, row.language, self.held[row.id], self.copies.get(row.id), row.url,
            row.uri, row.id,
        )  # fmt: skip

    def _carrying(self, names: Sequence[str]) -> list[Statement]:
        return [self.statements[name] for name in names if name in self.statements]

    def _name(self, entity: str | None) -> str | None:
        return self.entities[entity].name if entity in self.entities else None

    def _words(self, row: Statement, spans: Spans) -> str:
        return words(self.documents[row.document].text, spans)


def _about(document: Document) -> Row:
    return (document.outlet, document.published, document.title)
