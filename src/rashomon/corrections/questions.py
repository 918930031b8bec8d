"""Corrections of questions: two that are one, one that is two, other words, a statement that answers another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from rashomon.corrections.locating import Located
from rashomon.corrections.places import UnfitError, attempted
from rashomon.corrections.standing import overruled
from rashomon.records import (
    Answer,
    Document,
    Edit,
    Outcome,
    Question,
    QuestionKind,
    Review,
    Statement,
    content_id,
)

QUESTION_KINDS = frozenset(
    {"merge-questions", "split-question", "reword-question", "move-statement", "correct-answer"}
)
# Makes the value of an answer of what a person typed for it; raises ValueError, in words, where it is none.
Reading = Callable[[QuestionKind, str], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions and answers as people corrected them, what they said of them, and what became of the edits."""

    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    reviews: tuple[Review, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


def correct_questions(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    questions: Sequence[Question],
    answers: Sequence[Answer],
    edits: Sequence[Edit],
    reading: Reading,
) -> Asked:
    """Return the questions after the edits of them, replayed in their order; edits of other kinds are passed over.

    `reading` makes values of the answers that people typed.
    """
    own = [edit for edit in edits if edit.kind in QUESTION_KINDS]
    if not own:
        return Asked(tuple(questions), tuple(answers))
    run = _Run(documents, statements, questions, answers, reading)
    steps = [run.step(edit) for edit in own]
    return Asked(
        tuple(run.at.questions.values()),
        tuple(run.at.answers.values()),
        tuple(run.said[name] for name in sorted(run.said) if name in run.at.questions),
        tuple(_outcome(number, own, steps) for number in range(len(own))),
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """The wording or the place that an edit gave to something; or why it could not."""

    about: tuple[str, ...] = ()
    value: str = ""
    note: str = ""
    orphaned: bool = False


class _Run:
    """Questions and answers that are corrected in place."""

    def __init__(
        self,
        documents: Sequence[Document],
        statements: Sequence[Statement],
        questions: Sequence[Question],
        answers: Sequence[Answer],
        reading: Reading,
    ) -> None:
        self.reading = reading
        self.at = Located(documents, statements, questions, answers)
        days = {document.id: (document.published or "")[:10] for document in documents}
        self.day = {statement.id: days[statement.document] for statement in statements}
        self.said: dict[str, Review] = {}

    def step(self, edit: Edit) -> _Step:
        """Apply an edit to the questions as they are now."""
        actions = {
            "merge-questions": self._merge,
            "split-question": self._split,
            "reword-question": self._reword,
            "move-statement": self._move,
            "correct-answer": self._answer,
        }
        return attempted(actions, edit, lambda why: _Step(note=why, orphaned=True))

    def _merge(self, edit: Edit) -> _Step:
        into, *others = (self.at.question(topic) for topic in edit.topics)
        moved = [other for other in others if other.id != into.id]
        for other in moved:
            if other.kind != into.kind:
                raise UnfitError(f"a question of {other.kind} and one of {into.kind} are not one")
            self._take(other, into, self._held(other))
        self._review(into, edit)
        return _Step(note="" if moved else "they were one already")

    def _split(self, edit: Edit) -> _Step:
        old = self.at.question(edit.topics[0])
        name = edit.name or ""
        new = Question(content_id("question by hand", old.id, name), name, old.kind, old.event)
        moved = self._meant(edit) & self._held(old)
        if not moved:
            raise UnfitError("none of the statements answers that question")
        self.at.questions[new.id] = new
        self._take(old, new, moved)
        self._review(new, edit)
        return _Step(tuple(sorted(moved)), new.id)

    def _reword(self, edit: Edit) -> _Step:
        question = self.at.question(edit.topics[0])
        self.at.questions[question.id] = replace(question, text=edit.name or "")
        self._review(question, edit)
        return _Step((question.id,), edit.name or "")

    def _move(self, edit: Edit) -> _Step:
        old, new = (self.at.question(topic) for topic in edit.topics[:2])
        moved = self._meant(edit) & (self._held(old) | self._held(new))
        if not moved:
            raise UnfitError("none of the statements answers that question")
        if old.kind != new.kind:
            raise UnfitError(f"an answer of {old.kind} is none of {new.kind}")
        self._take(old, new, moved)
        self._review(new, edit)
        return _Step(tuple(sorted(moved)), new.id)

    def _answer(self, edit: Edit) -> _Step:
        question = self.at.question(edit.topics[0])
        moved = self._meant(edit) & self._held(question)
        if not moved:
            raise UnfitError("none of the statements answers that question")
        try:
            value = self.reading(question.kind, edit.name or "")
        except ValueError as error:
            raise UnfitError(str(error)) from error
        self._take(question, question, moved, value)
        self._review(question, edit)
        return _Step(tuple(sorted(f"value of {name}" for name in moved)), value)

    # Answers

    def _meant(self, edit: Edit) -> set[str]:
        return {name for quote in edit.quotes for name in self.at.statements(quote)}

    def _held(self, question: Question) -> set[str]:
        own = (answer for answer in self.at.answers.values() if answer.question == question.id)
        return {name for answer in own for name in answer.statements}

    def _take(
        self, old: Question, new: Question, statements: Collection[str], value: str | None = None
    ) -> None:
        """Take the answers that these statements carry from one question to another; a question without any goes.

        With `value`, that is what they answer.
        """
        for answer in [one for one in self.at.answers.values() if one.question == old.id]:
            going = tuple(name for name in answer.statements if name in statements)
            if not going:
                continue
            staying = tuple(name for name in answer.statements if name not in statements)
            del self.at.answers[answer.id]
            if staying:
                self.at.answers[answer.id] = self._dated(replace(answer, statements=staying))
            self._give(_valued(replace(answer, statements=going), value), new)
        if not self._held(old):
            self.at.questions.pop(old.id, None)

    def _give(self, answer: Answer, question: Question) -> None:
        """Let an answer answer a question: it is one with that of the same speaker and value."""
        same = (
            one
            for one in self.at.answers.values()
            if (one.question, one.speaker, one.value) == (question.id, answer.speaker, answer.value)
            and ("heading" in one.qualities) == ("heading" in answer.qualities)
            and (answer.speaker or set(one.statements) & set(answer.statements))
        )
        before = next(same, None)
        if before is not None:
            joined = tuple(dict.fromkeys((*before.statements, *answer.statements)))
            self.at.answers[before.id] = self._dated(replace(before, statements=joined))
            return
        name = content_id("answer by hand", question.id, answer.id, answer.value, *answer.statements)
        self.at.answers[name] = self._dated(replace(answer, id=name, question=question.id))

    def _dated(self, answer: Answer) -> Answer:
        days = sorted(self.day[name] for name in answer.statements if self.day.get(name))
        return replace(answer, since=days[0], until=days[-1]) if days else answer

    def _review(self, question: Question, edit: Edit) -> None:
        self.said[question.id] = Review(question.id, "corrected", edit.id, edit.who, edit.when, edit.why)


def _valued(answer: Answer, value: str | None) -> Answer:
    """Return an answer with another value; what denies is meant so by its value."""
    if value is None or value == answer.value:
        return answer
    rest = tuple(one for one in answer.qualities if one != "denied")
    return replace(answer, value=value, qualities=(*rest, "denied") if value == "no" else rest)


def _outcome(number: int, edits: Sequence[Edit], steps: Sequence[_Step]) -> Outcome:
    """Return what became of an edit; a later one that says otherwise of all that it is about overrules it."""
    edit, step = edits[number], steps[number]
    if step.orphaned:
        return Outcome(edit, "orphaned", step.note)
    later = [
        other
        for other in range(number + 1, len(steps))
        if set(step.about) & set(steps[other].about) and steps[other].value != step.value
    ]
    if not step.about or not set(step.about) <= {name for other in later for name in steps[other].about}:
        return Outcome(edit, "applied", step.note)
    other = edits[later[-1]]
    return overruled(edit, other)
