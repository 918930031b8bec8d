"""The tables of what is shown: how each record of a comparison becomes a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rashomon.case.packing import key, packed, plain
from rashomon.case.words import words
from rashomon.records import (
    Agreement,
    Answer,
    Comparison,
    Discrepancy,
    Entity,
    Event,
    Hypothesis,
    Outcome,
    Question,
    Rejected,
    Reuse,
    Review,
    Revision,
    Span,
    Statement,
    Suggestion,
    content_id,
)

Cell = str | int | float | None
# From documents' ids to their texts: a row shows the words, not where they stand.
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A table of shown records: the field of the comparison, its columns, and the way there and back."""

    table: str
    field: str
    columns: tuple[str, ...]
    identify: Callable[[Any], str]
    cells: Callable[[Any, Texts], tuple[Cell, ...]]
    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]

    def rows(self, comparison: Comparison, texts: Texts) -> dict[str, tuple[tuple[Cell, ...], str]]:
        """Return the cells and the record of each row, by its id, in order; ids that come twice are told apart."""
        found: dict[str, tuple[tuple[Cell, ...], str]] = {}
        for one in getattr(comparison, self.field):
            identity, number = key(self.identify(one)), 1
            while (identity if number == 1 else f"{identity}#{number}") in found:
                number += 1
            found[identity if number == 1 else f"{identity}#{number}"] = (
                self.cells(one, texts),
                packed(self.pack(one)),
            )
        return found


@dataclass(frozen=True, slots=True)
class Tie:
    """A table that follows from what is shown: which name is whose, which statement carries which answer."""

    table: str
    columns: tuple[str, ...]
    cells: Callable[[Comparison], Iterable[tuple[Cell, ...]]]

    def rows(self, comparison: Comparison) -> dict[str, tuple[Cell, ...]]:
        """Return the rows by ids that are made of them."""
        return {content_id(*map(str, cells)): cells for cells in self.cells(comparison)}


def quoted(spans: Sequence[Span], text: str) -> str:
    """Return the words of spans as one text."""
    return plain(" … ".join(span.of(text) for span in spans))


def _statement(one: Statement, texts: Texts) -> tuple[Cell, ...]:
    text = texts.get(one.document, "")
    start = min((span.start for span in one.content), default=None)
    finish = max((span.end for span in one.content), default=None)
    said = (quoted(spans, text) for spans in (one.content, one.cue, one.source))
    return (
        key(one.document), key(one.speaker), one.kind, one.act, start, finish, *said,
        key(one.parent), plain(one.unknown), one.confidence,
    )  # fmt: skip


def _answer(one: Answer, _: Texts) -> tuple[Cell, ...]:
    told = map(plain, (one.value, one.summary, one.since, one.until))
    return (key(one.question), key(one.speaker), *told)


def _discrepancy(one: Discrepancy, _: Texts) -> tuple[Cell, ...]:
    return (
        key(one.question), one.kind, one.between, key(one.a), key(one.b), plain(one.note), one.confidence,
    )  # fmt: skip


def _suggestion(one: Suggestion, _: Texts) -> tuple[Cell, ...]:
    return (key(one.a), key(one.b), one.strength, plain(one.why), plain(one.against))


def _review(one: Review, _: Texts) -> tuple[Cell, ...]:
    return (key(one.target), one.state, key(one.edit), *map(plain, (one.who, one.when, one.why)))


def _id(one: Any) -> str:
    return str(one.id)


def _content(one: Any) -> str:
    return content_id(packed(one.to_dict()))


def _json(one: Any) -> Any:
    return one.to_dict()


def rejected_id(one: Rejected) -> str:
    """Return the id of an input that was put aside."""
    return content_id("rejected", one.uri, one.reason)


