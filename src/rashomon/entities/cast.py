"""The cast of one article: who is named in it, under which names and roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rashomon.entities.bodies import Body, country_of, generic_body, written_out
from rashomon.entities.lexicon import Lexicon, lexicon
from rashomon.entities.mentions import Mention
from rashomon.entities.tenures import tenure
from rashomon.language.names import Gender, balanced, fold, gender_of, given_names, same_given, sound, stem
from rashomon.records import EntityType, Standing

# Two surnames of one article are one name in two spellings only from this length of their phonetic key on:
# shorter keys meet by chance (calibrated on the surnames of wikinews train: no false pair at 5).
_FUZZY = 5
_PATRONYMIC = re.compile(r"(?:ovich|evich|yevich|avich|ovych|yovych|ovna|evna|yevna|avna|ivna)$")
# An article gives nobody more roles than this, and no role to more people; beyond it the text is no article.
_MOST_ROLES, _MOST_HOLDERS = 30, 50
_BEHIND_NOUN = re.compile(r",| (?:of|for|to|at|in|from|with|who|whose|on|and)\b")
_THINGS: tuple[EntityType, ...] = ("organization", "media", "place", "document", "group")


@dataclass(eq=False)
class Character:
    """One person, body or group of an article while it is being read."""

    number: int
    name: str
    type: EntityType
    gender: Gender | None = None
    plural: bool = False
    spoken: bool = False
    forms: dict[str, str] = field(default_factory=dict)
    roles: dict[str, None] = field(default_factory=dict)
    members: tuple[Character, ...] = ()
    places: list[int] = field(default_factory=list)
    relative: bool = False
    made: int = 0
    upright: dict[str, None] = field(default_factory=dict)
    holding: dict[str, tuple[Standing, Character | None]] = field(default_factory=dict)

    def call(self, form: str, reason: str) -> None:
        """Note a name under which the character goes, and why it is taken for this one."""
        self.forms.setdefault(balanced(form), reason)

    def held(self, role: str, standing: Standing, other: Character | None = None) -> None:
        """Note what the article tells of how a role is held, beside the role's own words; and who held it before or after."""
        if role not in self.holding or other:
            self.holding[role] = (standing, other)

    def note(self, role: str) -> str:
        """Return whom somebody followed in a role, or who followed, in words."""
        standing, other = self.holding.get(role, ("holder", None))
        return f"replaced {'' if standing == 'incoming' else 'by '}{other.name}" if other else ""

    def standings(self) -> Iterator[tuple[str, Standing]]:
        """Yield the roles with how each is held."""
        for role in self.roles:
            yield role, self.holding[role][0] if role in self.holding else tenure(role).standing


