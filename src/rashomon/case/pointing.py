"""What a correction holds on to, made of what is shown: words, names and questions in the place of ids."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import chain

from rashomon.records import (
    Anchor,
    Answer,
    Comparison,
    Discrepancy,
    Document,
    Entity,
    Parting,
    Position,
    Question,
    Quote,
    Span,
    Statement,
    Topic,
)

# A question is known by the words of so many of its statements.
_QUOTES = 3


class Pointing:
    """Anchors of what a comparison shows, by ids. Every method raises KeyError where the id is none of it.

    >>> from rashomon.records import Comparison, Document, Statement
    >>> shown = Comparison((Document("d", "She said no."),), statements=(Statement("s", "d", "indirect", (Span(9, 11),)),))
    >>> Pointing(shown).quote("s").exact
    'no'
    """

    def __init__(self, comparison: Comparison) -> None:
        """Point into a comparison."""
        self.comparison = comparison

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The documents by id."""
        return {one.id: one for one in self.comparison.documents}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """The statements by id."""
        return {one.id: one for one in self.comparison.statements}

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """The entities by id."""
        return {one.id: one for one in self.comparison.entities}

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The questions by id."""
        return {one.id: one for one in self.comparison.questions}

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """The answers by id."""
        return {one.id: one for one in self.comparison.answers}

    @cached_property
    def discrepancies(self) -> dict[str, Discrepancy]:
        """The discrepancies by id."""
        return {one.id: one for one in self.comparison.discrepancies}

    @cached_property
    def _answering(self) -> dict[str, list[Answer]]:
        found: defaultdict[str, list[Answer]] = defaultdict(list)
        for answer in self.comparison.answers:
            found[answer.question].append(answer)
        return found

    def quote(self, statement: str) -> Quote:
        """Return the words of a statement: all from the start of its content to its end."""
        one = self.statements[statement]
        spans = one.content or one.cue or one.source or (Span(0, 0),)
        return self.words(one.document, Span(min(s.start for s in spans), max(s.end for s in spans)))

    def words(self, document: str, span: Span) -> Quote:
        """Return words of a document that a person has marked."""
        found = self.documents[document]
        return Quote.of(document, found.text, span, found.url)

    def topic(self, question: str) -> Topic:
        """Return a question by its kind, its text and the words of its first statements, of one answer after the other."""
        one = self.questions[question]
        rows = [answer.statements for answer in self._answering[question]]
        turns = [
            row[turn] for turn in range(max(map(len, rows), default=0)) for row in rows if turn < len(row)
        ]
        known = [statement for statement in dict.fromkeys(turns) if statement in self.statements]
        return Topic(one.kind, one.text, tuple(self.quote(statement) for statement in known[:_QUOTES]))

    def entity(self, entity: str) -> Anchor:
        """Return an entity by its name and the articles that name it."""
        one = self.entities[entity]
        return Anchor(one.name, one.documents)

    def position(self, answer: str) -> Position:
        """Return an answer by its question, its speaker and its value."""
        one = self.answers[answer]
        speaker = self.entity(one.speaker) if one.speaker else None
        return Position(self.topic(one.question), speaker, one.value)

    def discrepancy(self, discrepancy: str) -> tuple[tuple[Quote, Quote], Parting]:
        """Return a discrepancy by the words of both sides, and in what and between whom they part."""
        one = self.discrepancies[discrepancy]
        first = self._side(one, one.a, ())
        second = self._side(one, one.b, (first,))
        return (self.quote(first), self.quote(second)), Parting(one.kind, one.between)

    def _side(self, one: Discrepancy, answer: str, taken: tuple[str, ...]) -> str:
        """Return the statement of one side: of the evidence the first that carries the answer, and is not taken."""
        carriers = self.answers[answer].statements if answer in self.answers else ()
        evidence = [statement for statement in one.evidence if statement in self.statements]
        ranked = chain((row for row in evidence if row in carriers), evidence, carriers)
        rows = list(dict.fromkeys(row for row in ranked if row in self.statements))
        found = next((row for row in rows if row not in taken), rows[0] if rows else None)
        if found is None:
            raise KeyError(one.id)
        return found
