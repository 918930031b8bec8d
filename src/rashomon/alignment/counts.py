"""How many: the numbers in a passage, and what they count of which happening."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rashomon.alignment.claims import Claim, Quality
from rashomon.alignment.exclusions import is_elsewhen, is_other, sentence_of
from rashomon.alignment.kinds import Kind
from rashomon.alignment.passages import Passage, clause_of, says
from rashomon.alignment.refutations import is_called_wrong, is_negated
from rashomon.alignment.sums import sums
from rashomon.alignment.values import Amount, denied, is_denied
from rashomon.language.concepts import Concept, Mention, find_concepts, noun_class, word_of
from rashomon.language.numbers import Quantity
from rashomon.language.parse import Token
from rashomon.language.units import litres_in, unit_named

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
# "In this ward alone": there may be more elsewhere.
_ALONE_HERE = frozenset({"alone", "только_здесь", "allein"})
_HOW_MANY = frozenset({("how", "many"), ("how", "much"), ("the", "number"), ("how", "fast"), ("how", "far")})
# The topic of a figure whose happening was named before.
FIGURE = "?figure"
# A noun stands this many tokens behind its number at most ("eleven more confirmed deaths").
_NOUN_WITHIN = 4


@dataclass(frozen=True, slots=True)
class _Counted:
    """The noun behind a number: its token (None where none follows) and whether a partitive cuts it off."""

    noun: Token | None
    partitive: bool = False


def read_counts(passage: Passage) -> Iterator[Claim]:
    """Yield what the passage says on "how many" questions; numbers that count nothing known are left out."""
    if passage.act == "ask" or is_elsewhen(passage):
        return
    told = [
        claim
        for quantity in passage.quantities
        if (tokens := passage.tokens_in(quantity.span)) and not is_other(passage, quantity, tokens)
        for claim in _claims(passage, quantity, tokens)
    ]
    if passage.act == "deny":
        told = [_denial(claim) for claim in told if len(passage.quantities) == 1 and _is_exact(claim)]
    yield from told
    yield from sums(passage, told)


def _denial(claim: Claim) -> Claim:
    """Return the word that a number is wrong."""
    kept = frozenset[Quality]({"heading"}) & claim.qualities
    return replace(claim, value=denied(claim.value), qualities=kept | {"denied"})


def _is_exact(claim: Claim) -> bool:
    return not is_denied(claim.value) and Amount.parse(claim.value).interval.exact


def _claims(passage: Passage, quantity: Quantity, tokens: tuple[Token, ...]) -> Iterator[Claim]:
    counted = _counted(passage, tokens)
    if counted.partitive:
        return
    mention = _mention(passage, quantity, tokens, counted.noun)
    if is_negated(passage, quantity, tokens[0]):
        return
    if mention is not None and _is_joint(passage, mention):
        return
    if passage.act != "deny" and is_called_wrong(passage, tokens):
        yield from _wrong(passage, quantity, mention)
        return
    if mention is not None:
        yield from _of_concept(passage, quantity, mention, counted.noun)
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


def _wrong(passage: Passage, quantity: Quantity, mention: Mention | None) -> Iterator[Claim]:
    """Yield that a figure is wrong: of what is named beside it, else of what was counted before."""
    if not quantity.interval.exact or quantity.unit is not None:
        return
    named = mention.concept if mention is not None else None
    topic, ask = (named.name, named.ask["number"]) if named else (FIGURE, "")
    value = denied(Amount(quantity.interval).format())
    yield Claim(passage.statement.id, "number", topic, ask, value, quantity.span, frozenset({"denied"}))


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


def _counted(passage: Passage, tokens: tuple[Token, ...]) -> _Counted:
    """Return the noun that the number counts: the end of the noun group right behind it."""
    last, stop = tokens[-1].index, sentence_of(passage).stop
    following = passage.parse.tokens[last + 1 : min(last + 1 + _NOUN_WITHIN, stop)]
    if following[:1] and word_of(following[0]) in {"of", "из", "из-за", "з", "із", "spośród", "von", "de"}:
        if len(following) > 1 and word_of(following[1]) in _DEFINITE:
            named = _named_before(passage, tokens[0])
            return _Counted(named, partitive=named is None)
        return _Counted(_noun(passage, following[1:]) if passage.has_syntax else None)
    return _Counted(_noun(passage, following))


def _named_before(passage: Passage, first: Token) -> Token | None:
    """Return what is counted after the fact: "they had rifles, forty-two of them"."""
    before = passage.parse.tokens[max(first.index - 2, 0) : first.index]
    if len(before) < 2 or not passage.has_syntax or before[1].text not in {",", "–", "—"}:
        return None
    return before[0] if before[0].tag == "NNS" else None


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
        nearest = _nearest(passage, quantity, tokens, noun, around) or _asked(passage, quantity, around)
    return nearest


def _is_joint(passage: Passage, mention: Mention) -> bool:
    """Tell whether one number is said of two things together ("a dozen dead and injured")."""
    if not passage.has_syntax:
        return False
    joined = [
        child
        for child in passage.parse.children[mention.last]
        if child.dep == "conj" and not any(one.dep == "nummod" for one in passage.parse.children[child.index])
    ]
    counted = [other for other in passage.mentions if other.concept.counts == mention.concept.counts]
    return any(
        token.pos != "VERB" and other.first <= token.index <= other.last and other.concept != mention.concept
        for token in joined
        for other in counted
    )


def _asked(passage: Passage, quantity: Quantity, mentions: Sequence[Mention]) -> Mention | None:
    """Return what the sentence asks the number of: "asked how many had died, she said eleven"."""
    words = [word_of(token) for token in passage.sentence]
    asked = [
        token.index
        for token, pair in zip(passage.sentence[1:], pairwise(words), strict=True)
        if pair in _HOW_MANY and token.start < quantity.span.start
    ]
    fitting = (one for one in mentions if asked and one.first > asked[-1])
    return next((one for one in fitting if _counts(passage, one, quantity, None, 0)), None)


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
        and _counts(passage, mention, quantity, noun, distance)
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


def _counts(
    passage: Passage, mention: Mention, quantity: Quantity, noun: Token | None, distance: int
) -> bool:
    """Tell whether a number with this unit and noun can be a count of the concept."""
    counts = mention.concept.counts
    unit = unit_named(quantity.unit) if quantity.unit else None
    if counts is None:
        return False
    if counts.startswith("dimension:"):
        wanted = counts.removeprefix("dimension:")
        return unit is not None and (
            unit.dimension == wanted
            or (wanted == "money" and unit.dimension.isupper())
            or (
                wanted == "volume"
                and unit.dimension == "mass"
                and litres_in(unit.name, passage.words) is not None
            )
        )
    if unit is not None or _describes_another(passage, mention):
        return False
    if noun is None or noun_class(word_of(noun), counts) is not None:
        return True
    return distance == 0 and word_of(noun) not in mention.concept.uncounted


def _describes_another(passage: Passage, mention: Mention) -> bool:
    """Tell whether what is mentioned only describes a thing: in "hospital computers" nobody is in hospital."""
    if not passage.has_syntax or mention.first != mention.last:
        return False
    word = passage.parse.tokens[mention.last]
    described = passage.parse.tokens[word.head]
    return (
        word.dep == "compound"
        and described.pos == "NOUN"
        and noun_class(word_of(described), "person") is None
        and word_of(described) not in _FIGURES
    )


def _of_concept(
    passage: Passage, quantity: Quantity, mention: Mention, noun: Token | None
) -> Iterator[Claim]:
    """Yield a count of what a concept counts; of some sort of persons alone, it is the least that all can be."""
    concept = mention.concept
    qualities = _qualities(passage, concept.growing, concept.stock)
    value = _value(passage, concept, _in_dimension(passage, quantity, concept), noun)
    inside = noun is not None and mention.first <= noun.index <= mention.last
    if noun is not None and not inside and noun_class(word_of(noun), concept.counts or "") == "special":
        ask = concept.ask["number"].replace("people", noun.text.lower(), 1)
        topic = f"{concept.name}/{word_of(noun)}"
        yield Claim(passage.statement.id, "number", topic, ask, value, quantity.span, qualities)
        if math.isinf(quantity.interval.low) or quantity.interval.low <= 0 or quantity.interval.about:
            return
        value = Amount(replace(quantity.interval, high=math.inf, below=False)).format()
        qualities |= {"part"}
    yield Claim(
        passage.statement.id, "number", _topic(passage, concept), concept.ask["number"], value,
        quantity.span, qualities,
    )  # fmt: skip


def _topic(passage: Passage, concept: Concept) -> str:
    """Return the concept's name; what one promises to pay is no answer to what another promises."""
    promised = passage.act == "commit" and concept.counts == "dimension:money"
    return f"{concept.name}@{passage.statement.speaker}" if promised else concept.name


