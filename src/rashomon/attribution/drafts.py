"""Attributions in the making: found by several readers, then merged into statements."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rashomon.attribution.acts import refine
from rashomon.language.modality import places_of
from rashomon.language.quotations import Marked
from rashomon.records import Act, Document, Kind, Span, Spans, Statement, content_id

# Two drafts over nearly the same words are one attribution; the surer one stays.
_SAME = 0.8


@dataclass(slots=True, eq=False)
class Draft:
    """One attribution before it has an id: spans in text order, the act, and how sure the reader was (0 to 1).

    `follows` is the draft whose speaker goes on here without being named again; `kind` is set where layout shows it,
    as in a transcript without quotation marks; `judged` where the act is more than what the cue alone tells.
    """

    content: Spans
    cue: Spans = ()
    source: Spans = ()
    act: Act = "assert"
    confidence: float = 0.5
    follows: Draft | None = None
    kind: Kind | None = None
    judged: bool = False

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.content[-1].end


def letters(text: str, spans: Iterable[Span]) -> int:
    """Count the letters and digits in spans."""
    return sum(character.isalnum() for span in spans for character in span.of(text))


def overlap(spans: Sequence[Span], others: Sequence[Span]) -> Spans:
    """Return the stretches that two lists of spans share.

    >>> overlap([Span(0, 5)], [Span(3, 9)])
    (Span(start=3, end=5),)
    """
    shared = (Span(max(a.start, b.start), min(a.end, b.end)) for a in spans for b in others if a.meets(b))
    return tuple(sorted(shared))


def kind_of(text: str, content: Spans, marked: Marked) -> Kind:
    """Tell direct (all content is quoted), indirect (none is) and mixed apart, by letters."""
    outer = [part for span in content for part, _ in marked.meeting(span)]
    quoted = letters(text, union(overlap(content, outer)))
    if quoted == 0:
        return "indirect"
    return "direct" if quoted >= letters(text, content) else "mixed"


def _hull(spans: Spans) -> Span:
    return Span(spans[0].start, spans[-1].end)


def without(span: Span, outside: Spans) -> Iterator[Span]:
    """Yield what is left of a span outside of others.

    >>> list(without(Span(0, 9), (Span(2, 4),)))
    [Span(start=0, end=2), Span(start=4, end=9)]
    """
    start = span.start
    for other in sorted(outside):
        if other.meets(Span(start, span.end)):
            if other.start > start:
                yield Span(start, other.start)
            start = max(start, other.end)
    if start < span.end:
        yield Span(start, span.end)


def worded(text: str, spans: Iterable[Span]) -> Spans:
    """Return the spans that hold a word."""
    return tuple(span for span in spans if any(map(str.isalnum, span.of(text))))


def union(spans: Iterable[Span]) -> Spans:
    """Return spans in text order with those that touch made one.

    >>> union([Span(3, 5), Span(0, 3)])
    (Span(start=0, end=5),)
    """
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def settle(document: Document, drafts: Iterable[Draft], marked: Marked) -> tuple[Statement, ...]:
    """Turn drafts into statements in text order: doubles dropped, nesting found, ids given."""
    language = document.language or "en"
    trimmed = (_trimmed(document.text, draft) for draft in drafts)
    said = (draft for draft in trimmed if not _is_nobodys(document.text, draft, language))
    kept = _clipped(document.text, _distinct(said))
    ids = {id(draft): _identify(document, draft) for draft in kept}
    parents = _parents(kept)
    statements = []
    for draft in kept:
        parent = parents.get(id(draft))
        followed = draft.follows if draft.follows is not None and id(draft.follows) in ids else None
        statements.append(
            Statement(
                id=ids[id(draft)], document=document.id, kind=draft.kind or kind_of(document.text, draft.content, marked),
                content=draft.content, cue=draft.cue, source=draft.source, act=_act(document, draft, language),
                parent=ids[id(parent)] if parent else None, follows=ids[id(followed)] if followed else None,
                confidence=round(draft.confidence, 3),
            )
        )  # fmt: skip
    return tuple(statements)


def _is_nobodys(text: str, draft: Draft, language: str) -> bool:
    """Tell whether it is nobody who is told to have said it: "neither she nor her team has called it fair"."""
    first = draft.source[0].of(text).split(maxsplit=1)[:1] if draft.source else []
    return bool(places_of("nobody", [word.casefold() for word in first], language))


def _act(document: Document, draft: Draft, language: str) -> Act:
    return draft.act if draft.judged else refine(draft.act, _said(document, draft), language)


def _trimmed(text: str, draft: Draft) -> Draft:
    """Take white space off the edges of all spans: parsers make tokens of it."""
    for name in ("content", "cue", "source"):
        spans = (_stripped(text, span) for span in getattr(draft, name))
        setattr(draft, name, tuple(span for span in spans if span.start < span.end))
    return draft


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _said(document: Document, draft: Draft) -> str:
    return " ".join(span.of(document.text) for span in draft.content)


def _identify(document: Document, draft: Draft) -> str:
    return content_id(
        document.id, repr([tuple(s) for s in draft.content]), repr([tuple(s) for s in draft.cue])
    )


def _distinct(drafts: Iterable[Draft]) -> list[Draft]:
    kept = _Kept()
    for draft in sorted(drafts, key=lambda d: (-d.confidence, d.start, d.end, d.cue)):
        if draft.content and not any(_doubles(draft, other) for other in kept.near(draft)):
            kept.add(draft)
    return sorted(kept.drafts, key=lambda d: (d.start, -d.end, d.cue))


class _Kept:
    """Drafts found by where they begin and by their cues, so that only neighbours are compared."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._starts: list[tuple[int, int]] = []
        self._cues: dict[int, list[int]] = {}

    def add(self, draft: Draft) -> None:
        number = len(self.drafts)
        self.drafts.append(draft)
        insort(self._starts, (draft.start, number))
        for place in _places(draft):
            self._cues.setdefault(place, []).append(number)

    def near(self, draft: Draft) -> Iterator[Draft]:
        """Yield the drafts that can double this one: they share a cue, or begin about where it does."""
        slack = int(_size(draft.content) * (1 / _SAME - _SAME)) + 1
        first = bisect_left(self._starts, (draft.start - slack, 0))
        last = bisect_left(self._starts, (draft.start + slack + 1, 0))
        numbers = {number for _, number in self._starts[first:last]}
        numbers.update(number for place in _places(draft) for number in self._cues.get(place, ()))
        yield from (self.drafts[number] for number in sorted(numbers))


