"""Who followed whom in an office, where an article says so: “Ann Roe replaced Jan Low as interior minister”."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from rashomon.entities.cast import Cast, Character
from rashomon.entities.lexicon import lexicon
from rashomon.entities.mentions import Mention
from rashomon.entities.tenures import tenure
from rashomon.language.declension import nominative_phrase
from rashomon.language.parse import Parse
from rashomon.records import Standing

# Between the two names stand at most so many code points.
_BETWEEN = 60
# The office is named within so many code points after the second name, in so many words at most.
_AFTER, _LONGEST = 90, 6
_END = re.compile(r"[.,;:()\n«»“”\"]|\s[–—]\s|\d")
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class _Words:
    """How a language says that one followed another: between the names and behind them."""

    active: re.Pattern[str]
    passive: re.Pattern[str]
    marker: re.Pattern[str]
    another: re.Pattern[str]
    stop: re.Pattern[str]


@cache
def _words(language: str) -> _Words | None:
    data = tomllib.loads((files("rashomon.language") / "data" / "successions.toml").read_text("utf-8"))
    row = data.get(language)
    return _Words(**{name: re.compile(rf"\b(?:{row[name]})\b") for name in _Words.__slots__}) if row else None


def add_successions(
    parse: Parse, mentions: Sequence[Mention], who: Mapping[Mention, Character], cast: Cast
) -> None:
    """Note of both whom an article names so that one took over the other's office: which, and after whom."""
    words = _words(parse.language)
    people = [mention for mention in mentions if who[mention].type == "person"]
    for one, other in pairwise(people) if words else ():
        between = parse.text[one.span.end : other.span.start]
        if who[one] is who[other] or len(between) > _BETWEEN or _parted(between):
            continue
        told = between.casefold()
        passive = bool(words and words.passive.search(told))
        if words and (passive or (words.active.search(told) and not _by_another(parse, words, other))):
            old, new = (one, other) if passive else (other, one)
            office = _office(parse, words, other) or _title(cast, old, new)
            if office:
                _note(cast, office, who[old], who[new])


def _by_another(parse: Parse, words: _Words, other: Mention) -> bool:
    """Tell whether a third took the office: “President Roe replaced Low with Ann Holt”."""
    after = parse.text[other.span.end : other.span.end + _AFTER]
    ended = _END.search(after)
    return bool(words.another.search(after[: ended.start()] if ended else after))


def _parted(between: str) -> bool:
    return any(mark in between for mark in ".;\n")


def _note(cast: Cast, office: str, old: Character, new: Character) -> None:
    for role in _called(cast, old, office):
        old.held(role, "former", new)
    for role in _called(cast, new, office):
        new.held(role, "incoming", old)


def _called(cast: Cast, character: Character, office: str) -> Iterator[str]:
    """Yield the roles by which somebody is called the office already; the office where there is none."""
    cast.add_role(character, office)
    wanted = set(cast.keys(tenure(office).office))
    yield from (role for role in character.roles if wanted <= set(cast.keys(role)) and not tenure(role).over)


def _title(cast: Cast, old: Mention, new: Mention) -> str:
    """Return the title of who went, where it is more than “Mr” and who came has none."""
    told = [word.casefold().strip(".") for word in old.title.split()]
    return old.title if not new.title and any(word not in cast.words.honorifics for word in told) else ""


def _office(parse: Parse, words: _Words, other: Mention) -> str:
    """Return the office that stands behind the second name: “as interior minister”, “на посту министра”."""
    after = parse.text[other.span.end : other.span.end + _AFTER]
    opened = words.marker.search(after)
    if not opened or _END.search(after[: opened.start()]):
        return ""
    rest = after[opened.end() :].strip()
    ended = _END.search(rest)
    rest = rest[: ended.start()] if ended else rest
    stopped = words.stop.search(rest, 1)
    told = (rest[: stopped.start()] if stopped else rest).split()
    articles = lexicon(parse.language).articles
    while told and (told[0].casefold() in articles):
        told = told[1:]
    if not 0 < len(told) <= _LONGEST:
        return ""
    return " ".join(nominative_phrase(told, 0, parse.language))


def add_standings(
    parse: Parse, mentions: Sequence[Mention], who: Mapping[Mention, Character], cast: Cast
) -> None:
    """Note what stands before a title and tells how the office is held: “former” of “former Interior Minister Ann Roe”."""
    for mention in mentions:
        if mention.title and who[mention].type == "person":
            before = parse.text[
                max(0, mention.span.start - _BEFORE - len(mention.title)) : mention.span.start
            ]
            if before.rstrip().endswith(mention.title):
                standing = _standing(_END.split(before.rstrip().removesuffix(mention.title))[-1].split())
                if standing != "holder":
                    who[mention].held(cast.written_out(mention.title), standing)


def _standing(before: Sequence[str]) -> Standing:
    """Return what the words before a title tell; capitalised words between belong to the office."""
    for word in reversed(before):
        if (told := tenure(f"{word} office").standing) != "holder":
            return told
        if not word[:1].isupper():
            break
    return "holder"