SHELVES: tuple[Shelf, ...] = (
    Shelf(
        "compared", "documents", (), _id, lambda _, __: (), lambda one: one.id, lambda one: one,
    ),
    Shelf(
        "entities", "entities", ("name", "type"), _id, lambda one, _: (plain(one.name), one.type),
        _json, Entity.from_dict,
    ),
    Shelf(
        "statements", "statements",
        ("document", "speaker", "kind", "act", "start", "finish", "said", "cue", "source", "parent", "unknown", "confidence"),
        _id, _statement, _json, Statement.from_dict,
    ),
    Shelf(
        "events", "events", ("title", "size"), _id, lambda one, _: (plain(one.title), len(one.documents)),
        _json, Event.from_dict,
    ),
    Shelf(
        "questions", "questions", ("event", "kind", "text"), _id,
        lambda one, _: (key(one.event), one.kind, plain(one.text)), _json, Question.from_dict,
    ),
    Shelf(
        "answers", "answers", ("question", "speaker", "value", "summary", "since", "until"), _id, _answer,
        _json, Answer.from_dict,
    ),
    Shelf(
        "discrepancies", "discrepancies", ("question", "kind", "sides", "a", "b", "note", "confidence"), _id,
        _discrepancy, _json, Discrepancy.from_dict,
    ),
    Shelf(
        "agreements", "agreements", ("question", "a", "b", "note"), _content,
        lambda one, _: (key(one.question), key(one.a), key(one.b), plain(one.note)), _json, Agreement.from_dict,
    ),
    Shelf(
        "copies", "copies", ("size",), lambda one: content_id(*one), lambda one, _: (len(one),), list, tuple,
    ),
    Shelf(
        "reuses", "reuses", ("document", "origin", "kind", "similarity"), _content,
        lambda one, _: (key(one.document), key(one.origin), one.kind, one.similarity), _json, Reuse.from_dict,
    ),
    Shelf(
        "revisions", "revisions", ("url", "earlier", "later", "extent"), _content,
        lambda one, _: (plain(one.url), key(one.earlier), key(one.later), one.extent), _json, Revision.from_dict,
    ),
    Shelf(
        "rejected", "rejected", ("uri", "reason"), rejected_id,
        lambda one, _: (plain(one.uri), plain(one.reason)), _json, Rejected.from_dict,
    ),
    Shelf(
        "suggestions", "suggestions", ("a", "b", "strength", "why", "against"), _id, _suggestion, _json,
        Suggestion.from_dict,
    ),
    Shelf(
        "outcomes", "edits", ("edit", "state", "note", "by_edit"), lambda one: one.edit.id,
        lambda one, _: (one.edit.id, one.state, plain(one.note), one.by), _json, Outcome.from_dict,
    ),
    Shelf(
        "reviews", "reviews", ("target", "state", "edit", "who", "at", "why"), _content, _review, _json,
        Review.from_dict,
    ),
    Shelf(
        "hypotheses", "hypotheses", ("text", "who", "against"), _id,
        lambda one, _: (plain(one.text), plain(one.who), one.against), _json, Hypothesis.from_dict,
    ),
)  # fmt: skip


def _names(comparison: Comparison) -> Iterable[tuple[Cell, ...]]:
    for entity in comparison.entities:
        for name in dict.fromkeys((entity.name, *entity.aliases)):
            yield key(entity.id), plain(name), " ".join(word for word, _ in words(name))


def _carriers(comparison: Comparison) -> Iterable[tuple[Cell, ...]]:
    for answer in comparison.answers:
        for statement in dict.fromkeys(answer.statements):
            yield key(answer.id), key(statement)


def _marks(comparison: Comparison) -> Iterable[tuple[Cell, ...]]:
    for hypothesis in comparison.hypotheses:
        for mark in hypothesis.marks:
            yield key(hypothesis.id), key(mark.answer), mark.bearing, plain(mark.who), key(mark.edit)


TIES: tuple[Tie, ...] = (
    Tie("names", ("entity", "name", "folded"), _names),
    Tie("answer_statements", ("answer", "statement"), _carriers),
    Tie("marks", ("hypothesis", "answer", "bearing", "who", "edit"), _marks),
)
