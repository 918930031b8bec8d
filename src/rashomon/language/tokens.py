"""English tokens and sentences: spaCy's tokenizer, and stops that stand alone.

The tokenizer keeps the stop of "Mr.", "U.S." and "6 p.m." with its word, so that a stop left alone ends a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from rashomon.records import Span

# The tokenizer's memory grows with the length of one text: longer blocks (code points) are read in pieces.
_LONGEST = 100_000
# Tokens in a sentence: the longest in wikinews train has 90, in scraped coverage, captions and all, 353.
_LONGEST_SENTENCE = 400
_STOPS = frozenset([".", "?", "!", "…", "..."])
_CLOSING = frozenset(["”", '"', "'", "’", ")", "]", "»", "“", "''"])


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: where each starts and ends (code points), and sentences as ranges of their numbers."""

    starts: list[int]
    ends: list[int]
    sentences: list[range]


@cache
def _tokenizer() -> Any:
    from spacy.lang.en import English  # takes seconds: paid only by who reads English

    return English().tokenizer


def tokenize(text: str, spans: Iterable[Span]) -> Tokens:
    """Return the tokens and sentences of the blocks of an English text; no sentence crosses two blocks.

    >>> found = tokenize("Mr. Roe said no. “It held.” Yes.", [Span(0, 32)])
    >>> [len(sentence) for sentence in found.sentences]
    [5, 5, 2]
    """
    found = Tokens([], [], [])
    for span in spans:
        for piece in cut(text, span, _LONGEST):
            first = len(found.starts)
            columns = _tokenizer()(piece.of(text)).to_array(["IDX", "LENGTH", "IS_SPACE"]).astype(np.int64)
            starts, lengths, _ = columns[columns[:, 2] == 0].T
            found.starts.extend((piece.start + starts).tolist())
            found.ends.extend((piece.start + starts + lengths).tolist())
            found.sentences.extend(_sentences(text, found, first))
    return found


def _sentences(text: str, tokens: Tokens, first: int) -> Iterator[range]:
    start, place, last = first, first, len(tokens.starts)
    while place < last:
        stops = text[tokens.starts[place] : tokens.ends[place]] in _STOPS
        place += 1
        if not stops and place - start < _LONGEST_SENTENCE:
            continue
        while stops and place < last and _closes(text, tokens, place):
            place += 1
        yield range(start, place)
        start = place
    if start < last:
        yield range(start, last)


def _closes(text: str, tokens: Tokens, place: int) -> bool:
    """Tell whether a token is a closing mark that touches the one before it."""
    touches = tokens.starts[place] == tokens.ends[place - 1]
    return touches and text[tokens.starts[place] : tokens.ends[place]] in _CLOSING


def cut(text: str, span: Span, longest: int) -> Iterator[Span]:
    """Yield a span in pieces of at most `longest` code points, cut behind a full stop, else a space, where one is.

    >>> [piece.of("It fell. He ran.") for piece in cut("It fell. He ran.", Span(0, 16), 10)]
    ['It fell. ', 'He ran.']
    """
    start = span.start
    while span.end - start > longest:
        edge = start + longest
        stop = max(text.rfind(". ", start, edge) + 2, 0) if ". " in text[start:edge] else 0
        stop = stop or text.rfind(" ", start, edge) + 1 or edge
        yield Span(start, stop)
        start = stop
    yield Span(start, span.end)
