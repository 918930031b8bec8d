"""A case in memory over a comparison that is given: corrections are replayed, nothing is read or aligned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from rashomon.alignment.typed import Typing
from rashomon.corrections import (
    Located,
    correct_discrepancies,
    correct_questions,
    correct_statements,
    in_order,
    read_remarks,
    standing,
)
from rashomon.edits import ENTITY_KINDS
from rashomon.records import Comparison, Edit, Extraction, Original, Outcome, Span


@dataclass(frozen=True)
class Place:
    """A place that a search found."""

    document: str
    span: Span | None
    snippet: str
    start: int = 0
    marks: tuple[Span, ...] = ()


@dataclass
class MemoryCase:
    """A case of one comparison."""

    base: Comparison
    where: str = "memory"
    kept: list[Edit] = field(default_factory=list)
    shown: Comparison | None = None
    made: int = 0
    trouble: Exception | None = None
    pages: dict[str, Original] = field(default_factory=dict)
    before_compare: Callable[[], None] = lambda: None

    def add_extractions(self, extractions: Iterable[Extraction]) -> object:
        rows = tuple(extractions)
        documents = (*self.base.documents, *(row.document for row in rows))
        entities = (*self.base.entities, *(entity for row in rows for entity in row.entities))
        statements = (*self.base.statements, *(one for row in rows for one in row.statements))
        self.base = replace(self.base, documents=documents, entities=entities, statements=statements)
        self.made += 1
        return None

    def edit(self, edit: Edit, who: str | None = None) -> Edit:
        when = datetime(2031, 3, 9, tzinfo=UTC) + timedelta(seconds=len(self.kept))
        stamped = replace(edit, who=who or "", when=when.isoformat())
        self.kept.append(stamped)
        return stamped

    def edits(self) -> tuple[Edit, ...]:
        return tuple(self.kept)

    def compare(self, tell: Callable[[str], None] = lambda _: None) -> Comparison:  # noqa: ARG002
        self.before_compare()
        if self.trouble:
            raise self.trouble
        self.shown = replayed(self.base, self.kept)
        self.made += 1
        return self.shown

    def comparison(self, known: object = None) -> Comparison:  # noqa: ARG002
        return self.shown or self.base

    def fingerprint(self) -> str | None:
        return f"{self.made}"

    def is_current(self) -> bool:
        known = {row.edit.id for row in self.comparison().edits}
        return all(edit.id in known for edit in self.kept)

    def search(self, query: str, limit: int = 20) -> Sequence[Place]:
        found = []
        for document in self.base.documents:
            start = document.text.casefold().find(query.casefold())
            if query and start >= 0:
                span = Span(start, start + len(query))
                first = max(0, start - 60)
                found.append(Place(document.id, span, document.text[first : start + 120], first, (span,)))
        return found[:limit]

    def original(self, document: str) -> Original | None:
        return self.pages.get(document)

    def close(self) -> None:
        """Hold nothing open."""


def replayed(base: Comparison, edits: Sequence[Edit]) -> Comparison:
    """Return a comparison after edits of all but entities; those are noted as applied."""
    if not edits:
        return base
    held = standing(edits)
    said = correct_statements(base.documents, base.statements, base.entities, held.edits)
    reading = Typing(said.entities)
    asked = correct_questions(
        base.documents, said.statements, base.questions, base.answers, held.edits, reading
    )
    parted = correct_discrepancies(
        base.documents, said.statements, asked.questions, asked.answers, base.discrepancies, held.edits
    )
    remarks = read_remarks(
        Located(base.documents, said.statements, parted.questions, parted.answers), said.entities,
        parted.discrepancies, held.edits,
    )  # fmt: skip
    told = (said, asked, parted, remarks)
    names = [Outcome(edit, "applied") for edit in held.edits if edit.kind in ENTITY_KINDS]
    return replace(
        base, statements=said.statements, entities=said.entities, questions=parted.questions, answers=parted.answers,
        discrepancies=parted.discrepancies, hypotheses=(*base.hypotheses, *remarks.hypotheses),
        reviews=(*base.reviews, *(review for part in told for review in part.reviews)),
        edits=(*base.edits, *in_order(edits, (names, held.outcomes, *(part.outcomes for part in told)))),
    )  # fmt: skip
