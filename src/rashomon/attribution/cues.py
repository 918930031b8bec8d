"""The reporting verbs, nouns and adverbs of English, with the frames they report in and the act they perform."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.records import Act

# Where a verb performs several acts in one frame, the first of these wins.
_ORDER: tuple[Act, ...] = ("deny", "commit", "direct", "ask", "assert", "hedge", "opine")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Acts by frame and lemma: ``verbs["clause"]["say"] == "assert"``; prepositions by lemma for frame "prep"."""

    verbs: Mapping[str, Mapping[str, Act]]
    prepositions: Mapping[str, frozenset[str]]
    nouns: Mapping[str, Act]
    noun_prepositions: frozenset[str]
    adverbs: Mapping[str, Act]
    passive: frozenset[str]
    contrast: frozenset[str]
    core: frozenset[str]
    adjectives: Mapping[str, Act]
    unsaid: frozenset[str]
    rubrics: frozenset[str]
    channels: frozenset[str]

    def reports(self, lemma: str) -> bool:
        """Tell whether a verb reports in any frame."""
        return any(lemma in frame for frame in self.verbs.values())

    def act(self, lemma: str, *frames: str) -> Act:
        """Return the act of a verb in the first of the frames that knows it, else "assert"."""
        known = (self.verbs.get(frame, {}) for frame in frames)
        return next((acts[lemma] for acts in known if lemma in acts), "assert")


@cache
def english() -> Lexicon:
    """Return the English lexicon.

    >>> english().verbs["clause"]["deny"]
    'deny'
    """
    data = tomllib.loads(files("rashomon.language").joinpath("data", "en.toml").read_text("utf-8"))
    verbs: dict[str, dict[str, Act]] = {
        frame: {} for frame in ("clause", "object", "as", "small", "to", "prep", "quote")
    }
    prepositions: dict[str, set[str]] = {}
    for act in reversed(_ORDER):
        for frame, words in data["verbs"].get(act, {}).items():
            for word in words.split():
                lemma, _, after = word.partition(":")
                verbs[frame][lemma] = act
                prepositions.setdefault(lemma, set()).update(filter(None, after.split(",")))
    return Lexicon(
        verbs=verbs,
        prepositions={lemma: frozenset(after) for lemma, after in prepositions.items()},
        nouns=_acts(data["nouns"]),
        noun_prepositions=frozenset(data["nouns"]["prepositions"].split()),
        adverbs=_acts(data["adverbs"]),
        passive=frozenset(data["passive"]["words"].split()),
        adjectives=_acts(data["adjectives"]),
        channels=frozenset(data["channels"]["words"].split()),
        rubrics=frozenset(data["rubrics"]["words"].split()),
        unsaid=frozenset(data["unsaid"]["words"].split()),
        core=frozenset(data["core"]["words"].split()),
        contrast=frozenset(data["contrast"]["words"].split()),
    )


def _acts(table: Mapping[str, Any]) -> dict[str, Act]:
    return {word: act for act in _ORDER if act in table for word in table[act].split()}
