"""What a person does on a page, as edits that hold on to words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashomon.alignment.typed import Typing
from rashomon.entities.dividing import spelled
from rashomon.records import (
    Anchor,
    Answer,
    Discrepancy,
    Edit,
    Entity,
    Fix,
    Hypothesis,
    Moved,
    Parting,
    Question,
    Quote,
    Span,
    Spans,
    Statement,
)
from rashomon.web.view import View

# An entity is known by so many of the articles that name it.
_ARTICLES = 50


class Unclear(ValueError):  # noqa: N818 (it is what people are told, no fault of the program)
    """What a person typed does not say what is meant; the message says why."""


def _typing(view: View) -> Typing:
    return Typing(view.comparison.entities)


class Deeds:
    """Edits of what a view shows."""

    def __init__(self, view: View) -> None:
        """Make edits of what is on a view."""
        self.view = view
        self.at = view.pointing

    # Statements

    def accept(self, statement: Statement, why: str = "") -> Edit:
        """Return the edit that takes a statement as it is shown now, whatever a newer version reads in its words."""
        fix = self._fix(statement, statement.content, statement.cue, statement.source)
        speaker = self.view.index.entities.get(statement.speaker or "")
        whole = Fix(
            fix.content, fix.cue, fix.source, self.person(speaker, statement.document) if speaker else None,
            nobody=speaker is None, act=statement.act,
        )  # fmt: skip
        return Edit("accept-statement", quotes=(self.at.quote(statement.id),), fix=whole, why=why)

    def reject(self, statement: Statement, why: str = "") -> Edit:
        """Return the edit that drops a statement: nobody says that."""
        return Edit("reject-statement", quotes=(self.at.quote(statement.id),), why=why)

    def correct(
        self, statement: Statement, content: Spans, cue: Spans, source: Spans, speaker: Anchor | None, act: str, why: str
    ) -> Edit:  # fmt: skip
        """Return the edit that gives a statement its words, its speaker (None: nobody is named) and its act."""
        fix = self._fix(statement, content, cue, source)
        whole = Fix(fix.content, fix.cue, fix.source, speaker, nobody=speaker is None, act=act)
        return Edit("correct-statement", quotes=(self.at.quote(statement.id),), fix=whole, why=why)

    def add(
        self, document: str, content: Spans, cue: Spans, source: Spans, speaker: Anchor | None, act: str, why: str
    ) -> Edit:  # fmt: skip
        """Return the edit that adds a statement which the machine missed."""
        quotes = [self._quotes(document, spans) for spans in (content, cue, source)]
        fix = Fix(quotes[0], quotes[1], quotes[2], speaker, nobody=speaker is None, act=act)
        return Edit("add-statement", fix=fix, why=why)

    def _fix(self, statement: Statement, content: Spans, cue: Spans, source: Spans) -> Fix:
        quotes = [self._quotes(statement.document, spans) for spans in (content, cue, source)]
        return Fix(quotes[0], quotes[1], quotes[2])

    def _quotes(self, document: str, spans: Iterable[Span]) -> tuple[Quote, ...]:
        return tuple(self.at.words(document, span) for span in spans)

    # People

    def person(self, entity: Entity, document: str = "") -> Anchor:
        """Return an entity as a correction knows it: where it stands in a document, by that one first."""
        rest = [name for name in entity.documents if name != document]
        own = [document] if document in entity.documents else []
        return Anchor(entity.name, tuple([*own, *rest][:_ARTICLES]))

    def named(self, name: str, document: str = "") -> Entity | None:
        """Return who is called so, of several the one whom the document names; None where nobody is.

        Raise Unclear where it may be two.
        """
        bearers = self.view.by_name.get(spelled(name), [])
        rows = [one for one in bearers if document in one.documents] or bearers
        exact = [one for one in rows if spelled(one.name) == spelled(name)] or rows
        if len(exact) > 1:
            raise Unclear(
                f"“{name}” is {len(exact)} different names in this case: open the one you mean from People."
            )
        return exact[0] if exact else None

    def speaker(self, name: str, document: str) -> Anchor | None:
        """Return the anchor of a speaker that was typed: a known one, or a new one of that name; None of none."""
        if not name.strip():
            return None
        known = self.named(name, document)
        return self.person(known, document) if known else Anchor(name.strip(), (document,))

    def merge(self, entities: Sequence[Entity], why: str = "") -> Edit:
        """Return the edit that takes entities for one."""
        return Edit("merge", tuple(map(self.person, entities)), why=why)

    def apart(self, one: Entity, other: Entity, why: str = "") -> Edit:
        """Return the edit that settles that two are not one."""
        return Edit("reject", (self.person(one), self.person(other)), why=why)

    def rename(self, entity: Entity, name: str, why: str = "") -> Edit:
        """Return the edit that shows an entity under another name."""
        return Edit("rename", (self.person(entity),), name, why=why)

    def split(self, entity: Entity, moved: Moved, name: str | None, why: str = "") -> Edit:
        """Return the edit that parts an entity."""
        return Edit("split", (Anchor(entity.name, entity.documents),), name, moved, why=why)

    # Questions

    def reword(self, question: Question, text: str, why: str = "") -> Edit:
        """Return the edit that asks a question in other words."""
        return Edit("reword-question", topics=(self.at.topic(question.id),), name=text, why=why)

    def join(self, into: Question, other: Question, why: str = "") -> Edit:
        """Return the edit that takes two questions for one."""
        return Edit("merge-questions", topics=(self.at.topic(into.id), self.at.topic(other.id)), why=why)

    def part(self, question: Question, statements: Iterable[Statement], text: str, why: str = "") -> Edit:
        """Return the edit that asks another question of some of the statements."""
        quotes = tuple(self.at.quote(one.id) for one in statements)
        return Edit("split-question", topics=(self.at.topic(question.id),), quotes=quotes, name=text, why=why)

    def move(self, old: Question, new: Question, statements: Iterable[Statement], why: str = "") -> Edit:
        """Return the edit that lets statements answer another question."""
        quotes = tuple(self.at.quote(one.id) for one in statements)
        topics = (self.at.topic(old.id), self.at.topic(new.id))
        return Edit("move-statement", topics=topics, quotes=quotes, why=why)

    def answer(self, question: Question, statements: Iterable[Statement], text: str, why: str = "") -> Edit:
        """Return the edit that corrects what statements answer to a question; raise ValueError where it is no answer."""
        self.view.once(_typing)(question.kind, text)
        quotes = tuple(self.at.quote(one.id) for one in statements)
        return Edit("correct-answer", topics=(self.at.topic(question.id),), quotes=quotes, name=text, why=why)

    # Discrepancies

    def uphold(self, discrepancy: Discrepancy, why: str = "") -> Edit:
        """Return the edit that takes a discrepancy."""
        quotes, parting = self.at.discrepancy(discrepancy.id)
        return Edit("accept-discrepancy", quotes=quotes, parting=parting, why=why)

    def dismiss(self, discrepancy: Discrepancy, why: str = "") -> Edit:
        """Return the edit that drops a discrepancy."""
        quotes, parting = self.at.discrepancy(discrepancy.id)
        return Edit("reject-discrepancy", quotes=quotes, parting=parting, why=why)

    def differ(self, one: Statement, other: Statement, parting: Parting, why: str = "") -> Edit:
        """Return the edit that adds a discrepancy between two statements."""
        quotes = (self.at.quote(one.id), self.at.quote(other.id))
        return Edit("add-discrepancy", quotes=quotes, parting=parting, why=why)

    def agree(self, one: Statement, other: Statement, parting: Parting, why: str = "") -> Edit:
        """Return the edit that says that two statements do not part so: what proposes it stays silent."""
        quotes = (self.at.quote(one.id), self.at.quote(other.id))
        return Edit("reject-discrepancy", quotes=quotes, parting=parting, why=why)

    def amend(self, discrepancy: Discrepancy, into: Parting, why: str = "") -> Edit:
        """Return the edit that says in what, between whom and why the two part in truth."""
        quotes, parting = self.at.discrepancy(discrepancy.id)
        return Edit("correct-discrepancy", quotes=quotes, parting=parting, into=into, why=why)

    # Hypotheses

    def mark(self, hypothesis: Hypothesis, answer: Answer, bearing: str) -> Edit:
        """Return the edit that says how an answer stands to a hypothesis."""
        return Edit("mark", edit=hypothesis.id, position=self.at.position(answer.id), name=bearing)
