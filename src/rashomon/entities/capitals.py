"""Runs of capitalised words: the names of a text in a language without a tagger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from rashomon.entities.lexicon import Lexicon
from rashomon.language.names import given_names, stem
from rashomon.language.parse import Parse, Token

_PARTICLES = frozenset(
    ["de", "del", "della", "di", "da", "dos", "du", "van", "von", "der", "den", "zu", "bin", "ibn", "al", "el", "le", "la", "ter", "y"]
)  # fmt: skip
_HYPHENS = frozenset("-‐‑’'&")
_OPENERS = frozenset('«„“”"—–-:‘(…')


# What the English tagger marks that is no name of anybody.
_TIMES = frozenset(["DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"])


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
        """Words capitalised within a sentence, without case endings."""
        language = self.parse.language
        return frozenset(
            stem(t.text, language) for t in self.parse.tokens if t.text[:1].isupper() and not self._opens(t)
        )

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(token.text for token in self.parse.tokens if token.text[:1].islower())

    def _opens(self, token: Token) -> bool:
        before = self.parse.tokens[token.index - 1].text if token.index else ""
        return token.index in self._openings or before in _OPENERS

    def runs(self, tokens: Sequence[Token]) -> Iterator[list[Token]]:
        """Yield each run of capitalised words that reads as a name, with particles and initials inside it."""
        for run in self._raw(tokens):
            for part in self._split(run):
                while part and self._common(part):
                    part = part[1:]
                if part and not (len(part) == 1 and len(part[0].text) == 1):
                    yield part

    def _split(self, run: list[Token]) -> Iterator[list[Token]]:
        """Part a rank or body from the person who follows it: МВД | Леван Мгалоблишвили."""
        for at in range(len(run) - 2, 0, -1):
            before = run[at - 1].text
            if (
                given_names(run[at].text)
                and before != "."
                and not given_names(before)
                and not _particle(before)
            ):
                yield run[:at]
                yield run[at:]
                return
        yield run

    def _common(self, run: Sequence[Token]) -> bool:
        """Tell whether the run's first word is an ordinary one that only its place or rank gives the capital."""
        word = run[0].text.casefold()
        words = self.words
        if word == "." or word in words.articles or words.pronoun(word) or words.possessive(word):
            return True
        if len(run) > 2 and self._in_title(run[0]):
            return True
        if word in words.prepositions and self._opens(run[0]) and not run[0].text.isupper():
            return True
        if len(word) == 1 and not (len(run) > 1 and run[1].text == "."):
            return True
        if words.language != "de" and (words.title(word) or words.personal(word)):
            return not given_names(run[0].text)
        if given_names(run[0].text) or not self._opens(run[0]) or run[0].text.isupper():
            return False
        if word in words.bodies or "." in word[1:]:
            return False
        return word in self._small or (
            len(run) == 1 and stem(run[0].text, self.parse.language) not in self._inside
        )

    def _in_title(self, token: Token) -> bool:
        """Tell whether a word belongs to the title before it: Superintendent of | Police."""
        before = self.parse.tokens[max(0, token.index - 2) : token.index]
        return len(before) == 2 and before[1].text == "of" and self.words.title(before[0].text.casefold())

    def _raw(self, tokens: Sequence[Token]) -> Iterator[list[Token]]:
        run: list[Token] = []
        for token in tokens:
            if token.entity in _TIMES:
                continue
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
        if token.start == run[-1].end and token.text in _HYPHENS:
            return True
        if run[-1].text in _HYPHENS and token.start == run[-1].end:
            return token.text[:1].isupper()
        short = len(run[-1].text) == 1 or self.words.title(run[-1].text.casefold() + ".")
        return (token.text == "." and short) or token.text[:1].isupper() or _particle(token.text)


def _particle(word: str) -> bool:
    return word in _PARTICLES


def _trimmed(run: Sequence[Token]) -> list[Token]:
    kept = list(run)
    while kept and not kept[-1].text[:1].isupper() and not (kept[-1].text == "." and len(kept) > 1):
        kept.pop()
    return kept
