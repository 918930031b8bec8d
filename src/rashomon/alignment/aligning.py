"""Statements into events, questions, and each speaker's answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rashomon.alignment.agency import read_actors_of
from rashomon.alignment.claims import Claim
from rashomon.alignment.counts import FIGURE, read_counts
from rashomon.alignment.denials import read_denials
from rashomon.alignment.disavowals import Rejoinder, read_disavowals
from rashomon.alignment.events import find_events
from rashomon.alignment.happening import read_happenings
from rashomon.alignment.names import Names
from rashomon.alignment.passages import Passage, read_passages
from rashomon.alignment.placing import read_places_of
from rashomon.alignment.questions import Told, ask_questions
from rashomon.alignment.rejoinders import read_rejoinders
from rashomon.alignment.sayings import read_sayings
from rashomon.alignment.sides import find_sides
from rashomon.alignment.timing import read_times_of
from rashomon.language.parse import Parse
from rashomon.language.parser import parsed_once
from rashomon.language.times import published_offset
from rashomon.memo import NOTHING, Memo, key_of, keyed, once
from rashomon.records import Answer, Document, Entity, Event, Json, Question, Statement

__all__ = ["align"]

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
    memo: Memo = NOTHING,
    events: tuple[Event, ...] | None = None,
) -> tuple[tuple[Event, ...], tuple[Question, ...], tuple[Answer, ...]]:
    """Return the events of the documents, the questions on which accounts can differ, and who answers them how.

    `events` are found where they are not given; given, each document belongs to one of them. Each event is aligned by
    itself: what `memo` has kept of an event of which nothing changed is taken from there.
    """
    events = find_events(documents, memo) if events is None else events
    accounts = list(_accounts(events, documents, statements, entities))
    asked = [account.asked(key, memo) for account, key in keyed(memo, ["questions"], accounts, _Account.key)]
    return (
        events,
        tuple(question for questions, _ in asked for question in questions),
        tuple(answer for _, answers in asked for answer in answers),
    )


_Asked = tuple[tuple[Question, ...], tuple[Answer, ...]]


@dataclass(frozen=True, slots=True)
class _Account:
    """All that is known of one event: its documents, what is said in them, and who is named in them."""

    event: Event
    documents: list[Document]
    statements: list[Statement]
    entities: list[Entity]

    def key(self) -> str:
        """Return the key of all that goes into its questions and answers."""
        return key_of("questions", [_rows(self.documents), _rows(self.statements), _rows(self.entities)])

    def asked(self, key: str, memo: Memo) -> _Asked:
        """Return the questions and answers of the event, from the memo where nothing of it changed."""
        questions, answers = once(memo, "questions", key, lambda: self._ask(memo))
        return tuple(map(Question.from_dict, questions)), tuple(map(Answer.from_dict, answers))

    def _ask(self, memo: Memo) -> list[list[Json]]:
        questions, answers = ask_questions(self._told(memo))
        return [_rows(questions), _rows(answers)]

    def _told(self, memo: Memo) -> Iterator[Told]:
        names = Names(self.entities)
        offset, sides = _offset(self.documents), find_sides(self.entities)
        within: defaultdict[str, list[Statement]] = defaultdict(list)
        asked = {statement.id for statement in self.statements if statement.act == "ask"}
        for statement in self.statements:
            if statement.parent not in asked:  # what somebody is asked is not what he says
                within[statement.document].append(statement)
        disavowed: list[Rejoinder] = []
        for document in self.documents:
            said = within[document.id]
            parsed = (
                parsed_once(document, memo)
                if said
                else Parse(document.text, document.language or "en", (), ())
            )
            disavowed += read_disavowals(parsed, said)
            claimed = [
                (passage.statement, claim)
                for passage in read_passages(document, parsed, said, offset, sides)
                for claim in _claims(passage, names)
            ]
            for statement, claim in _figures_settled(claimed):
                yield Told(claim, statement, document, self.event.id)
        by_id = {document.id: document for document in self.documents}
        for statement, claim in (
            *read_sayings(by_id, self.statements, self.entities),
            *read_rejoinders(disavowed, by_id, self.statements, self.entities),
        ):
            yield Told(claim, statement, by_id[statement.document], self.event.id)


def _rows(records: Iterable[Document | Statement | Entity | Question | Answer]) -> list[Json]:
    return [record.to_dict() for record in records]


def _accounts(
    events: Sequence[Event],
    documents: Sequence[Document],
    statements: Sequence[Statement],
    entities: Sequence[Entity],
) -> Iterator[_Account]:
    """Yield each event with what belongs to it; an entity belongs to all events whose documents name or quote it."""
    event_of = {document: event.id for event in events for document in event.documents}
    found = {event.id: _Account(event, [], [], []) for event in events}
    for document in documents:
        found[event_of[document.id]].documents.append(document)
    spoken: defaultdict[str | None, list[str]] = defaultdict(list)
    for statement in statements:
        found[event_of[statement.document]].statements.append(statement)
        spoken[statement.speaker].append(statement.document)
    for entity in entities:
        named = (*entity.documents, *spoken[entity.id])
        for event in dict.fromkeys(event_of[name] for name in named if name in event_of):
            found[event].entities.append(entity)
    return iter(found.values())


def _offset(documents: Sequence[Document]) -> float | None:
    """Return the zone that most articles of an event are dated in: outlets abroad give local times."""
    found = Counter(
        offset for document in documents if (offset := published_offset(document.published)) is not None
    )
    return max(sorted(found), key=lambda one: found[one]) if found else None


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
