"""The nouns of reprints: paragraphs that were printed before, and articles that were changed after they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from rashomon.spans import Json, Span, Spans, spans_from, spans_to

ReuseKind: TypeAlias = Literal["copy", "rewrite", "translation"]
Extent: TypeAlias = Literal["typo", "wording", "substance"]
ChangeKind: TypeAlias = Literal[
    "typo", "wording", "moved", "number", "time", "name", "negation", "quotation", "attribution", "headline", "added", "removed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reuse:
    """A paragraph that stood in another document first: `span` in `document`, `origin_span` in `origin`.

    `similarity` is the share of the paragraph's wording that the origin has; of a translation, of its names and numbers.
    """

    document: str
    span: Span
    origin: str
    origin_span: Span
    kind: ReuseKind
    similarity: float

    def to_dict(self) -> Json:
        """Return the reuse as JSON."""
        return {
            "document": self.document, "span": list(self.span), "origin": self.origin,
            "origin_span": list(self.origin_span), "kind": self.kind, "similarity": self.similarity,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Reuse:
        """Return the reuse that `to_dict` wrote."""
        return cls(**{**data, "span": Span(*data["span"]), "origin_span": Span(*data["origin_span"])})


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one paragraph: where it stands in the earlier and the later text, None where it does not.

    `deleted` are spans of the earlier text, `inserted` of the later one; `kinds` say what sort of words they are.
    """

    kinds: tuple[ChangeKind, ...]
    earlier: Span | None
    later: Span | None
    deleted: Spans = ()
    inserted: Spans = ()

    def to_dict(self) -> Json:
        """Return the change as JSON."""
        return {
            "kinds": list(self.kinds), "earlier": self.earlier and list(self.earlier),
            "later": self.later and list(self.later),
            "deleted": spans_to(self.deleted), "inserted": spans_to(self.inserted),
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Change:
        """Return the change that `to_dict` wrote."""
        earlier, later = (Span(*data[side]) if data[side] else None for side in ("earlier", "later"))
        return cls(
            tuple(data["kinds"]), earlier, later, spans_from(data["deleted"]), spans_from(data["inserted"])
        )


@dataclass(frozen=True, slots=True)
class Revision:
    """Two states of the article at one address, `earlier` and `later` being documents' ids.

    `dated` tells whether dates say which came first; `extent` is the weightiest of its changes.
    """

    url: str
    earlier: str
    later: str
    dated: bool
    extent: Extent
    changes: tuple[Change, ...]

    def to_dict(self) -> Json:
        """Return the revision as JSON."""
        return {
            "url": self.url, "earlier": self.earlier, "later": self.later, "dated": self.dated,
            "extent": self.extent, "changes": [change.to_dict() for change in self.changes],
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Revision:
        """Return the revision that `to_dict` wrote."""
        return cls(**{**data, "changes": tuple(Change.from_dict(change) for change in data["changes"])})
