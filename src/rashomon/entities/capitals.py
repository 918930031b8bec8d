"""Runs of capitalised words: the names of a text in a language without a tagger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from rashomon.entities.lexicon import Lexicon
from rashomon.language.names import given_names
from rashomon.language.parse import Parse, Token

_PARTICLES = frozenset(
    ["de", "del", "della", "di", "da", "dos", "du", "van", "von", "der", "den", "zu", "bin", "ibn", "al", "el", "le", "la", "ter", "y"]
)  # fmt: skip
_OPENERS = frozenset('«„“”"—–-:‘(…')


def adjacent(parse: Parse, index: int) -> bool:
    """Tell whether a token and the next stand in one line with at most a space and a mark between them."""
    if index + 1 >= len(parse.tokens):
        return False
    between = parse.text[parse.tokens[index].end : parse.tokens[index + 1].start]
    return len(between) <= 2 and "\n" not in between


class Capitals:
    """The capitalised words of one text, and which of them only stand at the head of a sentence."""

    def __init__(self, parse: Parse, words: Lexicon) -> None:
        """Read the capitals of a parsed text."""
        self.parse, self.words = parse, words

    @cached_property
    def _openings(self) -> frozenset[int]:
        return frozenset(sentence.start for sentence in self.parse.sentences)

    @cached_property
    def _inside(self) -> frozenset[str]:
        """Words capitalised within a sentence."""
        return frozenset(t.text for t in self.parse.tokens if t.text[:1].isupper() and not self._opens(t))

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(token.text for token in self.parse.tokens if token.text[:1].islower())

    def _opens(self, token: Token) -> bool:
        before = self.parse.tokens[token.index - 1].text if token.index else ""
        return token.index in self._openings or before in _OPENERS

    def runs(self, tokens: Sequence[Token]) -> Iterator[list[Token]]:
        """Yield each run of capitalised words that reads as a name, with particles and initials inside it."""
        for run in self._raw(tokens):
            while run and self._common(run):
                run = run[1:]
            if run:
                yield run

    def _common(self, run: Sequence[Token]) -> bool:
        """Tell whether the run's first word is an ordinary one that only its place or rank gives the capital."""
        word = run[0].text.casefold()
        words = self.words
        if word in words.articles or words.pronoun(word) or (len(run) > 1 and word in words.persons):
            return True
        if given_names(run[0].text) or not self._opens(run[0]) or run[0].text.isupper():
            return False
        return word in self._small or (len(run) == 1 and run[0].text not in self._inside)

    def _raw(self, tokens: Sequence[Token]) -> Iterator[list[Token]]:
        run: list[Token] = []
        for token in tokens:
            joined = bool(run) and token.index == run[-1].index + 1 and adjacent(self.parse, run[-1].index)
            if self._continues(run, token, joined):
                run.append(token)
                continue
            yield _trimmed(run)
            run = [token] if token.text[:1].isupper() else []
        yield _trimmed(run)

    def _continues(self, run: Sequence[Token], token: Token, joined: bool) -> bool:
        if not joined:
            return False
        initial = token.text == "." and len(run[-1].text) == 1
        ended = run[-1].text == "." and not (len(run) > 1 and len(run[-2].text) == 1)
        return initial or (token.text[:1].isupper() and not ended) or token.text in _PARTICLES


def _trimmed(run: Sequence[Token]) -> list[Token]:
    kept = list(run)
    while kept and not kept[-1].text[:1].isupper() and not (kept[-1].text == "." and len(kept) > 1):
        kept.pop()
    return kept
