"""Whom a pronoun means: the most salient of those who came before and may be meant."""

from __future__ import annotations

import bisect
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2
from typing import Literal, TypeAlias

from rashomon.entities.cast import Character
from rashomon.language.parse import Parse
from rashomon.records import Span, Statement

# How far back (in sentences) somebody can have been named and still be meant by a pronoun.
_REACH = 6
_BREAK = re.compile(r"\n(?=\n)")
# Who is named so often is no likelier for being named more: long articles have several such.
_MANY = 3
# Two candidates closer than this leave the pronoun open: by rule of thumb, and by fitted weights, where more would leave
# as many right answers out as wrong ones.
TIE, UNCERTAIN = 0.05, 0.2

# What is weighed: as a rule of thumb, or as fitted for one who is meant by “he” and for what “they” and “it” mean.
Kind: TypeAlias = Literal["plain", "person", "body", "description"]
Features: TypeAlias = Mapping[str, float]


@cache
def weights(kind: Kind) -> Features:
    """Return what each feature of a sight and of a candidate adds (language/data/antecedents.toml)."""
    text = (files("rashomon.language") / "data" / "antecedents.toml").read_text("utf-8")
    rows: dict[str, dict[str, float]] = tomllib.loads(text)
    return rows[kind]


@dataclass(frozen=True, slots=True)
class Sight:
    """A character as it comes up at a place of the text (code points), and how."""

    place: int
    character: Character
    subject: bool = False
    speaker: bool = False
    owner: bool = False
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who may be meant: what speaks for each of its sights, and for itself."""

    character: Character
    sights: Sequence[Features]
    own: Features

    def weight(self, by: Features) -> float:
        """Return the weight of the best sight, with what the candidate has of itself."""
        return max(_sum(sight, by) for sight in self.sights) + _sum(self.own, by)


def _sum(features: Features, by: Features) -> float:
    return sum(by.get(name, 0.0) * value for name, value in features.items())


def named_in(statement: Statement | None, who: Character) -> bool:
    """Tell whether what is said names somebody: few speak of themselves by name."""
    content = statement.content if statement else ()
    return any(span.start <= place < span.end for place in who.places for span in content)


class Scene:
    """What has come up so far in one article, in text order."""

    def __init__(self, parse: Parse, statements: Sequence[Statement], aside: Iterable[Span] = ()) -> None:
        """Open the scene on a parsed text whose quoted stretches are the statements' contents.

        Who comes up in a stretch `aside`, a caption or a related link, is not on the scene outside of it.
        """
        self.text = parse.text
        self._aside = sorted(aside)
        self._sights: list[Sight] = []
        self._starts = [parse.tokens[sentence.start].start for sentence in parse.sentences]
        spans = sorted((span, statement.id) for statement in statements for span in statement.content)
        self._quoted = spans
        self._quoted_starts = [span.start for span, _ in spans]
        self._breaks = [match.start() for match in _BREAK.finditer(parse.text)]

    def see(
        self,
        place: int,
        character: Character,
        subject: bool = False,
        speaker: bool = False,
        owner: bool = False,
        pronoun: bool = False,
    ) -> None:
        """Note that a character comes up here."""
        sight = Sight(place, character, subject, speaker, owner, pronoun)
        bisect.insort(self._sights, sight, key=lambda sight: sight.place)

    def aside(self, place: int) -> Span | None:
        """Return the caption or related link in which a place lies."""
        last = bisect.bisect_right(self._aside, place, key=lambda span: span.start)
        span = self._aside[last - 1] if last else None
        return span if span and place < span.end else None

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
        here, around = self.sentence(place), self.aside(place)
        for sight in reversed(self._sights[max(0, last - 200) : last]):
            if here - self.sentence(sight.place) > _REACH:
                return
            if self.aside(sight.place) in (None, around):
                yield sight

    def rank(
        self,
        place: int,
        allowed: Iterable[Sight],
        sure: frozenset[Character] = frozenset(),
        kind: Kind = "plain",
        statement: Statement | None = None,
    ) -> list[tuple[float, Character]]:
        """Return the candidates with their weight, best first; `statement` is the one whose source is asked for."""
        by = weights(kind)
        rows = [(one.weight(by), one.character) for one in self.candidates(place, allowed, sure, statement)]
        return sorted(rows, key=lambda row: (-row[0], row[1].number))

    def candidates(
        self,
        place: int,
        allowed: Iterable[Sight],
        sure: frozenset[Character] = frozenset(),
        statement: Statement | None = None,
    ) -> list[Candidate]:
        """Return those who may be meant at a place, each with the features of its sights."""
        rows: dict[Character, list[Sight]] = defaultdict(list)
        for sight in allowed:
            rows[sight.character].append(sight)
        last = next((sight for sight in self.before(place) if sight.speaker), None)
        opened = self._opened(place)
        nearest = next(iter(rows), None)
        told = frozenset([statement.id]) if statement else frozenset()
        quoting = statement is not None and statement.kind == "direct" and statement.content[0].start < place
        return [
            Candidate(
                who,
                [
                    self._sight(place, sight, sight is opened.get(self.sentence(sight.place)), told)
                    for sight in sights
                ],
                {
                    "unsure": who not in sure,
                    "last": last is not None and last.character is who,
                    "goes_on": quoting and last is not None and last.character is who,
                    "nearest": who is nearest,
                    "seen": len(sights) - 1,
                    "named": log2(1 + min(_MANY, bisect.bisect_left(sorted(who.places), place))),
                    "often": log2(1 + min(_MANY, len(who.places))),
                    "doubtful": who.type in ("organization", "place"),
                    "described": not who.name[:1].isupper(),
                    "spoke": any(sight.speaker for sight in sights),
                    "within": named_in(statement, who),
                },
            )
            for who, sights in rows.items()
        ]

    def _opened(self, place: int) -> Mapping[int, Sight]:
        """Return the first sight of each sentence before a place."""
        return {self.sentence(sight.place): sight for sight in self.before(place)}

    def _sight(self, place: int, sight: Sight, opens: bool, told: frozenset[str]) -> Features:
        back = self.sentence(place) - self.sentence(sight.place)
        paragraphs = self._paragraph(place) - self._paragraph(sight.place)
        return {
            "sentences": back,
            "here": back == 0,
            "before": back == 1,
            "aside": back == 0 and not sight.subject,
            "letters": (place - sight.place) / 10_000,
            "paragraph": paragraphs > 0,
            "paragraphs": min(max(paragraphs - 1, 0), 3),
            "subject": sight.subject,
            "speaker": sight.speaker,
            "speaker_before": sight.speaker and back <= 1,
            "owner": sight.owner,
            "pronoun": sight.pronoun,
            "opens": opens,
            "quoted": bool(self.around(sight.place) - self.around(place) - told),
            "told": bool(self.around(sight.place) & told),
        }
