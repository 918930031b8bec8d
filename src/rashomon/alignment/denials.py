"""Whether somebody did what no concept covers, and whether something was there: told by one, denied by another (English).

Who says "no inspector came" and who says "an inspector came in May" part on one thing: the same verb of the same one or
the same thing. A question is asked of each verb with each of those who take part, and of each thing that is said to be
there or not to be.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

from rashomon.alignment.claims import Claim, Quality
from rashomon.alignment.names import Names
from rashomon.alignment.passages import Passage, group_of
from rashomon.language.parse import Token

# Happenings of no concept start so in the topics of questions.
_MARK = "^"
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PARTS = _SUBJECTS | {"dobj", "attr"}
# A verb that stands so tells something; elsewhere it is a circumstance or a purpose.
_TELLING = frozenset({"ROOT", "ccomp", "conj", "parataxis"})
_DENIED_AS = _TELLING | {"pcomp", "xcomp"}
_SPEAKER = frozenset({"i", "we"})
_OPEN = frozenset({"if", "whether", "unless", "until", "before", "when", "as", "while"})
_NOBODY = frozenset({"nobody", "none", "nothing", "no-one", "neither"})
_NO = frozenset({"no", "not", "neither"})
# A negation with these denies a measure, a time or a manner, and not the deed: "not only", "not yet".
_SCOPED = frozenset({"only", "yet", "always", "even", "just", "more", "less", "immediately", "fully", "entirely", "enough"})  # fmt: skip
_MEASURING = frozenset({"more", "less", "few", "fewer", "than", *_NO})
# Who speaks of all tells nothing of whether there are any.
_OF_ALL = frozenset({"all", "every", "each", "any", "both"})
_WHERE = frozenset({"in", "at", "on", "near"})

_Value: TypeAlias = Literal["yes", "no"]
# A topic, the question, and what is said on it.
_Answer: TypeAlias = tuple[str, str, _Value]


def read_denials(passage: Passage, names: Names) -> Iterator[Claim]:
    """Yield what the passage says was done, or was there, and what it says was not."""
    if not passage.has_syntax or passage.act not in {"assert", "deny"}:
        return
    seen: set[str] = set()
    for verb in passage.tokens:
        value = _value(passage, verb) if _is_told(passage, verb) else None
        if value is None:
            continue
        for topic, ask, said in (*_things(passage, verb, value), *_deeds(passage, names, verb, value)):
            if topic not in seen:
                seen.add(topic)
                qualities = _qualities(passage, said)
                yield Claim(passage.statement.id, "occurrence", topic, ask, said, passage.span, qualities)


def _qualities(passage: Passage, value: _Value) -> frozenset[Quality]:
    found: set[Quality] = {"heading"} if passage.heading else set()
    return frozenset(found | ({"denied"} if value == "no" else set()))


def _is_told(passage: Passage, verb: Token) -> bool:
    """Tell whether a verb tells what was or is, and neither it nor what stands over it is supposed, asked or denied."""
    around = passage.parse.children[verb.index]
    if verb.pos not in {"VERB", "AUX"} or _is_open(around):
        return False
    inside = range(passage.tokens[0].index, passage.tokens[-1].index + 1)
    for above in passage.parse.ancestors(verb.index):
        if above.index not in inside:
            break
        over = passage.parse.children[above.index]
        if _is_open(over) or any(_is_negation(one) for one in over):
            return False
    past = verb.tag in {"VBD", "VBN"} or (passage.heading and verb.tag in {"VBZ", "VBP"})
    helped = any(one.dep in {"aux", "auxpass"} and one.lemma in {"have", "do"} for one in around)
    return past or helped or verb.lemma == "be"


def _is_open(around: Sequence[Token]) -> bool:
    return any(
        one.lemma.lower() in _OPEN if one.dep in {"mark", "advmod"} else one.tag == "MD" or one.lemma == "to"
        for one in around
        if one.dep in {"aux", "mark", "advmod"}
    )


def _is_negation(token: Token) -> bool:
    return token.dep == "neg" or token.lemma == "never"


def _value(passage: Passage, verb: Token) -> _Value | None:
    """Return what the clause of a verb says of what it tells; None where that cannot be told."""
    around = passage.parse.children[verb.index]
    parts = [one for one in around if one.dep in _PARTS]
    negated = any(_is_negation(one) for one in around)
    if negated and any(one.lemma.lower() in _SCOPED for one in around if one.dep in {"advmod", "npadvmod"}):
        return None
    if any(_is_measured(passage, one) for one in parts):
        return None
    if negated or any(_is_none(passage, one) for one in parts):
        return "no"
    if passage.act == "deny":
        return "no" if verb.dep in _DENIED_AS else None
    return "yes" if verb.dep in _TELLING else None


def _is_none(passage: Passage, noun: Token) -> bool:
    no = (one for one in group_of(passage.parse, noun) if one.dep in {"det", "neg", "preconj", "cc"})
    return noun.text.lower() in _NOBODY or any(one.text.lower() in _NO for one in no)


def _is_measured(passage: Passage, noun: Token) -> bool:
    """Tell whether what is denied is how many it were: "no more than four", "not three"."""
    children = passage.parse.children
    numbers = [one for one in (noun, *children[noun.index]) if one.pos == "NUM"]
    return any(one.text.lower() in _MEASURING for number in numbers for one in children[number.index])


def _things(passage: Passage, verb: Token, value: _Value) -> Iterator[_Answer]:
    """Yield what is said to be there or not: "there was no boiler", "found no boiler", "a boiler burst"."""
    around = passage.parse.children[verb.index]
    there = verb.lemma == "be" and any(one.dep == "expl" for one in around)
    covered = _covered(passage)
    for one in around:
        said = _presence(passage, verb, one, value, there) if one.dep in _PARTS else None
        if said is None or one.index in covered or (said == "no" and _is_placed(passage, one)):
            continue
        for noun, described in _described(passage, one):
            narrowed = bool(described) and said == "no"  # "no outside doctor" denies that sort alone
            for thing in (*(() if narrowed else (noun,)), *described):
                yield f"{_MARK}be/{thing}", f"Was this there: {thing}?", said


def _presence(passage: Passage, verb: Token, noun: Token, value: _Value, there: bool) -> _Value | None:
    if there:
        return value
    if value == "no":
        found = noun.dep in {"dobj", "nsubjpass"} and verb.lemma in _words()["finding"]
        return "no" if found and _is_none(passage, noun) else None
    told = noun.dep != "attr" and noun.pos == "NOUN" and verb.lemma not in {"be", *_words()["unreal"]}
    of_all = any(one.lemma.lower() in _OF_ALL for one in passage.parse.children[noun.index])
    return "yes" if told and not of_all else None


def _is_placed(passage: Passage, noun: Token) -> bool:
    """Tell whether a thing is only said not to be at a place with a name or a number: "no culvert at Mile 108"."""
    children = passage.parse.children
    where = [one for one in (*children[noun.index], *children[noun.head]) if one.lemma in _WHERE]
    places = [place for one in where for place in children[one.index] if place.dep == "pobj"]
    return any(place.pos in {"PROPN", "NUM"} for place in places)


def _described(passage: Passage, token: Token) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each noun that is meant, and the noun with each of the words that tell it from its like."""
    for noun in _nouns(passage, token):
        lemma = noun.lemma.lower()
        beside = [one for one in passage.parse.children[noun.index] if one.dep in {"amod", "compound"}]
        yield lemma, tuple(f"{one.lemma.lower()} {lemma}" for one in beside if one.lemma.lower() != "single")


