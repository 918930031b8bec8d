"""Which statements, questions and answers a correction means, among those that there are now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rashomon.corrections.places import Places, UnfitError, shortened
from rashomon.records import Answer, Discrepancy, Document, Question, Quote, Span, Statement, Topic, hull


class Located:
    """The statements by their words, the questions by what answers them."""

    def __init__(
        self,
        documents: Sequence[Document],
        statements: Sequence[Statement],
        questions: Iterable[Question],
        answers: Iterable[Answer],
    ) -> None:
        """Index what there is."""
        self._places = Places(documents)
        self._spoken: dict[tuple[str, Span], str] = {}
        for statement in statements:
            self._spoken.setdefault((statement.document, hull(statement.content)), statement.id)
        self.questions = {question.id: question for question in questions}
        self.answers = {answer.id: answer for answer in answers}

    def statements(self, quote: Quote) -> list[str]:
        """Return the statements made in these words, one an article; raise UnfitError where there is none."""
        places = self._places.of(quote)
        found = [
            self._spoken[document.id, span]
            for document, span in places
            if (document.id, span) in self._spoken
        ]
        if not found:
            raise UnfitError(f"nobody is found to say “{shortened(quote.exact)}” any more")
        return found

    def parted(self, quotes: Sequence[Quote], discrepancies: Iterable[Discrepancy]) -> list[Discrepancy]:
        """Return the discrepancies whose two answers are carried by the words of the two sides, of whatever kind.

        Raise UnfitError where a side is not said any more.
        """
        first, second = (set(self.statements(quote)) for quote in quotes)
        found = []
        for one in discrepancies:
            left, right = (
                set(self.answers[name].statements) for name in (one.a, one.b) if name in self.answers
            )
            if (left & first and right & second) or (left & second and right & first):
                found.append(one)
        return found

    def question(self, topic: Topic) -> Question:
        """Return the question of that kind which most of the quoted statements answer; raise UnfitError where none does.

        Its words decide between two, and alone where no statement is quoted.
        """
        answered = self._answered(topic.quotes)
        rows = [
            (answered[one.id], one.text == topic.text, one.id)
            for one in self.questions.values()
            if one.kind == topic.kind and (answered[one.id] or (not topic.quotes and one.text == topic.text))
        ]
        if not rows:
            raise UnfitError(f"the question “{shortened(topic.text)}” is not asked any more")
        return self.questions[max(rows)[2]]

    def _answered(self, quotes: Iterable[Quote]) -> Counter[str]:
        meant: set[str] = set()
        for quote in quotes:
            try:
                meant.update(self.statements(quote))
            except UnfitError:
                continue  # the others tell the question
        return Counter(
            {question: len(meant & held) for question, held in self._holding().items() if meant & held}
        )

    def _holding(self) -> Mapping[str, set[str]]:
        held: dict[str, set[str]] = {}
        for answer in self.answers.values():
            held.setdefault(answer.question, set()).update(answer.statements)
        return held