class Cast:
    """The characters of one article, found by name; `language` decides how case endings are read."""

    def __init__(self, language: str) -> None:
        """Open an empty cast."""
        self.words: Lexicon = lexicon(language)
        self.language = language
        self.characters: list[Character] = []
        self._by_key: dict[tuple[EntityType, str], list[Character]] = {}
        self._by_sound: dict[str, list[Character]] = {}
        self._by_role: dict[str, dict[Character, None]] = {}
        self.leanings: Mapping[str, Gender] = {}
        self._role_keys: dict[Character, list[frozenset[str]]] = {}

    def __iter__(self) -> Iterator[Character]:
        """Yield the characters in the order in which they came up."""
        return iter(self.characters)

    def add(self, name: str, kind: EntityType, reason: str = "named so in the article") -> Character:
        """Add a new character."""
        name = balanced(name)
        character = Character(len(self.characters), name, kind)
        character.gender = gender_of(name) if kind == "person" else None
        character.call(name, reason)
        self.characters.append(character)
        self._index(character, name)
        return character

    def _index(self, character: Character, name: str) -> None:
        for key in self.keys(name):
            row = self._by_key.setdefault((character.type, key), [])
            if character not in row:
                row.append(character)
        if character.type == "person" and (last := sound(name.split()[-1])) and len(last) >= _FUZZY:
            self._by_sound.setdefault(last, []).append(character)

    def keys(self, name: str) -> list[str]:
        """Return the words of a name without case endings."""
        return [stem(word, self.language) for word in fold(name).split()[:12]]

    # People

    def person(self, name: str, title: str = "", place: int = 0) -> Character:
        """Return the person whom a name means at a place (code points) of the text; a new one where nobody fits."""
        found, reason = self._find_person(name, title, place)
        if found is None:
            found = self.add(name, "person")
            found.gender = found.gender or self.leanings.get(fold(name))
        else:
            self._rename(found, name, reason)
        if gender := self.title_gender(title):
            found.gender = gender
        if title:
            self.add_role(found, self.written_out(title))
        found.places.append(place)
        return found

    def written_out(self, role: str) -> str:
        """Return a role with its abbreviations written out: “Gen.” is general."""
        words = role.split()
        return " ".join(self.words.abbreviations.get(word.casefold().strip("."), word) for word in words)

    def title_gender(self, title: str) -> Gender | None:
        """Return the gender that a title tells."""
        words = title.casefold().split()
        if any(word in self.words.titles_female or word in self.words.female_nouns for word in words):
            return "female"
        male = any(word in self.words.titles_male or word in self.words.male_nouns.exact for word in words)
        return "male" if male else None

    def _rename(self, character: Character, name: str, reason: str) -> None:
        character.call(name, reason)
        self._index(character, name)
        if _fullness(name) > _fullness(character.name):
            character.name = name
            character.gender = character.gender or gender_of(name)

    def find_person(self, name: str, title: str = "", place: int = 0) -> Character | None:
        """Return the person whom a name means at a place of the text, or None."""
        return self._find_person(name, title, place)[0]

    def _find_person(self, name: str, title: str, place: int) -> tuple[Character | None, str]:
        keys, gender = self.keys(name), self.title_gender(title)
        if not keys:
            return None, ""
        fitting = [
            c for c in self._candidates(keys) if self._fits(c, name, keys) and _may_be(c.gender, gender)
        ]
        if len(keys) == 1 and fitting and not gender:
            fitting = _heads_of_family(fitting, bool(title), self.leanings.get(fold(name)), place)
            if not fitting:
                return None, ""
        if fitting:
            last = [c for c in fitting if self.keys(c.name)[-1] == keys[-1]]
            chosen = self._bearer(last or fitting, title, place)
            return chosen, f"“{name}” is part of “{chosen.name}”, named in the article"
        if named_so := self._by_patronymic(name):
            return named_so, f"“{name}” are the given name and patronymic of “{named_so.name}”"
        heard = [
            c
            for c in self._by_sound.get(sound(name.split()[-1]), ())
            if self._sounds(c, name) and _may_be(c.gender, gender)
        ]
        return (heard[-1], f"“{name}” is a spelling of “{heard[-1].name}”") if heard else (None, "")

    def _bearer(self, fitting: list[Character], title: str, place: int) -> Character:
        """Return whom of several a name means: who bears its title elsewhere, else the one named last before it.

        A title that nobody of them bears in full is that of the one named most: “President Roe” is not his wife.
        """
        ranks = [word for word in title.split() if not self.title_gender(word)]
        if len(fitting) == 1 or not ranks:
            return _latest(fitting, place)
        wanted = {key for word in ranks for key in self.keys(self.written_out(word))}
        holders = [c for c in fitting if any(wanted <= keys for keys in self._role_keys.get(c, ()))]
        return _latest(holders, place) if holders else max(fitting, key=lambda c: (len(c.places), -c.number))

    def _by_patronymic(self, name: str) -> Character | None:
        """Return the only person with this given name, where a father's name follows it: Vladimir Vladimirovich."""
        words = name.split()
        father = _PATRONYMIC.sub("", fold(words[-1]))
        if (
            len(words) != 2
            or father == fold(words[-1])
            or not any(given_names(father + end) for end in ("", "y", "iy"))
        ):
            return None
        people = [c for c in self.characters if c.type == "person" and len(c.name.split()) > 1]
        fitting = [c for c in people if self._given_agree(c.name, name)]
        return fitting[0] if len(fitting) == 1 else None

    def _candidates(self, keys: list[str]) -> list[Character]:
        ends = [keys[-1]] if len(keys) > 1 else keys
        rows = [self._by_key.get(("person", key), []) for key in ends]
        return sorted({c.number: c for row in rows for c in row}.values(), key=lambda c: c.number)

    def _fits(self, character: Character, name: str, keys: list[str]) -> bool:
        """Tell whether a name, given by its keys, can be this person's: part of it, or with an agreeing given name."""
        own = self.keys(character.name)
        if set(keys) <= set(own) or set(own) <= set(keys):
            return True
        return own[-1] == keys[-1] and self._given_agree(character.name, name)

    def _given_agree(self, one: str, other: str) -> bool:
        first, second = fold(one).split()[0], fold(other).split()[0]
        return stem(first, self.language) == stem(second, self.language) or same_given(first, second) is True

    def _sounds(self, character: Character, name: str) -> bool:
        short = len(name.split()) == 1 or len(character.name.split()) == 1
        return short or self._given_agree(character.name, name)

    # Bodies, media, papers, groups

    def thing(self, name: str, kind: EntityType) -> Character:
        """Return the body, medium, document or group of a name; a new one where there is none."""
        found, reason = self._find_thing(name)
        if found is None:
            return self.add(name, kind)
        found.call(name, reason)
        if _acronym(found.name) and not _acronym(name) and len(name.split()) > 1:
            found.name = name
        return found

    def also(self, character: Character, name: str, reason: str) -> None:
        """Note another name under which a character will be found."""
        character.call(name, reason)
        self._index(character, name)

    def find_thing(self, name: str) -> Character | None:
        """Return the character other than a person that a name means, or None."""
        return self._find_thing(name)[0]

    def _find_thing(self, name: str) -> tuple[Character | None, str]:
        keys = self.keys(name)
        for kind in _THINGS:
            for character in self._by_key.get((kind, keys[-1]), ()) if keys else ():
                if any(self.keys(form) == keys for form in character.forms):
                    return character, f"“{name}” is “{character.name}” in the article"
        if found := self._by_initials(name):
            return found, f"“{name}” and “{found.name}” are a name and its initials"
        if found := self._shortened(name):
            return found, f"“{name}” is short for “{found.name}”"
        if found := self._same_body(name):
            return found, f"“{name}” and “{found.name}” are names of one kind of body"
        return None, ""

    def _by_initials(self, name: str) -> Character | None:
        """Return the body whose initials the name is, or of whose initials the name is the full form."""
        things = [c for c in self.characters if c.type in ("organization", "media", "place", "group")]
        if _acronym(name):
            letters = name.replace(".", "").replace("&", "").casefold()
            fitting = [c for c in things if letters in _letters(c.name)]
        else:
            letters_of = _letters(name)
            fitting = [
                c for c in things if _acronym(c.name) and c.name.replace(".", "").casefold() in letters_of
            ]
        return fitting[0] if len(fitting) == 1 else None

    def _shortened(self, name: str) -> Character | None:
        """Return the only body whose name begins with all the words of this one: Acme for Acme Freight Ltd."""
        keys = self.keys(name)
        if country_of(name) or generic_body(name) or not keys or len(keys[0]) < 4:
            return None
        named = [c for c in self.characters if c.type == "organization" and c.name[:1].isupper()]
        longer = [
            c for c in named if len(c.name.split()) > len(keys) and self.keys(c.name)[: len(keys)] == keys
        ]
        return longer[0] if len(longer) == 1 and name[:1].isupper() else None

    def _same_body(self, name: str) -> Character | None:
        """Return the only body of the same generic kind whose name does not say otherwise."""
        body = generic_body(name)
        if body is None:
            return None
        fitting = []
        for character in self.characters:
            other = generic_body(character.name) if character.type == "organization" else None
            if other and other.kind == body.kind and _agree(body, other):
                fitting.append(character)
        return fitting[0] if len(fitting) == 1 else None

    def initials(self, text: str) -> Character | None:
        """Return the person whose initials these are (“K. M.”), or None where it is nobody or two."""
        letters = [letter for letter in text if letter.isalpha()]
        if not 2 <= len(letters) <= 3 or not all(letter.isupper() for letter in letters):
            return None
        wanted = "".join(letters).casefold()
        fitting = [
            c
            for c in self.characters
            if c.type == "person"
            and all(word[:1].isupper() and len(word) > 2 for word in c.name.split())
            and _initials(c.name) in (wanted, wanted[0] + wanted[-1])
        ]
        return fitting[0] if len(fitting) == 1 else None

    def add_role(self, character: Character, role: str) -> None:
        """Note what a character is called beside the name."""
        text = balanced(role).strip(" ,;:–—-")
        if (
            not text
            or "@" in text
            or text.isdigit()
            or len(text) > 200
            or text in character.roles
            or len(character.roles) >= _MOST_ROLES
        ):
            return
        character.roles[text] = None
        if self.language == "en" and (gender := self.title_gender(noun_of(text))):
            character.gender = gender
        keys = frozenset(self.keys(text))
        self._role_keys.setdefault(character, []).append(keys)
        for key in sorted(keys):
            self._by_role.setdefault(key, {})[character] = None

    def with_role(self, wanted: Iterable[str]) -> list[Character]:
        """Return the characters who have a role that holds all the wanted words; of very many the last."""
        stems = {key for word in wanted for key in self.keys(self.words.abbreviations.get(word, word))}
        rows = [list(self._by_role.get(key, ())) for key in sorted(stems)]
        few = min(rows, key=len)[-_MOST_HOLDERS:] if rows else []
        holders = [c for c in few if any(stems <= keys for keys in self._role_keys[c])]
        return sorted(holders, key=lambda c: c.number)


