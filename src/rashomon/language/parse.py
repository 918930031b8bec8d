"""A parsed text: tokens with offsets, syntax and names, independent of the library that found them."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rashomon.records import Span


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its place in the text (code points), lemma, coarse and fine tag, relation and head.

    `head` is the index of the governing token in the same parse (its own index at a root); `entity` the
    type of the name it belongs to ("PERSON", "ORG", "GPE", …), `begins` whether it opens that name.
    Languages without a parser leave lemma, tags and relation empty and point each head at itself.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str = ""
    pos: str = ""
    tag: str = ""
    dep: str = ""
    head: int = 0
    entity: str = ""
    begins: bool = False

    @property
    def span(self) -> Span:
        """Where the token stands in the text."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Parse:
    """The tokens of a text in order, and its sentences as half-open ranges of token indices."""

    text: str
    language: str
    tokens: tuple[Token, ...]
    sentences: tuple[range, ...]

    @cached_property
    def children(self) -> tuple[tuple[Token, ...], ...]:
        """Return the dependents of each token, in text order."""
        found: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                found[token.head].append(token)
        return tuple(tuple(row) for row in found)

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """Return for each token the index of its sentence."""
        return tuple(number for number, sentence in enumerate(self.sentences) for _ in sentence)

    @cached_property
    def _subtrees(self) -> dict[int, list[int]]:
        return {}

    def subtree(self, index: int) -> list[int]:
        """Return the indices of the token and all its descendants, in text order; the list is shared: do not change it."""
        if index not in self._subtrees:
            self._subtrees[index] = self._descend(index)
        return self._subtrees[index]

    def _descend(self, index: int) -> list[int]:
        found, stack = [], [index]
        while stack:
            here = stack.pop()
            found.append(here)
            stack.extend(child.index for child in self.children[here])
        return sorted(found)

    def ancestors(self, index: int) -> Iterator[Token]:
        """Yield the heads above a token, nearest first."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield self.tokens[index]

    def within(self, span: Span) -> tuple[Token, ...]:
        """Return the tokens that lie inside a span of the text."""
        first, last = self._first_from(span.start), self._first_from(span.end)
        return tuple(token for token in self.tokens[first:last] if token.end <= span.end)

    def _first_from(self, offset: int) -> int:
        return bisect.bisect_left(self._starts, offset)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def names(self) -> tuple[tuple[Span, str], ...]:
        """Return each name with its type, in text order."""
        found: list[tuple[Span, str]] = []
        for token in self.tokens:
            if token.entity and (token.begins or not found or found[-1][1] != token.entity):
                found.append((token.span, token.entity))
            elif token.entity:
                found[-1] = (Span(found[-1][0].start, token.end), token.entity)
        return tuple(found)
