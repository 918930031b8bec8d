"""Who speaks where no words name it: dropped subjects, turns of an interview, reported speech that simply goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rashomon.entities.antecedents import TIE, Scene, Sight
from rashomon.entities.cast import Cast, Character
from rashomon.entities.descriptions import Found
from rashomon.language.lexicon import known, load
from rashomon.language.names import Gender
from rashomon.language.parse import Parse
from rashomon.records import Span, Statement

_NO_SOURCE = "no source was found beside the words"
_DASHES = "—–-"
_ANSWER = re.compile(r"(?:R|A|О|Respuesta|Réponse|Antwort|Ответ|Відповідь|Адказ|Odpowiedź)\s?[.:]\s")
# A paragraph that is but a question, as interviews put it between the answers.
_QUESTION = re.compile(r"(?<=\n\n)[^\n“”«»\"]{8,200}\?(?=\n\n)")
_SPEAKERS = ("person", "organization", "media", "group")


class Dropped:
    """Finds who says what no source is named for; in English only the answers of an interview."""

    def __init__(self, parse: Parse, cast: Cast, scene: Scene, statements: Sequence[Statement]) -> None:
        """Read a parsed article against its cast, what has come up so far, and its statements."""
        self.parse, self.cast, self.scene = parse, cast, scene
        bare = [row for row in statements if not (row.cue or row.source) and self._turn(row.content[0].start)]
        self.interview = len(bare) > 1
        self.asked = len(_QUESTION.findall(parse.text)) > 1

    def speaker(self, statement: Statement) -> Found:
        """Return who says a statement without a source, or why that stays open."""
        place = min(span.start for span in (*statement.cue, *statement.content))
        inside = self.scene.around(place) - {statement.id}
        if not known(self.parse.language) or inside:
            answer = self.asked and not inside and statement.kind == "direct" and not statement.cue
            return self.interviewed() if answer else Found(None, _NO_SOURCE)
        if statement.cue:
            return self._subject(statement, place)
        if _ANSWER.match(self.parse.text, self._line(place)):
            return self.interviewed()
        if self._turn(place):
            return self.interviewed() if self.interview else self._going_on(place)
        if statement.kind == "direct":
            last = self._last(sight for sight in self.scene.before(place) if sight.speaker)
            return last if last.character is not None else self.interviewed()
        return self._going_on(place) if self.parse.language == "de" else Found(None, _NO_SOURCE)

    def _subject(self, statement: Statement, place: int) -> Found:
        """Return whom a verb without a subject means: "Zaleca …", "Añadió que …", “…”, сказала."""
        lexicon = load(self.parse.language)
        words = [word.casefold() for span in statement.cue for word in span.of(self.parse.text).split()]
        told = any(word in lexicon.words["impersonals"] or word in lexicon.words["passive"] for word in words)
        if not lexicon.drops_subjects or told or _addressed(self.parse, statement, lexicon.words["obliques"]):
            return Found(None, _NO_SOURCE)
        verbs = [word for word in words if word in lexicon.finite]
        if not verbs or lexicon.ends(verbs[0], "plural_verbs"):
            return Found(None, _NO_SOURCE)
        past: Gender = "female" if lexicon.ends(verbs[0], "female_past") else "male"
        gender = past if lexicon.words["female_past"] and lexicon.ends(verbs[0], "past") else None
        people = [s for s in self.scene.before(place) if _single(s.character)]
        fitting = [s for s in people if gender is None or s.character.gender in (None, gender)]
        return self._ranked(place, fitting, gender)

    def interviewed(self) -> Found:
        """Return the person of an interview: whom the article names most outside of what is said."""
        counted = [
            (sum(not self.scene.around(at) for at in c.places), -c.number, c)
            for c in self.cast
            if c.type == "person" and c.name[:1].isupper() and c.gender
        ]
        best = max(counted, key=lambda row: row[:2], default=None)
        return Found(best[2], "") if best is not None and best[0] else Found(None, _NO_SOURCE)

    def _going_on(self, place: int) -> Found:
        """Return whose speech a subjunctive reports: who has come up in the sentence before."""
        here = self.scene.sentence(place)
        near = [
            sight
            for sight in self.scene.before(place)
            if here - self.scene.sentence(sight.place) <= 1 and sight.character.type in _SPEAKERS
        ]
        return self._ranked(place, near)

    def _ranked(self, place: int, sights: Sequence[Sight], gender: Gender | None = None) -> Found:
        sure = frozenset(s.character for s in sights if gender in (None, s.character.gender))
        ranked = self.scene.rank(place, sights, sure)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < TIE):
            return Found(None, _NO_SOURCE)
        return Found(ranked[0][1], "")

    def _last(self, sights: Iterable[Sight]) -> Found:
        sight = next(iter(sights), None)
        return Found(sight.character, "") if sight is not None else Found(None, _NO_SOURCE)

    def _turn(self, place: int) -> bool:
        """Tell whether a place stands in a paragraph that a dash opens."""
        start = self._line(place)
        return self.parse.text[start : start + 1] in _DASHES and start < place

    def _line(self, place: int) -> int:
        return self.parse.text.rfind("\n", 0, place) + 1


def _addressed(parse: Parse, statement: Statement, obliques: frozenset[str]) -> bool:
    """Tell whether a pronoun before the verb tells whom somebody unnamed told: "мне сказали"."""
    first = min(span.start for span in statement.cue)
    before = parse.within(Span(max(0, first - 12), first))
    return any(token.text.casefold() in obliques for token in before[-2:])


def _single(character: Character) -> bool:
    return character.type == "person" and not character.plural
