"""What the pages are made of: one comparison with its look-ups, built once and never changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, TypeVar

from rashomon.case.pointing import Pointing
from rashomon.entities.dividing import spelled
from rashomon.records import (
    Agreement,
    Answer,
    Comparison,
    Discrepancy,
    Document,
    Entity,
    Hypothesis,
    Outcome,
    Proposal,
    Question,
    Review,
    Statement,
    Suggestion,
)
from rashomon.report.anchors import anchor
from rashomon.report.index import Index

Keyed = TypeVar("Keyed", Statement, Document, Question, Entity, Discrepancy, Answer, Hypothesis)
Made = TypeVar("Made")


class View:
    """A comparison as the pages need it: records by the keys that stand in addresses, and what hangs on each.

    Keys (`s-…`, `q-…`) are those of the report's deep links. `made_of` is the case's fingerprint.

    >>> View(Comparison()).to_check
    ()
    """

    def __init__(self, comparison: Comparison, made_of: str | None = None) -> None:
        """Build the look-ups of one comparison."""
        self.comparison = comparison
        self.made_of = made_of
        self._made: dict[object, Any] = {}
        self.index = Index(comparison)
        self.statements = _keyed("s", self.index.statements.values())
        self.documents = _keyed("doc", comparison.documents)
        self.questions = _keyed("q", comparison.questions)
        self.entities = _keyed("e", comparison.entities)
        self.discrepancies = _keyed("d", self._known_discrepancies())
        self.answers = _keyed("a", comparison.answers)
        self.hypotheses = _keyed("h", comparison.hypotheses)
        self.suggestions = {row.id: row for row in comparison.suggestions if self._both(row)}
        self.outcomes: dict[str, Outcome] = {row.edit.id: row for row in comparison.edits}
        self.reviews: defaultdict[str, list[Review]] = defaultdict(list)
        for review in comparison.reviews:
            self.reviews[review.target].append(review)
        self.answers_to: defaultdict[str, list[Answer]] = defaultdict(list)
        self.answers_with: defaultdict[str, list[Answer]] = defaultdict(list)
        for answer in comparison.answers:
            self.answers_to[answer.question].append(answer)
            for name in answer.statements:
                self.answers_with[name].append(answer)
        self.said_by: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in self.index.statements.values():
            speaker = statement.speaker if statement.speaker in self.index.entities else None
            self.said_by[speaker or ""].append(statement)

    def _known_discrepancies(self) -> list[Discrepancy]:
        rows = self.index.disputes.by_question.values()
        return [one for group in rows for one in group]

    def _both(self, row: Suggestion) -> bool:
        return row.a in self.index.entities and row.b in self.index.entities

    @cached_property
    def by_name(self) -> dict[str, list[Entity]]:
        """The entities by each name they go by, compared as corrections compare names."""
        found: defaultdict[str, list[Entity]] = defaultdict(list)
        for entity in self.comparison.entities:
            for name in dict.fromkeys(map(spelled, (entity.name, *entity.aliases))):
                found[name].append(entity)
        return dict(found)

    @cached_property
    def quoted(self) -> Counter[str]:
        """How many statements each entity makes."""
        return Counter({name: len(rows) for name, rows in self.said_by.items() if name})

    @cached_property
    def heard(self) -> tuple[Entity, ...]:
        """Who says something, the most quoted first."""
        known = self.index.entities
        return tuple(
            known[name]
            for name, _ in sorted(self.quoted.items(), key=lambda row: (-row[1], known[row[0]].name, row[0]))
        )

    @cached_property
    def pointing(self) -> Pointing:
        """What corrections hold on to."""
        return Pointing(self.comparison)

    def once(self, make: Callable[[View], Made]) -> Made:
        """Return what a function makes of this view; it is made once."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    def verdict(self, target: str) -> Review | None:
        """Return the latest review of a record that takes or corrects it, notes aside."""
        rows = [review for review in self.reviews.get(target, ()) if review.state != "noted"]
        return rows[-1] if rows else None

    def notes(self, target: str) -> list[Review]:
        """Return the notes on a record."""
        return [review for review in self.reviews.get(target, ()) if review.state == "noted"]

    @cached_property
    def to_check(self) -> tuple[Statement, ...]:
        """The statements that nobody has reviewed, the least sure first."""
        rows = [row for row in self.index.statements.values() if self.verdict(row.id) is None]
        return tuple(sorted(rows, key=lambda row: (row.confidence, self.index.numbers[row.id])))

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """What an adviser proposes of statements that are there, and nobody has taken or dropped yet."""
        advice = self.comparison.advice
        if advice is None:
            return ()
        shown = {
            frozenset((one, other))
            for row in self.discrepancies.values()
            for one in self.index.answers[row.a].statements
            for other in self.index.answers[row.b].statements
        }
        return tuple(
            row
            for row in advice.proposals
            if {row.a.statement, row.b.statement} <= self.index.statements.keys()
            and frozenset((row.a.statement, row.b.statement)) not in shown
            and self._quoted((row.a.statement, row.b.statement)) not in self._dropped
        )

    @cached_property
    def _dropped(self) -> frozenset[frozenset[tuple[str, str]]]:
        """The words of the pairs of statements of which a person said that they do not part."""
        return frozenset(
            frozenset((quote.document, quote.exact) for quote in row.edit.quotes)
            for row in self.comparison.edits
            if row.edit.kind == "reject-discrepancy" and row.state != "undone"
        )

    def _quoted(self, names: tuple[str, str]) -> frozenset[tuple[str, str]]:
        quotes = (self.pointing.quote(name) for name in names)
        return frozenset((quote.document, quote.exact) for quote in quotes)

    @cached_property
    def to_judge(self) -> tuple[Discrepancy, ...]:
        """The discrepancies that nobody has reviewed, the least sure first."""
        rows = [row for row in self.discrepancies.values() if self.verdict(row.id) is None]
        return tuple(sorted(rows, key=lambda row: (row.confidence, self.index.disputes.numbers[row.id])))

    @cached_property
    def to_join(self) -> tuple[Suggestion, ...]:
        """The pairs of names that may be one, the likeliest first, then those of the most quoted."""
        order = {"likely": 0, "possible": 1, "doubtful": 2}
        quoted = self.quoted
        return tuple(
            sorted(
                self.suggestions.values(),
                key=lambda row: (order.get(row.strength, 9), -quoted[row.a] - quoted[row.b or ""], row.id),
            )
        )

    @cached_property
    def agreements_on(self) -> dict[str, list[Agreement]]:
        """The pairs of answers that only look different, by question."""
        found: defaultdict[str, list[Agreement]] = defaultdict(list)
        for row in self.comparison.agreements:
            if row.a in self.index.answers and row.b in self.index.answers:
                found[row.question].append(row)
        return dict(found)

    def key(
        self, record: Statement | Document | Question | Entity | Discrepancy | Answer | Hypothesis
    ) -> str:
        """Return the key of a record in addresses."""
        return anchor(_PREFIX[type(record)], record.id)


_PREFIX: dict[type, str] = {
    Statement: "s", Document: "doc", Question: "q", Entity: "e", Discrepancy: "d", Answer: "a", Hypothesis: "h",
}  # fmt: skip


def _keyed(prefix: str, records: Iterable[Keyed]) -> dict[str, Keyed]:
    return {anchor(prefix, record.id): record for record in records}
