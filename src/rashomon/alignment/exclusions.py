"""Numbers that are no count of what happened: rates, parts of names, one more group, what others are said to count."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

from rashomon.alignment.passages import Passage, clause_of
from rashomon.language.concepts import can_act, word_of
from rashomon.language.modality import places_of
from rashomon.language.moments import Moment
from rashomon.language.numbers import Quantity
from rashomon.language.parse import Token
from rashomon.language.times import published_day
from rashomon.language.units import unit_named

# What stands between the numbers of a list, in so many code points at most.
_LIST = re.compile(r",?\s*(?P<word>and|or|и|или|і|та|або|i|lub|und|oder|et|ou|y|o)?\s*")
_GAP = 8
# A sentence that names a day farther off than this from its article is about another happening.
_SAME_HAPPENING = timedelta(days=30)


def is_other(passage: Passage, quantity: Quantity, tokens: tuple[Token, ...]) -> bool:
    """Tell whether the number is said of something else than how many it was."""
    return (
        _is_part(passage, tokens)
        or _is_rate(passage, tokens)
        or _is_name(passage, tokens)
        or _is_possible(passage, tokens)
        or _is_converted(passage, quantity)
        or _is_listed(passage, quantity)
        or _is_anothers(passage, tokens)
    )


def is_elsewhen(passage: Passage) -> bool:
    """Tell whether the sentence is about another time: the year of another accident, a record since 2014.

    What is counted over a month or more is a statistic and no count of one happening.
    """
    if any(_lasts(moment) >= _A_TIME for moment in passage.moments):
        return True
    day = published_day(passage.document.published)
    if day is None:
        return False
    return any(
        moment.first is not None and moment.last is not None
        and not moment.first - _SAME_HAPPENING <= day <= moment.last + _SAME_HAPPENING
        for moment in passage.moments
    )  # fmt: skip


def _lasts(moment: Moment) -> timedelta:
    if moment.first is None or moment.last is None:
        return timedelta(0)
    return moment.last - moment.first


def _is_rate(passage: Passage, tokens: tuple[Token, ...]) -> bool:
    """Tell whether the number is so many a day or in all the world, or comes on top ("five new deaths", "by over 40")."""
    sentence = sentence_of(passage)
    window = passage.parse.tokens[
        tokens[-1].index + 1 : min(tokens[-1].index + 1 + _RATE_WITHIN, sentence.stop)
    ]
    words = [word_of(token) for token in window]
    if _RATES.intersection(words) or words[:1] == ["new"]:
        return True
    return any(
        first in {"a", "an", "each", "every", "per"} and second in _SPANS for first, second in pairwise(words)
    )


def _is_name(passage: Passage, tokens: tuple[Token, ...]) -> bool:
    """Tell whether the number belongs to the name before it ("Region 11"), or to no noun at all ("Photo 9 A man …")."""
    first, last = tokens[0], tokens[-1]
    if not passage.has_syntax:
        return False
    if first.index and passage.parse.tokens[first.index - 1].lemma.lower() in _NUMBERING:
        return True  # "basin number two"
    if not last.text[:1].isdigit():
        return False
    head = passage.parse.tokens[last.head]
    if head.index < first.index and head.pos == "PROPN" and last.dep in {"nummod", "appos", "nmod"}:
        return True
    before = passage.parse.tokens[first.index - 1] if first.index else first
    named = before.pos == "PROPN" and before.dep != "pobj" and before.entity not in _WHEN_OR_WHERE
    following = passage.parse.tokens[last.index + 1 : last.index + 2]
    return named or (bool(following) and following[0].text in _OPENING)


def _is_possible(passage: Passage, tokens: tuple[Token, ...]) -> bool:
    """Tell whether the number is one of what may come about and has not ("half a million could be affected")."""
    if not passage.has_syntax:
        return False
    verb = passage.parse.tokens[clause_of(passage.parse, tokens[-1].index)]
    children = passage.parse.children[verb.index]
    perfect = any(child.lemma == "have" and child.dep == "aux" for child in children)
    passive = any(child.dep == "auxpass" for child in children)
    return (
        passive and not perfect and any(child.lemma in _POSSIBLE and child.dep == "aux" for child in children)
    )


def _is_converted(passage: Passage, quantity: Quantity) -> bool:
    """Tell whether the number is the one before it in another unit, in brackets ("40 metres deep (131 feet)")."""
    place = passage.quantities.index(quantity)
    unit = unit_named(quantity.unit) if quantity.unit else None
    if not place or unit is None:
        return False
    before = passage.quantities[place - 1]
    other = unit_named(before.unit) if before.unit else None
    between = passage.document.text[before.span.end : quantity.span.start]
    return other is not None and other.dimension == unit.dimension and bool(_BRACKET.fullmatch(between))


def _is_part(passage: Passage, tokens: tuple[Token, ...]) -> bool:
    """Tell whether the number is one more group, a rate, or the whole that a part is taken of."""
    around = passage.parse.tokens[max(tokens[0].index - 2, 0) : tokens[-1].index + 3]
    inside = [token for token in around if token.index in sentence_of(passage)]
    words = [word_of(token) for token in inside]
    numbers = {token.index for token in tokens}
    places = places_of("increment", words, passage.language)
    if any(inside[place].index not in numbers for place in places):
        return True
    before = passage.parse.tokens[max(tokens[0].index - 1, 0)]
    return before.index < tokens[0].index and word_of(before) in _KNOWN | _RANKED


# After the name of a day or a place a number counts, after other names it does not ("Getty Images 9").
_WHEN_OR_WHERE = frozenset({"DATE", "TIME", "GPE", "LOC"})
_OPENING = frozenset({"A", "An", "The", "This"})
_NUMBERING = frozenset({"number", "no", "no.", "nr", "nr."})
# "The last eight", "the top 15": some of more.
_RANKED = frozenset({"last", "first", "next", "final", "top", "latest", "remaining"})
# A number is of a rate that is named within so many tokens behind it.
_RATE_WITHIN = 4
_RATES = frozenset({"per", "annually", "yearly", "daily", "weekly", "monthly", "worldwide", "globally"})
_SPANS = frozenset({"day", "week", "month", "year", "hour", "minute"})
_POSSIBLE = frozenset({"could", "may", "might", "would", "should"})
_BRACKET = re.compile(r"[^()\[\].]{0,12}[(\[][~≈]?\s?")
# What lasts this long is the time of a statistic.
_A_TIME = timedelta(days=27)


# "The 14", "its 112 cars", "all sixty-three": a number that is taken for known and not told.
_KNOWN = frozenset({"the", "its", "their", "his", "her", "our", "those", "these", "all", "'s", "’s"})


def _is_listed(passage: Passage, quantity: Quantity) -> bool:
    """Tell whether the number stands in a list of numbers ("at 90,000, 430,000 and 610,000 litres")."""
    quantities, text = passage.quantities, passage.document.text
    joints = [
        _LIST.fullmatch(text, one.span.end, min(other.span.start, one.span.end + _GAP))
        if other.span.start - one.span.end <= _GAP else None
        for one, other in pairwise(quantities)
    ]  # fmt: skip
    place = quantities.index(quantity)
    first, last = place, place
    while first and joints[first - 1]:
        first -= 1
    while last < len(joints) and joints[last]:
        last += 1
    return any(joint["word"] for joint in joints[first:last] if joint)


# Verbs by which somebody is said to have a figure of his own.
_COUNTING = frozenset({"count", "put", "give", "list", "report", "estimate", "claim", "cite", "say", "speak"})


# Whose people count, counts himself.
_OWN = frozenset({"our", "my"})


def _is_anothers(passage: Passage, tokens: tuple[Token, ...]) -> bool:
    """Tell whether the speaker says whose figure it is ("the company counts 12 dead, the police 17")."""
    if not passage.has_syntax:
        return False
    verb = passage.parse.tokens[clause_of(passage.parse, tokens[-1].index)]
    inside = passage.tokens[0].index <= verb.index <= passage.tokens[-1].index
    return (
        inside
        and verb.lemma in _COUNTING
        and any(_is_counter(passage, child) for child in passage.parse.children[verb.index])
    )


def _is_counter(passage: Passage, token: Token) -> bool:
    if not passage.tokens[0].index <= token.index <= passage.tokens[-1].index:
        return False
    if any(word_of(child) in _OWN for child in passage.parse.children[token.index]):
        return False  # "our people now put it at 430,000 litres" is the speaker's own figure
    return token.dep == "nsubj" and token.pos in {"NOUN", "PROPN"} and can_act(token)


def sentence_of(passage: Passage) -> range:
    """Return the indices of the tokens of a passage's sentence."""
    return passage.parse.sentences[passage.parse.sentence_of[passage.tokens[0].index]]
