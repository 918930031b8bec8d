"""Discrepancies that the adviser sees among the statements of an event and that were not found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rashomon.advising.asking import Asking
from rashomon.advising.batches import Vectors, batches
from rashomon.advising.coverage import Coverage
from rashomon.advising.explaining import excerpt, explain
from rashomon.advising.questions import Told, proposing
from rashomon.advising.replies import read_pairs
from rashomon.records import Proposal

# Batches that one run shows, and proposals that it asks about again: they bound what it takes and costs.
MOST_BATCHES, MOST_PROPOSALS = 40, 100


@dataclass(slots=True)
class Proposed:
    """The proposals that are left, how many were dropped, and how many statements no question had room for."""

    proposals: tuple[Proposal, ...] = ()
    dropped: int = 0
    unshown: int = 0


@dataclass(slots=True)
class _Candidates:
    """Pairs of statements that may part, each once, in the order in which they were named."""

    rows: dict[tuple[str, str], tuple[Told, Told, str]] = field(default_factory=dict)
    dropped: int = 0

    def add(self, coverage: Coverage, batch: Sequence[Told], answer: str) -> None:
        """Take what an answer names, but for what is not verbatim there, was found already, or was named before."""
        pairs, malformed = read_pairs(answer, len(batch))
        self.dropped += malformed
        for pair in pairs:
            one, other = batch[pair.one - 1], batch[pair.other - 1]
            anchored = excerpt(one, pair.a) and excerpt(other, pair.b)
            key = (one.statement.id, other.statement.id)
            if (
                anchored
                and coverage.is_open(one.statement, other.statement)
                and len(self.rows) < MOST_PROPOSALS
            ):
                self.rows.setdefault(key, (one, other, pair.kind))
            else:
                self.dropped += 1


async def propose(asking: Asking, coverage: Coverage, vectors: Vectors) -> Proposed:
    """Return what the adviser proposes and stands by when it is shown the two statements alone.

    A batch holds articles side by side, and one of them may try to speak for the others. So a batch only names pairs;
    each is then asked about without the rest, and what is kept is what that second answer says and quotes.
    """
    shown = _batches(coverage.events(), vectors)
    answers = await asking.ask([proposing(batch) for batch in shown.batches])
    candidates = _Candidates()
    for batch, answer in zip(shown.batches, answers, strict=True):
        if answer is not None:
            candidates.add(coverage, batch, answer)
    rows = list(candidates.rows.values())
    explained, dropped = await explain(asking, rows)
    proposals = tuple(
        Proposal(kind, found.a, found.b, found.why)
        for found, (_, _, kind) in zip(explained, rows, strict=True)
        if found and found.parts
    )
    taken_back = sum(found is not None and not found.parts for found in explained)
    return Proposed(proposals, candidates.dropped + dropped + taken_back, shown.unshown)


@dataclass(frozen=True, slots=True)
class _Shown:
    batches: list[list[Told]]
    unshown: int


def _batches(events: Iterable[list[Told]], vectors: Vectors) -> _Shown:
    """Return the statements of all events in batches, and how many stand in none."""
    found: list[list[Told]] = []
    unshown = 0
    for told in events:
        texts = [" … ".join(one.said) for one in told]
        places = list(batches(texts, vectors, MOST_BATCHES - len(found)))
        found += [[told[place] for place in batch] for batch in places]
        unshown += len(told) - len({place for batch in places for place in batch}) if len(told) > 1 else 0
    return _Shown(found, unshown)
