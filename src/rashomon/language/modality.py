"""Words that deny, weaken or date a claim, by language. The lists are data/modality.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

Sort = Literal[
    "negation",
    "hedge",
    "open",
    "provisional",
    "final",
    "increment",
    "stock",
    "fiction",
    "wrong",
    "up_to",
    "taken_back",
    "never_said",
    "first_person",
    "nobody",
]


def places_of(sort: Sort, words: Sequence[str], language: str = "en") -> tuple[int, ...]:
    """Return where in a run of words (English: lemmas) a word or phrase of this sort begins.

    >>> places_of("negation", ["there", "be", "no", "plot"])
    (2,)
    >>> places_of("provisional", ["eleven", "so", "far"])
    (1,)
    """
    phrases = _phrases(sort, language)
    return tuple(
        place
        for place, word in enumerate(words)
        for rest in phrases.get(word, ()) or _begun(sort, language, word)
        if _follows(words, place + 1, rest)
    )


def _follows(words: Sequence[str], place: int, rest: tuple[str, ...]) -> bool:
    window = words[place : place + len(rest)]
    return len(window) == len(rest) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for word, part in zip(window, rest, strict=True)
    )


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("rashomon.language") / "data" / "modality.toml").read_text("utf-8"))


@cache
def _phrases(sort: str, language: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for form in _data()[sort].get(language, "").split():
        first, *rest = form.split("_")
        table[first] = (*table.get(first, ()), tuple(rest))
    return table


@cache
def _stems(sort: str, language: str) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    return tuple((word[:-1], rests) for word, rests in _phrases(sort, language).items() if word.endswith("*"))


def _begun(sort: str, language: str, word: str) -> tuple[tuple[str, ...], ...]:
    return tuple(rest for stem, rests in _stems(sort, language) if word.startswith(stem) for rest in rests)
