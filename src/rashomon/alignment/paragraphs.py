"""The paragraphs of a document as sets of shingles: what two prints of one paragraph share."""

from __future__ import annotations

import re
import struct
import sys
import unicodedata
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from rashomon.language.quotations import find
from rashomon.language.segmentation import stretches
from rashomon.memo import Memo
from rashomon.records import Document, Span

# Three words in a row: in a paragraph in which every sixth word was changed, half of them are left.
_SHINGLE = 3
# A paragraph of more words than twice this is cut at its sentences into pieces of so many words or a little more.
_PIECE = 60
# Lines that are no prose of the article's own.
_ASIDE = frozenset({"related", "caption"})
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# A letter of Chinese or Japanese counts as a word, since nothing parts words there.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_MARKS = re.compile(r"[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its place, its words, the hashes of its runs of three words.

    `own` holds the hashes of the words outside quotation marks: two reporters who quote one speaker share the rest.
    """

    span: Span
    words: int
    shingles: frozenset[int]
    own: frozenset[int]


def paragraphs(document: Document) -> list[Paragraph]:
    """Return the paragraphs of a document, long ones in pieces, related links and captions left out.

    >>> text = "The mayor said no.\\n\\n“Not now,” she said, and left the old town hall by the back door."
    >>> [(part.words, len(part.shingles), len(part.own)) for part in paragraphs(Document("d", text))]
    [(4, 2, 2), (14, 12, 10)]
    """
    text = document.text
    spans = layout(document)
    quoted = [part for quotation in find(text, spans) if not quotation.level for part in quotation.parts]
    quoted.sort()
    return [
        _paragraph(text, piece, quoted)
        for span in spans
        for piece in _pieces(text, span, document.language or "en")
    ]


def paragraphs_once(document: Document, key: str, memo: Memo) -> list[Paragraph]:
    """Return the paragraphs of a document, from the memo where they are kept under a key."""
    kept = memo.get("paragraphs", key)
    if kept is not None:
        return list(_unpacked(kept))
    found = paragraphs(document)
    memo.put("paragraphs", key, _packed(found))
    return found


def _packed(found: Sequence[Paragraph]) -> bytes:
    """Return paragraphs as numbers of 32 bits: place, words and sizes of each, then the hashes, none of them twice.

    >>> rows = paragraphs(Document("d", "The mayor said no.\\n\\n“Not now,” she said, and left the old town hall."))
    >>> list(_unpacked(_packed(rows))) == rows
    True
    """
    numbers: list[int] = []
    for part in found:
        hashes = (part.shingles & part.own, part.shingles - part.own, part.own - part.shingles)
        numbers += (*part.span, part.words, *map(len, hashes))
        numbers += (value for some in hashes for value in sorted(some))
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _unpacked(data: bytes) -> Iterator[Paragraph]:
    numbers = iter(struct.unpack(f"<{len(data) // 4}I", data))
    for start in numbers:
        end, words, *sizes = islice(numbers, 5)
        both, shingles, own = (frozenset(islice(numbers, size)) for size in sizes)
        yield Paragraph(Span(start, end), words, both | shingles, both | own)


def words_in(text: str, span: Span) -> list[tuple[int, str]]:
    """Return the words of a stretch, each with where it begins, without case and marks on letters.

    >>> words_in("Élan vital", Span(0, 10))
    [(0, 'elan'), (5, 'vital')]
    """
    return [(match.start(), _plain(match.group())) for match in _WORD.finditer(text, *span)]


def shingles(words: Sequence[str]) -> frozenset[int]:
    """Return the hashes (32 bits) of all runs of three words; of fewer words, one of them all."""
    if len(words) < _SHINGLE:
        return frozenset({_hash(words)} if words else ())
    runs = zip(*(words[start:] for start in range(_SHINGLE)), strict=False)
    return frozenset(map(_hash, runs))


def _hash(words: Sequence[str]) -> int:
    return zlib.crc32(" ".join(words).encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=65_536)
def _plain(word: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", word.casefold()))


def layout(document: Document) -> list[Span]:
    """Return where the paragraphs of a document are, related links and captions left out.

    >>> layout(Document("d", "One.\\n\\nTwo."))
    [Span(start=0, end=4), Span(start=6, end=10)]
    """
    if document.blocks:
        return [block.span for block in document.blocks if block.kind not in _ASIDE]
    lines = (match for match in _LINE.finditer(document.text) if not match.group().isspace())
    return [_trimmed(match) for match in lines]


def _trimmed(match: re.Match[str]) -> Span:
    line = match.group()
    return Span(match.start() + len(line) - len(line.lstrip()), match.start() + len(line.rstrip()))


def _pieces(text: str, span: Span, language: str) -> Iterator[Span]:
    """Yield a paragraph, or of a long one its sentences, so many together as a paragraph has."""
    if span.end - span.start < 2 * _PIECE or len(_WORD.findall(text, *span)) <= 2 * _PIECE:
        yield span
        return
    begun, words = span.start, 0
    for start, end in stretches(text, span, language):
        words += len(_WORD.findall(text, start, end))
        if words >= _PIECE:
            yield Span(begun, end)
            begun, words = end, 0
    if begun < span.end:
        yield Span(begun, span.end)


def _paragraph(text: str, span: Span, quoted: Sequence[Span]) -> Paragraph:
    words = words_in(text, span)
    own = [word for start, word in words if not holds(quoted, start)]
    return Paragraph(span, len(words), shingles([word for _, word in words]), shingles(own))


def holds(spans: Sequence[Span], place: int) -> bool:
    """Tell whether a place lies in one of these spans, which are sorted and do not overlap.

    >>> holds([Span(2, 4), Span(6, 9)], 5), holds([Span(2, 4), Span(6, 9)], 6)
    (False, True)
    """
    before = bisect_right(spans, (place, sys.maxsize)) - 1
    return before >= 0 and place < spans[before].end
