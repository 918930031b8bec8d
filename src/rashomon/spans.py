"""Where words stand: spans of code points in a document's text, and the ids made of contents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

Json: TypeAlias = dict[str, Any]


def content_id(*parts: str | None) -> str:
    """Return a stable id of 16 hex digits: the SHA-256 of the parts, which are kept apart.

    >>> content_id("a", "b") == content_id("ab", "")
    False
    """
    joined = "\x1f".join("\x00" if part is None else part for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points in a document's text.

    >>> Span(0, 3).of("She said so.")
    'She'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of this span in `text`."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Tell whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


Spans: TypeAlias = tuple[Span, ...]


def hull(spans: Spans) -> Span:
    """Return the span from where the first of some spans starts to where the last ends.

    >>> hull((Span(3, 5), Span(9, 12)))
    Span(start=3, end=12)
    """
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def spans_from(pairs: Iterable[Sequence[int]] | None) -> Spans:
    """Return spans of JSON pairs; None is no span."""
    return tuple(Span(start, end) for start, end in pairs or ())


def spans_to(spans: Spans) -> list[list[int]]:
    """Return spans as JSON pairs."""
    return [[span.start, span.end] for span in spans]
