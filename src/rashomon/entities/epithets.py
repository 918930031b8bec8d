"""Which person a description means, as “the singer”, “the 54-year-old” or “Budget chief” in a headline; or nobody named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

from rashomon.entities.antecedents import Candidate, Features, Scene, named_in, weights
from rashomon.entities.cast import Cast, Character
from rashomon.entities.offices import content
from rashomon.entities.phrases import Phrase
from rashomon.language.names import Gender, fold
from rashomon.records import Statement

# Only so many people are looked at, those named most: an article that names more is a list.
_MOST = 40
_ARTICLES = frozenset(["a", "an"])
# How much likelier somebody must be than nobody: a description of its own misleads less than a wrong speaker.
MARGIN = 1.0
# Headlines leave articles out, so that “aide” may be any aide.
_HEADLINE = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The people whom a description may mean, and what speaks for its meaning none of them."""

    people: Sequence[Candidate]
    nobody: Features

    def best(self) -> Character | None:
        """Return the likeliest person; None where nobody is likelier."""
        by = weights("description")
        ranked = [(one.weight(by), -one.character.number, one.character) for one in self.people]
        top = max(ranked, default=None, key=lambda row: row[:2])
        least = sum(by.get(name, 0.0) * value for name, value in self.nobody.items()) + MARGIN
        sure = least + _HEADLINE * self.nobody["nobody_headline"]
        return top[2] if top and top[0] > sure else None


class Epithets:
    """Weighs the people of an article against a description."""

    def __init__(self, cast: Cast, scene: Scene) -> None:
        """Read descriptions against a cast and what has come up."""
        self.cast, self.scene = cast, scene

    def meant(
        self, phrase: Phrase, gender: Gender | None, again: bool, statement: Statement | None = None
    ) -> Character | None:
        """Return whom a description means; `again` tells that it was made out as somebody unnamed before.

        `statement` is the one whose source it is.
        """
        return self.choice(phrase, gender, again, statement).best() if self._weighable(phrase) else None

    def _weighable(self, phrase: Phrase) -> bool:
        """Tell whether what is near can tell whom a description means.

        Not “another singer” nor “the singer and the drummer”; not an office, nor a role of which the article tells several holders: roles decide there.
        """
        words = self.cast.words
        first, *rest = phrase.text.casefold().split()
        if first in words.indefinite.exact - _ARTICLES or "and" in rest:
            return False
        if phrase.headline:
            return True
        held = any(c.name[:1].isupper() for c in self.cast.with_role([phrase.head]))
        return not words.title(phrase.head) and not held

    def choice(
        self, phrase: Phrase, gender: Gender | None, again: bool, statement: Statement | None = None
    ) -> Choice:
        """Return the people whom a description may mean, with all that speaks for each."""
        told = set(self.cast.keys(phrase.text))  # “the Roberts driver” is not Roberts
        named = [c for c in self.cast if c.type == "person" and c.name[:1].isupper() and c.places]
        named = [c for c in named if told.isdisjoint(self.cast.keys(c.name))]
        fitting = [c for c in named if c.gender is None or gender is None or c.gender == gender]
        people = sorted(fitting, key=lambda c: (-len(c.places), c.number))[:_MOST]
        form = self._form(phrase)
        candidates = self._candidates(phrase, people, form, gender, statement)
        return Choice(candidates, {**_nobody(form), "again": again})

    def _form(self, phrase: Phrase) -> Mapping[str, float]:
        """Return what a description is like: its length, its article, whether it tells an office or an age."""
        words = fold(phrase.text).split()
        lexical = self.cast.words
        first = phrase.text.split()[0].casefold()
        told = [word for word in words if word not in lexical.articles]
        return {
            "headline": phrase.headline,
            "definite": first == "the" and not phrase.headline,
            "indefinite": first in lexical.indefinite and not phrase.headline,
            "words": log2(max(1, len(told))),
            "single": len(told) == 1,
            "about": bool(phrase.about),
            "office": lexical.title(phrase.head),
            "aged": "year-old" in phrase.text,
        }

    def _candidates(
        self,
        phrase: Phrase,
        people: Sequence[Character],
        form: Mapping[str, float],
        gender: Gender | None,
        statement: Statement | None,
    ) -> list[Candidate]:
        place = phrase.span.start
        sights = [sight for sight in self.scene.before(place) if sight.character in people]
        near = {one.character: one for one in self.scene.candidates(place, sights, frozenset(people))}
        most = max((len(c.places) for c in people), default=0)
        found = []
        for who in people:
            seen = near.get(who)
            later = min(who.places, default=place) >= place
            own = {
                **(seen.own if seen else {"often": log2(1 + min(6, len(who.places)))}),
                "agrees": gender is not None and who.gender == gender,
                "unknown": gender is not None and who.gender is None,
                "most": len(who.places) == most,
                "alone": len(people) == 1,
                "unroled": not who.roles,
                "later": later,
                "within": named_in(statement, who),
                "far": seen is None and not later,
                **self._called(phrase, who),
            }
            crossed = {
                f"{kind}_{name}": form[kind] * value
                for kind in ("headline", "definite", "indefinite", "single", "office", "aged")
                for name, value in own.items()
                if name in _CROSSED
            }
            found.append(Candidate(who, seen.sights if seen else [{}], {**own, **crossed}))
        return found

    def _called(self, phrase: Phrase, who: Character) -> Features:
        """Return how far the roles of a person say what a description says."""
        language = self.cast.language
        wanted, head = content(phrase.text, language), content(phrase.head, language)
        roles = [content(role, language) for role in who.roles]
        share = max((len(wanted & role) / max(1, len(wanted)) for role in roles), default=0.0)
        return {"head": any(head <= role for role in roles), "share": share, "all": share == 1.0}


_CROSSED = ("head", "share", "all", "often", "most", "last", "nearest", "later", "unroled")


def _nobody(form: Mapping[str, float]) -> Features:
    return {"nobody": 1.0, **{f"nobody_{name}": value for name, value in form.items()}}
