"""The English parse that the encoder's trunk gives beside attributions: parts of speech, names, heads, relations.

Each token takes the scores of the word piece it begins in. Heads are chosen within the sentence, the best for each
token, and circles are broken at the sentence's root: after Dozat and Manning (2017), without their search for the best
tree.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import simplemma
from numpy.typing import NDArray

from rashomon.language.parse import Parse, Token
from rashomon.language.tokens import tokenize
from rashomon.language.windows import Window
from rashomon.records import Document, Span

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_HYPHENS = frozenset("-‐‑")
_FAR = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Labels:
    """What the encoder tells apart: part of speech and fine tag, relation, name with its opening or going on."""

    parts: tuple[tuple[str, str], ...]
    relations: tuple[str, ...]
    names: tuple[tuple[str, bool], ...]

    @classmethod
    def read(cls, data: bytes) -> Labels:
        """Return the labels of a model's labels.json."""
        rows = json.loads(data)
        parts = ((part.split(" ")[0], part.split(" ")[-1]) for part in rows["parts"])
        names = ((name[2:], name.startswith("B")) for name in rows["names"])
        return cls(tuple(parts), tuple(rows["relations"]), tuple(names))


@dataclass(frozen=True, slots=True)
class Scores:
    """What the trunk says of one window: best part and name of each piece, arcs [child, head], and their halves."""

    parts: Ints
    names: Ints
    arcs: Floats
    child: Floats
    head: Floats


class Syntax:
    """The parse of one document in the making: columns over its tokens, filled in window by window."""

    def __init__(self, document: Document, labels: Labels) -> None:
        """Find the tokens; none has been read yet."""
        spans = [block.span for block in document.blocks] or [Span(0, len(document.text))]
        self.text, self.labels = document.text, labels
        self.tokens = tokenize(document.text, spans)
        size = len(self.tokens.starts)
        self._starts = np.array(self.tokens.starts, np.int64)
        self._sentences = np.repeat(
            np.arange(len(self.tokens.sentences)), list(map(len, self.tokens.sentences))
        )
        self._parts, self._names, self._heads = np.full(size, -1), np.full(size, -1), np.arange(size)
        self._relations = np.zeros(size, np.int64)
        self._pairs: list[tuple[Ints, Floats, Floats]] = []

    def add(self, window: Window, scores: Scores) -> None:
        """Fill in the tokens that begin in a window's own pieces."""
        own = np.flatnonzero(window.own)
        if not len(own):
            return
        first, last = np.searchsorted(self._starts, [window.starts[own[0]], window.ends[own].max()])
        if first == last:
            return
        at = np.searchsorted(window.starts[own], self._starts[first:last], side="right") - 1
        pieces = own[np.maximum(at, 0)]
        self._parts[first:last], self._names[first:last] = scores.parts[pieces], scores.names[pieces]
        heads = _heads(scores.arcs[np.ix_(pieces, pieces)], self._sentences[first:last])
        self._heads[first:last] = first + heads
        self._pairs.append((np.arange(first, last), scores.child[pieces], scores.head[pieces[heads]]))

    def parse(self, relate: Callable[[Floats, Floats], Ints]) -> Parse:
        """Return the parse; `relate` names the relations of tokens to their heads by the scores of both."""
        for rows, child, head in self._pairs:
            self._relations[rows] = relate(child, head)
        return Parse(self.text, "en", tuple(self._told()), tuple(self.tokens.sentences))

    def _told(self) -> Iterator[Token]:
        columns = (column.tolist() for column in (self._parts, self._heads, self._relations))
        rows = zip(self.tokens.starts, self.tokens.ends, *columns, self._named(), strict=True)
        for index, (start, end, part, head, relation, name) in enumerate(rows):
            pos, tag = self.labels.parts[part] if part >= 0 else ("X", "XX")
            dep = "ROOT" if head == index else self.labels.relations[relation]
            words = self.text[start:end]
            yield Token(index, start, end, words, _lemma(words, pos), pos, tag, dep, head, *name)

    def _named(self) -> Iterator[tuple[str, bool]]:
        """Yield the name each token belongs to and whether it opens it: one that goes on after another kind opens."""
        rows = [self.labels.names[number] if number >= 0 else ("", False) for number in self._names]
        for hyphen in self._hyphens():
            whole = next((row for row in rows[hyphen - 1 : hyphen + 2] if row[0]), None)
            if whole is not None:  # “Ann Roe-Low”: what touches a name across a hyphen belongs to it
                rows[hyphen - 1 : hyphen + 2] = [
                    (whole[0], rows[hyphen - 1] == (whole[0], True)),
                    *[(whole[0], False)] * 2,
                ]
        before = ""
        for kind, opens in rows:
            yield kind, bool(kind) and (opens or kind != before)
            before = kind

    def _hyphens(self) -> Iterator[int]:
        """Yield the hyphens between two capitalised words that touch them."""
        starts, ends = self.tokens.starts, self.tokens.ends
        for place in range(1, len(starts) - 1):
            if self.text[starts[place] : ends[place]] in _HYPHENS and ends[place - 1] == starts[place]:
                capitals = self.text[starts[place - 1]].isupper() and self.text[starts[place + 1]].isupper()
                if capitals and ends[place] == starts[place + 1]:
                    yield place


def _heads(arcs: Floats, sentences: Ints) -> Ints:
    """Return the best head of each token in its own sentence; a token that heads itself is a root."""
    arcs = np.where(sentences[:, None] == sentences[None, :], arcs, _FAR)
    heads = arcs.argmax(-1)
    edges = np.flatnonzero(np.diff(sentences, prepend=-1, append=-1))
    for start, stop in pairwise(edges.tolist()):
        roots = np.flatnonzero(heads[start:stop] == np.arange(start, stop)) + start
        own = arcs[np.arange(start, stop), np.arange(start, stop)]
        root = int(roots[0]) if len(roots) else int(start + own.argmax())
        heads[root] = root
        _break_circles(heads, range(start, stop), root)
    return np.asarray(heads, np.int64)


def _break_circles(heads: Ints, sentence: range, root: int) -> None:
    """Hang the tokens that reach no root on the sentence's root."""
    safe = {root}
    for token in sentence:
        path = []
        while token not in safe and heads[token] != token and token not in path:
            path.append(token)
            token = int(heads[token])
        if token in path:
            heads[token] = root
        safe.update(path, [token])


@cache
def _lemma(word: str, pos: str) -> str:
    if pos in ("PROPN", "PUNCT", "NUM", "SYM", "X"):
        return word
    return simplemma.lemmatize(word.lower(), lang="en")
