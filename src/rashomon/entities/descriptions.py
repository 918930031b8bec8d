"""Descriptions as sources: the minister, his spokesman, witnesses, the report, the agency."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

from rashomon.entities.antecedents import TIE, Scene
from rashomon.entities.bodies import category, country_of, generic_body
from rashomon.entities.cast import Cast, Character, noun_of
from rashomon.entities.epithets import Epithets
from rashomon.entities.lexicon import Lexicon
from rashomon.entities.mentions import Mention
from rashomon.entities.offices import content
from rashomon.entities.phrases import Phrase
from rashomon.entities.tenures import in_time, tenure
from rashomon.language.declension import nominative_phrase
from rashomon.language.lexicon import known, load
from rashomon.language.names import Gender, fold
from rashomon.records import EntityType, Statement

# How salient (see antecedents) the last person must be for an epithet without a known role ("the actress").
_EPITHET = -1.2
_MARKS = '«„“"'
# A noun before a quoted name stands in so many code points before it.
_NOUN = 40
_BEFORE_MARK = re.compile(r"(?P<noun>[^\W\d_]+)\s+[«„“\"]\w?$")
# An age before a noun tells no more than an article: 58-річний пенсіонер.
_AGE = re.compile(r"\b\d+\W(?:річн|летн|гадов|letni|jährig)\w*")
# Titles up to this length ("Me", "Dr", "пан") tell no office.
_SHORT_TITLE = 3
# In languages without syntax here the person may stand a sentence further back.
_EPITHET_ELSEWHERE = -2.6
_ELIDED = re.compile(r"^[LlDd][’'](?=\w)")
_LEADERS = frozenset(["leader", "ruler", "dictator", "autocrat", "strongman"])
# So often is the person named who is “its leader” without a word about it.
_OFTEN = 5
# What each doubling of how often a body is named adds to its weight as “the company”.
_NAMED = 0.4


@dataclass(frozen=True, slots=True)
class Found:
    """Who was found, or why nobody was."""

    character: Character | None
    reason: str


class Describer:
    """Finds whom a description means in one article."""

    def __init__(self, cast: Cast, scene: Scene, who: Mapping[Mention, Character]) -> None:
        """Read descriptions against a cast and what has come up."""
        self.cast, self.scene, self.who = cast, scene, who
        self.epithets = Epithets(cast, scene)
        self._described: dict[tuple[EntityType, str], Character] = {}

    def describe(self, phrase: Phrase, owner: Character | None, statement: Statement | None = None) -> Found:
        """Return whom a description, the source of a statement, means: somebody named in that role, or somebody new."""
        if phrase.mute:
            return Found(None, f"“{phrase.text}” is nothing that speaks or is written")
        character = self._known(phrase, owner, statement) or self._again(phrase) or self._new(phrase, owner)
        if phrase.text.casefold() != character.name.casefold():
            character.call(phrase.text, f"“{phrase.text}” describes “{character.name}” in the article")
        return Found(character, "")

    def together(self, members: Sequence[Character]) -> Character:
        """Return the character of several who speak together."""
        name = " and ".join(dict.fromkeys(member.name for member in members))
        key: tuple[EntityType, str] = ("group", fold(name))
        if key not in self._described:
            self._described[key] = self.cast.add(name, "group", "they speak together")
        character = self._described[key]
        character.plural, character.members = True, tuple(members)
        return character

    def _known(
        self, phrase: Phrase, owner: Character | None, statement: Statement | None
    ) -> Character | None:
        if phrase.type == "person":
            ruled = self._in_role(phrase, owner)
            if ruled and not (self._is_calling(phrase, owner) and self._far(ruled, phrase)):
                return ruled
            if leader := self._leader(phrase):
                return leader
            if self.cast.language == "en":
                return None if owner or phrase.possessive else self._weighed(phrase, statement)
            return self._epithet(phrase, owner) or (self._main(phrase) if phrase.headline else None)
        if phrase.type in ("organization", "media"):
            return self._body(phrase) if owner is None else None
        if phrase.type == "document" and (held := self._held(phrase, owner)):
            return held
        if (
            phrase.type == "document"
            and phrase.head in self.cast.words.communications
            and owner
            and owner.type != "person"
        ):
            return owner
        return None

    def _is_calling(self, phrase: Phrase, owner: Character | None) -> bool:
        """Tell whether English calls somebody but by what many are, “the singer”: no role that is far off tells whom."""
        free = owner is None and not phrase.possessive and not phrase.headline
        single = free and len(self._content(phrase)) == 1
        return self.cast.language == "en" and single and not self.cast.words.title(phrase.head)

    def _far(self, character: Character, phrase: Phrase) -> bool:
        """Tell whether somebody named has not come up near a description."""
        near = any(sight.character is character for sight in self.scene.before(phrase.span.start))
        return character.name[:1].isupper() and not near

    def _weighed(self, phrase: Phrase, statement: Statement | None) -> Character | None:
        """Return the person whom a description without a known role most likely means."""
        earlier = self._described.get((phrase.type, self._key(phrase)))
        again = earlier is not None and earlier.made < phrase.span.start
        return self.epithets.meant(phrase, self._gender(phrase), again, statement)

    def _in_role(self, phrase: Phrase, owner: Character | None) -> Character | None:
        """Return the person in the phrase's role, the one seen last where several have it."""
        if not phrase.definite and not owner:
            return None
        wanted = self._content(phrase, tenure(phrase.text).office)
        agreeing = (
            c
            for c in self.cast.with_role([phrase.head])
            if c.type == "person" and self._agree(c, phrase, owner) and not self._described_as_past(c, phrase)
        )
        candidates = in_time(phrase.text, agreeing, Character.standings)
        holders = set(self.cast.with_role(wanted))
        exact = [c for c in candidates if c in holders]
        plain = [
            c
            for c in candidates
            if len(wanted) == 1 or (self._plainly(c, phrase.head) and not self._elsewhere(c, phrase))
        ]
        plainly = [c for c in exact if self._plainly(c, phrase.head)]
        shorter = [c for c in candidates if self._shorter(c, wanted)]
        return self._clearly(plainly or exact or shorter or plain or self._same_office(phrase, owner), phrase)

    def _described_as_past(self, character: Character, phrase: Phrase) -> bool:
        """Tell whether somebody is known but as “the former minister”, so that “the minister” is somebody else."""
        past = character in self._described.values() and tenure(character.name).over
        return past and not tenure(phrase.text).over

    def _same_office(self, phrase: Phrase, owner: Character | None) -> list[Character]:
        """Return who holds an office that a description calls otherwise: “the head of state”, President Roe."""
        wanted, language = content(phrase.text, self.cast.language), self.cast.language
        agreeing = (c for c in self.cast if c.type == "person" and self._agree(c, phrase, owner))
        people = in_time(phrase.text, agreeing, Character.standings)
        offices = all(word.startswith("@") for word in wanted)
        return [c for c in people if offices and any(wanted <= content(role, language) for role in c.roles)]

    def _shorter(self, character: Character, wanted: Sequence[str]) -> bool:
        """Tell whether a role says in fewer words what a description says: “Commission head”, “the head of the city commission”."""
        told = {key for word in wanted for key in self.cast.keys(word)}
        roles = (set(self.cast.keys(role)) for role in character.roles)
        return any(len(keys) > 1 and keys <= told for keys in roles)

    def _held(self, phrase: Phrase, owner: Character | None) -> Character | None:
        """Return who holds an office whose word no list knows: “the reeve” after “Reeve Ann Roe”."""
        return None if self._paper(phrase) else self._in_role(phrase, owner)

    def _paper(self, phrase: Phrase) -> bool:
        """Tell whether a description is of something written or said, not only of what no list knows."""
        return phrase.head in self.cast.words.documents or phrase.head in self.cast.words.communications

    def _clearly(self, candidates: Sequence[Character], phrase: Phrase) -> Character | None:
        """Return the candidate in focus; where two are level, or none is near, nobody rather than a guess."""
        if len(candidates) <= 1:
            return candidates[0] if candidates else None
        place = phrase.span.start
        ranked = self.scene.rank(place, (s for s in self.scene.before(place) if s.character in candidates))
        clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] >= TIE)
        if clear:
            return ranked[0][1]
        most, second = sorted(candidates, key=lambda c: (-len(c.places), c.number))[:2]
        return most if len(most.places) >= 2 * len(second.places) else None

    def _plainly(self, character: Character, head: str) -> bool:
        """Tell whether a role of the character is the head word alone, so that “the county minister” can be a Minister."""
        keys = self.cast.keys(self.cast.words.abbreviations.get(head, head))
        return any(self.cast.keys(role) == keys for role in character.roles)

    def _elsewhere(self, character: Character, phrase: Phrase) -> bool:
        """Tell whether capitalised words of a description are of no role of the character: “the Silver Dawn singer”."""
        read = {word for mention in phrase.about for word in mention.text.split()}
        names = {word for word in phrase.text.split()[1:-1] if word[:1].isupper()} - read
        own = set(self.cast.keys(" ".join(character.roles)))
        return bool({key for word in names for key in self.cast.keys(word)} - own)

    def _content(self, phrase: Phrase, told: str = "") -> list[str]:
        words = self.cast.words
        return [
            w
            for w in fold(told or phrase.text).split()
            if w not in words.articles and not words.possessive(w)
        ] or [phrase.head]

    def _agree(self, character: Character, phrase: Phrase, owner: Character | None) -> bool:
        """Tell whether the names in the description and in the character's roles do not speak against each other."""
        if not _compatible(character.gender, self._gender(phrase)) or character is owner:
            return False
        roles = " ".join(character.roles)
        if owner is not None:
            return bool(set(self.cast.keys(owner.name)) & set(self.cast.keys(roles)))
        named = [mention.text for mention in phrase.about]
        own = [
            word
            for word in roles.split()
            if word[:1].isupper() and word.casefold() not in self.cast.words.titles
        ]
        if not named or not own or phrase.headline:
            return True
        return bool(
            {key for name in named for key in self.cast.keys(name)} & set(self.cast.keys(" ".join(own)))
        )

    def _gender(self, phrase: Phrase) -> Gender | None:
        if phrase.head in self.cast.words.female_nouns:
            return "female"
        if phrase.head in self.cast.words.male_nouns:
            return "male"
        return self._articled(phrase) if phrase.type == "person" else None

    def _articled(self, phrase: Phrase) -> Gender | None:
        """Return the gender that an article tells ("la députée"); a plural with the same article is a group."""
        first = phrase.text.replace("’", "' ").split()[0].casefold()
        if first in self.cast.words.articles_female:
            return "female"
        return "male" if first in self.cast.words.articles_male else None

    def _last(self, candidates: Sequence[Character], phrase: Phrase) -> Character | None:
        if len(candidates) <= 1:
            return candidates[0] if candidates else None
        ranked = self.scene.rank(
            phrase.span.start, (s for s in self.scene.before(phrase.span.start) if s.character in candidates)
        )
        return ranked[0][1] if ranked else candidates[0]

    def _epithet(self, phrase: Phrase, owner: Character | None) -> Character | None:
        """Return the person whom “the 54-year-old” or “the actress” points back at: the one in focus."""
        if not phrase.definite or owner is not None or phrase.about or len(phrase.text.split()) > 3:
            return None
        place, gender = phrase.span.start, self._gender(phrase)
        sights = [
            s
            for s in self.scene.before(place)
            if s.character.type == "person" and _compatible(s.character.gender, gender)
        ]
        ranked = self.scene.rank(place, sights, frozenset(s.character for s in sights))
        named = [row for row in ranked if row[1].name[:1].isupper()]
        if self.cast.language != "en":
            named = [row for row in named if self._may_be(row[1], phrase, gender)]
        far = _EPITHET if self.cast.language == "en" else _EPITHET_ELSEWHERE
        fits = self._points(phrase) or "year-old" in phrase.text
        return named[0][1] if named and named[0][0] > far and fits else None

    def _may_be(self, character: Character, phrase: Phrase, gender: Gender | None) -> bool:
        """Tell whether a person whose sex is known can be meant; by an office, only one of whom no office is told."""
        roles = [word for role in character.roles for word in role.split() if len(word) > _SHORT_TITLE]
        office = self.cast.words.title(phrase.head)
        known = character.gender is not None or bool(roles)
        return known and not (office and (roles or character.gender != gender))

    def _points(self, phrase: Phrase) -> bool:
        """Tell whether a description is but a noun for a person, with an article where the language has them, and no office."""
        words, language = self.cast.words, self.cast.language
        told = _AGE.sub("", phrase.text)
        content = [word for word in fold(told).split() if not _function(words, word)]
        if language == "en" or not known(language) or len(content) > 1 + (language == "fr"):
            return False
        if any(phrase.head in row for row in (words.bodies, words.media, words.documents, words.groups)):
            return False
        return words.personal(phrase.head) or load(language).role(phrase.head)

    def _main(self, phrase: Phrase) -> Character | None:
        """Return whom a bare noun in a headline means: the person whom the article names most by far."""
        gender = self._gender(phrase)
        people = [
            c
            for c in self.cast
            if c.type == "person" and c.name[:1].isupper() and _compatible(c.gender, gender)
        ]
        ranked = sorted(
            (c for c in people if self._may_be(c, phrase, gender)), key=lambda c: (-len(c.places), c.number)
        )
        if not ranked or not self._points(phrase) or len(ranked[0].places) < 2:
            return None
        clear = len(ranked) == 1 or len(ranked[0].places) > len(ranked[1].places)
        return ranked[0] if clear else None

    def _leader(self, phrase: Phrase) -> Character | None:
        """Return whom “its leader” means where no role says it: the person whom the article names most by far."""
        if phrase.head not in _LEADERS or not (phrase.definite or phrase.possessive) or phrase.about:
            return None
        people = sorted(
            (c for c in self.cast if c.type == "person"), key=lambda c: (-len(c.places), c.number)
        )
        gender = self._gender(phrase)
        if not people or len(people[0].places) < _OFTEN or not _compatible(people[0].gender, gender):
            return None
        return people[0] if len(people) == 1 or len(people[0].places) >= 2 * len(people[1].places) else None

    def _body(self, phrase: Phrase) -> Character | None:
        """Return the body that “the ministry”, “the company” points back at."""
        if same := self.cast.find_thing(self._name(phrase, None)):
            return same
        if not phrase.definite or phrase.about:
            return None
        keys = self.cast.keys(phrase.head)
        bodies = (c for c in self.cast if c.type in ("organization", "media", "place"))
        bare = len(self._content(phrase)) == 1 and phrase.head not in self.cast.words.groups
        named = [c for c in bodies if (c.name.lstrip(_MARKS) if bare else c.name)[:1].isupper()]
        papers = [c for c in named if c.type == "media"]
        named = papers if papers and phrase.type == "media" else named
        wanted = [c for c in named if keys and keys[-1] in self.cast.keys(c.name)] or self._of_kind(
            phrase, named
        )
        wanted = wanted or self._called_so(phrase, named)
        if wanted:
            return self._last(wanted, phrase)
        if told := self._told(phrase):
            return told
        if phrase.head not in self.cast.words.generic:
            return None
        made = set(self._described.values())
        sights = [
            s
            for s in self.scene.before(phrase.span.start)
            if s.character in named
            and s.character.type != "place"
            and (s.character not in made or self.cast.language == "en")
            and self._may_trade(s.character, phrase.head)
        ]
        ranked = self.scene.rank(phrase.span.start, sights, frozenset(named))
        weighed = [(weight + _NAMED * log2(1 + len(c.places)), -c.number, c) for weight, c in ranked]
        return max(weighed)[2] if weighed else self._only(phrase, named)

    def _called_so(self, phrase: Phrase, named: Sequence[Character]) -> list[Character]:
        """Return the bodies near a description that the article calls by its head: “the automaker”, Acme, an automaker."""
        keys, near = self.cast.keys(phrase.head), {s.character for s in self.scene.before(phrase.span.start)}
        called = (c for c in named if any(keys == self.cast.keys(noun_of(role)) for role in c.roles))
        return [c for c in called if c in near] or [c for c in named if c in near and self._under(c, keys)]

    def _under(self, character: Character, keys: Sequence[str]) -> bool:
        """Tell whether a noun with these keys stands before a quoted name of the character: сеть «Чистая урна»."""
        text = self.scene.text
        before = (_BEFORE_MARK.search(text[max(0, at - _NOUN) : at + 1]) for at in character.places)
        return any(match and list(keys) == list(self.cast.keys(match["noun"])) for match in before)

    def _only(self, phrase: Phrase, named: Sequence[Character]) -> Character | None:
        """Return the one body of an article that a far “the company” can mean: the only one, or named most by far."""
        traders = [c for c in named if c.type == "organization" and self._may_trade(c, phrase.head)]
        ranked = sorted(traders, key=lambda c: (-len(c.places), c.number))
        clear = ranked and (len(ranked) == 1 or len(ranked[0].places) >= 2 * len(ranked[1].places))
        return ranked[0] if clear else None

    def _told(self, phrase: Phrase) -> Character | None:
        """Return the body that a fuller description made, where a bare noun comes back to it: Міністерство енергетики, відомство."""
        if self.cast.language == "en" or len(self._content(phrase)) > 1:
            return None
        kind, key = category(phrase.head), self.cast.keys(phrase.head)
        fuller = {c for (_, _), c in self._described.items() if len(c.name.split()) > 1}
        bodies = [c for c in sorted(fuller, key=lambda c: c.number) if c.type in ("organization", "media")]
        same = [c for c in bodies if set(key) <= set(self.cast.keys(c.name))]
        like = [c for c in bodies if kind and any(category(word) == kind for word in c.name.split())]
        return self._last(same or like, phrase)

    def _may_trade(self, character: Character, head: str) -> bool:
        """Tell whether “the company” or “the carmaker” can mean a body: no office, no paper, unless its name says so."""
        if head in self.cast.words.media:
            return character.type == "media"
        return (
            character.type != "media"
            and not self._official(character.name)
            and generic_body(character.name) is None
        )

    def _official(self, name: str) -> bool:
        """Tell whether a name says what the body is, so that “the company” does not mean it."""
        words = self.cast.words
        return any(word in words.bodies and word not in words.generic for word in name.casefold().split())

    def _of_kind(self, phrase: Phrase, named: Sequence[Character]) -> list[Character]:
        """Return the bodies whose kind the head calls in short: the court, министерство."""
        kind = category(phrase.head)
        bodies = [(c, generic_body(c.name)) for c in named] if kind else []
        return [c for c, body in bodies if body and kind and body.kind.endswith(kind)]

    def _again(self, phrase: Phrase) -> Character | None:
        """Return the character that an earlier description with the same head made."""
        again = phrase.definite or phrase.type == "group" or phrase.text.istitle()
        return self._described.get((phrase.type, self._key(phrase))) if again else None

    def _key(self, phrase: Phrase) -> str:
        return (
            phrase.head
            if not phrase.about and (phrase.type == "group" or self._paper(phrase))
            else " ".join(self._content(phrase))
        )

    def _new(self, phrase: Phrase, owner: Character | None) -> Character:
        character = self.cast.add(self._name(phrase, owner), phrase.type, "described so in the article")
        character.plural = phrase.type == "group"
        character.gender = self._gender(phrase)
        if phrase.type == "person":
            self.cast.add_role(character, phrase.text)
        character.made = phrase.span.start
        self._described[(phrase.type, self._key(phrase))] = character
        return character

    def _name(self, phrase: Phrase, owner: Character | None) -> str:
        """Return the description as a name: without article, with the owner's name for “his”."""
        rest = (
            phrase.text.split(",")[0].split() if phrase.text.count("„") == phrase.text.count("”") else None
        ) or phrase.text.split()
        if phrase.possessive and owner is not None and len(rest) > 1:
            return (
                f"{owner.name}'s {' '.join(rest[1:])}" if self.cast.language == "en" else " ".join(rest[1:])
            )
        words = self.cast.words
        small = ("the", "a", "an") if self.cast.language == "en" else ()
        while len(rest) > 1 and (
            rest[0].casefold() in small or (not small and _function(words, rest[0].casefold()))
        ):
            rest = rest[1:]
        rest = [*_ELIDED.sub("", rest[0]).split(), *rest[1:]] if self.cast.language == "fr" else rest
        if phrase.oblique:
            rest = nominative_phrase(rest, _head_of(rest, phrase), self.cast.language)
        name = " ".join(rest)
        return name if self._proper(rest, phrase) else name[:1].lower() + name[1:]

    def _proper(self, words: Sequence[str], phrase: Phrase) -> bool:
        """Tell whether the first word's capital is its own and not the sentence's."""
        first = words[0].casefold()
        lexical = self.cast.words
        common = (
            lexical.personal(first)
            or first in lexical.groups
            or lexical.title(first)
            or _function(lexical, first)
        )
        if self.cast.language == "de" or words[0][1:].isupper() or phrase.proper or country_of(words[0]):
            return True
        single = len(words) == 1 and phrase.type not in ("organization", "media")
        return not common and not single and all(word[:1].isupper() for word in words)


def _head_of(words: Sequence[str], phrase: Phrase) -> int:
    """Return the place of a description's head among its words; the first where it is not there."""
    lowered = [word.casefold().strip(",.") for word in words]
    return lowered.index(phrase.head) if phrase.head in lowered else 0


def _function(words: Lexicon, word: str) -> bool:
    """Tell whether a word is an article or a preposition, not a possessive."""
    return (word in words.articles and not words.possessive(word)) or word in words.prepositions


def _compatible(one: Gender | None, other: Gender | None) -> bool:
    return one is None or other is None or one == other
