"""What is it about? Statements into events, questions, and each speaker's answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from rashomon.alignment.claims import Claim
from rashomon.alignment.counts import read_counts
from rashomon.alignment.events import find_events
from rashomon.alignment.passages import Passage, read_passages
from rashomon.alignment.questions import Told, ask_questions
from rashomon.alignment.timing import read_times_of
from rashomon.language.parse import Parse
from rashomon.language.parser import parse
from rashomon.records import Answer, Document, Entity, Event, Question, Statement

__all__ = ["align"]

_READERS: tuple[Callable[[Passage], Iterator[Claim]], ...] = (read_counts, read_times_of)


def align(
    documents: Sequence[Document], statements: Sequence[Statement], entities: Sequence[Entity]
) -> tuple[tuple[Event, ...], tuple[Question, ...], tuple[Answer, ...]]:
    """Return the events of the documents, the questions on which accounts can differ, and who answers them how.

    Claims are read sentence by sentence and grouped by event, kind and topic: the work grows with the statements.
    """
    events = find_events(documents)
    event_of = {document: event.id for event in events for document in event.documents}
    told = _told(documents, statements, event_of)
    questions, answers = ask_questions(told)
    return events, questions, answers


def _told(
    documents: Sequence[Document], statements: Sequence[Statement], event_of: Mapping[str, str]
) -> Iterator[Told]:
    within: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        within[statement.document].append(statement)
    for document in documents:
        parsed = (
            parse(document)
            if within[document.id]
            else Parse(document.text, document.language or "en", (), ())
        )
        for passage in read_passages(document, parsed, within[document.id]):
            for reader in _READERS:
                for claim in reader(passage):
                    yield Told(claim, passage.statement, document, event_of[document.id])
