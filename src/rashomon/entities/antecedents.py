"""Whom a pronoun means: the most salient of those who came before and may be meant."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.entities.cast import Character
from rashomon.language.parse import Parse
from rashomon.records import Statement

# How far back (in sentences) somebody can have been named and still be meant by a pronoun.
_REACH = 6
# Weights, by hand and checked on wikinews train: each sentence further back costs one.
_SUBJECT, _SPEAKER, _QUOTED, _PARAGRAPH, _UNSURE = 1.6, 2.0, -2.0, -0.8, -0.7
# Two candidates closer than this leave the pronoun open.
TIE = 0.05


@dataclass(frozen=True, slots=True)
class Sight:
    """A character as it comes up at a place of the text (code points)."""

    place: int
    character: Character
    subject: bool = False
    speaker: bool = False


class Scene:
    """What has come up so far in one article, in text order."""

    def __init__(self, parse: Parse, statements: Sequence[Statement]) -> None:
        """Open the scene on a parsed text whose quoted stretches are the statements' contents."""
        self._sights: list[Sight] = []
        self._starts = [parse.tokens[sentence.start].start for sentence in parse.sentences]
        spans = sorted((span, statement.id) for statement in statements for span in statement.content)
        self._quoted = spans
        self._quoted_starts = [span.start for span, _ in spans]
        self._breaks = (
            [at for at in range(len(parse.text)) if parse.text.startswith("\n\n", at)]
            if "\n\n" in parse.text
            else []
        )

    def see(self, place: int, character: Character, subject: bool = False, speaker: bool = False) -> None:
        """Note that a character comes up here."""
        bisect.insort(self._sights, Sight(place, character, subject, speaker), key=lambda sight: sight.place)

    def sentence(self, place: int) -> int:
        """Return the number of the sentence at a place."""
        return bisect.bisect_right(self._starts, place)

    def _paragraph(self, place: int) -> int:
        return bisect.bisect_right(self._breaks, place)

    def around(self, place: int) -> frozenset[str]:
        """Return the ids of the statements in whose content a place lies."""
        last = bisect.bisect_right(self._quoted_starts, place)
        near = self._quoted[max(0, last - 40) : last]
        return frozenset(name for span, name in near if span.start <= place < span.end)

    def before(self, place: int) -> Iterable[Sight]:
        """Yield what came up before a place within reach, nearest first."""
        last = bisect.bisect_left(self._sights, place, key=lambda sight: sight.place)
        here = self.sentence(place)
        for sight in reversed(self._sights[max(0, last - 200) : last]):
            if here - self.sentence(sight.place) > _REACH:
                return
            yield sight

    def rank(
        self, place: int, allowed: Iterable[Sight], sure: frozenset[Character] = frozenset()
    ) -> list[tuple[float, Character]]:
        """Return the candidates with their weight, best first; each with its best sight, and more for being seen twice."""
        best: dict[Character, float] = {}
        here, around = self.sentence(place), self.around(place)
        for sight in allowed:
            weight = -float(here - self.sentence(sight.place))
            weight += _SUBJECT * sight.subject + _SPEAKER * sight.speaker
            weight += _QUOTED if self.around(sight.place) - around else 0.0
            weight += _PARAGRAPH if self._paragraph(sight.place) != self._paragraph(place) else 0.0
            weight += 0.0 if sight.character in sure else _UNSURE
            weight -= (place - sight.place) / 10_000
            known = best.get(sight.character)
            best[sight.character] = weight if known is None else max(known, weight) + 0.2
        return sorted(
            ((weight, who) for who, weight in best.items()), key=lambda row: (-row[0], row[1].number)
        )