def _in_dimension(passage: Passage, quantity: Quantity, concept: Concept) -> Quantity:
    """Return tonnes of oil as litres, where a volume is asked for."""
    if concept.counts != "dimension:volume" or quantity.unit is None:
        return quantity
    litres = litres_in(quantity.unit, passage.words)
    if litres is None:
        return quantity
    return replace(quantity, interval=replace(quantity.interval.scaled(litres), about=True), unit="L")


def _of_noun(passage: Passage, quantity: Quantity, noun: Token) -> Claim | None:
    """Return a count of things that no concept covers; `kinds` tells which of them are one question."""
    lemma = noun.lemma.lower()
    if noun.tag == "NN" and lemma not in _UNITED:
        return None  # a number above one with a singular is part of a name, or of another phrase
    verb = passage.parse.tokens[clause_of(passage.parse, noun.index)]
    if quantity.unit or noun.pos != "NOUN" or lemma in _ANYTHING or quantity.interval.high < _MANY:
        return None
    cls = next((name for name in _CLASSES if noun_class(lemma, name)), lemma)
    topic = Kind(cls) if cls in _CLASSES else Kind(cls, _doing(passage, verb), _told_apart(passage, noun))
    return Claim(
        passage.statement.id, "number", topic.format(), f"How many {noun.text.lower()}?",
        Amount(quantity.interval).format(), quantity.span, _qualities(passage, growing=False),
    )  # fmt: skip


