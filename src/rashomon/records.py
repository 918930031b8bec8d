"""The nouns of Rashomon, as plain frozen records.

Field terms (source, cue, content) are those of PARC 3.0 (Pareti 2012) and PolNeAR (Newell et al. 2018).
Every span counts Unicode code points in the text of one document, end-exclusive, so that
``document.text[span.start:span.end]`` is the wording in the article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from rashomon.advice import Advice as Advice
from rashomon.advice import Excerpt as Excerpt
from rashomon.advice import Proposal as Proposal
from rashomon.advice import Remark as Remark
from rashomon.anchors import Anchor as Anchor
from rashomon.anchors import Fix as Fix
from rashomon.anchors import Moved as Moved
from rashomon.anchors import Parting as Parting
from rashomon.anchors import Position as Position
from rashomon.anchors import Quote as Quote
from rashomon.anchors import Topic as Topic
from rashomon.edits import Edit as Edit
from rashomon.edits import Outcome as Outcome
from rashomon.edits import Review as Review
from rashomon.hypotheses import Hypothesis as Hypothesis
from rashomon.hypotheses import Mark as Mark
from rashomon.links import Entry as Entry
from rashomon.links import Link as Link
from rashomon.notebook import comparison_html, extraction_html
from rashomon.originals import Original as Original
from rashomon.reprints import Change as Change
from rashomon.reprints import Reuse as Reuse
from rashomon.reprints import Revision as Revision
from rashomon.spans import Json as Json
from rashomon.spans import Span as Span
from rashomon.spans import Spans as Spans
from rashomon.spans import content_id as content_id
from rashomon.spans import hull as hull
from rashomon.spans import spans_from as spans_from
from rashomon.spans import spans_to as spans_to
from rashomon.suggestions import Suggestion as Suggestion

SCHEMA = "rashomon/1"

Kind: TypeAlias = Literal["direct", "indirect", "mixed"]
Act: TypeAlias = Literal["assert", "deny", "hedge", "opine", "direct", "commit", "ask"]
EntityType: TypeAlias = Literal["person", "organization", "group", "media", "document", "place"]
Standing: TypeAlias = Literal["holder", "acting", "incoming", "outgoing", "former", "late", "then"]
BlockKind: TypeAlias = Literal["heading", "paragraph", "quotation", "list", "related", "caption"]
QuestionKind: TypeAlias = Literal[
    "number", "actor", "place", "time", "occurrence", "cause", "means", "target", "identity"
]
DiscrepancyKind: TypeAlias = Literal[
    "number", "actor", "place", "time", "occurrence", "cause", "means", "target", "identity",
    "modality", "attribution", "wording",
]  # fmt: skip
Between: TypeAlias = Literal["speakers", "self", "outlets", "headline"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document's layout: its kind and where it stands in the text."""

    kind: BlockKind
    span: Span

    def to_dict(self) -> Json:
        """Return the block as JSON."""
        return {"kind": self.kind, "span": list(self.span)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Block:
        """Return the block that `to_dict` wrote."""
        return cls(data["kind"], Span(*data["span"]))


@dataclass(frozen=True, slots=True)
class Document:
    """One article: its text, unmodified, and where and when it was published.

    `uri` is where it was read from, `url` the address on the web when the article gives one,
    `published` an ISO 8601 date or time, `language` an ISO 639-1 code, `retrieved` when it was fetched, where it was
    (ISO 8601, UTC): of two states of one page with one date of publication it tells which came first. `original` is
    the page it was read from, where the reader was asked to keep it; it stands in no JSON and makes no two documents
    different.
    """

    id: str
    text: str
    uri: str = ""
    title: str | None = None
    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    url: str | None = None
    blocks: tuple[Block, ...] = ()
    retrieved: str | None = None
    original: Original | None = field(default=None, compare=False, repr=False)

    def to_dict(self) -> Json:
        """Return the document as JSON; `retrieved` is in it where it is known."""
        return {
            "id": self.id, "uri": self.uri, "url": self.url, "title": self.title, "published": self.published,
            "language": self.language, "outlet": self.outlet, "text": self.text,
            "blocks": [block.to_dict() for block in self.blocks],
            **({"retrieved": self.retrieved} if self.retrieved else {}),
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Document:
        """Return the document that `to_dict` wrote."""
        given = {
            name: data.get(name) for name in ("title", "published", "language", "outlet", "url", "retrieved")
        }
        blocks = tuple(Block.from_dict(block) for block in data.get("blocks", ()))
        return cls(id=data["id"], text=data["text"], uri=data.get("uri", ""), blocks=blocks, **given)


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that was put aside: where it came from and why."""

    uri: str
    reason: str

    def to_dict(self) -> Json:
        """Return the rejection as JSON."""
        return {"uri": self.uri, "reason": self.reason}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Rejected:
        """Return the rejection that `to_dict` wrote."""
        return cls(data["uri"], data["reason"])


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution: what is said (content), the words that report it (cue), who says it (source).

    `speaker` is an entity's id, or None where nobody is named; `unknown` then says why. `parent` is the
    statement inside whose content this one stands; `follows` the earlier statement whose speaker goes on
    here without being named again.
    """

    id: str
    document: str
    kind: Kind
    content: Spans
    cue: Spans = ()
    source: Spans = ()
    speaker: str | None = None
    act: Act = "assert"
    parent: str | None = None
    follows: str | None = None
    unknown: str | None = None
    confidence: float = 1.0

    def to_dict(self) -> Json:
        """Return the statement as JSON."""
        return {
            "id": self.id, "document": self.document, "kind": self.kind, "content": spans_to(self.content),
            "cue": spans_to(self.cue), "source": spans_to(self.source), "speaker": self.speaker, "act": self.act,
            "parent": self.parent, "follows": self.follows, "unknown": self.unknown, "confidence": self.confidence,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Statement:
        """Return the statement that `to_dict` wrote."""
        return cls(
            id=data["id"], document=data["document"], kind=data["kind"], content=spans_from(data["content"]),
            cue=spans_from(data.get("cue")), source=spans_from(data.get("source")), speaker=data.get("speaker"),
            act=data["act"], parent=data.get("parent"), follows=data.get("follows"),
            unknown=data.get("unknown"), confidence=data["confidence"],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody was called beside the name: the words, how the office is held, and of which organization.

    `since` is the earliest date on which the words were used, `until` the earliest on which an article says that it is
    over (both ISO 8601); `organization` is named as in the words; `note` tells who followed whom.
    """

    text: str
    since: str | None = None
    until: str | None = None
    standing: Standing = "holder"
    organization: str | None = None
    note: str = ""

    def to_dict(self) -> Json:
        """Return the role as JSON."""
        return {
            "text": self.text, "from": self.since, "until": self.until, "standing": self.standing,
            "organization": self.organization, "note": self.note,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Role:
        """Return the role that `to_dict` wrote."""
        return cls(
            data["text"], data.get("from"), data.get("until"), data.get("standing", "holder"),
            data.get("organization"), data.get("note", ""),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Merge:
    """Why a name was taken for this entity: the name as written, the reason in words, the document."""

    name: str
    reason: str
    document: str

    def to_dict(self) -> Json:
        """Return the merge as JSON."""
        return {"name": self.name, "reason": self.reason, "document": self.document}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Merge:
        """Return the merge that `to_dict` wrote."""
        return cls(data["name"], data["reason"], data["document"])


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organization, group, place or medium, with its names, roles and why they are one.

    `documents` are the ids of those that name it, `links` the entries of a gazetteer that it is.
    """

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    merges: tuple[Merge, ...] = ()
    documents: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    def to_dict(self) -> Json:
        """Return the entity as JSON."""
        return {
            "id": self.id, "name": self.name, "type": self.type, "aliases": list(self.aliases),
            "roles": [role.to_dict() for role in self.roles],
            "merges": [merge.to_dict() for merge in self.merges],
            "documents": list(self.documents), "links": [link.to_dict() for link in self.links],
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Entity:
        """Return the entity that `to_dict` wrote."""
        return cls(
            id=data["id"], name=data["name"], type=data["type"], aliases=tuple(data.get("aliases", ())),
            roles=tuple(Role.from_dict(role) for role in data.get("roles", ())),
            merges=tuple(Merge.from_dict(merge) for merge in data.get("merges", ())),
            documents=tuple(data.get("documents", ())),
            links=tuple(Link.from_dict(link) for link in data.get("links", ())),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """A set of documents about the same happening."""

    id: str
    title: str
    documents: tuple[str, ...]

    def to_dict(self) -> Json:
        """Return the event as JSON."""
        return {"id": self.id, "title": self.title, "documents": list(self.documents)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Event:
        """Return the event that `to_dict` wrote."""
        return cls(data["id"], data["title"], tuple(data["documents"]))


@dataclass(frozen=True, slots=True)
class Question:
    """One thing about an event on which accounts can differ, asked as a reporter would."""

    id: str
    text: str
    kind: QuestionKind
    event: str | None = None

    def to_dict(self) -> Json:
        """Return the question as JSON."""
        return {"id": self.id, "text": self.text, "kind": self.kind, "event": self.event}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Question:
        """Return the question that `to_dict` wrote."""
        return cls(data["id"], data["text"], data["kind"], data.get("event"))


@dataclass(frozen=True, slots=True)
class Answer:
    """One speaker's position on one question: a normalised value and the statements that carry it.

    `since` and `until` are ISO dates: when the position was first and last reported. `qualities` say how it is
    meant: "provisional", "final", "hedged", "denied", "growing" (a count that can only rise), "heading".
    """

    id: str
    question: str
    speaker: str | None
    value: str
    summary: str
    statements: tuple[str, ...]
    since: str | None = None
    until: str | None = None
    qualities: tuple[str, ...] = ()

    def to_dict(self) -> Json:
        """Return the answer as JSON."""
        return {
            "id": self.id, "question": self.question, "speaker": self.speaker, "value": self.value,
            "summary": self.summary, "statements": list(self.statements), "from": self.since, "to": self.until,
            "qualities": list(self.qualities),
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Answer:
        """Return the answer that `to_dict` wrote."""
        return cls(
            id=data["id"], question=data["question"], speaker=data.get("speaker"), value=data["value"],
            summary=data["summary"], statements=tuple(data["statements"]), since=data.get("from"), until=data.get("to"),
            qualities=tuple(data.get("qualities", ())),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two answers that cannot both stand, or one utterance reported in two ways.

    `a` and `b` are answers' ids, `evidence` statements' ids, `note` the reason in words.
    """

    id: str
    question: str
    kind: DiscrepancyKind
    between: Between
    a: str
    b: str
    evidence: tuple[str, ...]
    note: str
    confidence: float

    def to_dict(self) -> Json:
        """Return the discrepancy as JSON."""
        return {
            "id": self.id, "question": self.question, "kind": self.kind, "between": self.between, "a": self.a,
            "b": self.b, "evidence": list(self.evidence), "note": self.note, "confidence": self.confidence,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Discrepancy:
        """Return the discrepancy that `to_dict` wrote."""
        return cls(**{**data, "evidence": tuple(data["evidence"])})


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two answers that look different and are compatible, with the reason in words."""

    question: str
    a: str
    b: str
    evidence: tuple[str, ...]
    note: str

    def to_dict(self) -> Json:
        """Return the agreement as JSON."""
        return {
            "question": self.question, "a": self.a, "b": self.b, "evidence": list(self.evidence), "note": self.note,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Agreement:
        """Return the agreement that `to_dict` wrote."""
        return cls(**{**data, "evidence": tuple(data["evidence"])})


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document says: its statements, and the entities that speak in it (ids local to the document)."""

    document: Document
    statements: tuple[Statement, ...] = ()
    entities: tuple[Entity, ...] = ()

    def to_dict(self) -> Json:
        """Return one line of ``rashomon extract --format jsonl``: speakers stand inside their statements."""
        speakers = {e.id: {"id": e.id, "name": e.name, "type": e.type} for e in self.entities}
        statements = [
            {**statement.to_dict(), "speaker": speakers.get(statement.speaker or "")}
            for statement in self.statements
        ]
        return {"schema": SCHEMA, "document": self.document.to_dict(), "statements": statements}

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        return extraction_html(self)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that was found in the coverage: the object ``rashomon compare --format json`` writes.

    `reviews` and `hypotheses` are what people said of it, and not in the JSON where there are none. `advice` is what a language model
    said of it, and None (and not in the JSON) where none was asked.
    """

    documents: tuple[Document, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    copies: tuple[tuple[str, ...], ...] = ()
    reuses: tuple[Reuse, ...] = ()
    revisions: tuple[Revision, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    edits: tuple[Outcome, ...] = ()
    reviews: tuple[Review, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    advice: Advice | None = None

    def to_dict(self) -> Json:
        """Return the comparison as JSON."""
        lists = {name: [record.to_dict() for record in getattr(self, name)] for name in _LISTS}
        people = {
            name: [record.to_dict() for record in records]
            for name, records in (("reviews", self.reviews), ("hypotheses", self.hypotheses))
            if records
        }
        advice = {"advice": self.advice.to_dict()} if self.advice else {}
        copies = [list(group) for group in self.copies]
        return {"schema": SCHEMA, **lists, "copies": copies, **people, **advice}

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        return comparison_html(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Comparison:
        """Return the comparison that `to_dict` wrote; raise ValueError where the schema is another one."""
        if data.get("schema") != SCHEMA:
            raise ValueError(
                f"this is schema {data.get('schema')!r}; this version of rashomon reads {SCHEMA!r}"
            )
        lists = {
            name: tuple(record.from_dict(row) for row in data.get(name, ()))
            for name, record in _LISTS.items()
        }
        copies = tuple(tuple(group) for group in data.get("copies", ()))
        advice = data.get("advice")
        return cls(
            **lists,
            copies=copies,
            reviews=tuple(map(Review.from_dict, data.get("reviews", ()))),
            hypotheses=tuple(map(Hypothesis.from_dict, data.get("hypotheses", ()))),
            advice=Advice.from_dict(advice) if advice else None,
        )


_LISTS: dict[str, Any] = {
    "documents": Document, "entities": Entity, "statements": Statement, "events": Event, "questions": Question,
    "answers": Answer, "discrepancies": Discrepancy, "agreements": Agreement, "rejected": Rejected,
    "reuses": Reuse, "revisions": Revision, "suggestions": Suggestion, "edits": Outcome,
}  # fmt: skip
