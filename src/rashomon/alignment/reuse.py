"""Text reuse: the paragraphs that an article has from an earlier one, exact, lightly edited, merged or cut.

MinHash (Broder 1997) with locality-sensitive hashing (Indyk and Motwani 1998), by rensa, finds the paragraphs that may
be alike; shared shingles, counted exactly, decide.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from rensa import RMinHash, RMinHashLSH

from rashomon.alignment.paragraphs import Paragraph, layout, paragraphs_once
from rashomon.alignment.publishing import chronological
from rashomon.memo import NOTHING, Memo, key_of, keyed
from rashomon.records import Document, Reuse, Span
from rashomon.reprints import ReuseKind
from rashomon.spans import Json, content_id

# Two paragraphs with a third of their shingles in common meet in some band with a probability of .79, with half of them
# of .996, and those with one in fifty of .0003: what meets by chance stays rare in a large collection.
_BANDS, _ROWS = 42, 3
# The share of a paragraph's shingles that an earlier article has from which it is reused; and beside a paragraph that is.
# In paragraphs with a tenth of the words taken out and a tenth put in, .5 are left on average.
_REUSED, _REUSED_BESIDE = 0.5, 0.4
# From this share on it is a copy, below a rewrite; and nobody who shares more with it will be missed in the index.
_COPIED = 0.9
# Fewer words than this are no paragraph that anybody could recognise; fewer shared shingles a stock phrase.
_FEWEST_WORDS, _FEWEST = 8, 6
# Fewer shingles outside quotation marks than this do not tell whose paragraph it is; where they are the smaller part,
# this share of them must be reused, since two reporters introduce one quotation in similar words.
_FEWEST_OWN, _REUSED_OWN = 3, 0.75
# Look-ups of one paragraph, and articles that are gone through from end to end: they keep the work linear.
_LOOKED_AT, _PARTNERS = 64, 3


def find_reuses(documents: Iterable[Document], memo: Memo = NOTHING) -> tuple[Reuse, ...]:
    """Return the paragraphs that an earlier document had, each with the first that had it, in order of publication.

    A paragraph of quoted words alone counts only beside another reused paragraph: whoever hears a speaker quotes him.
    What `memo` has kept of a document that is compared with the same as before is taken from there.

    >>> text = "The mayor of Exampleton said on Monday that the old bridge over the river was safe and would stay open."
    >>> later = Document("b", "A different head.\\n\\n" + text, published="2031-03-05")
    >>> [(r.document, r.origin, r.kind) for r in find_reuses([later, Document("a", text, published="2031-03-04")])]
    [('b', 'a', 'copy')]
    """
    index = _Index()
    found: list[Reuse] = []
    for document, key in keyed(memo, ["paragraphs", "reuses"], chronological(documents), _key):
        found.extend(index.add(document, key, memo))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A paragraph in the index, and where its words stood first."""

    document: int
    shingles: array[int]
    own: array[int]
    origin: str
    origin_span: Span