def _places(draft: Draft) -> Iterator[int]:
    return (place for span in draft.cue for place in range(span.start, span.end))


def _doubles(draft: Draft, other: Draft) -> bool:
    """Tell whether two drafts are one attribution: the same cue, or the same words said at the same level."""
    if not _hull(draft.content).meets(_hull(other.content)):
        return bool(draft.cue) and draft.cue == other.cue
    nested = _nests(draft, other) or _nests(other, draft)
    if draft.cue and overlap(draft.cue, other.cue) and not nested:
        return True
    if nested and draft.cue and other.cue:
        return False  # "According to Roe, rain is expected", "he said he believes": one report in another
    shared = _size(overlap(draft.content, other.content))
    return shared >= _SAME * max(_size(draft.content), _size(other.content))


def _size(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _nests(outer: Draft, inner: Draft) -> bool:
    return any(_hull(inner.cue or inner.content).meets(part) for part in outer.content)


def _clipped(text: str, kept: Sequence[Draft]) -> list[Draft]:
    """Cut what is reported inside another's words where those end: "by the network's count 38 % voted", he added."""
    around: list[Draft] = []
    for draft in kept:  # in text order, the longer first
        around = [other for other in around if other.end > draft.start]
        for other in around:
            part = next((part for part in other.content if draft.cue and part.holds(_hull(draft.cue))), None)
            if part is not None and part.start <= draft.start < part.end < draft.end:
                _cut(text, draft, part.end)
        around.append(draft)
    return list(kept)


def _cut(text: str, draft: Draft, end: int) -> None:
    spans = (Span(span.start, min(span.end, end)) for span in draft.content if span.start < end)
    draft.content = tuple(_stripped(text, span) for span in spans)


def _parents(kept: Sequence[Draft]) -> dict[int, Draft]:
    """Return for each draft, by identity, the smallest draft whose content holds its content and cue."""
    found: dict[int, Draft] = {}
    around: list[Draft] = []
    for draft in kept:  # in text order, the longer first: what holds a draft comes before it
        first = min(draft.start, *(span.start for span in draft.cue), draft.start)
        around = [other for other in around if other.end > first]
        holding = [other for other in around if _holds(other, draft)]
        if holding:
            found[id(draft)] = min(holding, key=lambda other: _size(other.content))
        around.append(draft)
    return found


def _holds(outer: Draft, inner: Draft) -> bool:
    pieces = (*inner.content, *inner.cue)
    inside = all(any(part.holds(piece) for part in outer.content) for piece in pieces)
    return inside and _size(inner.content) < _size(outer.content)
