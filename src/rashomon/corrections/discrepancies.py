"""Corrections of discrepancies: worth showing, not worth it, of another kind, or one that the machine missed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from rashomon.corrections.locating import Located
from rashomon.corrections.places import UnfitError, attempted
from rashomon.corrections.standing import overruled
from rashomon.records import (
    Answer,
    Between,
    Discrepancy,
    DiscrepancyKind,
    Document,
    Edit,
    Outcome,
    Parting,
    Question,
    QuestionKind,
    Review,
    Statement,
    content_id,
)

DISCREPANCY_KINDS = frozenset(
    {"accept-discrepancy", "reject-discrepancy", "correct-discrepancy", "add-discrepancy"}
)


@dataclass(frozen=True, slots=True)
class Parted:
    """The discrepancies as people corrected them, with the questions and answers of those that they added."""

    discrepancies: tuple[Discrepancy, ...]
    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    reviews: tuple[Review, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


def correct_discrepancies(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    questions: Sequence[Question],
    answers: Sequence[Answer],
    discrepancies: Sequence[Discrepancy],
    edits: Sequence[Edit],
) -> Parted:
    """Return the discrepancies after the edits of them, replayed in their order; other edits are passed over.

    One is known by its kind and the words of both sides, whatever else was found to carry them. One that a person took
    and the machine no longer finds is brought back as long as both sides are still found to say it.
    """
    own = [edit for edit in edits if edit.kind in DISCREPANCY_KINDS]
    if not own:
        return Parted(tuple(discrepancies), tuple(questions), tuple(answers))
    run = _Run(documents, statements, questions, answers, discrepancies)
    steps = [run.step(edit) for edit in own]
    return Parted(
        tuple(run.now.values()),
        tuple(run.at.questions.values()),
        tuple(run.at.answers.values()),
        tuple(run.said[name] for name in sorted(run.said) if name in run.now),
        tuple(_outcome(number, own, steps) for number in range(len(own))),
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """Which discrepancies an edit took, dropped or made others of (`into`), or why it could do neither."""

    about: frozenset[str] = frozenset()
    taken: bool = False
    into: tuple[Parting, str] | None = None
    note: str = ""
    orphaned: bool = False


class _Run:
    """Discrepancies that are corrected in place."""

    def __init__(
        self,
        documents: Sequence[Document],
        statements: Sequence[Statement],
        questions: Sequence[Question],
        answers: Sequence[Answer],
        discrepancies: Sequence[Discrepancy],
    ) -> None:
        self.at = Located(documents, statements, questions, answers)
        self.spoken = {statement.id: statement for statement in statements}
        self.now = {one.id: one for one in discrepancies}
        self.all = dict(self.now)
        self.kinds = {one.id: {str(one.kind)} for one in discrepancies}
        self.texts = {document.id: document for document in documents}
        self.said: dict[str, Review] = {}

    def step(self, edit: Edit) -> _Step:
        """Apply an edit to the discrepancies as they are now."""
        actions = {
            "accept-discrepancy": self._accept,
            "reject-discrepancy": self._reject,
            "correct-discrepancy": self._correct,
            "add-discrepancy": self._accept,
        }
        return attempted(actions, edit, lambda why: _Step(note=why, orphaned=True))

    def _accept(self, edit: Edit) -> _Step:
        found = self._meant(edit)
        state: Any = "accepted" if found and edit.kind == "accept-discrepancy" else "added"
        note = "" if found else "this version does not find it by itself"
        for one in found or [self._new(edit, edit.parting)]:
            self._keep(one, state, edit)
        return _Step(frozenset(one.id for one in found), taken=True, note=note)

    def _reject(self, edit: Edit) -> _Step:
        found = self._meant(edit)
        for one in found:
            self.now.pop(one.id, None)
            self.said.pop(one.id, None)
        note = "" if found else "this version does not show it"
        return _Step(frozenset(one.id for one in found), note=note)

    def _correct(self, edit: Edit) -> _Step:
        kind, between = _checked(edit.into)
        found = self._meant(edit) or self._of_kind(edit, kind)
        for one in found:
            note = edit.why or one.note
            self._keep(replace(one, kind=kind, between=between, note=note), "corrected", edit)
        if not found:
            self._keep(self._new(edit, edit.into), "corrected", edit)
        note = "" if found else "this version does not find it by itself"
        into = (Parting(kind, between), edit.why)
        return _Step(frozenset(one.id for one in found), taken=True, into=into, note=note)

    def _keep(self, one: Discrepancy, state: Any, edit: Edit) -> None:
        self.now[one.id] = self.all[one.id] = one
        self.kinds.setdefault(one.id, set()).add(one.kind)
        self.said[one.id] = Review(one.id, state, edit.id, edit.who, edit.when, edit.why)

    def _meant(self, edit: Edit) -> list[Discrepancy]:
        """Return the discrepancies that are meant: those of that kind now, or before they were corrected."""
        return self._of_kind(edit, edit.parting.kind if edit.parting else "")

    def _of_kind(self, edit: Edit, kind: str) -> list[Discrepancy]:
        rows = self.at.parted(edit.quotes, self.all.values())
        return [one for one in rows if kind in self.kinds[one.id]]

    def _new(self, edit: Edit, parting: Parting | None) -> Discrepancy:
        """Return the discrepancy that a person adds, with a question and two answers where there are none."""
        kind, between = _checked(parting)
        sides = [self.at.statements(quote) for quote in edit.quotes]
        one, other = sides[0][0], next((name for name in sides[1] if name != sides[0][0]), sides[1][0])
        answers = self._answers_of(one, other) or self._asked(parting, one, other)
        name = content_id("discrepancy by hand", kind, between, *sorted((one, other)))
        note = edit.why or "added by hand"
        return Discrepancy(
            name, answers[0].question, kind, between, answers[0].id, answers[1].id, (one, other), note, 1.0
        )

    def _answers_of(self, one: str, other: str) -> list[Answer]:
        """Return two answers to one question that the two statements carry, if there are such."""
        carrying = [
            {answer.question: answer for answer in self.at.answers.values() if name in answer.statements}
            for name in (one, other)
        ]
        both = sorted(
            key for key in carrying[0] if key in carrying[1] and carrying[0][key] != carrying[1][key]
        )
        return [rows[both[0]] for rows in carrying] if both else []

    def _asked(self, parting: Parting | None, one: str, other: str) -> list[Answer]:
        """Ask the question of the edit, and let the two statements answer it in their own words."""
        text = (parting.question if parting else "") or "Which is it?"
        kind: Any = parting.kind if parting and parting.kind in get_args(QuestionKind) else "occurrence"
        question = Question(content_id("question by hand", kind, text), text, kind)
        self.at.questions[question.id] = question
        answers = [self._answer(question, self.spoken[name]) for name in (one, other)]
        self.at.answers |= {answer.id: answer for answer in answers}
        return answers

    def _answer(self, question: Question, statement: Statement) -> Answer:
        document = self.texts[statement.document]
        words = " ".join(" ".join(span.of(document.text) for span in statement.content).split())
        day = (document.published or "")[:10] or None
        return Answer(
            content_id("answer by hand", question.id, statement.id),
            question.id,
            statement.speaker,
            f"said:{statement.id}",
            words if len(words) <= 200 else f"{words[:199]}…",
            (statement.id,),
            day,
            day,
        )


def _checked(parting: Parting | None) -> tuple[Any, Any]:
    """Return the kind and between whom; raise UnfitError where there is no such kind."""
    if parting is None or parting.kind not in get_args(DiscrepancyKind):
        raise UnfitError("it is of no kind that there is")
    if parting.between not in get_args(Between):
        raise UnfitError(f"“{parting.between}” is none of {', '.join(get_args(Between))}")
    return parting.kind, parting.between


def _outcome(number: int, edits: Sequence[Edit], steps: Sequence[_Step]) -> Outcome:
    edit, step = edits[number], steps[number]
    if step.orphaned:
        return Outcome(edit, "orphaned", step.note)
    later = _later(step, number, steps)
    if later is None:
        return Outcome(edit, "applied", step.note)
    other = edits[later]
    return overruled(edit, other)


def _later(step: _Step, number: int, steps: Sequence[_Step]) -> int | None:
    others: Iterable[int] = range(len(steps) - 1, number, -1)
    return next((n for n in others if steps[n].about & step.about and _against(step, steps[n])), None)


def _against(step: _Step, later: _Step) -> bool:
    both = step.into and later.into
    return step.taken != later.taken or bool(both and step.into != later.into)
