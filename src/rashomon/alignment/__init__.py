"""What is it about? Statements into events, questions, and each speaker's answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rashomon.alignment.agency import read_actors_of
from rashomon.alignment.claims import Claim
from rashomon.alignment.counts import FIGURE, read_counts
from rashomon.alignment.denials import read_denials
from rashomon.alignment.events import find_events
from rashomon.alignment.happening import read_happenings
from rashomon.alignment.names import Names
from rashomon.alignment.origins import Origins
from rashomon.alignment.passages import Passage, read_passages
from rashomon.alignment.placing import read_places_of
from rashomon.alignment.provenance import trace
from rashomon.alignment.questions import Told, ask_questions
from rashomon.alignment.sayings import read_sayings
from rashomon.alignment.timing import read_times_of
from rashomon.language.parse import Parse
from rashomon.language.parser import parse
from rashomon.language.times import published_offset
from rashomon.records import Answer, Document, Entity, Event, Question, Statement

__all__ = ["Origins", "align", "trace"]

# "The real figure" is of what was counted this many code points before, at most.
_RECALLED = 1500


def _claims(passage: Passage, names: Names) -> Iterator[Claim]:
    yield from read_counts(passage)
    yield from read_times_of(passage)
    yield from read_places_of(passage)
    yield from read_actors_of(passage, names)
    yield from read_happenings(passage, names)
    yield from read_denials(passage, names)


def align(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    entities: Sequence[Entity],
    events: tuple[Event, ...] | None = None,
) -> tuple[tuple[Event, ...], tuple[Question, ...], tuple[Answer, ...]]:
    """Return the events of the documents, the questions on which accounts can differ, and who answers them how.

    `events` are found where they are not given: where they are, each document belongs to one of them. Claims are read sentence by sentence and grouped by event, kind and topic: the work grows with the statements.
    """
    events = find_events(documents) if events is None else events
    event_of = {document: event.id for event in events for document in event.documents}
    told = _told(documents, statements, entities, event_of)
    questions, answers = ask_questions(told)
    return events, questions, answers


def _told(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    entities: Sequence[Entity],
    event_of: Mapping[str, str],
) -> Iterator[Told]:
    names = Names(entities)
    offsets = _offsets(documents, event_of)
    within: defaultdict[str, list[Statement]] = defaultdict(list)
    asked = {statement.id for statement in statements if statement.act == "ask"}
    for statement in statements:
        if statement.parent not in asked:  # what somebody is asked is not what he says
            within[statement.document].append(statement)
    for document in documents:
        parsed = (
            parse(document)
            if within[document.id]
            else Parse(document.text, document.language or "en", (), ())
        )
        claimed = [
            (passage.statement, claim)
            for passage in read_passages(
                document, parsed, within[document.id], offsets.get(event_of[document.id])
            )
            for claim in _claims(passage, names)
        ]
        for statement, claim in _figures_settled(claimed):
            yield Told(claim, statement, document, event_of[document.id])
    by_id = {document.id: document for document in documents}
    for statement, claim in read_sayings(by_id, statements, entities):
        yield Told(claim, statement, by_id[statement.document], event_of[statement.document])


def _offsets(documents: Sequence[Document], event_of: Mapping[str, str]) -> Mapping[str, float]:
    """Return for each event the zone most of its articles are dated in: outlets abroad give local times."""
    found: defaultdict[str, Counter[float]] = defaultdict(Counter)
    for document in documents:
        offset = published_offset(document.published)
        if offset is not None:
            found[event_of[document.id]][offset] += 1
    return {event: max(sorted(counts), key=lambda one: counts[one]) for event, counts in found.items()}


def _figures_settled(claimed: Sequence[tuple[Statement, Claim]]) -> Iterator[tuple[Statement, Claim]]:
    """Yield the claims in text order, each bare figure as one of what the article counted last before it."""
    counted: Claim | None = None
    for statement, claim in sorted(claimed, key=lambda one: one[1].span):
        if claim.topic == FIGURE:
            if counted is not None and claim.span.start - counted.span.end <= _RECALLED:
                yield statement, replace(claim, topic=counted.topic, ask=counted.ask)
            continue
        if claim.kind == "number" and "growing" in claim.qualities:
            counted = claim
        yield statement, claim
