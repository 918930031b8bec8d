"""The comparison as the adviser is asked about it: who says what, in which order, and what was found already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rashomon.advising.questions import Told
from rashomon.alignment.origins import Origins
from rashomon.alignment.publishing import chronological
from rashomon.records import Comparison, Discrepancy, Statement

# What is asked, demanded or promised is no account of what happened.
_ACCOUNTS = frozenset({"assert", "deny", "hedge", "opine"})


class Coverage:
    """The look-ups of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        """Build the look-ups."""
        self.comparison = comparison
        documents = {document.id: document for document in comparison.documents}
        names = {entity.id: entity.name for entity in comparison.entities}
        self.told = {
            row.id: Told(row, documents[row.document], names.get(row.speaker or "", ""))
            for row in comparison.statements
            if row.document in documents and row.content
        }
        self._order = {
            document.id: place for place, document in enumerate(chronological(comparison.documents))
        }
        self._answers = {answer.id: answer for answer in comparison.answers}
        self._origins = Origins(
            comparison.documents, comparison.copies, comparison.reuses, comparison.revisions
        )
        self._carries: defaultdict[str, set[str]] = defaultdict(set)
        for answer in comparison.answers:
            for name in answer.statements:
                self._carries[name].add(answer.id)
        self._parted = {frozenset((row.a, row.b)) for row in comparison.discrepancies}

    def sides(self, discrepancy: Discrepancy) -> tuple[Told, Told] | None:
        """Return the statements that are quoted for the two sides, as in the report; None where one has none."""
        found = [self._quoted(discrepancy, name) for name in (discrepancy.a, discrepancy.b)]
        return (found[0], found[1]) if found[0] and found[1] else None

    def _quoted(self, discrepancy: Discrepancy, answer: str) -> Told | None:
        carrying = self._answers[answer].statements if answer in self._answers else ()
        evidence = [name for name in discrepancy.evidence if name in carrying] or carrying
        told = [self.told[name] for name in evidence if name in self.told]
        return min(told, key=self._is_reprint, default=None)

    def _is_reprint(self, told: Told) -> bool:
        return self._origins.of(told.document.id) != told.document.id

    def events(self) -> Iterator[list[Told]]:
        """Yield the accounts of each event, the earliest article's first; of one speaker's equal words only the first."""
        event_of = {name: event.id for event in self.comparison.events for name in event.documents}
        groups: defaultdict[str, list[Told]] = defaultdict(list)
        seen: set[tuple[str | None, tuple[str, ...]]] = set()
        for told in sorted(self.told.values(), key=self._place):
            words = (told.statement.speaker, told.said)
            if told.statement.act in _ACCOUNTS and told.said and words not in seen:
                seen.add(words)
                groups[event_of.get(told.document.id, "")].append(told)
        yield from groups.values()

    def _place(self, told: Told) -> tuple[int, int, str]:
        return self._order[told.document.id], told.statement.content[0].start, told.statement.id

    def is_open(self, one: Statement, other: Statement) -> bool:
        """Tell whether two statements may be proposed: neither holds the other, and no discrepancy found parts them."""
        if one.parent == other.id or other.parent == one.id:
            return False
        pairs = (
            frozenset((mine, yours)) for mine in self._carries[one.id] for yours in self._carries[other.id]
        )
        return not any(pair in self._parted for pair in pairs)