# What a paragraph has in common with stored ones: from their places to the shingles.
_Shared: TypeAlias = dict[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class _Match:
    """What an earlier document has of a paragraph: a share of its shingles, in which of its stored paragraphs."""

    document: int
    share: float
    rows: Sequence[tuple[frozenset[int], _Stored]]

    @property
    def stored(self) -> _Stored:
        """The stored paragraph that has most of it."""
        return max(self.rows, key=lambda row: len(row[0]))[1]

    def is_sure(self, paragraph: Paragraph) -> bool:
        """Tell whether the paragraph is reused by itself, and not only beside others that are."""
        told = 2 * len(paragraph.own) >= len(paragraph.shingles)
        enough = paragraph.words >= _FEWEST_WORDS and self.share * len(paragraph.shingles) >= _FEWEST
        if self.share < _REUSED or not enough or len(paragraph.own) < _FEWEST_OWN:
            return False
        own = frozenset().union(*(paragraph.own.intersection(stored.own) for _, stored in self.rows))
        return len(own) / len(paragraph.own) >= (_REUSED if told else _REUSED_OWN)


@dataclass(slots=True)
class _Index:
    """The paragraphs seen so far: those that were new, and those that were changed."""

    lsh: RMinHashLSH = field(
        default_factory=lambda: RMinHashLSH(threshold=0.3, num_perm=_BANDS * _ROWS, num_bands=_BANDS)
    )
    stored: list[_Stored] = field(default_factory=list)
    places: list[range] = field(default_factory=list)
    # Of each document what is made of its text, and where the paragraphs that are stored of it stood first.
    states: list[str] = field(default_factory=list)

    def add(self, document: Document, key: str, memo: Memo) -> list[Reuse]:
        """Return what a document reuses of those before it, and take in the rest of it; the key is of its contents."""
        parts = paragraphs_once(document, key, memo)
        prints = [_print(part) if part.words >= _FEWEST_WORDS else None for part in parts]
        near = [self._near(signature) for signature in prints]
        found = self._found(document, key, parts, near, memo)
        begun = len(self.stored)
        for part, signature, reuse in zip(parts, prints, found, strict=True):
            if reuse is None or reuse.kind != "copy":
                self._store(document, part, signature, reuse)
        self.places.append(range(begun, len(self.stored)))
        origins = (f"{row.origin} {row.origin_span}" for row in self.stored[begun:])
        self.states.append(content_id(key, *origins))
        return [reuse for reuse in found if reuse]

    def _found(
        self, document: Document, key: str, parts: Sequence[Paragraph], near: Sequence[list[int]], memo: Memo
    ) -> list[Reuse | None]:
        """Return what each paragraph is from.

        That follows from the document, and from what is stored of those near it: whether two paragraphs are near depends
        on nothing but the two.
        """
        numbers = sorted({self.stored[place].document for places in near for place in places})
        if not numbers:
            return [None] * len(parts)
        beside = content_id(*(self.states[number] for number in numbers))
        kept = json.loads(memo.get("reuses", key) or b"[]")
        if not kept or kept[0] != beside:
            kept = [beside, self._reuses(document, parts, near)]
            memo.put("reuses", key, json.dumps(kept).encode())
        return [Reuse.from_dict(row) if row else None for row in kept[1]]

    def _reuses(
        self, document: Document, parts: Sequence[Paragraph], near: Sequence[list[int]]
    ) -> list[Json | None]:
        matches = _chosen(parts, [self._matches(part, shared) for part, shared in self._widened(parts, near)])
        pairs = zip(parts, matches, strict=True)
        return [_reuse(document, part, match).to_dict() if match else None for part, match in pairs]

    def _near(self, signature: RMinHash | None) -> list[int]:
        return sorted(self.lsh.query(signature))[:_LOOKED_AT] if signature else []

    def _widened(
        self, parts: Sequence[Paragraph], near: Sequence[list[int]]
    ) -> list[tuple[Paragraph, _Shared]]:
        """Return what each paragraph shares with those near it and with all of the documents that share most with the whole."""
        found: list[tuple[Paragraph, _Shared]] = []
        weights: Counter[int] = Counter()
        for part, places in zip(parts, near, strict=True):
            shared = {place: self._shared(part, place) for place in places}
            for place, common in shared.items():
                weights[self.stored[place].document] += len(common)
            found.append((part, shared))
        best = sorted((-weight, number) for number, weight in weights.items() if weight >= _FEWEST)
        partners = [place for _, number in best[:_PARTNERS] for place in self.places[number]]
        for part, shared in found:
            shared.update({place: self._shared(part, place) for place in partners if place not in shared})
        return found

    def _shared(self, part: Paragraph, place: int) -> frozenset[int]:
        return part.shingles.intersection(self.stored[place].shingles)

    def _matches(self, part: Paragraph, shared: _Shared) -> list[_Match]:
        """Return what each earlier document has of a paragraph, where that is enough."""
        by_document: defaultdict[int, list[tuple[frozenset[int], _Stored]]] = defaultdict(list)
        for place, common in sorted(shared.items()):
            stored = self.stored[place]
            by_document[stored.document].append((common, stored))
        matches = (_match(part, number, rows) for number, rows in by_document.items())
        return [match for match in matches if match]

    def _store(
        self, document: Document, part: Paragraph, signature: RMinHash | None, reuse: Reuse | None
    ) -> None:
        origin, span = (reuse.origin, reuse.origin_span) if reuse else (document.id, part.span)
        if signature:
            self.lsh.insert(len(self.stored), signature)
        shingles, own = (array("I", sorted(each)) for each in (part.shingles, part.own))
        self.stored.append(_Stored(len(self.places), shingles, own, origin, span))


def _key(document: Document) -> str:
    return key_of("paragraphs", [document.id, document.text, document.language, layout(document)])


def _print(paragraph: Paragraph) -> RMinHash:
    signature = RMinHash(num_perm=_BANDS * _ROWS, seed=1)
    signature.update([str(shingle) for shingle in paragraph.shingles])
    return signature


def _match(part: Paragraph, number: int, rows: Sequence[tuple[frozenset[int], _Stored]]) -> _Match | None:
    """Return what a document has of a paragraph, by what each of its own shares with it; None where that is too little."""
    common = rows[0][0] if len(rows) == 1 else frozenset().union(*(common for common, _ in rows))
    if not common:
        return None
    share = len(common) / len(part.shingles)
    return _Match(number, share, rows) if share >= _REUSED_BESIDE else None


def _chosen(parts: Sequence[Paragraph], matches: Sequence[Sequence[_Match]]) -> list[_Match | None]:
    """Return for each paragraph the document it is from: the most alike; of equals that with most of the whole."""
    weights: Counter[int] = Counter()
    for part, found in zip(parts, matches, strict=True):
        for match in found:
            weights[match.document] += round(match.share * part.words)
    ranked = [
        sorted(found, key=lambda match: (-round(match.share, 1), -weights[match.document], match.document))
        for found in matches
    ]
    sure = [
        next((match for match in found if match.is_sure(part)), None)
        for part, found in zip(parts, ranked, strict=True)
    ]
    return [sure[place] or _beside(sure, place, found) for place, found in enumerate(ranked)]


def _beside(sure: Sequence[_Match | None], place: int, found: Sequence[_Match]) -> _Match | None:
    """Return the match of a paragraph that is sure only because its neighbour is from the same document."""
    beside = {
        match.document for match in (*sure[max(0, place - 1) : place], *sure[place + 1 : place + 2]) if match
    }
    return next((match for match in found if match.document in beside), None)


def _reuse(document: Document, part: Paragraph, match: _Match) -> Reuse:
    kind: ReuseKind = "copy" if match.share >= _COPIED else "rewrite"
    stored = match.stored
    return Reuse(document.id, part.span, stored.origin, stored.origin_span, kind, round(match.share, 2))


def reused_words(documents: Mapping[str, Document], reuses: Iterable[Reuse]) -> Mapping[tuple[str, str], int]:
    """Return how many words the first document of each pair has from the second; ids in, ids out."""
    counts: Counter[tuple[str, str]] = Counter()
    for reuse in reuses:
        counts[reuse.document, reuse.origin] += len(reuse.span.of(documents[reuse.document].text).split())
    return counts
