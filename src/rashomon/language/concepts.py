"""What words are about, across languages: deaths, arrests, a plot. The lexicon is data/concepts.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.language.parse import Token

# The words of a phrase may stand this many tokens apart: "lost their lives", "forced 300 people from their homes".
_NEAR, _FAR = 3, 8
_APART = frozenset({"nouns", "agency"})


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that accounts differ on, and how a reporter asks about it (`ask`, by kind of question)."""

    name: str
    ask: Mapping[str, str]
    counts: str | None = None
    growing: bool = False
    event: bool = False
    floor: frozenset[str] = frozenset()
    uncounted: frozenset[str] = frozenset()
    particular: bool = False
    stock: bool = False
    deed: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept in a text: the indices, in the parse, of its first and last word."""

    concept: Concept
    first: int
    last: int


# Types of names that can act, as the parser calls them.
_ACTING = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def can_act(token: Token) -> bool:
    """Tell whether what an English noun names can act: persons, groups, organisations, states.

    >>> can_act(Token(0, 0, 4, "army", "army", "NOUN")), can_act(Token(0, 0, 10, "earthquake", "earthquake", "NOUN"))
    (True, False)
    """
    word = word_of(token)
    if token.pos == "PROPN" or token.entity in _ACTING:
        return noun_class(word, "person") is not None or token.entity in _ACTING | {""}
    return noun_class(word, "person") is not None or noun_class(word, "actor") is not None


def _is_undone(tokens: Sequence[Token], mention: Mention) -> bool:
    """Tell whether a deed is said of what cannot act: "an earthquake struck"."""
    verbs = {
        token.index
        for token in tokens
        if mention.first <= token.index <= mention.last and token.pos == "VERB"
    }
    doers = [token for token in tokens if token.head in verbs and token.dep == "nsubj"]
    return bool(doers) and not any(token.pos == "PRON" or can_act(token) for token in doers)


def find_concepts(tokens: Sequence[Token], language: str = "en") -> tuple[Mention, ...]:
    """Return the concepts that a run of tokens mentions, in order; a word may belong to several.

    >>> words = [Token(0, 0, 3, "Six", "six"), Token(1, 4, 8, "died", "die", "VERB")]
    >>> [mention.concept.name for mention in find_concepts(words)]
    ['death']
    """
    lexicon = _lexicon(language)
    words = [word_of(token) for token in tokens]
    found: list[Mention] = []
    for place, word in enumerate(words):
        for name, rest in _phrases(lexicon, word):
            last = _end_of(words, place, rest)
            if last is not None:
                mention = Mention(concepts()[name], tokens[place].index, tokens[last].index)
                if not (mention.concept.deed and _is_undone(tokens, mention)):
                    found.append(mention)
    return tuple(found)


def word_of(token: Token) -> str:
    """Return what the lexicon knows a token by: its lemma where there is one, else the word in small letters."""
    return (token.lemma or token.text).lower()


@cache
def concepts() -> Mapping[str, Concept]:
    """Return the lexicon's concepts by name."""
    return {
        name: Concept(
            name, row.get("ask", {}), row.get("counts"), row.get("growing", False), row.get("event", False),
            frozenset(row.get("floor", "").split()), frozenset(row.get("uncounted", "").split()),
            row.get("particular", False), row.get("stock", False),
            row.get("deed", False),
        )
        for name, row in _data().items()
        if name not in _APART
    }  # fmt: skip


def measured(name: str) -> str | None:
    """Return the dimension of what is measured of a concept, None where things are counted.

    >>> measured("spill"), measured("death")
    ('volume', None)
    """
    counts = concepts()[name].counts if name in concepts() else None
    return counts.removeprefix("dimension:") if counts and counts.startswith("dimension:") else None


def agency(kind: str) -> frozenset[str]:
    """Return the English lemmas that put somebody behind an event: "behind", "blame" or "charged_with"."""
    return _agency()[kind]


@cache
def _agency() -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(words.split()) for kind, words in _data()["agency"].items()}


def noun_class(word: str, name: str) -> str | None:
    """Return "general" or "special" where the word belongs to this class of nouns.

    >>> noun_class("people", "person"), noun_class("passenger", "person"), noun_class("rifle", "person")
    ('general', 'special', None)
    """
    return next((kind for kind, stems in _nouns(name) if _known(stems, word)), None)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("rashomon.language") / "data" / "concepts.toml").read_text("utf-8"))


@dataclass(frozen=True)
class _Stems:
    """Words and beginnings of words (from `word*`), each with what it stands for."""

    whole: Mapping[str, tuple[Any, ...]]
    begun: Mapping[str, tuple[Any, ...]]
    lengths: tuple[int, ...]


def _stems(pairs: Sequence[tuple[str, Any]]) -> _Stems:
    whole: dict[str, tuple[Any, ...]] = {}
    begun: dict[str, tuple[Any, ...]] = {}
    for form, value in pairs:
        table = begun if form.endswith("*") else whole
        key = form.rstrip("*")
        table[key] = (*table.get(key, ()), value)
    return _Stems(whole, begun, tuple(sorted({len(key) for key in begun})))


def _look_up(stems: _Stems, word: str) -> Iterator[Any]:
    yield from stems.whole.get(word, ())
    for length in stems.lengths:
        if length <= len(word):
            yield from stems.begun.get(word[:length], ())


def _known(stems: _Stems, word: str) -> bool:
    return next(_look_up(stems, word), None) is not None


@cache
def _nouns(name: str) -> tuple[tuple[str, _Stems], ...]:
    rows: Mapping[str, Sequence[str]] = _data()["nouns"].get(name, {})
    return tuple(
        (kind, _stems([(form, True) for line in lines for form in line.split()]))
        for kind, lines in rows.items()
    )


@cache
def _lexicon(language: str) -> _Stems:
    pairs = []
    for name, row in _data().items():
        if name not in _APART:
            for form in row.get(language, "").split():
                first, *rest = form.replace("__", " \0").replace("_", " ").replace("\0", "_").split(" ")
                pairs.append((first, (name, tuple(rest))))
                if "-" in first[1:-1] and not rest:  # a tokenizer may part "break-in"
                    head, *parts = re.split("(-)", first)
                    pairs.append((head, (name, tuple(parts))))
    return _stems(pairs)


def _phrases(lexicon: _Stems, word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for entry in _look_up(lexicon, word):
        if entry not in seen:
            seen.add(entry)
            yield entry


def _end_of(words: Sequence[str], place: int, rest: tuple[str, ...]) -> int | None:
    """Return where a phrase ends whose first word stands at `place`, None where the rest does not follow."""
    for part in rest:
        reach = _FAR if part.startswith("_") else _NEAR
        window = range(place + 1, min(place + 1 + reach, len(words)))
        here = next((index for index in window if _matches(words[index], part.lstrip("_"))), None)
        if here is None:
            return None
        place = here
    return place


def _matches(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
