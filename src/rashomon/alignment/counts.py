"""How many: the numbers in a passage, and what they count of which happening."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from rashomon.alignment.claims import Claim, Quality
from rashomon.alignment.passages import Passage, clause_of, says
from rashomon.alignment.values import Amount
from rashomon.language.concepts import Concept, Mention, find_concepts, noun_class, word_of
from rashomon.language.modality import places_of
from rashomon.language.numbers import Quantity
from rashomon.language.parse import Token
from rashomon.language.units import unit_named
from rashomon.language.moments import Moment
from rashomon.language.times import published_day

# How far a number may stand from the word that says what happened: steps of the tree, or words without a tree.
_REACH_TREE = 4
_REACH_ALONE = 6
_REACH_WORDS = 7
# A number "stands alone" with this many other words in what is quoted.
_ALONE = 3
_FIGURES = frozenset({"figure", "number", "count", "toll", "tally", "total"})
# Things counted once for all, whatever is done with them.
_CLASSES = ("weapon",)
_BEING = frozenset({"be", "have", "there", "count", "number", "include", "contain", "consist", "hold"})
# Nouns that say nothing of what is counted.
_ANYTHING = frozenset({
    "time", "way", "thing", "point", "side", "part", "kind", "type", "step", "reason", "question", "case", "word",
    "page", "year", "day", "hour", "minute", "month", "week", "second", "people", "person", "man", "woman", "place",
    "other", "pair", "couple", "lot", "number", "half", "percent", "old", "more", "decade", "century", "story", "vote", "ballot",
})  # fmt: skip
# Nouns that are many without a plural.
_UNITED = frozenset({"aircraft", "staff", "personnel", "police", "fish", "sheep", "troop", "cattle"})
# Smaller counts are of this or that: two of them here, two others there.
_MANY = 3
# What stands between the numbers of a list, in so many code points at most.
_LIST = re.compile(r",?\s*(?P<word>and|or|и|или|і|та|або|i|lub|und|oder|et|ou|y|o)?\s*")
_GAP = 8
# The topic of a figure whose happening was named before.
FIGURE = "?figure"
# A noun stands this many tokens behind its number at most ("eleven more confirmed deaths").
_NOUN_WITHIN = 4
# A sentence that names a day farther off than this from its article is about another happening.
_SAME_HAPPENING = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class _Counted:
    """The noun behind a number: its token (None where none follows) and whether a partitive cuts it off."""

    noun: Token | None
    partitive: bool = False


def read_counts(passage: Passage) -> Iterator[Claim]:
    """Yield what the passage says on "how many" questions; numbers that count nothing known are left out."""
    if passage.statement.act in {"deny", "ask"} or _is_elsewhen(passage):
        return
    for quantity in passage.quantities:
        tokens = passage.tokens_in(quantity.span)
        if tokens and not _is_other(passage, quantity, tokens):
            yield from _claims(passage, quantity, tokens)


def _is_other(passage: Passage, quantity: Quantity, tokens: tuple[Token, ...]) -> bool:
    """Tell whether the number is said of something else than how many it was."""
    return (
        _is_part(passage, tokens)
        or _is_rate(passage, tokens)
        or _is_name(passage, tokens)
        or _is_possible(passage, tokens)
        or _is_converted(passage, quantity)
        or _is_listed(passage, quantity)
    )


def _claims(passage: Passage, quantity: Quantity, tokens: tuple[Token, ...]) -> Iterator[Claim]:
    counted = _counted(passage, tokens)
    if counted.partitive:
        return
    mention = _mention(passage, quantity, tokens, counted.noun)
    if passage.denied_before(tokens[0].index, quantity.span):
        return
    if mention is not None:
        yield _of_concept(passage, quantity, mention, counted.noun)
    elif (
        counted.noun is not None
        and passage.has_syntax
        and (claim := _of_noun(passage, quantity, counted.noun))
    ):
        yield claim
    elif counted.noun is None and quantity.unit is None and _is_figure(passage, tokens):
        value = Amount(quantity.interval).format()
        yield Claim(
            passage.statement.id,
            "number",
            FIGURE,
            "",
            value,
            quantity.span,
            _qualities(passage, growing=True),
        )
    elif quantity.unit and (unit := unit_named(quantity.unit)) and unit.dimension in _TELLING:
        value = Amount(quantity.interval, quantity.unit).format()
        qualities = _qualities(passage, growing=False)
        yield Claim(passage.statement.id, "number", f"?{unit.dimension}", "", value, quantity.span, qualities)


def _is_figure(passage: Passage, tokens: tuple[Token, ...]) -> bool:
    """Tell whether the number is called a figure or a count of what was told before ("the real figure was …").

    The number of something is that thing's, not one of what was told before.
    """
    alone = passage.opens_at(tokens[0])
    around = passage.sentence if alone else passage.tokens
    named = [
        token for token in around
        if word_of(token) in _FIGURES and not _has_complement(passage, token)
    ]  # fmt: skip
    return any(passage.distance(tokens[-1].index, token.index) <= _REACH_TREE for token in named)


def _has_complement(passage: Passage, noun: Token) -> bool:
    """Tell whether a figure is said to be of something else than persons: "the number of cases", "the total population"."""
    if not passage.has_syntax:
        return False
    if noun.dep in {"amod", "compound"}:
        return True
    of = [child for child in passage.parse.children[noun.index] if word_of(child) == "of"]
    things = [thing for one in of for thing in passage.parse.children[one.index] if thing.dep == "pobj"]
    return any(thing.pos != "NUM" and noun_class(word_of(thing), "person") is None for thing in things)


def _is_elsewhen(passage: Passage) -> bool:
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
    sentence = _sentence(passage)
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
    if not passage.has_syntax or not last.text[:1].isdigit():
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
    inside = [token for token in around if token.index in _sentence(passage)]
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


def _sentence(passage: Passage) -> range:
    return passage.parse.sentences[passage.parse.sentence_of[passage.tokens[0].index]]


def _counted(passage: Passage, tokens: tuple[Token, ...]) -> _Counted:
    """Return the noun that the number counts: the end of the noun group right behind it."""
    last, stop = tokens[-1].index, _sentence(passage).stop
    following = passage.parse.tokens[last + 1 : min(last + 1 + _NOUN_WITHIN, stop)]
    if following[:1] and word_of(following[0]) in {"of", "из", "из-за", "з", "із", "spośród", "von", "de"}:
        if len(following) > 1 and word_of(following[1]) in _DEFINITE:
            return _Counted(None, partitive=True)
        return _Counted(_noun(passage, following[1:]) if passage.has_syntax else None)
    return _Counted(_noun(passage, following))


_DEFINITE = frozenset({"the", "they", "we", "he", "it", "those", "these", "which", "who", "их", "них"})


def _noun(passage: Passage, following: tuple[Token, ...]) -> Token | None:
    found: Token | None = None
    for token in following:
        if not token.text[0].isalpha():
            break
        if not passage.has_syntax:
            known = noun_class(word_of(token), "person") is not None
            found = token if known or found is None else found
            if known:
                break
        elif token.pos in {"NOUN", "PROPN"}:
            found = token
        elif found is not None or token.pos not in {"ADJ", "ADV", "VERB", "NUM", "DET"}:
            break
    return found


def _mention(
    passage: Passage, quantity: Quantity, tokens: tuple[Token, ...], noun: Token | None
) -> Mention | None:
    """Return the nearest concept of which the number can be a count.

    A number that stands alone in what is quoted ("eight") belongs to what the sentence around it is about.
    """
    if noun is None and quantity.interval.low == 1 == quantity.interval.high:
        return None  # the pronoun "one"
    nearest = _nearest(passage, quantity, tokens, noun, passage.mentions)
    alone = len(passage.tokens) - len(tokens) <= _ALONE
    if nearest is None and noun is None and (alone or passage.opens_at(tokens[0])):
        around = find_concepts(passage.sentence, passage.language)
        nearest = _nearest(passage, quantity, tokens, noun, around)
    return nearest


# A litre or a kilometre an hour says what is measured; a per cent or a dollar may be of anything.
_TELLING = frozenset({"volume", "speed"})


def _nearest(
    passage: Passage, quantity: Quantity, tokens: tuple[Token, ...], noun: Token | None,
    mentions: Sequence[Mention],
) -> Mention | None:  # fmt: skip
    fitting = [
        (distance, mention.first, mention)
        for mention in mentions
        if (distance := _distance(passage, tokens, noun, mention)) is not None
        and _counts(mention, quantity, noun, distance)
    ]
    return min(fitting, key=lambda one: one[:2])[2] if fitting else None


def _distance(
    passage: Passage, tokens: tuple[Token, ...], noun: Token | None, mention: Mention
) -> int | None:
    if noun is not None and mention.first <= noun.index <= mention.last:
        return 0
    ends = (mention.first, mention.last)
    steps = min(passage.distance(token.index, end) for token in (tokens[0], tokens[-1]) for end in ends)
    reach = _REACH_WORDS
    if passage.has_syntax:
        reach = _REACH_TREE if noun is not None else _REACH_ALONE
    if noun is not None:
        steps = min(steps, *(passage.distance(noun.index, end) + 1 for end in ends))
    return steps if steps <= reach and passage.in_one_clause((noun or tokens[-1]).index, mention) else None


def _counts(mention: Mention, quantity: Quantity, noun: Token | None, distance: int) -> bool:
    """Tell whether a number with this unit and noun can be a count of the concept."""
    counts = mention.concept.counts
    unit = unit_named(quantity.unit) if quantity.unit else None
    if counts is None:
        return False
    if counts.startswith("dimension:"):
        wanted = counts.removeprefix("dimension:")
        return unit is not None and (
            unit.dimension == wanted or (wanted == "money" and unit.dimension.isupper())
        )
    if unit is not None:
        return False
    if noun is None or noun_class(word_of(noun), counts) is not None:
        return True
    return distance == 0 and word_of(noun) not in mention.concept.uncounted


def _of_concept(passage: Passage, quantity: Quantity, mention: Mention, noun: Token | None) -> Claim:
    concept = mention.concept
    topic, ask = concept.name, concept.ask["number"]
    inside = noun is not None and mention.first <= noun.index <= mention.last
    if noun is not None and not inside and noun_class(word_of(noun), concept.counts or "") == "special":
        topic = f"{concept.name}/{word_of(noun)}"
        ask = ask.replace("people", noun.text.lower(), 1)
    return Claim(
        passage.statement.id, "number", topic, ask, _value(concept, quantity, noun), quantity.span,
        _qualities(passage, concept.growing, concept.stock),
    )  # fmt: skip


def _of_noun(passage: Passage, quantity: Quantity, noun: Token) -> Claim | None:
    """Return a count of things that no concept covers: the same noun with the same verb is the same question."""
    lemma = noun.lemma.lower()
    if noun.tag == "NN" and lemma not in _UNITED:
        return None  # a number above one with a singular is part of a name, or of another phrase
    verb = passage.parse.tokens[clause_of(passage.parse, noun.index)]
    if quantity.unit or noun.pos != "NOUN" or lemma in _ANYTHING or quantity.interval.high < _MANY:
        return None
    cls = next((name for name in _CLASSES if noun_class(lemma, name)), lemma)
    doing = "" if cls in _CLASSES or verb.lemma in _BEING else f"|{verb.lemma}"
    return Claim(
        passage.statement.id, "number", f"={cls}{doing}", f"How many {noun.text.lower()}?",
        Amount(quantity.interval).format(), quantity.span, _qualities(passage, growing=False),
    )  # fmt: skip


def _value(concept: Concept, quantity: Quantity, noun: Token | None) -> str:
    value = Amount(quantity.interval, quantity.unit).format()
    is_floor = noun is not None and word_of(noun) in concept.floor and quantity.interval.exact
    return f">={value}" if is_floor else value


def _qualities(passage: Passage, growing: bool, stock: bool = False) -> frozenset[Quality]:
    found: set[Quality] = set()
    if growing:
        found.add("growing")
    if passage.heading:
        found.add("heading")
    if "provisional" in passage.near or says(passage.sentence, "provisional", passage.language):
        found.add("provisional")
    elif "final" in passage.near:
        found.add("final")
    if stock or (growing and passage.has("stock")):
        found.add("stock")
    if passage.statement.act in {"hedge", "opine"} or passage.has("hedge"):
        found.add("hedged")
    return frozenset(found)
