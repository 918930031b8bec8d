"""Pronouns as sources: he, she, it, they, and their possessives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashomon.entities.antecedents import TIE, UNCERTAIN, Kind, Scene, Sight
from rashomon.entities.bodies import country_of
from rashomon.entities.cast import Cast, Character
from rashomon.entities.descriptions import Found
from rashomon.entities.phrases import Phrase
from rashomon.language.names import Gender
from rashomon.language.places import find_place
from rashomon.records import Statement

# A name of more words is no person's that the tagger took for a body.
_LONGEST = 3
_BODIES = ("organization", "media", "document", "place")


class Pronouns:
    """Finds whom a pronoun means in one article."""

    def __init__(self, cast: Cast, scene: Scene) -> None:
        """Read pronouns against a cast and what has come up."""
        self.cast, self.scene = cast, scene

    def refer(
        self,
        phrase: Phrase,
        classes: frozenset[str],
        inside: list[Character],
        excluded: list[Character],
        statement: Statement | None = None,
    ) -> Found:
        """Return whom a pronoun of these classes means, or why that stays open.

        `inside` are the speakers within whose indirect speech it stands, `excluded` those who cannot be meant
        since it stands within their own quotation.
        """
        gender = _gender(classes)
        place = phrase.span.start
        if "second" in classes:
            return self._partner(phrase, inside)
        near = [c for c in inside if c not in excluded and self._fits(c, classes, gender)]
        if near and gender:
            return self._settle(near[-1], gender)
        allowed = [
            s
            for s in self.scene.before(place)
            if self._leads(s, classes, gender)
            and s.character not in excluded
            and self._fits(s.character, classes, gender)
        ]
        sure = self._sure(allowed, gender, "plural" in classes and not gender)
        return self._choose(phrase, allowed, sure, gender, statement)

    def _choose(
        self,
        phrase: Phrase,
        allowed: Sequence[Sight],
        sure: frozenset[Character],
        gender: Gender | None,
        statement: Statement | None,
    ) -> Found:
        """Return the most salient of those who may be meant; nobody where two are as salient."""
        kind: Kind = "plain" if self.cast.language != "en" else "person" if gender else "body"
        ranked = self.scene.rank(phrase.span.start, allowed, sure, kind, statement)
        if not ranked:
            return Found(None, f"nobody named before “{phrase.text}” can be meant")
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < (TIE if kind == "plain" else UNCERTAIN):
            return Found(
                None, f"“{phrase.text}” could be two: “{ranked[0][1].name}” or “{ranked[1][1].name}”"
            )
        return self._settle(ranked[0][1], gender)

    def _partner(self, phrase: Phrase, inside: list[Character]) -> Found:
        """Return whom “you” addresses: the last person who spoke other than the one who says it."""
        for sight in self.scene.before(phrase.span.start):
            if sight.speaker and sight.character.type == "person" and sight.character not in inside:
                return Found(sight.character, "")
        return Found(None, f"“{phrase.text}” addresses nobody who has spoken")

    def _sure(self, sights: Iterable[Sight], gender: Gender | None, plural: bool) -> frozenset[Character]:
        if plural:
            return frozenset(
                sight.character
                for sight in sights
                if sight.character.plural or sight.character.type == "group"
            )
        if gender is None:
            return frozenset(sight.character for sight in sights)
        return frozenset(sight.character for sight in sights if sight.character.gender == gender)

    def _settle(self, character: Character, gender: Gender | None) -> Found:
        if gender and self._reads_as_person(character):
            character.type = "person"
        if gender and character.type == "person" and character.gender is None:
            character.gender = gender
        return Found(character, "")

    def _leads(self, sight: Sight, classes: frozenset[str], gender: Gender | None) -> bool:
        """Tell whether a body is prominent enough to be meant by “they”, or to be a person: as a subject or a speaker."""
        if gender and sight.character.type in ("organization", "place"):
            return sight.subject or sight.speaker
        single = sight.character.type in ("organization", "media") and not sight.character.plural
        return not single or "plural" not in classes or sight.subject or sight.speaker

    def _reads_as_person(self, character: Character) -> bool:
        """Tell whether what the tagger took for a body or place may be a person: a short name with no word of a body."""
        name, words = character.name.split(), self.cast.words
        if character.type not in ("organization", "place") or character.made or len(name) > _LONGEST:
            return False
        common = (
            words.bodies,
            words.media,
            words.documents,
            words.generic,
            words.companies,
            words.happenings,
        )
        plain = all(word[:1].isupper() and not word.isupper() and word.isalpha() for word in name)
        known = any(word.casefold() in row for word in name for row in common)
        return (
            plain and not known and country_of(character.name) is None and find_place(character.name) is None
        )

    def _fits(self, character: Character, classes: frozenset[str], gender: Gender | None) -> bool:
        if gender and character.type == "person" and not character.plural:
            return character.gender in (None, gender)
        if gender and self.cast.language == "en" and self._reads_as_person(character):
            return True
        if "plural" in classes and (character.plural or character.type in ("group", "organization", "media")):
            return True
        return "neuter" in classes and character.type in _BODIES and not character.plural


def _gender(classes: frozenset[str]) -> Gender | None:
    if "female" in classes:
        return "female"
    return "male" if "male" in classes else None