def noun_of(role: str) -> str:
    """Return the noun of a role in English: “sister” of “the dead man’s sister in Ferrin”."""
    return next(iter(_BEHIND_NOUN.split(role, maxsplit=1)[0].split()[-1:]), "")


def _heads_of_family(
    fitting: list[Character], ranked: bool, leaning: Gender | None, place: int
) -> list[Character]:
    """Return those whom a surname alone can mean: a wife or son only where nobody else is named so.

    Somebody else is where the surname has a rank or another gender, or stands before the relative is named.
    """
    agreeing = [c for c in fitting if _may_be(c.gender, leaning)]
    heads = [c for c in agreeing if not c.relative]
    if heads:
        most = max(len(c.places) for c in heads)
        return [*heads, *(c for c in agreeing if c.relative and len(c.places) > most and not ranked)]
    return (
        [
            c
            for c in fitting
            if place > min(c.places, default=0) and not (c.relative and (ranked or c not in agreeing))
        ]
        if leaning or any(c.relative for c in fitting)
        else fitting
    )


def _latest(characters: list[Character], place: int) -> Character:
    """Return the one named last before a place; the first named where none was."""
    if len(characters) == 1:
        return characters[0]
    return max(characters, key=lambda c: (max((at for at in c.places if at < place), default=-1), -c.number))