def _doing(passage: Passage, verb: Token) -> str:
    """Return what is done, or what the things are said to be ("were untraceable")."""
    if verb.pos not in {"VERB", "AUX"}:
        return ""
    said = (child.lemma for child in passage.parse.children[verb.index] if child.dep == "acomp")
    return next(said, "") if verb.lemma in _BEING else verb.lemma


def _told_apart(passage: Passage, noun: Token) -> frozenset[str]:
    """Return the words that tell some of these things from others: "tank cars", "votes in Sumy"."""
    children = passage.parse.children
    beside = [child for child in children[noun.index] if child.dep in {"amod", "compound", "poss"}]
    where = [child for child in children[noun.index] if child.dep == "prep"]
    within = [thing for one in where for thing in children[one.index] if thing.dep == "pobj"]
    return frozenset(token.lemma.lower() for token in (*beside, *within) if token.pos != "NUM")


def _value(passage: Passage, concept: Concept, quantity: Quantity, noun: Token | None) -> str:
    value = Amount(quantity.interval, quantity.unit).format()
    some = noun is not None and word_of(noun) in concept.floor
    is_floor = (
        some or _ALONE_HERE.intersection(passage.words)
    ) and quantity.interval.low == quantity.interval.high
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
    if passage.act in {"hedge", "opine"} or passage.has("hedge"):
        found.add("hedged")
    return frozenset(found)
