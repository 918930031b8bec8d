"""The discrepancies in the order in which the report shows them, and where each is pointed at."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from rashomon.records import Comparison, Discrepancy
from rashomon.report.anchors import anchor


class Dispute(NamedTuple):
    """A link to a discrepancy: its running number and its place."""

    number: int
    anchor: str


class Disputes:
    """Discrepancies by question, the surest first; those whose answers are not there are left out.

    >>> Disputes(Comparison()).of_answer("a1")
    []
    """

    def __init__(self, comparison: Comparison) -> None:
        """Rank the discrepancies of one comparison."""
        answers = {answer.id for answer in comparison.answers}
        known = [row for row in comparison.discrepancies if row.a in answers and row.b in answers]
        questions = [question.id for question in comparison.questions] + [row.question for row in known]
        self.by_question: dict[str, list[Discrepancy]] = {name: [] for name in questions}
        for row in sorted(known, key=lambda row: -row.confidence):
            self.by_question[row.question].append(row)
        self._answers: dict[str, list[Dispute]] = defaultdict(list)
        self._statements: dict[str, list[Dispute]] = defaultdict(list)
        ranked = [row for rows in self.by_question.values() for row in rows]
        self.numbers = {row.id: number for number, row in enumerate(ranked, 1)}
        for row in ranked:
            self._point_at(row, Dispute(self.numbers[row.id], anchor("d", row.id)))

    def _point_at(self, row: Discrepancy, dispute: Dispute) -> None:
        for answer in dict.fromkeys((row.a, row.b)):
            self._answers[answer].append(dispute)
        for statement in dict.fromkeys(row.evidence):
            self._statements[statement].append(dispute)

    def of_answer(self, answer: str) -> list[Dispute]:
        """Return the discrepancies that the answer stands in."""
        return self._answers.get(answer, [])

    def of_statement(self, statement: str) -> list[Dispute]:
        """Return the discrepancies that the statement is evidence of."""
        return self._statements.get(statement, [])