def _fullness(name: str) -> tuple[int, int]:
    """Return how full a name is: words that are more than an initial, then words."""
    words = fold(name).split()
    return sum(len(word) > 1 for word in words), len(words)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()).casefold()


def _ends(name: str) -> str:
    """Return the initials of the first and the last word."""
    words = name.split()
    return (words[0][0] + words[-1][0]).casefold()


def _acronym(name: str) -> bool:
    letters = name.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 7 and letters.isupper() and letters.isalpha()


def _letters(name: str) -> tuple[str, ...]:
    """Return the initials of a name of several words: of all, and of the capitalised words alone."""
    words = re.findall(r"[^\W\d_]+", name)
    if len(words) < 2:
        return ()
    capitals = "".join(word[0] for word in words if word[0].isupper()).casefold()
    whole = "".join(word[0] for word in words).casefold()
    tails = [capitals[at:] for at in range(1, len(capitals) - 2)]  # United States National Hurricane Center
    return whole, capitals if len(capitals) > 1 else "", *tails


def _agree(one: Body, other: Body) -> bool:
    """Tell whether two generic bodies of a kind can be one: no two countries, no other words that differ."""
    if one.country and other.country and one.country != other.country:
        return False
    return one.qualifiers <= other.qualifiers or other.qualifiers <= one.qualifiers


def _may_be(one: Gender | None, other: Gender | None) -> bool:
    return one is None or other is None or one == other


def cast_of(
    language: str, mentions: Iterable[Mention], leanings: Mapping[str, Gender] | None = None
) -> tuple[Cast, dict[Mention, Character]]:
    """Return the cast that the names make, and who each name is: full names first, then surnames.

    `leanings` give the gender that pronouns tell of a surname that stands alone.

    >>> from rashomon.records import Span
    >>> rows = [Mention(Span(0, 3), "Roe", "person"), Mention(Span(9, 16), "Ann Roe", "person")]
    >>> [character.name for character in cast_of("en", rows)[0]]
    ['Ann Roe']
    """
    cast = Cast(language)
    cast.leanings = leanings or {}
    rows = list(mentions)
    who: dict[Mention, Character] = {}
    for mention in sorted(rows, key=lambda row: (-min(len(row.text.split()), 2), not row.title, row.span)):
        who[mention] = character = _enter(cast, mention)
        character.relative |= mention.relative and len(mention.text.split()) > 1
    return cast, who


def _enter(cast: Cast, mention: Mention) -> Character:
    bodily = any(
        word in cast.words.bodies or word in cast.words.media for word in mention.text.casefold().split()
    )
    if mention.type == "person" or (mention.title and not bodily and mention.type != "group"):
        return cast.person(mention.text, mention.title, mention.span.start)
    if len(mention.text.split()) == 1 and mention.type != "group":
        known = cast.find_person(mention.text, place=mention.span.start)
        if known is not None and not mention.text.isupper():
            known.call(mention.text, f"“{mention.text}” is part of “{known.name}”, named in the article")
            return known
    found = cast.thing(mention.text, mention.type)
    found.places.append(mention.span.start)
    if mention.type != "group" and (full := written_out(mention.text)) and found.name == mention.text:
        found.name = full
        found.call(mention.text, f"“{mention.text}” is short for “{full}”")
    if mention.short:
        cast.also(
            found, mention.short, f"the article gives “{mention.short}” in brackets after “{found.name}”"
        )
    return found