def _deeds(passage: Passage, names: Names, verb: Token, value: _Value) -> Iterator[_Answer]:
    """Yield whether a verb is true of each of those who take part: entities, the speaker, nouns."""
    if verb.pos != "VERB" or verb.lemma in _words()["light"] or verb.index in _covered(passage):
        return
    children = passage.parse.children
    by = [one for one in children[verb.index] if one.dep == "agent"]
    agents = [actor for one in by for actor in children[one.index] if actor.dep == "pobj"]
    found: dict[str, str] = {}
    for one in (*(child for child in children[verb.index] if child.dep in _PARTS), *agents):
        known = names.entity(one.text) if one.pos == "PROPN" else None
        if one.text.lower() in _SPEAKER:
            known = passage.statement.speaker
        if known:
            found[known] = names.name(known)
        found.update((noun.lemma.lower(),) * 2 for noun in _nouns(passage, one))
    for part, shown in found.items():
        yield f"{_MARK}{verb.lemma}/{part}", f"Did it happen ({verb.lemma}, {shown})?", value


def _covered(passage: Passage) -> frozenset[int]:
    """Return the words of happenings of which the lexicon asks this itself."""
    asked = [one for one in passage.mentions if "occurrence" in one.concept.ask and one.concept.event]
    return frozenset(index for one in asked for index in range(one.first, one.last + 1))


def _nouns(passage: Passage, token: Token) -> Iterator[Token]:
    """Yield the nouns that are meant: those joined by "and" or "or", and in "no sign of a struggle" the last."""
    children = passage.parse.children
    if token.lemma.lower() in _words()["hollow"]:
        of = [one for one in children[token.index] if one.lemma == "of"]
        for one in of:
            for noun in children[one.index]:
                yield from _nouns(passage, noun) if noun.dep == "pobj" else ()
        return
    for one in (token, *(child for child in children[token.index] if child.dep == "conj")):
        if one.pos == "NOUN" and one.lemma.isalpha() and one.lemma.lower() not in _words()["any"]:
            yield one


@cache
def _words() -> Mapping[str, frozenset[str]]:
    rows = tomllib.loads((files("rashomon.language") / "data" / "denials.toml").read_text("utf-8"))
    return {kind: frozenset(words.split()) for kind, words in rows.items()}
