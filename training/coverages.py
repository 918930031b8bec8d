"""The invented accounts as the coverage that they are passages of: what the whole pipeline finds in it, judged.

An outlet's passages of one day are an article, headlines as its headings. What is found is judged by the annotation: a
discrepancy is right where a statement of its one side and one of its other stand in passages that the annotation says
are in conflict; nothing is held for or against it where two readers would differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from typing import Literal, TypeAlias

from rashomon.alignment import align
from rashomon.records import (
    Act,
    Answer,
    Block,
    Comparison,
    Discrepancy,
    Document,
    Entity,
    EntityType,
    Event,
    Extraction,
    Kind,
    Span,
    Statement,
    content_id,
)
from training.accounts import Account, Passage

Judgement: TypeAlias = Literal["right", "alarm", "wrong", "unclear"]
_BREAK = "\n\n"


@dataclass(frozen=True)
class Coverage:
    """The articles of an event, and of each article where its passages begin, in order, with their ids."""

    account: Account
    documents: tuple[Document, ...]
    begins: Mapping[str, tuple[tuple[int, str], ...]]

    @classmethod
    def of(cls, account: Account) -> Coverage:
        """Return the event's passages as articles."""
        documents, begins = [], {}
        for key, group in groupby(sorted(account.passages, key=_article), key=_article):
            document, starts = _document(account.id, *key, list(group))
            documents.append(document)
            begins[document.id] = starts
        return cls(account, tuple(documents), begins)

    @property
    def event(self) -> Event:
        """The one event that all its articles are about."""
        ids = tuple(document.id for document in self.documents)
        return Event(self.account.id, self.account.id, ids)

    @property
    def passages(self) -> Mapping[str, Passage]:
        """The event's passages by their ids."""
        return {passage.id: passage for passage in self.account.passages}

    def passage_of(self, statement: Statement) -> str:
        """Return the id of the passage that a statement stands in."""
        starts = self.begins[statement.document]
        return next(name for start, name in reversed(starts) if start <= statement.content[0].start)


def _article(passage: Passage) -> tuple[str, str, str]:
    return passage.outlet, passage.date, passage.language


def _document(
    event: str, outlet: str, date: str, language: str, passages: Sequence[Passage]
) -> tuple[Document, tuple[tuple[int, str], ...]]:
    ordered = sorted(passages, key=lambda passage: not passage.heading)
    blocks, starts, end = [], [], 0
    for passage in ordered:
        span = Span(end, end + len(passage.text))
        blocks.append(Block("heading" if passage.heading else "paragraph", span))
        starts.append((span.start, passage.id))
        end = span.end + len(_BREAK)
    name = f"{event}/{date}/{outlet}/{language}"
    title = ordered[0].text if ordered[0].heading else None
    document = Document(
        name, _BREAK.join(passage.text for passage in ordered), name, title, date, language, outlet, None, tuple(blocks)
    )  # fmt: skip
    return document, tuple(starts)


class Key:
    """What the annotation of an event says of pairs of its passages."""

    def __init__(self, account: Account) -> None:
        """Index the relations by the pair of passages; the worst of several counts."""
        self._conflicts: dict[frozenset[str], set[str]] = {}
        self._others: set[frozenset[str]] = set()
        self._answered = account.answered
        for relation in account.relations:
            pair = frozenset((relation.one.id, relation.other.id))
            if relation.label == "conflict":
                self._conflicts.setdefault(pair, set()).add(relation.kind)
            else:
                self._others.add(pair)

    @property
    def conflicts(self) -> Mapping[frozenset[str], set[str]]:
        """The pairs of passages in conflict, each with the kinds of the conflict."""
        return self._conflicts

    def judge(self, ones: set[str], others: set[str]) -> tuple[Judgement, set[frozenset[str]]]:
        """Return how two sides' passages stand to each other, and the pairs in conflict among them."""
        pairs = {frozenset(pair) for pair in product(ones, others)}
        found = {pair for pair in pairs if pair in self._conflicts}
        if found:
            return "right", found
        if pairs & self._others:
            return "alarm", found
        shared = any(self._answered[a] & self._answered[b] for a, b in product(ones, others))
        return ("unclear" if shared else "wrong"), found


@dataclass(frozen=True)
class Judged:
    """A discrepancy with what the annotation says of it, and the pairs of passages in conflict that it shows."""

    event: str
    discrepancy: Discrepancy
    judgement: Judgement
    pairs: frozenset[frozenset[str]]
    typed: bool


def judged(coverage: Coverage, comparison: Comparison) -> Iterator[Judged]:
    """Yield each discrepancy of an event with its judgement."""
    key = Key(coverage.account)
    statements = {statement.id: statement for statement in comparison.statements}
    answers = {answer.id: answer for answer in comparison.answers}

    def side(answer: Answer) -> set[str]:
        return {coverage.passage_of(statements[name]) for name in answer.statements}

    for one in comparison.discrepancies:
        judgement, pairs = key.judge(side(answers[one.a]), side(answers[one.b]))
        typed = any(one.kind in key.conflicts[pair] for pair in pairs)
        yield Judged(coverage.account.id, one, judgement, frozenset(pairs), typed)


def annotated(coverage: Coverage, extractions: Sequence[Extraction]) -> Comparison:
    """Return an event's comparison as the rules make it of the annotation's own statements and speakers.

    A statement has the act that the pipeline reads in its passage, where it reads one alone.
    """
    acts: defaultdict[str, set[Act]] = defaultdict(set)
    for one in (one for extraction in extractions for one in extraction.statements):
        acts[coverage.passage_of(one)].add(one.act)
    names = sorted({passage.speaker for passage in coverage.account.passages if passage.speaker})
    entities = tuple(Entity(content_id(name), name, _type_of(name)) for name in names)
    statements = tuple(
        _statement(document.id, start, passage, acts[name])
        for document in coverage.documents
        for start, name in coverage.begins[document.id]
        for passage in [coverage.passages[name]]
    )
    questions, answers = align(coverage.documents, statements, entities, events=(coverage.event,))[1:]
    return Comparison(
        documents=coverage.documents, statements=statements, entities=entities, events=(coverage.event,),
        questions=questions, answers=answers,
    )  # fmt: skip


def _type_of(name: str) -> EntityType:
    return "person" if 1 < len(name.split()) < 4 and name.istitle() else "organization"


def _statement(document: str, start: int, passage: Passage, acts: set[Act]) -> Statement:
    content = tuple(Span(start + first, start + last) for first, last in passage.content)
    said = passage.text[passage.content[0][0] - 1 : passage.content[0][0]]
    act = next(iter(acts)) if len(acts) == 1 else "assert"
    kind: Kind = "direct" if said in set('“"«„‘') else "indirect"
    speaker = content_id(passage.speaker) if passage.speaker else None
    return Statement(content_id(document, passage.id), document, kind, content, speaker=speaker, act=act)
